"""Foods that are likely one and the same: of one name, or alike in every value. No diary is looked at.

Those that somebody told apart are left out, so that the list grows shorter by what is done.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Lower

from accounts.models import User
from desk.gaps.base import release
from desk.gaps.different import numbers_of, told_apart
from desk.models.different import are_told_apart
from nutrients.models import Food, FoodNutrient

Json = dict[str, Any]
LEAST_VALUES = 10  # of fewer, two foods may well be alike by chance: a label tells eight, often round ones


MOST = 2000  # rows kept: somebody who works through them sees the next one, not an empty list until the next night


class Nothing:
    def as_json(self) -> Json:
        return {}


class Duplicates:
    """counting.Job without people: everything is read at its end."""

    subject = "duplicates"

    def __init__(self, now: datetime) -> None:
        pass

    def basis(self) -> str:
        return release()

    def people(self) -> QuerySet:
        return User.objects.none()

    def tally(self, so_far: Json | None) -> Nothing:
        return Nothing()

    def add(self, tally: Nothing, people: Sequence[int]) -> None:
        pass

    def told(self, tally: Nothing) -> Json:
        """rows: [why, ids of the foods]; the same foods are named once."""
        by_name = list(same_names())
        named = {tuple(ids) for ids in by_name}
        alike = [ids for ids in same_values() if tuple(ids) not in named]
        rows = [*(["name", ids] for ids in by_name), *(["values", ids] for ids in alike)]
        known, numbers = told_apart(), numbers_of({pk for ids in (*by_name, *alike) for pk in ids})
        rows = [row for row in rows if not are_told_apart([numbers[pk] for pk in row[1] if pk in numbers], known)]
        return {"rows": rows[:MOST], "found": len(rows)}


def same_names() -> Iterator[list[int]]:
    named = Food.objects.shared().annotate(small=Lower("name"))
    twice = named.values("small").annotate(n=Count("pk")).filter(n__gt=1).order_by().values("small")
    rows = named.filter(small__in=twice).order_by("small", "pk").values_list("small", "pk")
    for _name, foods in groupby(rows, key=lambda row: row[0]):
        yield [pk for _, pk in foods]


def same_values() -> list[list[int]]:
    """Those with the same known amounts of the same nutrients, one pass over the table."""
    alike: defaultdict[bytes, list[int]] = defaultdict(list)
    rows = FoodNutrient.objects.filter(food__owner=None).exclude(derivation=FoodNutrient.Derivation.ESTIMATED)
    values = rows.order_by("food_id", "nutrient_id").values_list("food_id", "nutrient_id", "amount")
    for pk, known in groupby(values.iterator(chunk_size=5000), key=lambda row: row[0]):
        told = [(tagname, amount) for _, tagname, amount in known]
        if len(told) >= LEAST_VALUES and any(amount for _, amount in told):
            alike[hashlib.sha256(repr(told).encode()).digest()[:16]].append(pk)
    return sorted(foods for foods in alike.values() if len(foods) > 1)
