"""What typed words may stand for: themselves, another name of the same food, the word next to a slip. No database."""

from collections.abc import Collection
from dataclasses import dataclass

from nutrients.search.vocabulary import GUESSES, SLIP_ITSELF, Vocabulary, nearest
from nutrients.search.words import Word, singular, telling, word_for, words_of

MAX_QUERY = 200  # characters of a query that are read
MAX_WORDS = 8  # words of it


@dataclass(frozen=True, slots=True)
class Reading:
    """Words to look for, all of them, and how many slips were taken back to come to them."""

    words: tuple[Word, ...]
    slips: int = 0


Slot = tuple[Reading, ...]  # the readings of one word or phrase; a food fits if it fits one of them


def slots_of(query: str, vocabulary: Vocabulary, own_words: Collection[str] = ()) -> list[Slot]:
    """The query's slots; words that no food has and that resemble none are left out.

    `own_words`: of the person's own foods, which the vocabulary does not know.
    """
    return [slot for _, slot in said_slots(query, vocabulary, own_words) if slot]


def said_slots(
    query: str, vocabulary: Vocabulary, own_words: Collection[str] = (), *, whole: bool = False
) -> list[tuple[tuple[str, ...], Slot]]:
    """The typed words of each slot beside it; the slot of words that resemble nothing is empty.

    whole: nobody is still typing, so that a word which only begins others may be a slip.
    """
    words = telling(words_of(query[:MAX_QUERY]))[:MAX_WORDS]
    slots = []
    while words:
        slot, taken = first_slot(words, vocabulary, own_words, whole=whole)
        slots.append((words[:taken], slot))
        words = words[taken:]
    return slots


def first_slot(
    words: tuple[str, ...], vocabulary: Vocabulary, own_words: Collection[str], *, whole: bool = False
) -> tuple[Slot, int]:
    """The slot of the first words, and how many they are: the longest phrase that is an alias, else one word."""
    for size in range(min(len(words), max(vocabulary.longest_alias, 2)), 1, -1):
        phrase = words[:size]
        others = [reading_of(means) for means in vocabulary.meanings(phrase)]
        if size == 2 and (joined := "".join(phrase)) in vocabulary.counts:
            others.append(reading_of(joined))
        if others:
            literal = [reading_of(" ".join(phrase))] if all(map(vocabulary.foods_with, phrase)) else []
            return tuple(literal + others), size
    return readings_of(words[0], vocabulary, own_words, whole=whole), 1


def readings_of(typed: str, vocabulary: Vocabulary, own_words: Collection[str], *, whole: bool = False) -> Slot:
    """A word as typed and by its aliases; corrected too where it is rare, and taken apart where it is unknown."""
    if whole and not (vocabulary.is_word(typed) or any(singular(word) == singular(typed) for word in own_words)):
        found = corrected(typed, vocabulary, whole=True)
        found += [reading_of(word, slips) for word, slips in nearest(typed, own_words)[:GUESSES]]
        if found:
            return tuple(found)
    foods = vocabulary.foods_with(typed)
    is_own = any(word.startswith(word_for(typed).beginnings) for word in own_words)
    found = [reading_of(typed, 0 if is_own else slips_in_foods(typed, vocabulary))] if foods or is_own else []
    found += map(reading_of, vocabulary.meanings((typed,)))
    if not found and len(typed) > 2:
        found += map(reading_of, vocabulary.meanings_beginning(typed))
    if not found or 0 < foods <= vocabulary.rare:
        found += corrected(typed, vocabulary)
        found += [reading_of(word, slips) for word, slips in nearest(typed, own_words)[:GUESSES]]
    if not found and (parts := vocabulary.parts(typed)):
        found.append(reading_of(" ".join(parts), slips=1))
    return tuple(found)


def slips_in_foods(typed: str, vocabulary: Vocabulary) -> int:
    """The slips in a word that some foods have, but that is next to a word so common that they must have it wrong."""
    wrong = vocabulary.foods_with(typed) * SLIP_ITSELF
    return next((slips for word, slips in vocabulary.corrections(typed) if vocabulary.weight(word) >= wrong), 0)


def corrected(typed: str, vocabulary: Vocabulary, *, whole: bool = False) -> list[Reading]:
    found = []
    for word, slips in vocabulary.corrections(typed, whole):
        if vocabulary.foods_with(word):
            found.append(reading_of(word, slips))
        found += [reading_of(means, slips) for means in vocabulary.meanings((word,))]
    return found


def reading_of(text: str, slips: int = 0) -> Reading:
    return Reading(tuple(map(word_for, telling(words_of(text)))), slips)
