"""Which of the foods found comes first, and why: each reason is a field, and an earlier one settles more."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from nutrients.search.reading import Slot
from nutrients.search.words import Word, singulars_of, words_of

DETAILS = re.compile(r"[,(]")  # what follows is how, not what: "Egg, whole, raw"

# How well a word fits a food, the better the smaller.
IN_NAME, BEGINS_IN_NAME, IN_DESCRIPTION, BEGINS_IN_DESCRIPTION, ABSENT = range(5)
# Where the words of a query stand in a food.
IS_IT, STARTS_OR_ENDS, BEGINS_SO, IN_IT = range(4)
LONG_WORD = 20  # letters
UNSPECIFIED = ("not", "specified")  # the end of the name of a food that is just what it says
ANIMAL = ("2", "3")  # food codes of meat, fish and eggs, which few people eat raw


class Candidate(NamedTuple):
    id: int
    name: str
    description: str
    is_common: bool
    food_code: str


class Rank(NamedTuple):
    """Why a food stands where it stands; smaller is better in every field."""

    left_out: int  # words or phrases of the query that the food lacks
    slips: int  # slips taken back to find it
    not_exact: bool  # its name says more than the query
    turned: bool  # its name is the words of the query in another order: chocolate milk, for milk chocolate
    recent: int  # its place among the foods eaten lately, if its name has the words
    place: int  # IS_IT … IN_IT, which a packet is taken for: its name starts with the brand
    not_common: bool
    raw_animal: bool
    letters_to_come: int  # until begun words are whole: "eg" is nearer to egg than to eggplant
    not_noun: bool  # it is a kind of what was asked for: spring onions, for onion
    fit: int
    extra_words: int  # in what it is
    details: int  # words that say how; the everyday foods go by their code instead
    no_code: bool
    food_code: str  # the survey numbers plain foods before the dishes made from them
    name: str
    id: int


@dataclass(frozen=True, slots=True)
class Said:
    """A food's words as they stand and in their singular; its nouns are what comes before the details."""

    name: tuple[str, ...]
    name_singulars: tuple[str, ...]
    noun: tuple[str, ...]
    description: tuple[str, ...]
    description_singulars: frozenset[str]
    described: tuple[str, ...]  # the noun of the description
    nouns: tuple[frozenset[str], frozenset[str]]


@lru_cache(maxsize=20_000)
def said_of(name: str, description: str) -> Said:
    noun, described = (singulars_of(DETAILS.split(text)[0]) for text in (name, description))
    return Said(
        words_of(name), singulars_of(name), noun,
        words_of(description), frozenset(singulars_of(description)), described, (frozenset(noun), frozenset(described)),
    )  # fmt: skip


class Fit(NamedTuple):
    slips: int
    fit: int
    words: tuple[Word, ...]


def rank_of(food: Candidate, slots: Sequence[Slot], recent: Mapping[int, int]) -> Rank:
    """The food's rank for a query. `recent`: food id -> place among what the person ate lately."""
    said = said_of(food.name, food.description)
    fits = [fit for slot in slots if (fit := best_fit(said, slot)).fit < ABSENT]
    words = tuple(dict.fromkeys(word for fit in fits for word in fit.words))
    worst = max((fit.fit for fit in fits), default=ABSENT)
    extra_words = len(said.name) - len(words)
    is_exact = worst == IN_NAME and extra_words == 0
    return Rank(
        left_out=len(slots) - len(fits),
        slips=sum(fit.slips for fit in fits),
        not_exact=not is_exact,
        turned=is_exact and said.name_singulars != tuple(word.singular for word in words),
        recent=recent.get(food.id, len(recent)) if worst <= BEGINS_IN_NAME else len(recent),
        place=place_of(said, words) if food.is_common or food.food_code else IN_IT,
        not_common=not food.is_common,
        raw_animal=food.food_code.startswith(ANIMAL) and is_raw(said, words),
        letters_to_come=sum(letters_to_come(said, word) for word in words) if worst > IN_NAME else 0,
        not_noun=not begins(said.noun, words),
        fit=sum(fit.fit for fit in fits),
        extra_words=max(len(said.noun) - len(words), 0),
        details=0 if food.is_common else extra_words - len(UNSPECIFIED) * (said.name[-2:] == UNSPECIFIED),
        no_code=not food.food_code,
        food_code=food.food_code,
        name=food.name,
        id=food.id,
    )


def best_fit(said: Said, slot: Slot) -> Fit:
    """The reading that fits best; one that needs fewer slips first."""
    fits = [Fit(reading.slips, max([fit_of(said, word) for word in reading.words]), reading.words) for reading in slot]
    return fits[0] if len(fits) == 1 else min(fits, key=lambda fit: (fit.fit == ABSENT, fit.slips, fit.fit))


def fit_of(said: Said, word: Word) -> int:
    if word.singular in said.name_singulars:
        return IN_NAME
    if any(one.startswith(word.beginnings) for one in said.name):
        return BEGINS_IN_NAME
    if word.singular in said.description_singulars:
        return IN_DESCRIPTION
    if any(one.startswith(word.beginnings) for one in said.description):
        return BEGINS_IN_DESCRIPTION
    return ABSENT


def place_of(said: Said, words: Sequence[Word]) -> int:
    """IS_IT: the words are what the food is ("Egg, whole"); STARTS_OR_ENDS: its name does so ("Egg salad", "Oat milk");
    BEGINS_SO: it starts with longer words ("Eggplant"); IN_IT: elsewhere.
    """
    wanted = {word.singular for word in words}
    if wanted in said.nouns:
        return IS_IT
    size = len(words)
    if wanted in (set(said.name_singulars[:size]), set(said.noun[-size:])):
        return STARTS_OR_ENDS
    return BEGINS_SO if begins(said.name[:size], words) or begins(said.described, words) else IN_IT


def letters_to_come(said: Said, word: Word) -> int:
    left = [len(one) - len(form) for one in said.name for form in word.beginnings if one.startswith(form)]
    return min(left, default=LONG_WORD)  # the word is in the description only


def begins(found: Sequence[str], words: Sequence[Word]) -> bool:
    """Whether these are just the wanted words, or longer ones that begin so, in any order."""
    if len(found) != len(words):
        return False
    return all(any(one.startswith(word.beginnings) for one in found) for word in words)


def is_raw(said: Said, words: Sequence[Word]) -> bool:
    return "raw" in said.name and all(word.singular != "raw" for word in words)
