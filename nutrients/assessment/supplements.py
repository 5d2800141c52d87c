"""Supplements -> what their labels give of a nutrient a day. They are counted apart from food, never mixed into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nutrients.assessment.eaten import DayIntake
from nutrients.assessment.intake import Contribution


@dataclass(frozen=True, slots=True)
class SupplementIntake:
    """What supplements gave of one nutrient, in the nutrient's unit.

    by_day   each complete day and the known amounts of its supplements
    amount   their mean over all complete days: a lower bound where some are unknown; None where no label gives a value
    given    each supplement with a value, and what it gave a day, most first
    unknown  names of those whose label says nothing of the nutrient: unknown, never zero
    """

    tagname: str
    by_day: tuple[tuple[date, float], ...]
    amount: float | None
    given: tuple[Contribution, ...]
    unknown: tuple[str, ...]


def supplement_intake(tagname: str, days: Sequence[DayIntake]) -> SupplementIntake | None:
    """None where no complete day holds a supplement."""
    taken = [
        (day.date, eaten, eaten.amount(tagname)) for day in days if day.complete for eaten in day.supplements
    ]  # fmt: skip
    if not taken:
        return None
    complete = [day for day in days if day.complete]
    amounts: dict[int, float] = {}
    for _on, eaten, amount in taken:
        if amount is not None:
            amounts[eaten.food.food_id] = amounts.get(eaten.food.food_id, 0.0) + amount
    names = {eaten.food.food_id: eaten.food.name for _on, eaten, _amount in taken}
    n = len(complete)
    given = sorted(amounts, key=lambda food: (-amounts[food], food))
    return SupplementIntake(
        tagname,
        tuple((day.date, sum(amount or 0.0 for on, _, amount in taken if on == day.date)) for day in complete),
        sum(amounts.values()) / n if amounts else None,
        tuple(Contribution(food, names[food], amounts[food] / n, 0.0) for food in given),
        tuple(name for food, name in names.items() if food not in amounts),
    )
