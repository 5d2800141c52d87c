"""Intake without the days and foods it came from: the figures of many nutrients at once, enough for a verdict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import mul, truediv

from nutrients.assessment.intake import Composition, DayIntake, DaySum, capped, means


@dataclass(frozen=True, slots=True)
class BareIntake:
    """Figure for figure an IntakeEstimate."""

    tagname: str
    by_day: tuple[float, ...]
    recorded: float | None
    known_share: float | None
    estimate: float | None

    def capped_estimate(self, cap: float) -> float | None:
        """As of an IntakeEstimate."""
        if self.estimate is None or not self.known_share:
            return None
        return capped(self.by_day, cap, self.known_share)


class Aligned(dict[Composition, tuple[tuple[float, ...], tuple[int, ...]]]):
    """Of each food asked for: what 100 g hold of some nutrients, in their order, and which of that is known (1 or 0).

    Where nothing is known the amount is 0, which adds nothing to a sum; only the second tuple tells it from a zero.
    """

    def __init__(self, tagnames: Iterable[str]) -> None:
        super().__init__()
        self.tagnames = tuple(tagnames)

    def __missing__(self, food: Composition) -> tuple[tuple[float, ...], tuple[int, ...]]:
        amounts = food.amounts
        row = tuple(amounts.get(tagname, 0.0) for tagname in self.tagnames)
        self[food] = row, tuple(int(tagname in amounts) for tagname in self.tagnames)
        return self[food]


def bare_intakes(days: Sequence[DayIntake], aligned: Aligned) -> tuple[BareIntake, ...]:
    """Of all these nutrients at once, figure for figure those of estimate_intake()."""
    by_day = [_sums_of(day, aligned) for day in days if day.complete]
    by_nutrient: Iterable[Sequence[DaySum]] = zip(*by_day, strict=True) if by_day else repeat(())
    return tuple(
        BareIntake(tagname, tuple([day.recorded for day in sums]), *means(sums))
        for tagname, sums in zip(aligned.tagnames, by_nutrient, strict=False)
    )


def bare_intake(tagname: str, days: Sequence[DayIntake]) -> BareIntake:
    """Figure for figure those of estimate_intake()."""
    return bare_intakes(days, Aligned([tagname]))[0]


def _sums_of(day: DayIntake, aligned: Aligned) -> list[DaySum]:
    """Of every nutrient, _sum_of(): the same products in the same order, a whole column at a time."""
    if not day.eaten:
        return [DaySum(0.0, day.weight, day.weight, True, 0)] * len(aligned.tagnames)
    rows = [aligned[eaten.food] for eaten in day.eaten]
    grams, weights, weight, foods = [eaten.grams for eaten in day.eaten], day.weights, day.weight, len(day.eaten)
    sums = []
    for amounts, known in zip(
        zip(*(a for a, _ in rows), strict=True), zip(*(k for _, k in rows), strict=True), strict=True
    ):
        recorded, count = sum(map(truediv, map(mul, amounts, grams), repeat(100)), 0.0), sum(known)
        known_weight = weight if count == foods else sum(map(mul, weights, known), 0.0)
        sums.append(DaySum(recorded, weight, known_weight, count == foods, count))
    return sums
