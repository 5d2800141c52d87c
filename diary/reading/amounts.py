"""How much of a food is meant: what was said, in one of the food's portions; what was not said, as it usually is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from diary.models import Assumed
from diary.quantities import GRAM, plain
from diary.reading.measures import called_so, gram_of, has_size, one_of, reading_of, volume_of
from diary.sentence.parse import Phrase
from diary.sentence.vocabulary import Measure
from nutrients.models import Food, Portion
from nutrients.search.words import singular, singulars_of

SIMPLE = (1.0, 2.0, 0.5, 3.0, 4.0, 5.0, 6.0, 1.5)  # numbers of a portion people say, the likelier first
CLOSE = 0.01  # a weight this near to a simple number of a portion is that number


@dataclass(frozen=True, slots=True)
class Amount:
    """quantity x portion.grams is the weight. assumed: codes of Assumed. why: what was assumed, in words, or blank."""

    portion: Portion
    quantity: float
    assumed: tuple[str, ...] = ()
    why: str = ""

    @property
    def grams(self) -> float:
        return self.quantity * self.portion.grams


NOTHING_SAID = (Assumed.PORTION.value, Assumed.QUANTITY.value)


def usual_amount(food: Food) -> tuple[float, Portion | None]:
    """The food's usual weight as a simple number of one of its portions, else in grams.

    Its first portion where no usual weight is known; None where it has no portion at all.
    """
    portions = list(food.portions.all())
    measures = [portion for portion in portions if portion.description != GRAM]
    gram = next((portion for portion in portions if portion.description == GRAM), None)
    if food.usual_grams is None:
        return (1.0, measures[0]) if measures else (100.0, gram)
    for quantity in SIMPLE:
        for portion in measures:
            if math.isclose(quantity * portion.grams, food.usual_grams):
                return quantity, portion
    return (food.usual_grams, gram) if gram else (1.0, measures[0] if measures else None)


def said_amount(phrase: Phrase, food: Food) -> Amount | None:
    """The amount a phrase says of a food; None where it says none, or the food has no portion at all."""
    if (phrase.quantity is None and phrase.size is None) or is_strength(phrase, food):
        return None
    portions = list(food.portions.all())
    found = measured(phrase, food, portions) if phrase.measure else counted(phrase, food, portions)
    if found is None or (not phrase.is_vague and phrase.quantity is not None):
        return found
    return Amount(found.portion, found.quantity, (*found.assumed, Assumed.QUANTITY.value), found.why)


def is_strength(phrase: Phrase, food: Food) -> bool:
    """The weight beside a supplement, "vitamin D 25 mcg", is how strong one is, not how much was taken."""
    return food.is_supplement and phrase.measure is not None and phrase.measure.kind == "weight"


def measured(phrase: Phrase, food: Food, portions: Sequence[Portion]) -> Amount | None:
    """By weight or volume, exactly; by the food's own portion; else by the table of household measures."""
    measure, count = phrase.measure, phrase.quantity or 1.0
    assert measure is not None  # noqa: S101 - for the type checker: the caller asks only then
    if measure.kind == "weight":
        return weighed(count * measure.amount, portions)
    if measure.kind == "volume":
        return by_volume(count, measure, portions) or helpings(count * _cups(measure), food)
    if measure.called and (portion := called_so(food, portions, measure.called, phrase.size)):
        assumed = () if phrase.size or len(portions) <= 2 else (Assumed.PORTION.value,)
        return Amount(portion, count, assumed, portion_words(portion) if assumed else "")
    count *= phrase.size.factor if phrase.size else 1.0
    found = None
    if measure.kind == "container":
        found = by_volume(count, measure, portions)
    elif measure.kind == "pinch":
        found = weighed(count * measure.amount, portions)
    elif measure.kind == "piece" and (one := one_of(food, portions, phrase.size, words_said(phrase))):
        found = Amount(one, count)
    else:
        return helpings(count * (measure.amount or 1.0), food)
    found = found or helpings(count, food)
    return assuming(found) if found else None


def counted(phrase: Phrase, food: Food, portions: Sequence[Portion]) -> Amount | None:
    """By number or size alone: two eggs, half an avocado, three large carrots, large fries."""
    count = phrase.quantity or 1.0
    one = one_of(food, portions, phrase.size, words_said(phrase))
    is_sized = phrase.size is not None and one is not None and has_size(reading_of(one.description).words, phrase.size)
    is_some = phrase.quantity is None and phrase.food.split()[-1:] != [singular(phrase.food.split()[-1])]
    if one is None or (is_some and not is_sized):
        return helpings(count * (phrase.size.factor if phrase.size else 1.0), food)
    return assuming(Amount(one, count / reading_of(one.description).number))


def words_said(phrase: Phrase) -> set[str]:
    return set(singulars_of(phrase.food))


def weighed(grams: float, portions: Sequence[Portion]) -> Amount | None:
    """In grams where the food has that portion, else as a part of another."""
    gram = gram_of(portions)
    if gram:
        return Amount(gram, round(grams, 1) or grams)
    return Amount(portions[0], grams / portions[0].grams) if portions else None


def by_volume(count: float, measure: Measure, portions: Sequence[Portion]) -> Amount | None:
    """From the food's cup or spoon; as a simple number of it, else in grams. None where the food has neither."""
    if not (found := volume_of(portions, measure)):
        return None
    portion, millilitres = found
    quantity = count * measure.amount / millilitres
    simple = next((number for number in (count, *SIMPLE) if math.isclose(quantity, number, rel_tol=CLOSE)), None)
    if simple or not gram_of(portions):
        return Amount(portion, simple or quantity)
    return weighed(quantity * portion.grams, portions)


def helpings(count: float, food: Food) -> Amount | None:
    """So many times what is usual."""
    quantity, portion = usual_amount(food)
    return assuming(Amount(portion, count * quantity)) if portion else None


def assuming(amount: Amount) -> Amount:
    return Amount(amount.portion, amount.quantity, (Assumed.PORTION.value,), portion_words(amount.portion, amount))


def portion_words(portion: Portion, amount: Amount | None = None) -> str:
    """What a portion was taken to weigh, for the person: "1 medium, 50 g, assumed"."""
    if portion.description == GRAM:
        return _("%(grams)s g, assumed") % {"grams": plain(amount.grams if amount else portion.grams, 3)}
    words = {"portion": portion.description, "grams": plain(portion.grams, 4)}
    return _("%(portion)s, %(grams)s g, assumed") % words


def _cups(measure: Measure) -> float:
    """A volume of a food that has none, in its usual amounts: a cup is taken for one."""
    return measure.amount / 236.588
