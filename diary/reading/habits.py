"""What a person usually has at a meal, to be logged again with one tap."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Prefetch
from django.utils.text import Truncator

from accounts.models import User
from diary.models import Entry, Helping, ListedRow, Meal, SavedFood, SavedMeal
from diary.quantities import amount_text, as_written

HABIT = timedelta(weeks=4)  # a food not eaten for longer is looked up, not offered
MOST_CHIPS = 8
MOST_SAVED = 3
LONGEST = 32  # characters of a name on a chip
TIMES = 3  # a meal eaten twice in four weeks is no habit yet


@dataclass(frozen=True, slots=True)
class CopyChip:
    """A meal of another day. foods: how many, a helping counting as one."""

    source: date
    foods: int
    is_yesterday: bool


@dataclass(frozen=True, slots=True)
class SavedChip:
    saved: SavedMeal
    foods: int


@dataclass(frozen=True, slots=True)
class FoodChip:
    """A food with the amount it was last eaten in at this meal. portion: the id of that portion."""

    food: str
    portion: int
    description: str
    quantity: float

    @property
    def typed(self) -> str:
        """The quantity as a form sends it."""
        return as_written(self.quantity)

    @property
    def amount(self) -> str:
        return amount_text(self.quantity, self.description)

    @property
    def name(self) -> str:
        return self.food if len(self.food) <= LONGEST else Truncator(self.food).chars(LONGEST)


@dataclass(frozen=True, slots=True)
class Chips:
    """What is offered at a meal; falsy where there is nothing."""

    meal: Meal
    copies: Sequence[CopyChip] = ()
    saved: Sequence[SavedChip] = ()
    foods: Sequence[FoodChip] = ()

    def __bool__(self) -> bool:
        return bool(self.copies or self.saved or self.foods)


class Eaten(NamedTuple):
    pk: int
    on: date
    food: int
    portion: int
    quantity: float
    helping: int | None
    name: str
    description: str


def chips_for(
    person: User, day: date, meal: Meal, entries: Iterable[ListedRow], helpings: Mapping[int, Helping]
) -> Chips:
    """What the person may want to log at this meal, given the entries of the day. Three queries at most."""
    there = [entry for entry in entries if entry.meal == meal]
    present = {entry.food_id for entry in there}
    eaten = eaten_lately(person, day, meal)
    copies = _copies(eaten, day, present)
    saved = _saved(person, meal, present, [helpings[entry.helping] for entry in there if entry.helping])
    foods = _foods(eaten, present, MOST_CHIPS - len(copies) - len(saved))
    return Chips(meal, copies, saved, foods)


def eaten_lately(person: User, day: date, meal: str) -> list[Eaten]:
    """What was eaten at this meal on the days of a habit before this one, oldest first."""
    before = Entry.objects.of(person).between(day - HABIT, day - timedelta(days=1)).filter(meal=meal)
    rows = before.order_by("eaten_on", "pk").values_list(
        "pk", "eaten_on", "portion__food", "portion", "quantity", "helping", "portion__food__name",
        "portion__description",
    )  # fmt: skip
    return [Eaten._make(row) for row in rows]


def usual_day(eaten: Sequence[Eaten]) -> date | None:
    """The latest day with the foods that made up this meal most often; None where too few were alike.

    A single food is no meal: it is offered by itself.
    """
    foods: dict[date, set[int]] = {}
    for row in eaten:
        foods.setdefault(row.on, set()).add(row.food)
    times = Counter(frozenset(of_day) for of_day in foods.values() if len(of_day) > 1)
    alike = [(times[frozenset(of_day)], on) for on, of_day in foods.items() if times[frozenset(of_day)] >= TIMES]
    return max(alike)[1] if alike else None


def _copies(eaten: Sequence[Eaten], day: date, present: set[int]) -> list[CopyChip]:
    """The meal of the day before, and the usual one where that is another. Neither where some of it is there."""
    by_day: dict[date, list[Eaten]] = {}
    for row in eaten:
        by_day.setdefault(row.on, []).append(row)
    yesterday, usual = day - timedelta(days=1), usual_day(eaten)
    foods = {on: {row.food for row in rows} for on, rows in by_day.items()}
    days = [on for on in (yesterday, usual) if on in foods and not foods[on] & present]
    if len(days) == 2 and foods[yesterday] == foods[days[1]]:
        days.pop()
    return [CopyChip(on, len({row.helping or -row.pk for row in by_day[on]}), on == yesterday) for on in days if on]


def _saved(person: User, meal: Meal, present: set[int], helpings: Sequence[Helping]) -> list[SavedChip]:
    """Saved meals usual at this meal, but for those that are there."""
    portions = Prefetch("foods", SavedFood.objects.select_related("portion"))
    rows = SavedMeal.objects.of(person).filter(meal=meal).order_by("name").prefetch_related(portions)
    foods = {saved: {row.portion.food_id for row in saved.foods.all()} for saved in rows}
    served = {helping.recipe_id for helping in helpings}
    chips = [
        SavedChip(saved, len(of_it)) for saved, of_it in foods.items()
        if of_it and (saved.pk not in served if saved.is_recipe else not of_it <= present)
    ]  # fmt: skip
    return chips[:MOST_SAVED]


def _foods(eaten: Sequence[Eaten], present: set[int], most: int) -> list[FoodChip]:
    """Single foods, those of most days first; of each the latest amount."""
    days: dict[int, set[date]] = {}
    latest: dict[int, Eaten] = {}
    for row in eaten:
        if row.helping is None and row.food not in present:
            days.setdefault(row.food, set()).add(row.on)
            latest[row.food] = row
    usual = sorted(latest.values(), key=lambda row: (-len(days[row.food]), -row.on.toordinal(), row.pk))[:most]
    return [FoodChip(row.name, row.portion, row.description, row.quantity) for row in usual]
