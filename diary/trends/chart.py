"""The geometry of a chart of weeks: across in percent of the width, down in px, so that text never stretches."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format

from diary.charts import axis_end
from diary.week_page.wording import level
from diary.weeks import Week

LEFT, RIGHT, RIGHT_OF_LEVELS = 6.5, 99.5, 84.0  # [%] where the weeks begin and end; labels of levels need room
DIGIT = 2.0  # [%] room for a further digit of the axis on a narrow screen
TOP = 24  # [px] above it stands the unit
LABEL = 14  # [px] height of a label
FEW = 12  # up to so many weeks each has its date and its verdict's shape; of more, the months are named
OPEN = 0.86  # share of the height that the outline of a week without a verdict takes
LEAST_SEEN = 3.0  # [px] a hatched part is never drawn lower

Interval = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class WeekBar:
    """What is to be drawn of one week, all in one unit.

    known       None: nothing can be told, so the place of the week is outlined
    estimate    known and unknown together; None = too little is known, which is hatched to the top if part_unknown
    interval    low, middle, high of usual intake, supplement included
    out_of      the most it could be, drawn faint
    count       under the bar; shape: of the verdict, with its class
    """

    week: Week
    known: float | None = None
    supplement: float = 0.0
    estimate: float | None = None
    part_unknown: bool = False
    interval: Interval | None = None
    out_of: float | None = None
    count: str = ""
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar. Its upper edge and its height, in px."""

    y: str
    height: str


@dataclass(frozen=True, slots=True)
class Column:
    """One week. Across in percent, down in px; a part that is not there is None. interval: x, then y of its three."""

    x: str
    centre: str
    known: Part | None
    supplement: Part | None
    hatched: Part | None
    track: Part | None
    outline: Part | None
    interval: tuple[str, str, str, str] | None
    labels: tuple[str, ...]
    count: str
    shape: str
    is_last: bool


@dataclass(frozen=True, slots=True)
class Level:
    y: str
    label: str
    label_y: str
    is_main: bool


@dataclass(frozen=True, slots=True)
class WeeksChart:
    """is_dense: too many weeks to name each. off_scale: what lies above the chart, in words."""

    id: str
    title: str
    unit: str
    columns: tuple[Column, ...]
    bar_width: str
    grid: tuple[tuple[str, str], ...]
    levels: tuple[Level, ...]
    left: str
    right: str
    base: int
    off_scale: str
    is_dense: bool
    has_shapes: bool

    @property
    def height(self) -> int:
        """[px]"""
        labels = 24 if self.is_dense else 58 if any(column.count for column in self.columns) else 40
        return self.base + labels + (24 if self.has_shapes else 0)

    @property
    def has_hatched(self) -> bool:
        return any(column.hatched for column in self.columns)

    @property
    def has_outlines(self) -> bool:
        return any(column.outline for column in self.columns)

    @property
    def has_intervals(self) -> bool:
        return any(column.interval for column in self.columns)


def weeks_chart(
    chart_id: str,
    title: str,
    unit: str,
    bars: Sequence[WeekBar],
    levels: Sequence[tuple[float, str]] = (),
    *,
    plot: int = 200,
    end: float | None = None,
    off_scale: str = "",
) -> WeeksChart:
    """levels: (value, label), the main one first. plot: height [px] of the part with the bars. end: of the axis."""
    end = end or axis_end([*_heights(bars), *(value for value, _label in levels)])
    ticks = [(end * share, level(end * share)) for share in ((0, 0.5, 1) if plot > 120 else (0, 1))]
    left = LEFT + DIGIT * max(max(len(text) for _value, text in ticks) - 2, 0)
    right = RIGHT_OF_LEVELS if levels else RIGHT
    scale = _Scale(end, TOP + plot, plot, left, (right - left) / len(bars), len(bars) > FEW)
    columns = tuple(scale.column(n, bar, bars) for n, bar in enumerate(bars))
    return WeeksChart(
        chart_id, title, unit, columns, _percent(scale.slot * scale.thickness),
        tuple((_px(scale.y(value)), text) for value, text in ticks), _levels(levels, scale), _percent(left),
        _percent(right), TOP + plot, off_scale, scale.is_dense, not scale.is_dense and any(bar.shape for bar in bars),
    )  # fmt: skip


def _heights(bars: Sequence[WeekBar]) -> list[float]:
    eaten = [max(bar.known or 0, bar.estimate or 0) + bar.supplement for bar in bars]
    return [*eaten, *(bar.interval[2] for bar in bars if bar.interval), *(bar.out_of or 0 for bar in bars)]


@dataclass(frozen=True, slots=True)
class _Scale:
    """From weeks and values to places."""

    end: float
    base: int
    plot: int
    left: float
    slot: float
    is_dense: bool

    @property
    def thickness(self) -> float:
        """Of a bar, as a share of the place of its week; the interval stands right of it."""
        return 0.54 if self.is_dense else 0.5

    def y(self, value: float) -> float:
        return self.base - self.plot * min(value / self.end, 1)

    def part(self, low: float, high: float) -> Part:
        return Part(_px(self.y(high)), _px(self.y(low) - self.y(high)))

    def column(self, n: int, bar: WeekBar, bars: Sequence[WeekBar]) -> Column:
        start = self.left + n * self.slot
        known = bar.known or 0
        return Column(
            x=_percent(start + (0.08 if self.is_dense else 0.25) * self.slot),
            centre=_percent(start + (0.35 if self.is_dense else 0.5) * self.slot),
            known=self.part(0, known) if known else None,
            supplement=self.part(known, known + bar.supplement) if bar.supplement and bar.known is not None else None,
            hatched=self._hatched(bar),
            track=self.part(0, bar.out_of) if bar.out_of else None,
            outline=self.part(0, self.end * OPEN) if bar.known is None else None,
            interval=self._interval(bar, start),
            labels=_month(bars, n) if self.is_dense else _date(bar.week),
            count="" if self.is_dense else bar.count,
            shape="" if self.is_dense else bar.shape,
            is_last=n == len(bars) - 1,
        )  # fmt: skip

    def _hatched(self, bar: WeekBar) -> Part | None:
        if not bar.part_unknown or bar.known is None:
            return None
        low = bar.known + bar.supplement
        top = self.y(self.end if bar.estimate is None else bar.estimate + bar.supplement)
        top = min(top, self.y(low) - LEAST_SEEN)
        return Part(_px(top), _px(self.y(low) - top))

    def _interval(self, bar: WeekBar, start: float) -> tuple[str, str, str, str] | None:
        if bar.interval is None:
            return None
        low, middle, high = (_px(self.y(value)) for value in bar.interval)
        return _percent(start + (0.84 if self.is_dense else 0.905) * self.slot), low, middle, high


def _date(week: Week) -> tuple[str, ...]:
    return str(week.first_day.day), date_format(week.first_day, "M")


def _month(bars: Sequence[WeekBar], n: int) -> tuple[str, ...]:
    """The month where one begins; every other one where there are more weeks than half a year has."""
    month = bars[n].week.first_day
    if n == 0 or bars[n - 1].week.first_day.month == month.month or n > len(bars) - 2:
        return ()
    return (date_format(month, "M"),) if len(bars) <= 26 or month.month % 2 else ()


def _levels(levels: Sequence[tuple[float, str]], scale: _Scale) -> tuple[Level, ...]:
    """Labels from the top down, each below the one before."""
    main, found, lowest = levels[0] if levels else None, [], float(TOP - LABEL)
    for value, label in sorted(levels, key=lambda row: -row[0]):
        y = scale.y(value)
        lowest = max(y + 4, lowest + LABEL)
        found.append(Level(_px(y), label, _px(lowest), (value, label) == main))
    return tuple(found)


def _percent(value: float) -> str:
    return f"{value:.2f}%"


def _px(value: float) -> str:
    return f"{value:.1f}"
