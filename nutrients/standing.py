"""The tables as they stand in the database at this moment, past everything that is kept of them.

Read twice, once within a trial of a draft, it tells what the draft would change (desk.effect).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields

from nutrients.assessment.eaten import Composition
from nutrients.assessment.tables import Tables
from nutrients.models import Food
from nutrients.models.reference import ReferenceSet
from nutrients.published import ENERGY, known_anew, tables_anew

BATCH = 1000  # foods a query


@dataclass(frozen=True, slots=True)
class FoodStanding:
    """What the tables say of a food."""

    composition: Composition
    is_supplement: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """tables: by reference set, for every age. foods: those that were asked for, by id; who is gone is left out."""

    tables: Mapping[str, Tables]
    foods: Mapping[int, FoodStanding]


def standing(foods: Collection[int]) -> Standing:
    """Seven queries a reference set, three for each thousand foods."""
    ids = sorted(foods)
    found: dict[int, FoodStanding] = {}
    for start in range(0, len(ids), BATCH):
        found |= _foods(ids[start : start + BATCH])
    return Standing({str(name): tables_anew(name) for name in ReferenceSet.values}, found)


def _foods(ids: list[int]) -> dict[int, FoodStanding]:
    known = known_anew(ids)
    rows = Food.objects.filter(pk__in=ids).order_by()
    return {
        pk: FoodStanding(
            Composition(
                pk, name, known[pk].amounts.get(ENERGY), known[pk].amounts, known[pk].estimates, known[pk].shares,
                usual, is_known,
            ),
            is_supplement,
        )
        for pk, name, usual, is_known, is_supplement in rows.values_list(
            "pk", "name", "usual_grams", "makeup_known", "is_supplement"
        )
    }  # fmt: skip


def nutrients_touched(before: Standing, after: Standing) -> frozenset[str]:
    """Tagnames of what a report may read otherwise; nothing else can."""
    touched: set[str] = set()
    for name in before.tables:
        touched |= _of_tables(before.tables[name], after.tables[name])
    for pk in before.foods.keys() & after.foods.keys():
        touched |= _of_food(before.foods[pk], after.foods[pk], before.tables)
    return frozenset(touched)


def _of_tables(before: Tables, after: Tables) -> set[str]:
    earlier, later = ({row.tagname: row for row in tables.nutrients} for tables in (before, after))
    if before.settings != after.settings or before.groups != after.groups:
        return {*earlier, *later}
    touched = {tagname for tagname in {*earlier, *later} if earlier.get(tagname) != later.get(tagname)}
    for part in ("references", "distributions", "priors", "sources"):
        one, other = getattr(before, part), getattr(after, part)
        touched |= {tagname for tagname in {*one, *other} if one.get(tagname) != other.get(tagname)}
    return touched


def _of_food(before: FoodStanding, after: FoodStanding, tables: Mapping[str, Tables]) -> set[str]:
    """Energy weighs what is known of every nutrient; groups and the make-up bear on every one judged by sources."""
    one, other = before.composition, after.composition
    weighed = (before.is_supplement, one.energy, one.shares, one.makeup_known)
    if weighed != (after.is_supplement, other.energy, other.shares, other.makeup_known):
        return {row.tagname for found in tables.values() for row in found.nutrients}
    return {
        tagname
        for values in ("amounts", "estimates")
        for tagname in {*getattr(one, values), *getattr(other, values)}
        if getattr(one, values).get(tagname) != getattr(other, values).get(tagname)
    }


def reads_alike(one: FoodStanding, other: FoodStanding) -> bool:
    """Whether nothing that a report works with differs; two compositions are never equal."""
    told = [field.name for field in fields(Composition) if field.name != "name"]
    return one.is_supplement == other.is_supplement and all(
        getattr(one.composition, name) == getattr(other.composition, name) for name in told
    )
