"""Helpings of a recipe in the diary: the amount changed, split into foods, copied, gone with their last food."""

import math
from collections.abc import Collection, Iterable
from typing import Any

from accounts.models import User
from diary.models import Entry, Helping, SavedMeal
from diary.notes import facts_in, note_of

Rows = list[dict[str, Any]]


def resize(helping: Helping, servings: float) -> str:
    """Make it so many servings; its foods grow and shrink alike. Returns a signed note for size_back()."""
    before = row_of(helping)
    entries = list(helping.entries.all())
    foods = [[entry.pk, entry.quantity, entry.grams] for entry in entries]
    factor = servings / helping.servings
    for entry in entries:
        entry.quantity, entry.grams = entry.quantity * factor, entry.grams * factor
    Entry.objects.bulk_update(entries, ["quantity", "grams"])
    helping.servings, helping.grams = servings, helping.grams and helping.grams * factor
    helping.save(update_fields=["servings", "grams"])
    return note_of(helping.person, "resized", {"before": before, "servings": servings, "foods": foods})


def size_back(person: User, note: str) -> list[Entry]:
    """Undo resize(): the entries as they were. Those changed since stay, all if the helping was. BadSignature."""
    facts = facts_in(person, "resized", note)
    before, servings = facts["before"], facts["servings"]
    helping = Helping.objects.of(person).filter(pk=before["pk"], servings=servings).first()
    if helping is None:
        return []
    factor = servings / before["servings"]
    entries = helping.entries.in_bulk([pk for pk, _quantity, _grams in facts["foods"]])
    back = []
    for pk, quantity, grams in facts["foods"]:
        if pk in entries and math.isclose(entries[pk].grams, grams * factor):
            entries[pk].quantity, entries[pk].grams = quantity, grams
            back.append(entries[pk])
    Entry.objects.bulk_update(back, ["quantity", "grams"])
    Helping.objects.of(person).filter(pk=helping.pk).update(servings=before["servings"], grams=before["grams"])
    return back


def split(helping: Helping) -> str:
    """Let its foods stand on the day by themselves. Returns a signed note for join_again()."""
    facts = {"helping": row_of(helping), "foods": list(helping.entries.values_list("pk", flat=True))}
    person = helping.person
    helping.delete()
    return note_of(person, "split", facts)


def join_again(person: User, note: str) -> list[Entry]:
    """Undo split(): the foods that are one helping again. BadSignature as in facts_in()."""
    facts = facts_in(person, "split", note)
    entries = list(Entry.objects.of(person).filter(pk__in=facts["foods"], helping=None))
    if entries:
        restore(person, [facts["helping"]])
        for entry in entries:
            entry.helping_id = facts["helping"]["pk"]
        Entry.objects.bulk_update(entries, ["helping"])
    return entries


def copies_of(helpings: Iterable[Helping]) -> dict[int, Helping]:
    """The same helpings once more, by the id of the one they are a copy of."""
    old = list(helpings)
    new = [Helping(**{**row_of(helping), "pk": None, "person_id": helping.person_id}) for helping in old]
    return {before.pk: after for before, after in zip(old, Helping.objects.bulk_create(new), strict=True)}


def drop_empty(person: User, pks: Collection[int]) -> Rows:
    """Take those without any food left off. Returns rows for restore()."""
    empty = list(Helping.objects.of(person).filter(pk__in=pks, entries=None))
    rows = [row_of(helping) for helping in empty]
    Helping.objects.of(person).filter(pk__in=[helping.pk for helping in empty]).delete()
    return rows


def restore(person: User, rows: Rows) -> None:
    """Put helpings back; those that are there stay. A recipe that is gone is not named."""
    there = set(Helping.objects.of(person).filter(pk__in=[row["pk"] for row in rows]).values_list("pk", flat=True))
    recipes = set(SavedMeal.objects.of(person).values_list("pk", flat=True)) if rows else set()
    for row in rows:
        if row["pk"] not in there:
            recipe_id = row["recipe_id"] if row["recipe_id"] in recipes else None
            Helping.objects.create(**{**row, "recipe_id": recipe_id, "person": person})


def row_of(helping: Helping) -> dict[str, Any]:
    """Everything of a helping but its person and its foods."""
    return {
        "pk": helping.pk, "recipe_id": helping.recipe_id, "name": helping.name, "servings": helping.servings,
        "grams": helping.grams,
    }  # fmt: skip
