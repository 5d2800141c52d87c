"""Foods that people log and that lack values, the ones first that would help most."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet, Sum

from desk.effect.windows import people_who_log
from desk.gaps.base import SHOWN, in_pieces, release
from diary.models import LATELY, Entry
from diary.own.unknown import UNKNOWN_MEAL
from nutrients.models import Food, FoodNutrient, Nutrient

Json = dict[str, Any]
ENERGY = "ENERC_KCAL"


@dataclass
class Logged:
    """By the id of a food that everybody sees: entries, people, grams."""

    foods: dict[int, list[float]] = field(default_factory=dict)

    def as_json(self) -> Json:
        return {"foods": [[pk, *counts] for pk, counts in self.foods.items()]}


class Lacking:
    """counting.Job"""

    subject = "lacking"

    def __init__(self, now: datetime) -> None:
        self.since = now.date() - LATELY

    def basis(self) -> str:
        return release()

    def people(self) -> QuerySet:
        return people_who_log(self.since)

    def tally(self, so_far: Json | None) -> Logged:
        return Logged({int(pk): counts for pk, *counts in so_far["foods"]} if so_far else {})

    def add(self, tally: Logged, people: Sequence[int]) -> None:
        rows = Entry.objects.filter(person__in=people, eaten_on__gte=self.since, portion__food__owner=None).of_food()
        counted = rows.order_by().values("portion__food").annotate(
            n=Count("pk"), people=Count("person", distinct=True), weight=Sum("grams")
        )  # fmt: skip
        for pk, *counts in counted.values_list("portion__food", "n", "people", "weight"):
            kept = tally.foods.setdefault(pk, [0, 0, 0])
            tally.foods[pk] = [one + other for one, other in zip(kept, counts, strict=True)]

    def told(self, tally: Logged) -> Json:
        """rows: [food, entries, people, tagnames unknown]. The weight of a food is the energy logged of it."""
        judged = set(Nutrient.objects.filter(assessment="adequacy").values_list("tagname", flat=True))
        ids = sorted(tally.foods)
        rows = [row for piece in in_pieces(ids) for row in self._lacking(piece, tally, judged)]
        rows.sort(key=lambda row: (-row[0], row[1]))
        return {"rows": [row[1:] for row in rows[:SHOWN]], "foods": len(rows), "logged": len(ids)}

    def _lacking(self, ids: list[int], tally: Logged, judged: set[str]) -> list[list[Any]]:
        known: dict[int, dict[str, float]] = {pk: {} for pk in ids}
        values = FoodNutrient.objects.filter(food__in=ids, nutrient__in={*judged, ENERGY}).order_by()
        for pk, tagname, amount in values.exclude(derivation=FoodNutrient.Derivation.ESTIMATED).values_list(
            "food_id", "nutrient_id", "amount"
        ):
            known[pk][tagname] = amount
        found = []
        foods = Food.objects.shared().filter(pk__in=ids).exclude(fdc_id=UNKNOWN_MEAL)  # unknown is what it stands for
        for pk in foods.order_by().values_list("pk", flat=True):
            entries, people, grams = tally.foods[pk]
            if unknown := sorted(judged - known[pk].keys()):
                energy = grams * known[pk].get(ENERGY, 100) / 100  # of unknown energy: as if 1 kcal a gram
                found.append([energy * len(unknown), pk, entries, people, unknown])
        return found
