"""Intake without the days and foods it came from: the figures of many nutrients at once, enough for a verdict."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import NamedTuple

from nutrients.assessment.eaten import Composition, DayIntake
from nutrients.assessment.intake import DaySum, capped, means


class BareIntake(NamedTuple):
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


class Row(NamedTuple):
    """What 100 g of a food hold of some nutrients, in their order, and at which places that is unknown.

    An unknown amount stands as 0, which adds nothing to a sum; only `unknown` tells it from a zero.
    """

    amounts: tuple[float, ...]
    unknown: frozenset[int]


class Aligned(dict[Composition, Row]):
    """The row of each food asked for."""

    def __init__(self, tagnames: Iterable[str]) -> None:
        super().__init__()
        self.tagnames = tuple(tagnames)

    def __missing__(self, food: Composition) -> Row:
        amounts = food.amounts
        unknown = frozenset(place for place, tagname in enumerate(self.tagnames) if tagname not in amounts)
        self[food] = row = Row(tuple(amounts.get(tagname, 0.0) for tagname in self.tagnames), unknown)
        return row


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
    """Of every nutrient, _sum_of(): the same products added in the same order, first as if everything were known."""
    weight, foods = day.weight, len(day.eaten)
    if not foods:
        return [DaySum(0.0, weight, weight, True, 0)] * len(aligned.tagnames)
    rows = [aligned[eaten.food] for eaten in day.eaten]
    given = [[amount * eaten.grams / 100 for amount in row.amounts] for row, eaten in zip(rows, day.eaten, strict=True)]
    sums = [DaySum(sum(column, 0.0), weight, weight, True, foods) for column in zip(*given, strict=True)]
    for place in frozenset[int]().union(*[row.unknown for row in rows]):
        known = [own for own, row in zip(day.weights, rows, strict=True) if place not in row.unknown]
        sums[place] = DaySum(sums[place].recorded, weight, sum(known, 0.0), False, len(known))
    return sums
