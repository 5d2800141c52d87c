"""What the portions of a food are: cups, slices, one of it. Reads "1 cup, cooked" as a person would."""

from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from math import isclose

from diary.quantities import GRAM
from diary.reading.language import table_vocabulary
from diary.sentence.amounts import NumberReader
from diary.sentence.tokens import tokens_of
from diary.sentence.vocabulary import Measure, Size
from nutrients.models import Food, Portion
from nutrients.search.words import singulars_of


@dataclass(frozen=True, slots=True)
class Reading:
    """A portion's description. number: of its measure; millilitres: of all of it, None where it is no volume."""

    number: float
    measure: Measure | None
    millilitres: float | None
    words: tuple[str, ...]


@lru_cache(maxsize=5_000)
def reading_of(description: str) -> Reading:
    words, tokens = table_vocabulary(), tokens_of(description)
    found = NumberReader(tokens, words).number_at(0)
    number, place = (found.value or 1.0, found.end) if found else (1.0, 0)
    said = tuple(token.word for token in tokens)
    row = words.longest_at(said[place:], "weight", "volume")
    measure = row[0].as_measure() if row else None
    millilitres = number * measure.amount if measure and measure.kind == "volume" else None
    return Reading(number, measure, millilitres, singulars_of(" ".join(said[place:])))


def gram_of(portions: Iterable[Portion]) -> Portion | None:
    return next((portion for portion in portions if portion.description == GRAM), None)


def volume_of(portions: Iterable[Portion], measure: Measure) -> tuple[Portion, float] | None:
    """The food's portion that is a volume, and the millilitres of it; one of this measure first, then plain ones."""
    found = []
    for portion in portions:
        said = reading_of(portion.description)
        if said.millilitres is not None and not is_odd(portion):
            is_other = said.measure is None or said.measure.name != measure.name
            found.append((is_other, len(said.words), portion.position, portion, said.millilitres))
    if not found:
        return None
    best = min(found, key=lambda volume: volume[:3])
    return best[3], best[4]


def called_so(food: Food, portions: Sequence[Portion], called: Sequence[str], size: Size | None) -> Portion | None:
    """The portion that goes by one of these names: a can, a slice; of the size that was said, else the usual one."""
    found = []
    for portion in portions:
        words = set(reading_of(portion.description).words)
        for place, name in enumerate(called):
            if set(singulars_of(name)) <= words:
                fit = (
                    is_odd(portion), bool(size) or not is_usual(food, portion), place, words != {name},
                    unfit(words, size), portion.position,
                )  # fmt: skip
                found.append((fit, portion))
    return min(found, key=lambda one: one[0])[1] if found else None


def one_of(food: Food, portions: Iterable[Portion], size: Size | None, typed: Set[str]) -> Portion | None:
    """The portion that is one of the food: an egg, a medium apple. typed: the person's words, in the singular.

    The person's own word goes first (six prawns, a cherry tomato), then the food's own, then what one is called.
    """
    nouns = set(singulars_of(food.name)) | set(singulars_of(food.description))
    found = []
    for portion in portions:
        said = reading_of(portion.description)
        rank = nature(said, nouns, typed)
        words = set(said.words)
        if rank is None and (is_usual(food, portion) or has_size(words, size)) and not said.measure:
            rank = LEAST_NATURAL
        if rank is None or is_odd(portion) or (size and not has_size(words, size) and has_any(words, "sized")):
            continue
        is_usual_one = size is None and is_usual(food, portion)
        fit = (
            size is not None and not has_size(words, size), not words & (typed - nouns), has_any(words, "cut"),
            not is_usual_one, rank[0], unfit(words, size), rank[1], portion.position,
        )  # fmt: skip
        found.append((fit, portion))
    return min(found, key=lambda one: one[0])[1] if found else None


LEAST_NATURAL = (4, 0)


def nature(said: Reading, nouns: Set[str], typed: Set[str]) -> tuple[int, int] | None:
    """How surely a portion is one of the food, the surer the smaller; None where it is a cup, a bag or the like."""
    natural = table_vocabulary().natural
    words = set(said.words)
    place = next((n for n, name in enumerate(natural) if name in words), len(natural))
    if said.measure:
        is_counted = said.measure.name in natural and said.number == 1
        return (3, natural.index(said.measure.name)) if is_counted else None
    plain = {
        word for word in words if not (word.isdigit() or has_any((word,), "middling") or has_any((word,), "sized"))
    }
    if words & typed - nouns or (plain and plain <= typed):
        return 0, place
    if plain and plain <= nouns:
        return 1, place
    if place < len(natural) and said.number == 1 and not has_any(words, "packed"):
        return 2, place
    return (3, place) if said.words and said.words[0] in nouns else None


def is_usual(food: Food, portion: Portion) -> bool:
    return food.usual_grams is not None and isclose(portion.grams, food.usual_grams)


def has_size(words: Collection[str], size: Size | None) -> bool:
    return size is not None and any(set(singulars_of(name)) <= set(words) for name in size.called)


def unfit(words: Collection[str], size: Size | None) -> int:
    """How far a portion is from the size that was said: 0 is it. Where none was said, the middle one is meant."""
    if size:
        names = enumerate(size.called)
        return next((n for n, name in names if set(singulars_of(name)) <= set(words)), len(size.called) + 1)
    return 0 if has_any(words, "middling") else 1 + has_any(words, "sized")


def is_odd(portion: Portion) -> bool:
    """Whether a portion is of something else than the food as eaten, or one that only a ruler finds."""
    return any(table_vocabulary().is_any(token.word, "odd") for token in tokens_of(portion.description))


def has_any(words: Collection[str], kind: str) -> bool:
    return any(table_vocabulary().is_any(word, kind) for word in words)
