"""Acts that touch several rows of a diary, each named for what it does. Views run them inside one transaction."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from accounts.models import User
from diary.models import Day, Entry, EntryQuerySet, Helping, Sentence
from diary.notes import facts_in, note_of
from diary.quantities import GRAM
from diary.saved import helpings
from nutrients.models import Food, Portion

Rows = list[dict[str, Any]]


def logged_already(person: User, source: date, target: date, meal: str = "", to_meal: str = "") -> set[int]:
    """Ids of the entries of one day (at one meal, if named) that another day holds too: same meal, portion, amount.

    to_meal: the meal they would be copied to, where it is another one.
    """
    there = Counter(_what(entry, entry.meal) for entry in Entry.objects.of(person).on(target))
    found = set()
    for entry in _eaten(person, source, meal):
        what = _what(entry, to_meal or entry.meal)
        if there[what]:
            there[what] -= 1
            found.add(entry.pk)
    return found


def copy_entries(
    person: User,
    source: date,
    target: date,
    key: UUID,
    meal: str = "",
    *,
    to_meal: str = "",
    but: Collection[int] = (),
) -> list[Entry]:
    """Log what was eaten on one day (at one meal, if named) on another day too, but for the entries with these ids.

    to_meal: all of it at this meal. Helpings are copied as helpings where they are copied whole. Same key, same
    rows: never twice.
    """
    entries = list(_eaten(person, source, meal))
    broken = {entry.helping_id for entry in entries if entry.pk in but}
    whole = {entry.helping_id for entry in entries} - broken - {None}
    helping_again = helpings.copies_of(Helping.objects.of(person).filter(pk__in=whole)) if whole else {}
    copies = [
        Entry(
            person=person, eaten_on=target, meal=to_meal or entry.meal, portion_id=entry.portion_id,
            quantity=entry.quantity, grams=entry.grams, assumed=entry.assumed,
            helping=helping_again.get(entry.helping_id), key=uuid5(key, str(entry.pk)),
        )
        for entry in entries if entry.pk not in but
    ]  # fmt: skip
    return Entry.objects.bulk_create(copies)


def note_of_added(person: User, added: Iterable[Entry]) -> str:
    """A signed note with which take_off() can undo what was just logged: copies, a chip, a saved meal."""
    return note_of(person, "added", [row_of(entry) for entry in added])


def take_off(person: User, note: str) -> list[Entry]:
    """Undo what was just logged: the entries taken off again. Those changed since stay. BadSignature."""
    rows: Rows = facts_in(person, "added", note)
    entries = Entry.objects.of(person).select_related("person").in_bulk([row["pk"] for row in rows])
    as_added = [entries[row["pk"]] for row in rows if row["pk"] in entries and row_of(entries[row["pk"]]) == row]
    _delete(person, as_added)
    for day in {entry.eaten_on for entry in as_added}:
        reopen_if_empty(person, day)
    return as_added


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
    return moved, note_of(person, "moved", facts)


def move_back(person: User, note: str) -> list[Entry]:
    """Undo move_meal(): the entries moved back. Those moved on since stay. BadSignature as in put_back()."""
    facts = facts_in(person, "moved", note)
    (source, meal), (to_day, to_meal) = facts["from"], facts["to"]
    entries = list(Entry.objects.of(person).filter(pk__in=facts["pks"], eaten_on=to_day, meal=to_meal))
    for entry in entries:
        entry.eaten_on, entry.meal = date.fromisoformat(source), meal
    Entry.objects.bulk_update(entries, ["eaten_on", "meal"])
    reopen_if_empty(person, date.fromisoformat(to_day))
    if entries and facts["reopened"]:
        Day.objects.of(person).filter(date=source).update(complete=True)
    return entries


def remove(person: User, entries: Sequence[Entry]) -> str:
    """Take entries of one day off it. Returns a signed note with which put_back() can restore them."""
    rows, emptied = [row_of(entry) for entry in entries], _delete(person, entries)
    was_reopened = [reopen_if_empty(person, day) for day in {entry.eaten_on for entry in entries}]
    return note_of(person, "removed", {"rows": rows, "helpings": emptied, "reopened": any(was_reopened)})


def put_back(person: User, note: str) -> list[Entry]:
    """Restore what remove() took off; rows already there stay. BadSignature for a note that is not one's own."""
    facts = facts_in(person, "removed", note)
    rows: Rows = facts["rows"]
    there = set(Entry.objects.of(person).filter(pk__in=[row["pk"] for row in rows]).values_list("pk", flat=True))
    portions = Portion.objects.in_bulk([row["portion_id"] for row in rows])
    missing = [row for row in rows if row["pk"] not in there and row["portion_id"] in portions]
    if missing and facts["reopened"]:
        Day.objects.of(person).filter(date=missing[0]["eaten_on"]).update(complete=True)
    if missing:
        helpings.restore(person, facts["helpings"])
    return Entry.objects.bulk_create(_entries_of(person, missing))


def save_change(before: dict[str, Any], entry: Entry) -> str:
    """Save a changed entry; gone to another meal or day, it leaves its helping. Signed note for change_back().

    before: row_of() it as it was.
    """
    day, person = date.fromisoformat(before["eaten_on"]), entry.person
    if (entry.eaten_on, entry.meal) != (day, before["meal"]):
        entry.helping = None
    entry.save()
    emptied = helpings.drop_empty(person, {before["helping_id"]} - {entry.helping_id, None})
    facts = {"before": before, "after": row_of(entry), "helpings": emptied, "reopened": reopen_if_empty(person, day)}
    return note_of(person, "changed", facts)


def change_back(person: User, note: str) -> list[Entry]:
    """Undo save_change(): a list of the entry; [] where it was changed or removed since. BadSignature."""
    facts = facts_in(person, "changed", note)
    before, after = facts["before"], facts["after"]
    entry = Entry.objects.of(person).filter(pk=after["pk"]).first()
    if entry is None or row_of(entry) != after or not Portion.objects.filter(pk=before["portion_id"]).exists():
        return []
    helpings.restore(person, facts["helpings"])
    (entry,) = _entries_of(person, [before])
    entry.save(force_update=True, update_fields=before.keys() - {"pk", "key"})
    reopen_if_empty(person, date.fromisoformat(after["eaten_on"]))
    if facts["reopened"]:
        Day.objects.of(person).filter(date=entry.eaten_on).update(complete=True)
    return [entry]


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
    return note_of(person, "swapped", rows) if rows else ""


def swap_back(person: User, note: str) -> int:
    """Undo swap_food(); how many entries went back. Those changed or removed since stay as they are."""
    rows: Rows = facts_in(person, "swapped", note)
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
    """A day without food logged is not complete: what was eaten on it is unknown. Whether it was and is so no more."""
    if Entry.objects.of(person).on(day).of_food().exists():
        return False
    return bool(Day.objects.of(person).filter(date=day, complete=True).update(complete=False))


def _eaten(person: User, day: date, meal: str) -> EntryQuerySet:
    entries = Entry.objects.of(person).on(day)
    return entries.filter(meal=meal) if meal else entries


def _delete(person: User, entries: Sequence[Entry]) -> Rows:
    """Delete entries, and the helpings that lose their last food: the rows of these."""
    Entry.objects.of(person).filter(pk__in=[entry.pk for entry in entries]).delete()
    pots = {entry.helping_id for entry in entries if entry.helping_id is not None}
    return helpings.drop_empty(person, pots) if pots else []


def _entries_of(person: User, rows: Rows) -> list[Entry]:
    """Entries as they were, unsaved. A helping or sentence that is gone since is not pointed to."""
    kept = {
        "helping_id": _there(Helping, person, [row["helping_id"] for row in rows]),
        "sentence_id": _there(Sentence, person, [row["sentence_id"] for row in rows]),
    }
    return [
        Entry(
            **row | {field: row[field] if row[field] in there else None for field, there in kept.items()},
            person=person,
        )
        for row in ({**row, "eaten_on": date.fromisoformat(row["eaten_on"])} for row in rows)
    ]


def _there(model: type[Helping] | type[Sentence], person: User, pks: Collection[int | None]) -> set[int]:
    wanted = set(pks) - {None}
    return set(model.objects.of(person).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def _what(entry: Entry, meal: str) -> tuple[str, int, float]:
    return meal, entry.portion_id, entry.quantity


def row_of(entry: Entry) -> dict[str, Any]:
    """Everything of an entry but its person, as JSON can say it."""
    return {
        "pk": entry.pk, "eaten_on": entry.eaten_on.isoformat(), "meal": entry.meal, "portion_id": entry.portion_id,
        "quantity": entry.quantity, "grams": entry.grams, "assumed": entry.assumed, "sentence_id": entry.sentence_id,
        "helping_id": entry.helping_id, "key": str(entry.key),
    }  # fmt: skip
