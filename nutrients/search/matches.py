"""How a food fits whole words that somebody said, for a caller who has to decide whether it is meant."""

from collections.abc import Container, Sequence
from typing import NamedTuple

from nutrients.search import ranking
from nutrients.search.ranking import Candidate, Fit, Said, best_fit, place_of, said_of
from nutrients.search.reading import Slot
from nutrients.search.words import Word, telling

ENDINGS = 2  # letters that a whole word may go on with in a food: toast, toasted
SaidSlot = tuple[tuple[str, ...], Slot]  # typed words, and what they may stand for


class Match(NamedTuple):
    """A food found for words that were said.

    noun: what it is, before the details of its name, in the singular.
    lacks: the typed words that it does not have as whole words. aside: those that stand only in the details of its
    official description. slips: those taken back to find it.
    is_exact: its name is these words in this order. is_it: they are what it is, before the details of its name
    (is_name) or of its official description. is_kind: its name begins or ends with them: "oat milk", for milk.
    is_recent: eaten lately.
    """

    id: int
    noun: tuple[str, ...]
    lacks: tuple[str, ...]
    aside: tuple[str, ...]
    slips: int
    is_exact: bool
    is_name: bool
    is_it: bool
    is_kind: bool
    is_recent: bool
    is_common: bool


def match_of(food: Candidate, slots: Sequence[SaidSlot], recent: Container[int]) -> Match:
    said = said_of(food.name, food.description)
    lacks: list[str] = []
    aside: list[str] = []
    fits: list[Fit] = []
    for typed, slot in slots:
        longest_first = tuple(sorted(slot, key=lambda reading: -len(reading.words)))  # an alias says more than a word
        fit = best_fit(said, longest_first) if slot else None
        if fit is None or not all(has_whole(said, word) for word in fit.words):
            lacks += typed
            continue
        fits.append(fit)
        if not any(is_said_of(said, word) for word in fit.words):
            aside += typed
    words = tuple(dict.fromkeys(word for fit in fits for word in fit.words))
    place = place_of(said, words) if words else ranking.ABSENT
    wanted = {word.singular for word in words}
    is_name = wanted == set(telling(said.noun))
    is_it = (
        place == ranking.IS_IT or is_name or wanted == set(telling(said.described)) or is_all_but_class(said, wanted)
    )
    is_exact = not lacks and telling(said.name_singulars) == tuple(word.singular for word in words)
    return Match(
        food.id, said.noun, tuple(lacks), tuple(aside), sum(fit.slips for fit in fits), is_exact, is_name, is_it,
        place <= ranking.STARTS_OR_ENDS, food.id in recent, food.is_common,
    )  # fmt: skip


def is_all_but_class(said: Said, wanted: set[str]) -> bool:
    """Whether the words are a whole name but its class: grilled salmon, of "Fish, salmon, grilled"."""
    return len(wanted) > 1 and wanted == set(telling(said.name_singulars)) - set(said.noun)


def has_whole(said: Said, word: Word) -> bool:
    """Whether a food has a word, or one that goes on with an ending only."""
    if word.singular in said.name_singulars or word.singular in said.description_singulars:
        return True
    longest = len(word.singular) + ENDINGS
    return any(one.startswith(word.beginnings) and len(one) <= longest for one in (*said.name, *said.description))


def is_said_of(said: Said, word: Word) -> bool:
    """Whether a word is in a food's name, or what its description calls it before the details."""
    return (
        word.singular in said.name_singulars
        or word.singular in said.described
        or any(one.startswith(word.beginnings) for one in said.name)
    )
