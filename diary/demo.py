"""Six weeks of a made-up diary, so that a newcomer can read a report in the first minute."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.db import transaction

from accounts.models import User
from diary.models import CheckIn, Day, Entry, Meal
from diary.weeks import Week
from nutrients.models import Portion

Row = dict[str, str]
ANSWERS = ("stress", "gut_comfort", "stool_form")


@transaction.atomic
def fill_diary(person: User, today: date, folder: Path) -> int:
    """Write the diary of demo_days.csv and demo_entries.csv, counted back from this week; how many entries.

    What lies ahead of today is left out; of today there is breakfast, and it stays open.
    """
    portions = {
        (str(fdc_id), description): portion
        for fdc_id, description, portion in _portions_of(_rows(folder / "demo_entries.csv"))
    }
    entries = [
        Entry(
            person=person, eaten_on=on, meal=Meal(row["meal"]), quantity=float(row["quantity"]),
            portion=portions[row["fdc_id"], row["portion"]],
            grams=float(row["quantity"]) * portions[row["fdc_id"], row["portion"]].grams,
        )
        for row in _rows(folder / "demo_entries.csv")
        if (on := _date(row, today)) < today or (on == today and row["meal"] == Meal.BREAKFAST)
    ]  # fmt: skip
    Entry.objects.bulk_create(entries)
    days = [(on, row) for row in _rows(folder / "demo_days.csv") if (on := _date(row, today)) < today]
    Day.objects.bulk_create(
        Day(person=person, date=on, complete=row["complete"] == "yes", typical=row["typical"]) for on, row in days
    )
    CheckIn.objects.bulk_create(
        CheckIn(person=person, date=on, **{answer: int(row[answer]) if row[answer] else None for answer in ANSWERS})
        for on, row in days
        if any(row[answer] for answer in ANSWERS)
    )
    return len(entries)


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _portions_of(rows: Iterator[Row]) -> Iterator[tuple[int | None, str, Portion]]:
    foods = {row["fdc_id"] for row in rows}
    for portion in Portion.objects.filter(food__fdc_id__in=foods).select_related("food"):
        yield portion.food.fdc_id, portion.description, portion


def _date(row: Row, today: date) -> date:
    """The date of a row: a weekday (1 = Monday) so many weeks before the week of today."""
    week = Week.of(today)
    for _ in range(int(row["weeks_ago"])):
        week = week.previous
    return week.days[int(row["weekday"]) - 1]
