"""Imported foods -> database: what is new is inserted, what differs is changed, what is the same is not touched.

A food of the shipped tables and a food that somebody edited stay as they are, unless `replace` says otherwise. Of a
shipped food only the amounts are replaced, and only those the download knows. Portions in a diary are never removed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import RestrictedError

from nutrients.models import Food, FoodGroup, FoodNutrient, GroupShare, Portion
from nutrients.tables.imports.food import ImportedFood
from nutrients.tables.imports.report import Report
from nutrients.tables.synchronise import insert

AT_ONCE = 400
SHIPPED = "among the foods that GutCheck ships; --replace takes these values"
EDITED = "edited by hand after an import; --replace takes these values"
TWICE = "listed before under the same number"
FOOD = (
    "fdc_id", "name", "description", "data_type", "category", "source", "food_code", "gtin", "licence",
    "usual_grams", "makeup_known", "is_imported", "is_common",
)  # fmt: skip
VALUE = ("food", "nutrient", "amount", "low", "high", "derivation", "source")
SHARE = ("food", "group", "share", "basis")
PORTION = ("food", "position", "description", "grams")
LONGEST_SOURCE = 120

Rows = list[list[Any]]


def store(foods: Iterable[ImportedFood], report: Report, *, replace: bool = False) -> None:
    """Keep the foods and count what became of each. Call inside a transaction."""
    groups = dict(FoodGroup.objects.values_list("key", "pk"))
    seen: set[int] = set()
    remaining = iter(foods)
    while batch := list(islice(remaining, AT_ONCE)):
        store_batch(first_of_each(batch, seen, report), groups, report, replace=replace)


def first_of_each(batch: Sequence[ImportedFood], seen: set[int], report: Report) -> list[ImportedFood]:
    kept = []
    for food in batch:
        if food.fdc_id in seen:
            report.skip(TWICE, f"{food.fdc_id} {food.name}")
        else:
            seen.add(food.fdc_id)
            kept.append(food.tidy())
    return kept


@dataclass(frozen=True)
class Held:
    """What the database holds of a food, in the form `wanted_*` gives it."""

    food: Food
    values: set[tuple]
    portions: dict[str, tuple[int, float]]
    shares: set[tuple]


def store_batch(batch: list[ImportedFood], groups: dict[str, int], report: Report, *, replace: bool) -> None:
    held = held_of([food.fdc_id for food in batch])
    edited = edited_by_hand([entry.food.pk for entry in held.values()])
    new: list[ImportedFood] = []
    for food in batch:
        there = held.get(food.fdc_id)
        if there is None:
            new.append(food)
            became = "new"
        elif not there.food.is_imported and not replace:
            report.skip(SHIPPED)
            continue
        elif there.food.pk in edited and not replace:
            report.skip(EDITED, f"{food.fdc_id} {there.food.name}")
            continue
        else:
            became = change(food, there, groups)
        report.count(became, {tagname: amount.derivation for tagname, amount in food.amounts.items()})
    add(new, groups)


def held_of(fdc_ids: Sequence[int]) -> dict[int, Held]:
    foods = Food.objects.filter(fdc_id__in=fdc_ids).prefetch_related("composition", "portions", "shares")
    return {
        food.fdc_id: Held(
            food,
            {(v.nutrient_id, v.amount, v.low, v.high, v.derivation, v.source) for v in food.composition.all()},
            {portion.description: (portion.position, portion.grams) for portion in food.portions.all()},
            {(share.group_id, share.share, share.basis) for share in food.shares.all()},
        )
        for food in foods
        if food.fdc_id is not None
    }


def edited_by_hand(pks: Sequence[int]) -> set[int]:
    of_foods = ContentType.objects.get_for_model(Food)
    logged = LogEntry.objects.filter(content_type=of_foods, object_id__in=[str(pk) for pk in pks])
    return {int(pk) for pk in logged.values_list("object_id", flat=True) if pk}


def wanted_values(food: ImportedFood) -> Iterator[tuple]:
    for tagname, amount in food.amounts.items():
        source = f"{food.source}; doubtful: {amount.doubt}" if amount.doubt else food.source
        yield tagname, amount.value, None, None, amount.derivation, source[:LONGEST_SOURCE]


def wanted_portions(food: ImportedFood) -> dict[str, tuple[int, float]]:
    return {text: (position, grams) for position, (text, grams) in enumerate(food.portions, start=1)}


def wanted_shares(food: ImportedFood, groups: dict[str, int]) -> Iterator[tuple]:
    for key, share, basis in food.shares:
        if key in groups:
            yield groups[key], share, basis


def food_row(food: ImportedFood) -> list[Any]:
    return [getattr(food, name) for name in FOOD[:-2]] + [True, False]


def add(new: list[ImportedFood], groups: dict[str, int]) -> None:
    """Insert foods that are not there, with all that hangs on them."""
    insert(Food, FOOD, [food_row(food) for food in new])
    pks = dict(Food.objects.filter(fdc_id__in=[food.fdc_id for food in new]).values_list("fdc_id", "pk"))
    values: Rows = [[pks[food.fdc_id], *value] for food in new for value in wanted_values(food)]
    insert(FoodNutrient, VALUE, values)
    shares: Rows = [[pks[food.fdc_id], *share] for food in new for share in wanted_shares(food, groups)]
    insert(GroupShare, SHARE, shares)
    portions: Rows = [
        [pks[food.fdc_id], position, text, grams]
        for food in new
        for text, (position, grams) in wanted_portions(food).items()
    ]
    insert(Portion, PORTION, portions)


def change(food: ImportedFood, there: Held, groups: dict[str, int]) -> str:
    """Make a food that is there equal to the download's; "changed" or "unchanged"."""
    changed = [change_values(food, there)]
    if there.food.is_imported:
        changed += [change_food(food, there.food), change_portions(food, there), change_shares(food, there, groups)]
    return "changed" if any(changed) else "unchanged"


def change_food(food: ImportedFood, stored: Food) -> bool:
    differing = [name for name in FOOD[:-2] if getattr(stored, name) != getattr(food, name)]
    for name in differing:
        setattr(stored, name, getattr(food, name))
    if differing:
        stored.save(update_fields=differing)
    return bool(differing)


def change_values(food: ImportedFood, there: Held) -> bool:
    wanted = set(wanted_values(food))
    held = {value for value in there.values if there.food.is_imported or value[0] in food.amounts}
    if wanted == held:
        return False
    outdated = {value[0] for value in held - wanted}
    FoodNutrient.objects.filter(food=there.food, nutrient__in=outdated).delete()
    insert(FoodNutrient, VALUE, [[there.food.pk, *value] for value in wanted - held])
    return True


def change_shares(food: ImportedFood, there: Held, groups: dict[str, int]) -> bool:
    wanted = set(wanted_shares(food, groups))
    if wanted == there.shares:
        return False
    GroupShare.objects.filter(food=there.food).delete()
    insert(GroupShare, SHARE, [[there.food.pk, *share] for share in wanted])
    return True


def change_portions(food: ImportedFood, there: Held) -> bool:
    wanted = wanted_portions(food)
    changed = False
    for text, (position, grams) in wanted.items():
        if there.portions.get(text) != (position, grams):
            values = {"position": position, "grams": grams}
            Portion.objects.update_or_create(food=there.food, description=text, defaults=values)
            changed = True
    for text in there.portions.keys() - wanted.keys():
        changed |= removed(there.food, text)
    return changed


def removed(food: Food, description: str) -> bool:
    """False for a portion that stays because it stands in a diary."""
    try:
        Portion.objects.get(food=food, description=description).delete()
    except RestrictedError:
        return False
    return True
