"""Acts that touch several rows of a diary, each named for what it does. Views run them inside one transaction."""

from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.core import signing

from accounts.models import User
from diary.models import Day, Entry
from nutrients.models import Portion

UNDO_SECONDS = 24 * 60 * 60
Rows = list[dict[str, Any]]


def copy_entries(person: User, source: date, target: date, key: UUID, meal: str = "") -> list[Entry]:
    """Log what was eaten on one day (at one meal, if named) on another day too. Same key, same rows: never twice."""
    entries = Entry.objects.of(person).on(source)
    if meal:
        entries = entries.filter(meal=meal)
    copies = [
        Entry(
            person=person, eaten_on=target, meal=entry.meal, portion_id=entry.portion_id,
            quantity=entry.quantity, grams=entry.grams, key=uuid5(key, str(entry.pk)),
        )
        for entry in entries
    ]  # fmt: skip
    return Entry.objects.bulk_create(copies)


def move_meal(person: User, source: date, meal: str, *, to_day: date, to_meal: str) -> int:
    """Put all entries of a meal at another meal or day, grams as they are. How many were moved."""
    moved = Entry.objects.of(person).on(source).filter(meal=meal).update(eaten_on=to_day, meal=to_meal)
    reopen_if_empty(person, source)
    return moved


def remove(entry: Entry) -> str:
    """Take an entry off the day. Returns a signed note with which put_back() can restore it."""
    row = {
        "pk": entry.pk, "eaten_on": entry.eaten_on.isoformat(), "meal": entry.meal, "portion_id": entry.portion_id,
        "quantity": entry.quantity, "grams": entry.grams, "key": str(entry.key),
    }  # fmt: skip
    note = signing.dumps([row], salt=_salt(entry.person))
    entry.delete()
    reopen_if_empty(entry.person, entry.eaten_on)
    return note


def put_back(person: User, note: str) -> list[Entry]:
    """Restore what remove() took off; rows already there stay. BadSignature for a note that is not one's own."""
    rows: Rows = signing.loads(note, salt=_salt(person), max_age=UNDO_SECONDS)
    there = set(Entry.objects.of(person).filter(pk__in=[row["pk"] for row in rows]).values_list("pk", flat=True))
    portions = Portion.objects.in_bulk([row["portion_id"] for row in rows])
    missing = [row for row in rows if row["pk"] not in there and row["portion_id"] in portions]
    return Entry.objects.bulk_create(
        [Entry(**{**row, "person": person, "eaten_on": date.fromisoformat(row["eaten_on"])}) for row in missing]
    )


def reopen_if_empty(person: User, day: date) -> None:
    """A day with nothing logged is not complete: what was eaten on it is unknown."""
    if not Entry.objects.of(person).on(day).exists():
        Day.objects.of(person).filter(date=day).update(complete=False)


def _salt(person: User) -> str:
    return f"diary.log.removed.{person.pk}"
