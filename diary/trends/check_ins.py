"""How the days felt, under the same weeks as the charts of the log. Nothing here is ever joined to a nutrient."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from diary.closing.check_in import GUT_COMFORT, STRESS
from diary.models import CheckIn
from diary.trends.chart import LEFT, RIGHT, TOP
from diary.weeks import Week

PLOT, HIGHEST = 76, 4  # [px] height of a strip; the upper end of both scales
CLOSE = 60  # from so many days on the dots are smaller


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One answer over the days; a day without an answer has no dot. scale: what its ends mean."""

    id: str
    name: str
    title: str
    scale: str
    highest: int
    dots: tuple[Dot, ...]
    radius: str
    months: tuple[tuple[str, str], ...]
    base: int = TOP + PLOT

    @property
    def height(self) -> int:
        """[px]"""
        return self.base + 24

    @property
    def top(self) -> int:
        return TOP


@dataclass(frozen=True, slots=True)
class Felt:
    """One day's answers in words; blank = not said."""

    day: str
    stress: str
    gut_comfort: str
    stool_form: str


@dataclass(frozen=True, slots=True)
class CheckIns:
    """rows: newest first, days with an answer only."""

    strips: tuple[Strip, ...]
    rows: tuple[Felt, ...]


def check_ins(person: User, weeks: Sequence[Week], today: date) -> CheckIns:
    first, last = weeks[0].first_day, weeks[-1].last_day
    said = list(CheckIn.objects.of(person).filter(date__range=(first, last)).order_by("date"))
    stress = [(row.date, row.stress) for row in said if row.stress is not None]
    comfort = [(row.date, row.gut_comfort) for row in said if row.gut_comfort is not None]
    strips = (
        _strip("stress", _("Stress"), STRESS, stress, weeks),
        _strip("gut-comfort", _("Gut comfort"), GUT_COMFORT, comfort, weeks),
    )
    answered = [row for row in reversed(said) if (row.stress, row.gut_comfort, row.stool_form) != (None, None, None)]
    return CheckIns(strips, tuple(_felt(row, today) for row in answered))


def _strip(
    strip_id: str,
    name: str,
    scale: Sequence[tuple[int, object]],
    said: Sequence[tuple[date, int]],
    weeks: Sequence[Week],
) -> Strip:
    low, high = str(scale[0][1]), str(scale[-1][1])
    title = _("%(name)s as said on the day, from %(low)s to %(high)s, on %(n)d days. The table holds the same answers.")
    return Strip(
        f"strip-{strip_id}", name, title % {"name": name, "low": low, "high": high, "n": len(said)},
        _("0: %(low)s, %(highest)d: %(high)s") % {"low": low, "high": high, "highest": HIGHEST}, HIGHEST,
        tuple(Dot(_x(on, weeks), _y(value)) for on, value in said),
        "4" if 7 * len(weeks) <= CLOSE else "2.2", tuple(_months(weeks)),
    )  # fmt: skip


def _x(on: date, weeks: Sequence[Week]) -> str:
    """The middle of the day, on the axis of the charts above."""
    place = ((on - weeks[0].first_day).days + 0.5) / (7 * len(weeks))
    return f"{LEFT + place * (RIGHT - LEFT):.2f}%"


def _y(value: int) -> str:
    return f"{TOP + PLOT - PLOT * value / HIGHEST:.1f}"


def _months(weeks: Sequence[Week]) -> list[tuple[str, str]]:
    """Where the months begin, and in a short span every week."""
    days = [week.first_day for week in weeks]
    if len(weeks) <= 8:
        return [(_x(day, weeks), date_format(day, "j M")) for day in days[:: 1 if len(weeks) <= 4 else 2]]
    starts = [day for before, day in pairwise(days[:-1]) if before.month != day.month]
    return [(_x(day, weeks), date_format(day, "M")) for day in starts if len(weeks) <= 26 or day.month % 2]


def _felt(row: CheckIn, today: date) -> Felt:
    return Felt(
        date_format(row.date, "D j M" if row.date.year == today.year else "D j M Y"),
        _in_words(row.stress, STRESS),
        _in_words(row.gut_comfort, GUT_COMFORT),
        "" if row.stool_form is None else f"{row.stool_form}: {row.get_stool_form_display()}",
    )


def _in_words(value: int | None, scale: Sequence[tuple[int, object]]) -> str:
    return "" if value is None else f"{value}: {dict(scale)[value]}"
