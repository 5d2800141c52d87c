"""Acts that touch several rows of a diary, each named for what it does. Views run them inside one transaction."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.core import signing

from accounts.models import User
from diary.models import Day, Entry, EntryQuerySet
from diary.quantities import GRAM
from nutrients.models import Food, Portion

UNDO_SECONDS = 24 * 60 * 60
Rows = list[dict[str, Any]]


def logged_already(person: User, source: date, target: date, meal: str = "") -> set[int]:
    """Ids of the entries of one day (at one meal, if named) that another day holds too: same meal, portion, amount."""
    there = Counter(map(_what, Entry.objects.of(person).on(target)))
    found = set()
    for entry in _eaten(person, source, meal):
        if there[_what(entry)]:
            there[_what(entry)] -= 1
            found.add(entry.pk)
    return found


def copy_entries(
    person: User, source: date, target: date, key: UUID, meal: str = "", *, but: Collection[int] = ()
) -> list[Entry]:
    """Log what was eaten on one day (at one meal, if named) on another day too, but for the entries with these ids.

    Same key, same rows: never twice.
    """
    entries = _eaten(person, source, meal).exclude(pk__in=but)
    copies = [
        Entry(
            person=person, eaten_on=target, meal=entry.meal, portion_id=entry.portion_id,
            quantity=entry.quantity, grams=entry.grams, key=uuid5(key, str(entry.pk)),
        )
        for entry in entries
    ]  # fmt: skip
    return Entry.objects.bulk_create(copies)


def note_of_copies(person: User, copies: Iterable[Entry]) -> str:
    """A signed note with which take_off() can undo copy_entries()."""
    return signing.dumps([_row(copy) for copy in copies], salt=_salt(person, "copied"), compress=True)


def take_off(person: User, note: str) -> list[Entry]:
    """Undo copy_entries(): the entries taken off again. Those changed since stay. BadSignature as in put_back()."""
    rows: Rows = signing.loads(note, salt=_salt(person, "copied"), max_age=UNDO_SECONDS)
    entries = Entry.objects.of(person).select_related("person").in_bulk([row["pk"] for row in rows])
    as_copied = [entries[row["pk"]] for row in rows if row["pk"] in entries and _row(entries[row["pk"]]) == row]
    Entry.objects.of(person).filter(pk__in=[entry.pk for entry in as_copied]).delete()
    for day in {entry.eaten_on for entry in as_copied}:
        reopen_if_empty(person, day)
    return as_copied


def move_meal(person: User, source: date, meal: str, *, to_day: date, to_meal: str) -> tuple[int, str]:
    """Put all entries of a meal at another meal or day, grams as they are.

    How many were moved, and a signed note for move_back().
    """
    pks = list(_eaten(person, source, meal).values_list("pk", flat=True))
    moved = Entry.objects.of(person).filter(pk__in=pks).update(eaten_on=to_day, meal=to_meal)
    was_reopened = reopen_if_empty(person, source)
    facts = {
        "pks": pks, "from": [source.isoformat(), meal], "to": [to_day.isoformat(), to_meal], "reopened": was_reopened
    }  # fmt: skip
    return moved, signing.dumps(facts, salt=_salt(person, "moved"))


def move_back(person: User, note: str) -> list[Entry]:
    """Undo move_meal(): the entries moved back. Those moved on since stay. BadSignature as in put_back()."""
    facts = signing.loads(note, salt=_salt(person, "moved"), max_age=UNDO_SECONDS)
    (source, meal), (to_day, to_meal) = facts["from"], facts["to"]
    entries = list(Entry.objects.of(person).filter(pk__in=facts["pks"], eaten_on=to_day, meal=to_meal))
    for entry in entries:
        entry.eaten_on, entry.meal = date.fromisoformat(source), meal
    Entry.objects.bulk_update(entries, ["eaten_on", "meal"])
    reopen_if_empty(person, date.fromisoformat(to_day))
    if entries and facts["reopened"]:
        Day.objects.of(person).filter(date=source).update(complete=True)
    return entries


def remove(entry: Entry) -> str:
    """Take an entry off the day. Returns a signed note with which put_back() can restore it."""
    row = _row(entry)
    entry.delete()
    facts = {"rows": [row], "reopened": reopen_if_empty(entry.person, entry.eaten_on)}
    return signing.dumps(facts, salt=_salt(entry.person))


def put_back(person: User, note: str) -> list[Entry]:
    """Restore what remove() took off; rows already there stay. BadSignature for a note that is not one's own."""
    facts = signing.loads(note, salt=_salt(person), max_age=UNDO_SECONDS)
    rows: Rows = facts["rows"]
    there = set(Entry.objects.of(person).filter(pk__in=[row["pk"] for row in rows]).values_list("pk", flat=True))
    portions = Portion.objects.in_bulk([row["portion_id"] for row in rows])
    missing = [row for row in rows if row["pk"] not in there and row["portion_id"] in portions]
    if missing and facts["reopened"]:
        Day.objects.of(person).filter(date=missing[0]["eaten_on"]).update(complete=True)
    return Entry.objects.bulk_create(
        [Entry(**{**row, "person": person, "eaten_on": date.fromisoformat(row["eaten_on"])}) for row in missing]
    )


def swap_food(person: User, days: tuple[date, ...], food: Food, twin: Food) -> str:
    """Put another food in the place of one, on these days, grams as eaten. Returns a signed note for swap_back().

    The note is blank where nothing was swapped.
    """
    gram = twin.portions.filter(description=GRAM).first()
    entries = list(Entry.objects.of(person).filter(eaten_on__in=days, portion__food=food)) if gram else []
    rows = [{"pk": entry.pk, "portion_id": entry.portion_id, "quantity": entry.quantity} for entry in entries]
    for entry in entries:
        entry.portion, entry.quantity = gram, entry.grams
    Entry.objects.bulk_update(entries, ["portion", "quantity"])
    return signing.dumps(rows, salt=_salt(person, "swapped")) if rows else ""


def swap_back(person: User, note: str) -> int:
    """Undo swap_food(); how many entries went back. Those changed or removed since stay as they are."""
    rows: Rows = signing.loads(note, salt=_salt(person, "swapped"), max_age=UNDO_SECONDS)
    entries = Entry.objects.of(person).select_related("portion").in_bulk([row["pk"] for row in rows])
    portions = Portion.objects.in_bulk([row["portion_id"] for row in rows])
    back = []
    for row in rows:
        entry, portion = entries.get(row["pk"]), portions.get(row["portion_id"])
        if entry and portion and entry.portion.description == GRAM and entry.quantity == entry.grams:
            entry.portion, entry.quantity = portion, row["quantity"]
            back.append(entry)
    return Entry.objects.bulk_update(back, ["portion", "quantity"])


def reopen_if_empty(person: User, day: date) -> bool:
    """A day with nothing logged is not complete: what was eaten on it is unknown. Whether it was and is so no more."""
    if Entry.objects.of(person).on(day).exists():
        return False
    return bool(Day.objects.of(person).filter(date=day, complete=True).update(complete=False))


def _eaten(person: User, day: date, meal: str) -> EntryQuerySet:
    entries = Entry.objects.of(person).on(day)
    return entries.filter(meal=meal) if meal else entries


def _what(entry: Entry) -> tuple[str, int, float]:
    return entry.meal, entry.portion_id, entry.quantity


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "pk": entry.pk, "eaten_on": entry.eaten_on.isoformat(), "meal": entry.meal, "portion_id": entry.portion_id,
        "quantity": entry.quantity, "grams": entry.grams, "key": str(entry.key),
    }  # fmt: skip


def _salt(person: User, act: str = "removed") -> str:
    return f"diary.log.{act}.{person.pk}"
