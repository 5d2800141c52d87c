"""Foods a person means to eat: planned, logged, dropped, and each of these taken back. A plan is no entry."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from accounts.models import User
from diary import log
from diary.models import Day, Entry, PlannedFood
from diary.notes import facts_in, note_of
from diary.quantities import amount_text
from diary.suggested.foods import portion_for
from nutrients.models import Food, Nutrient


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan as its day shows it. reason: the name of the nutrient it is for, or blank."""

    pk: int
    food: Food
    amount: str
    reason: str


def plans_on(person: User, on: date) -> list[Planned]:
    """What was planned for a day; nothing once the day is complete."""
    rows = list(PlannedFood.objects.of(person).filter(date=on).prefetch_related("portion__food"))  # mostly none
    if not rows or Day.objects.of(person).filter(date=on, complete=True).exists():
        return []
    names = dict(Nutrient.objects.filter(pk__in={row.reason for row in rows}).values_list("pk", "name"))
    return [
        Planned(row.pk, row.portion.food, amount_of(row), names.get(row.reason, ""))
        for row in rows
    ]  # fmt: skip


def amount_of(planned: PlannedFood) -> str:
    return amount_text(planned.quantity, planned.portion.description)


def plan(person: User, food: Food, grams: float, on: date, reason: str) -> tuple[PlannedFood, bool] | None:
    """Plan a weight of a food for a day, in its household portion: the plan, and whether it is a new one.

    None: the food has no portion such a weight could be said in.
    """
    portion, quantity = portion_for(list(food.portions.order_by("position")), grams)
    if portion is None:
        return None
    fields = {"quantity": quantity, "reason": reason}
    return PlannedFood.objects.get_or_create(person=person, date=on, portion=portion, defaults=fields)


def log_plan(planned: PlannedFood, meal: str, key: UUID) -> tuple[Entry, str]:
    """Log what was planned, on its day: the entry, and a note for take_back()."""
    facts = _facts(planned)
    portion, quantity = planned.portion, planned.quantity
    entry = Entry.objects.create(
        person=planned.person, eaten_on=planned.date, meal=meal, portion=portion, quantity=quantity,
        grams=quantity * portion.grams, key=key,
    )  # fmt: skip
    planned.delete()
    added = log.note_of_added(planned.person, [entry])
    return entry, note_of(planned.person, "planned", {"plan": facts, "added": added})


def drop_plan(planned: PlannedFood) -> str:
    """Take a plan off its day. A note for take_back()."""
    note = note_of(planned.person, "planned", {"plan": _facts(planned), "added": ""})
    planned.delete()
    return note


def take_back(person: User, note: str) -> PlannedFood:
    """Undo log_plan() or drop_plan(): the plan stands again. BadSignature as in facts_in()."""
    facts = facts_in(person, "planned", note)
    if facts["added"]:
        log.take_off(person, facts["added"])
    row = facts["plan"]
    again, _is_new = PlannedFood.objects.get_or_create(
        person=person, date=date.fromisoformat(row["date"]), portion_id=row["portion"],
        defaults={"quantity": row["quantity"], "reason": row["reason"]},
    )  # fmt: skip
    return again


def _facts(planned: PlannedFood) -> dict[str, Any]:
    return {
        "date": planned.date.isoformat(), "portion": planned.portion_id, "quantity": planned.quantity,
        "reason": planned.reason,
    }  # fmt: skip
