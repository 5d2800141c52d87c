"""Foods that look like one, and that somebody told apart: kept for everybody, until it is taken back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from desk.models import DifferentFoods
from desk.models.different import key_of
from nutrients.models import Food

MOST_TOGETHER = 40  # foods in one address; of the tables shipped, nine at most are alike


@dataclass(frozen=True, slots=True)
class Apart:
    """foods: those of them that are still there."""

    said: DifferentFoods
    foods: list[Food]


def told_apart() -> list[frozenset[int]]:
    return [frozenset(map(int, foods.split())) for foods in DifferentFoods.objects.values_list("foods", flat=True)]


def with_foods(rows: Sequence[DifferentFoods]) -> list[Apart]:
    numbers = {number for row in rows for number in row.numbers}
    foods = {food.fdc_id: food for food in Food.objects.shared().filter(fdc_id__in=numbers)}
    return [Apart(row, [foods[number] for number in row.numbers if number in foods]) for row in rows]


def tell_apart(person: User, foods: Iterable[Food], reason: str, at: datetime) -> DifferentFoods:
    """Said again, with another reason, it is the new one that stays."""
    numbers = key_of(food.fdc_id for food in foods if food.fdc_id)
    said, _is_new = DifferentFoods.objects.update_or_create(
        foods=numbers, defaults={"reason": reason, "said_by": person, "said_at": at}
    )
    return said


def numbers_of(pks: Collection[int]) -> dict[int, int]:
    """Of foods by their id their number."""
    return {pk: number for pk, number in Food.objects.filter(pk__in=pks).values_list("pk", "fdc_id") if number}


def in_address(numbers: Iterable[int]) -> str:
    return "-".join(map(str, sorted(numbers)))


def foods_in(address: str) -> list[Food]:
    """The foods everybody sees that an address names, by their numbers. LookupError where they are not two or more."""
    numbers = [int(text) for text in address.split("-")[:MOST_TOGETHER] if text.isascii() and text.isdecimal()]
    foods = list(Food.objects.shared().filter(fdc_id__in=[number for number in numbers if number < 10**18]))
    if len(foods) < 2:
        raise LookupError(address)
    return sorted(foods, key=lambda food: (not food.is_common, food.fdc_id or 0))
