"""The geometry of the report's charts: lengths across in percent of the width, so that text never stretches.

Known is solid, unknown is hatched and always to be seen, however short it would be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10

from django.utils.formats import number_format

NICE = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)  # where an axis may end, times a power of ten
HEADROOM = 1.2  # the axis ends this much past the furthest thing on it, so that labels fit
LEAST_SEEN = 2.0  # [%] a hatched part is never drawn shorter
CHARACTER = 2.0  # [%] width of a character of a label on a narrow screen
OVERHANG = 4.0  # [%] a label may reach this far past the edge, into the card's padding
ROW = 15  # [px] height of a row of labels


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the chart at a reference value, with its label. x in percent, tops in px."""

    x: str
    label: str
    anchor: str
    dx: int
    label_y: int
    line_top: int
    is_main: bool


@dataclass(frozen=True, slots=True)
class RangeChart:
    """A nutrient over the days: what is known, what is not, where usual intake lies, and the levels beside it.

    All lengths are percent of the width; hatched is None where every food has a value, interval where P is not known,
    supplement where none adds to it. The unknown part of the food comes after the supplement.
    """

    id: str
    title: str
    known: str
    hatched: tuple[str, str] | None
    interval: tuple[str, str, str] | None
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[str, str, str], ...]
    shift: int
    supplement: tuple[str, str] | None = None

    @property
    def height(self) -> int:
        """[px]"""
        return 104 + self.shift

    @property
    def foot(self) -> int:
        """[px] where the lines of the marks end."""
        return 78 + self.shift


@dataclass(frozen=True, slots=True)
class Bar:
    """The same in one short line for a table."""

    known: str
    hatched: tuple[str, str] | None
    mark: str | None
    supplement: tuple[str, str] | None = None


def axis_end(values: Sequence[float]) -> float:
    """A round number somewhat past the largest value; 1 where there is none."""
    largest = max(values, default=0) * HEADROOM
    if largest <= 0:
        return 1.0
    power = 10.0 ** floor(log10(largest))
    return float(next((n * power for n in NICE if n * power >= largest), 10 * power))


def range_chart(
    chart_id: str,
    title: str,
    known: float,
    estimate: float | None,
    part_unknown: bool,
    interval: tuple[float, float, float] | None,
    levels: Sequence[tuple[float, str]],
    unit: str,
    supplement: float = 0.0,
) -> RangeChart:
    """levels: (value, label), the main one first; estimate None = too little is known; interval: low, middle, high.

    known and estimate are of food, interval and levels of food and supplement.
    """
    shown = [known + supplement, (estimate or 0) + supplement, *(interval or ()), *(value for value, _ in levels)]
    end = axis_end(shown)
    marks, rows = _marks([(100 * value / end, label) for value, label in levels])
    ticks = tuple(
        (
            _percent(100 * share),
            anchor,
            number_format(Decimal(f"{end * share:g}"), force_grouping=True) + (f" {unit}" if share == 1 else ""),
        )
        for share, anchor in ((0, "start"), (0.5, "middle"), (1, "end"))
    )
    shift = ROW * (rows - 1)
    return RangeChart(
        chart_id, title, _at(known, end), _hatched(known, estimate, part_unknown, end, supplement),
        (_at(interval[0], end), _at(interval[1], end), _at(interval[2], end)) if interval else None,
        marks, ticks, shift, _beside(known, supplement, end),
    )  # fmt: skip


def bar(known: float, estimate: float | None, part_unknown: bool, level: float | None, supplement: float = 0.0) -> Bar:
    end = axis_end([known + supplement, (estimate or 0) + supplement, level or 0])
    return Bar(
        _at(known, end),
        _hatched(known, estimate, part_unknown, end, supplement),
        None if level is None else _at(level, end),
        _beside(known, supplement, end),
    )


def _beside(known: float, supplement: float, end: float) -> tuple[str, str] | None:
    """Where the part from supplements begins, after the food, and how long it is."""
    return (_at(known, end), _at(supplement, end)) if supplement else None


def _hatched(
    known: float, estimate: float | None, part_unknown: bool, end: float, supplement: float = 0.0
) -> tuple[str, str] | None:
    """Where the unknown part begins and how long it is: up to the estimate, open to the end where there is none."""
    if not part_unknown:
        return None
    start = 100 * (known + supplement) / end
    width = 100 - start if estimate is None else max(100 * (estimate - known) / end, LEAST_SEEN)
    return _percent(start), _percent(min(width, 100 - start))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A label put into a row, on one side of its line at x; it reaches from low to high [%]."""

    x: float
    row: int
    anchor: str
    low: float
    high: float


def _marks(levels: Sequence[tuple[float, str]]) -> tuple[tuple[Mark, ...], int]:
    """Labels in as few rows as keep them apart: the main one left of its line, the others right, if there is room."""
    placed: list[_Placed] = []
    marks = []
    for x, label in levels:
        at = _place(x, CHARACTER * len(label), ("start", "end") if placed else ("end", "start"), placed)
        down = ROW * at.row
        gap = -5 if at.anchor == "end" else 5
        marks.append(Mark(_percent(x), label, at.anchor, gap, 12 + down, 18 + down, is_main=not placed))
        placed.append(at)
    return tuple(marks), max((at.row + 1 for at in placed), default=1)


def _place(x: float, width: float, sides: Sequence[str], placed: Sequence[_Placed]) -> _Placed:
    """The first row and side where a label meets neither an edge, nor a label, nor the line of one in a row above."""
    for row in range(len(placed) + 1):
        for side in sides:
            low, high = (x - width, x) if side == "end" else (x, x + width)
            free = all(high <= at.low or low >= at.high for at in placed if at.row == row)
            clear = not any(low < at.x < high for at in placed if at.row < row)
            if low >= -OVERHANG and high <= 100 + OVERHANG and free and clear:
                return _Placed(x, row, side, low, high)
    return _Placed(x, len(placed), "start" if x < 50 else "end", 0, 100)


@dataclass(frozen=True, slots=True)
class Odds:
    """Ten shapes in a row: a triangle (its path) for each that is short, a circle (x of its centre) for the others."""

    label: str
    triangles: tuple[str, ...]
    circles: tuple[str, ...]


def odds(chance: float, label: str) -> Odds:
    short = min(round(chance * 10), 10)
    centres = [13 + 27 * i for i in range(10)]
    return Odds(
        label, tuple(f"M{x - 10} 4h20l-10 18z" for x in centres[:short]), tuple(str(x) for x in centres[short:])
    )


def width_of(share: float) -> str:
    """A share of 1 as a width."""
    return _percent(100 * min(max(share, 0), 1))


def _at(value: float, end: float) -> str:
    return _percent(100 * value / end)


def _percent(value: float) -> str:
    return f"{min(max(value, 0), 100):.2f}%"
