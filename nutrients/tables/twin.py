"""What a similar food lends where nothing is known of a food: estimates, for a person to look at.

An amount of a similar food is the first choice for a missing one (Greenfield & Southgate 2003, Food Composition Data,
2nd edition, FAO/INFOODS, imputed values); it never counts as known.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from nutrients.models import Food, FoodNutrient
from nutrients.tables.columns import kept_in_files
from nutrients.tables.recorded import VALUES

ESTIMATED = FoodNutrient.Derivation.ESTIMATED
BAND = 0.1, 0.9  # four of five foods like it lie between
ENOUGH = 20  # foods that know a nutrient, before their tenths say anything


class Lent(NamedTuple):
    """Per 100 g, in the nutrient's unit. low, high: what most foods of the two categories hold; None: too few know."""

    amount: float
    low: float | None
    high: float | None


def lent(twin: Food, tagnames: Collection[str], category: str) -> dict[str, Lent]:
    """tagname -> what the twin has of it, as far as that is known. category: the food's own. Two queries."""
    known = dict(
        twin.composition.filter(nutrient_id__in=tagnames)
        .exclude(derivation=ESTIMATED)
        .values_list("nutrient_id", "amount")
    )
    bands = bands_of({category, twin.category}, known)
    return {tagname: with_band(amount, bands.get(tagname)) for tagname, amount in known.items()}


def bands_of(categories: Collection[str], tagnames: Collection[str]) -> dict[str, tuple[float, float]]:
    rows = kept_in_files(FoodNutrient).filter(food__category__in=categories, nutrient_id__in=tagnames)
    amounts = defaultdict(list)
    for tagname, amount in rows.exclude(derivation=ESTIMATED).order_by().values_list("nutrient_id", "amount"):
        amounts[tagname].append(amount)
    low, high = BAND
    return {
        tagname: (ordered[int(low * (len(ordered) - 1))], ordered[round(high * (len(ordered) - 1))])
        for tagname, some in amounts.items()
        if len(ordered := sorted(some)) >= ENOUGH
    }


def with_band(amount: float, band: tuple[float, float] | None) -> Lent:
    if band is None:
        return Lent(amount, None, None)
    return Lent(amount, min(amount, band[0]), max(amount, band[1]))


def source_of(twin: Food) -> str:
    """What the tables say of a lent value, in their language; the name gives way where it is too long."""
    says, number = "Imputed from a similar food (INFOODS, Greenfield & Southgate 2003): ", f", {twin.fdc_id}"
    most = VALUES.stored(VALUES.by_name["source"]).max_length or 0
    return says + twin.name[: most - len(says) - len(number)] + number
