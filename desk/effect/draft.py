"""What a draft changes, in numbers a report works with: the tables before and after it, held in memory."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from desk.effect.windows import logged_foods
from diary.models import EatenRow
from nutrients.assessment.eaten import Composition
from nutrients.assessment.tables import Tables
from nutrients.changesets.acts import trial
from nutrients.models import ChangeSet, Food, TableRelease
from nutrients.standing import FoodStanding, nutrients_touched, reads_alike, standing

OF_A_FOOD = frozenset({"foods", "values", "group_shares"})
OF_EVERYBODY = frozenset(
    {"nutrients", "food_groups", "nutrient_sources", "reference_intakes", "requirement_percentiles", "intake_priors",
     "rule_settings"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """tables: by reference set. foods: what people logged lately and the draft has otherwise. touched: tagnames."""

    before: Mapping[str, Tables]
    after: Mapping[str, Tables]
    foods: Mapping[int, FoodStanding]
    touched: frozenset[str]

    def eaten(self, rows: list[EatenRow]) -> list[EatenRow]:
        """What was eaten as the draft describes it. The same list where it says nothing of these foods."""
        if not any(row.food_id in self.foods for row in rows):
            return rows
        return [
            row._replace(is_supplement=self.foods[row.food_id].is_supplement) if row.food_id in self.foods else row
            for row in rows
        ]

    def known(self, foods: Mapping[int, Composition]) -> Mapping[int, Composition]:
        return {**foods, **{pk: food.composition for pk, food in self.foods.items()}}


def change_of(changeset: ChangeSet, since: date) -> Change:
    """Tried out in one short transaction, which leaves nothing behind. Raises Refused as trial() does."""
    foods = logged_foods(foods_of(changeset), since)
    before = standing(foods)
    with trial(changeset):
        after = standing(foods)
    return Change(
        before.tables, after.tables,
        {pk: new for pk, new in after.foods.items() if pk in before.foods and not reads_alike(before.foods[pk], new)},
        nutrients_touched(before, after),
    )  # fmt: skip


def concerns_everybody(changeset: ChangeSet) -> bool:
    return changeset.rows.filter(is_left_out=False, table__in=OF_EVERYBODY).exists()


def foods_of(changeset: ChangeSet) -> set[int]:
    """Ids of the foods that are in the tables and that the draft says something of."""
    return set(Food.objects.filter(fdc_id__in=set(_fdc_ids(changeset))).values_list("pk", flat=True))


def _fdc_ids(changeset: ChangeSet) -> Iterator[int]:
    for key in changeset.rows.filter(is_left_out=False, table__in=OF_A_FOOD).values_list("key", flat=True):
        if (fdc_id := str(json.loads(key)[0])).isdecimal():
            yield int(fdc_id)


def basis_of(changeset: ChangeSet) -> str:
    """The release in force and what the draft says: another text as soon as either changes."""
    release = TableRelease.objects.values_list("version", flat=True).first() or ""
    digest = hashlib.sha256()
    for row in changeset.rows.filter(is_left_out=False).order_by("pk").values_list("table", "key", "after").iterator():
        digest.update(json.dumps(row, sort_keys=True).encode())
    return f"{release} {changeset.changed_at:%Y-%m-%dT%H:%M:%S} {digest.hexdigest()[:16]}"
