"""Foods eaten -> how much of a nutrient the log holds, and how much of the log can say.

A value that is not known adds nothing to an amount and takes its share away from what is known; it is never zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from nutrients.assessment.eaten import Composition, DayIntake


@dataclass(frozen=True, slots=True)
class DayAmount:
    """One day of one nutrient. `recorded` is a lower bound unless all_known.

    weight, known_weight  energy [kcal] of all foods, and of those with a value; known_foods: how many have one
    """

    date: date
    complete: bool
    recorded: float
    weight: float
    known_weight: float
    all_known: bool
    known_foods: int

    @property
    def nothing_known(self) -> bool:
        """Foods were eaten and none has a value: the amount is unknown, not 0."""
        return not self.all_known and self.known_foods == 0

    @property
    def known_share(self) -> float:
        """Share of the day's energy in foods with a value, 0 to 1. A day without energy: 1 when every food has one."""
        if self.all_known:
            return 1.0
        return self.known_weight / self.weight if self.weight else 0.0


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one food gave over the complete days: amount a day, None = the food has no value; share of the energy."""

    food_id: int
    name: str
    amount: float | None
    share: float


@dataclass(frozen=True, slots=True)
class IntakeEstimate:
    """A nutrient over a run of days, in the nutrient's unit a day.

    days         every day that was asked about, complete or not
    recorded     mean of the known amounts over the n complete days: a lower bound; None when n = 0 or nothing is known
    known_share  energy of foods with a value / energy of all foods, 0 to 1; None when n = 0
    estimate     recorded / known_share: the rest taken at the person's own density; None where nothing is known
    """

    tagname: str
    days: tuple[DayAmount, ...]
    recorded: float | None
    known_share: float | None
    estimate: float | None
    contributions: tuple[Contribution, ...]

    @property
    def complete_days(self) -> tuple[DayAmount, ...]:
        return tuple(day for day in self.days if day.complete)

    @property
    def known(self) -> tuple[Contribution, ...]:
        """Foods that gave something, most first."""
        return tuple(c for c in self.contributions if c.amount)

    @property
    def unknown(self) -> tuple[Contribution, ...]:
        """Foods without a value, largest share of energy first."""
        return tuple(c for c in self.contributions if c.amount is None)

    @property
    def known_energy(self) -> float:
        """Energy of the foods with a value [kcal a day]; 0 where no day is complete."""
        days = self.complete_days
        return sum(day.known_weight for day in days) / len(days) if days else 0.0

    def capped_estimate(self, cap: float) -> float | None:
        """The estimate with each day entering at no more than `cap`, so that one huge day cannot certify a week.

        A day enters as what was recorded / known_share, so what was recorded may reach cap * known_share.
        """
        if self.estimate is None or not self.known_share:
            return None
        return capped([day.recorded for day in self.days if day.complete], cap, self.known_share)


def capped(amounts: Sequence[float], cap: float, known_share: float) -> float:
    """The estimate of amounts a day, each entering with at most cap * known_share."""
    limit = cap * known_share
    return sum([amount if amount < limit else limit for amount in amounts]) / len(amounts) / known_share


def estimate_intake(tagname: str, days: Sequence[DayIntake]) -> IntakeEstimate:
    """Recorded amount, known share and estimate of one nutrient (method, chapter 2)."""
    given = [_given(tagname, day) for day in days]
    amounts = tuple(map(_day_amount, days, given))
    told = _contributions([(day, own) for day, own in zip(days, given, strict=True) if day.complete])
    return IntakeEstimate(tagname, amounts, *means([amount for amount in amounts if amount.complete]), told)


class Summed(Protocol):
    """A complete day, as DayAmount tells it."""

    @property
    def recorded(self) -> float: ...
    @property
    def weight(self) -> float: ...
    @property
    def known_weight(self) -> float: ...
    @property
    def all_known(self) -> bool: ...
    @property
    def known_foods(self) -> int: ...


class DaySum(NamedTuple):
    """One complete day of one nutrient, without its date."""

    recorded: float
    weight: float
    known_weight: float
    all_known: bool
    known_foods: int


def _given(tagname: str, day: DayIntake) -> list[float | None]:
    """Of each food eaten, FoodEaten.amount()."""
    return [
        None if (per_100_g := amounts.get(tagname)) is None else per_100_g * grams / 100 for amounts, grams in day.pairs
    ]


def _sum_of(day: DayIntake, amounts: Sequence[float | None]) -> DaySum:
    """amounts: of each food eaten, None = unknown."""
    known = [amount for amount in amounts if amount is not None]
    all_known = len(known) == len(amounts)
    known_weight = weight = day.weight
    if not all_known:
        known_weight = sum([w for w, amount in zip(day.weights, amounts, strict=True) if amount is not None], 0.0)
    return DaySum(sum(known, 0.0), weight, known_weight, all_known, len(known))


def means(complete: Sequence[Summed]) -> tuple[float | None, float | None, float | None]:
    """Of the complete days: recorded, known share, estimate."""
    if not complete:
        return None, None, None
    if not any(day.known_foods for day in complete) and not all(day.all_known for day in complete):
        return None, 0.0, None  # nothing known is not zero
    recorded, share = sum([day.recorded for day in complete]) / len(complete), _known_share(complete)
    return recorded, share, recorded / share if share else None


def _day_amount(day: DayIntake, amounts: Sequence[float | None]) -> DayAmount:
    return DayAmount(day.date, day.complete, *_sum_of(day, amounts))


def _known_share(days: Sequence[Summed]) -> float:
    if all(day.all_known for day in days):
        return 1.0
    weight = sum([day.weight for day in days])
    return sum([day.known_weight for day in days]) / weight if weight else 0.0


def _contributions(days: Sequence[tuple[DayIntake, Sequence[float | None]]]) -> tuple[Contribution, ...]:
    """One row a food, over all complete days: amounts first, most first; then the foods without a value."""
    amounts: dict[Composition, float | None] = {}
    weights: dict[Composition, float] = {}
    for day, given in days:
        for eaten, amount, weight in zip(day.eaten, given, day.weights, strict=True):
            food = eaten.food
            weights[food] = weights.get(food, 0.0) + weight
            amounts[food] = None if amount is None else (amounts.get(food) or 0.0) + amount
    total = sum(weights.values()) or 1.0
    rows = [
        Contribution(food.food_id, food.name, None if amount is None else amount / len(days), weights[food] / total)
        for food, amount in amounts.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.amount is None, -(row.amount or 0.0), -row.share, row.food_id)))
