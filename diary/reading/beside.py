"""How much of a food is taken with another: the butter on a toast, the milk in a coffee. From the portions table."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from diary.quantities import plain
from diary.reading.amounts import NOTHING_SAID, Amount, weighed
from diary.reading.language import table_vocabulary
from diary.reading.measures import one_of, volume_of
from diary.sentence.parse import Phrase
from nutrients.models import Food

TABLE = Path(__file__).with_suffix(".csv")


@dataclass(frozen=True, slots=True)
class Rule:
    """portion: of the food beside, by its description. base_codes, food_codes: how the food codes begin; (): any.

    per: what of the base it is for: "one" of it, a measure, or blank: all of it. times: how many portions for each.
    """

    portion: str
    base_codes: tuple[str, ...]
    food_codes: tuple[str, ...]
    per: str
    times: float


@cache
def rules() -> list[Rule]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Rule(row["portion"], parts(row["base_codes"]), parts(row["food_codes"]), row["per"], float(row["times"]))
            for row in csv.DictReader(file)
        ]


def parts(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("|")))


def amount_beside(food: Food, base: Food, base_grams: float) -> Amount | None:
    """What is usual of a food with so many grams of another; None where the table does not say."""
    portions = {portion.description: portion for portion in food.portions.all()}
    for rule in rules():
        if rule.portion not in portions or not base.food_code.startswith(rule.base_codes):
            continue
        if rule.food_codes and not food.food_code.startswith(rule.food_codes):
            continue
        grams = rule.times * pieces_of(base, base_grams, rule.per) * portions[rule.portion].grams
        amount = weighed(grams, list(portions.values()))
        why = _("usual with %(food)s: %(grams)s g, assumed") % {"food": base.name, "grams": plain(grams, 3)}
        return Amount(amount.portion, amount.quantity, NOTHING_SAID, why) if amount else None
    return None


def pieces_of(base: Food, grams: float, per: str) -> float:
    """How many slices, cups or fluid ounces the base is; 1 where it has no such portion, or all of it is meant."""
    portions = list(base.portions.all())
    if per == "one":
        one = one_of(base, portions, None, frozenset())
        return grams / one.grams if one else 1.0
    row = table_vocabulary().row_of(per, "volume")
    if row is None or (found := volume_of(portions, measure := row.as_measure())) is None:
        return 1.0
    portion, millilitres = found
    return grams / portion.grams * millilitres / measure.amount


def bases_of(phrases: Sequence[Phrase]) -> dict[int, int]:
    """What each phrase may be taken with, by their places: "toast with butter and jam" -> {1: 0, 2: 0}."""
    bases: dict[int, int] = {}
    for place, phrase in enumerate(phrases[1:], start=1):
        if phrase.joint == "on":
            bases[place - 1] = place
        elif phrase.joint in ("with", "and"):
            bases[place] = bases.get(place - 1, place - 1)
    return bases


def may_be_beside(food: Food) -> bool:
    """Whether a food is one that is taken with others: the table knows an amount of it for some."""
    portions = {portion.description for portion in food.portions.all()}
    return any(rule.portion in portions for rule in rules() if rule.times and not rule.food_codes)
