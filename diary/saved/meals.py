"""Saved meals and recipes: kept, logged, changed, deleted, and each of these undone."""

import math
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from accounts.models import User
from diary.models import Entry, Helping, SavedFood, SavedMeal
from diary.notes import facts_in, note_of
from nutrients.models import Portion

FIELDS = ("name", "meal", "servings", "cooked_grams")


class FoodToSave(NamedTuple):
    portion: Portion
    quantity: float


def keep(saved: SavedMeal, foods: Sequence[FoodToSave]) -> str:
    """Save a meal or recipe with exactly these foods; call inside a transaction.

    Returns a signed note for put_back(). What was logged of it before stays as it is.
    """
    before = snapshot(SavedMeal.objects.get(pk=saved.pk)) if saved.pk else None
    saved.save()
    saved.foods.all().delete()
    SavedFood.objects.bulk_create(
        SavedFood(
            saved_meal=saved, portion=food.portion, quantity=food.quantity, grams=food.quantity * food.portion.grams
        )
        for food in foods
    )
    return _note(saved.person, saved.pk, before, saved.changed_at.isoformat())


def delete(saved: SavedMeal) -> str:
    """Forget a saved meal; what was logged of it stays. Returns a signed note for put_back()."""
    pk, before = saved.pk, snapshot(saved)
    saved.delete()
    return _note(saved.person, pk, before, None)


def put_back(person: User, note: str) -> bool:
    """Undo keep() or delete(); False where the saved meal was changed since. BadSignature as in facts_in()."""
    facts = facts_in(person, "saved_meal", note)
    pk, before = facts["pk"], facts["before"]
    now = SavedMeal.objects.of(person).filter(pk=pk).first()
    if (now and now.changed_at.isoformat()) != facts["after"]:
        return False
    if now and before is None:
        now.delete()
        return True
    return before is not None and _restore(person, pk, before)


def log_saved_meal(saved: SavedMeal, *, eaten_on: date, meal: str, key: UUID, servings: float = 1) -> list[Entry]:
    """Log it on a day; call inside a transaction. A recipe: so many servings, as one helping. Same key, same rows."""
    foods = list(saved.foods.select_related("portion"))
    helping = _helping_of(saved, servings) if saved.is_recipe else None
    factor = servings / saved.servings if saved.servings else 1.0
    return Entry.objects.bulk_create(
        Entry(
            person=saved.person, eaten_on=eaten_on, meal=meal, portion=food.portion, helping=helping,
            quantity=food.quantity * factor, grams=food.grams * factor, key=uuid5(key, str(food.pk)),
        )
        for food in foods
    )  # fmt: skip


def as_helping(recipe: SavedMeal, entries: Sequence[Entry]) -> Helping | None:
    """Make entries one helping, where they are the recipe's foods in its proportions; else None, and they stay."""
    foods = list(recipe.foods.all())
    if recipe.servings is None or [entry.portion_id for entry in entries] != [food.portion_id for food in foods]:
        return None
    factors = [entry.grams / food.grams for entry, food in zip(entries, foods, strict=True)]
    if not all(math.isclose(factor, factors[0], rel_tol=1e-3) for factor in factors):
        return None
    servings = round(factors[0] * recipe.servings, 4)
    helping = _helping_of(recipe, servings)
    for entry in entries:
        entry.helping = helping
    Entry.objects.bulk_update(entries, ["helping"])
    return helping


def snapshot(saved: SavedMeal) -> dict[str, Any]:
    """All of it but its person: enough to put it back."""
    return {field: getattr(saved, field) for field in FIELDS} | {
        "foods": list(saved.foods.values_list("portion", "quantity", "grams")),
        "helpings": list(Helping.objects.filter(recipe=saved).values_list("pk", flat=True)),
    }


def _helping_of(recipe: SavedMeal, servings: float) -> Helping:
    cooked = recipe.cooked_grams * servings / recipe.servings if recipe.cooked_grams and recipe.servings else None
    return Helping.objects.create(
        person=recipe.person, recipe=recipe, name=recipe.name, servings=servings, grams=cooked
    )


def _restore(person: User, pk: int, before: dict[str, Any]) -> bool:
    """False where another saved meal took its name, or none of its foods is there any more."""
    portions = Portion.objects.in_bulk([portion for portion, _quantity, _grams in before["foods"]])
    namesakes = SavedMeal.objects.of(person).filter(name__iexact=before["name"]).exclude(pk=pk)
    if not portions or namesakes.exists():
        return False
    saved, _ = SavedMeal.objects.update_or_create(
        pk=pk, person=person, defaults={field: before[field] for field in FIELDS}
    )
    saved.foods.all().delete()
    SavedFood.objects.bulk_create(
        SavedFood(saved_meal=saved, portion_id=portion, quantity=quantity, grams=grams)
        for portion, quantity, grams in before["foods"]
        if portion in portions
    )
    Helping.objects.of(person).filter(pk__in=before["helpings"], recipe=None).update(recipe=saved)
    return True


def _note(person: User, pk: int, before: dict[str, Any] | None, after: str | None) -> str:
    """before, after: how it stood, and when it was then changed; None where it was not there."""
    return note_of(person, "saved_meal", {"pk": pk, "before": before, "after": after})
