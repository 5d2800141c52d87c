"""Which foods gave a nutrient over a span of days: counted in the database, however long the span."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from accounts.models import User
from diary.models import Day, Entry
from nutrients.models import FoodNutrient, Nutrient


@dataclass(frozen=True, slots=True)
class Contributor:
    """One food over the span. amount: a day [the nutrient's unit]; share: of the known amount from food; times: logged.

    share is 0 for a supplement, which is counted apart.
    """

    pk: int
    name: str
    amount: float
    share: float
    times: int


@dataclass(frozen=True, slots=True)
class Contributors:
    """Foods and supplements that gave something, most first, over the complete days of a span.

    without_value  how many foods have no value and so no place in the list
    """

    complete_days: int
    foods: tuple[Contributor, ...] = ()
    supplements: tuple[Contributor, ...] = ()
    without_value: int = 0


def contributors(nutrient: Nutrient, person: User, first: date, last: date) -> Contributors:
    """The same amounts as the report's over these days, with the foods' values as they are now."""
    complete = complete_days(person, first, last)
    days = complete.count()
    if not days:
        return Contributors(0)
    rows = list(_eaten(nutrient, person, first, last, complete))
    known = [row for row in rows if row["per_100_g"] is not None]
    given = [row for row in known if row["per_100_g"] and not row["is_supplement"]]
    taken = [row for row in known if row["per_100_g"] and row["is_supplement"]]
    without = sum(row["per_100_g"] is None and not row["is_supplement"] for row in rows)
    return Contributors(days, _ranked(given, days), _ranked(taken, days, are_food=False), without)


def complete_days(person: User, first: date, last: date) -> QuerySet[Day]:
    """Days that count. One that holds supplements only says nothing of what was eaten."""
    logged = Entry.objects.of(person).filter(eaten_on=OuterRef("date"))
    food, supplement = (
        logged.filter(portion__food__is_supplement=False),
        logged.filter(portion__food__is_supplement=True),
    )
    days = Day.objects.of(person).between(first, last).filter(complete=True)
    return days.filter(Q(Exists(food)) | ~Q(Exists(supplement)))


def _eaten(
    nutrient: Nutrient, person: User, first: date, last: date, complete: QuerySet[Day]
) -> QuerySet[Entry, dict[str, Any]]:
    """One row a food: grams, times, and its value per 100 g, None = unknown. An estimate is not known."""
    known = FoodNutrient.objects.exclude(derivation=FoodNutrient.Derivation.ESTIMATED)
    value = known.filter(nutrient=nutrient, food=OuterRef("portion__food")).values("amount")
    rows = Entry.objects.of(person).between(first, last).filter(eaten_on__in=complete.order_by().values("date"))
    foods = rows.order_by().values("portion__food", name=F("portion__food__name"))
    return foods.annotate(
        is_supplement=F("portion__food__is_supplement"), total=Sum("grams"), times=Count("pk"),
        per_100_g=Subquery(value[:1]),
    )  # fmt: skip


def _ranked(rows: Sequence[dict[str, Any]], days: int, *, are_food: bool = True) -> tuple[Contributor, ...]:
    amounts = [row["per_100_g"] * row["total"] / 100 / days for row in rows]
    total = sum(amounts)
    found = [
        Contributor(row["portion__food"], row["name"], amount, amount / total if are_food else 0.0, row["times"])
        for row, amount in zip(rows, amounts, strict=True)
    ]
    return tuple(sorted(found, key=lambda food: (-food.amount, food.pk)))
