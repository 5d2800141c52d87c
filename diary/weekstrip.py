"""The seven days of a week at a glance: which are closed, which are open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from django.db.models import Exists
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from diary.models import Day, Entry, SavedReport
from diary.weeks import Week
from nutrients.published import rule_numbers


class DayState(Enum):
    COMPLETE = _("complete")
    IN_PROGRESS = _("in progress")
    LEFT_OPEN = _("left open")
    NOT_LOGGED = _("nothing logged")
    NOT_YET = _("not yet")

    @property
    def is_complete(self) -> bool:
        return self is DayState.COMPLETE


@dataclass(frozen=True, slots=True)
class StripDay:
    date: date
    state: DayState


@dataclass(frozen=True, slots=True)
class WeekStrip:
    """A week's days, and how many complete days a report wants (None where the tables do not say).

    said: what was said of its days.
    logged: day and meal of every meal with food, from the day before the week on.
    is_kept: its report is kept, so what changes on a day does not change it.
    """

    week: Week
    days: tuple[StripDay, ...]
    minimum_days: int | None
    full_days: int | None
    said: Mapping[date, Day] = field(default_factory=dict)
    logged: frozenset[tuple[date, str]] = frozenset()
    is_kept: bool = False

    @property
    def complete_days(self) -> int:
        return sum(day.state.is_complete for day in self.days)


def week_strip(person: User, week: Week, today: date) -> WeekStrip:
    entries = Entry.objects.of(person).between(week.first_day - timedelta(days=1), week.last_day)
    logged = frozenset(entries.order_by().values_list("eaten_on", "meal").distinct())
    days = {day for day, _meal in logged}
    kept = SavedReport.objects.of(person).filter(first_day=week.first_day)
    said = {day.date: day for day in Day.objects.of(person).in_week(week).annotate(is_kept=Exists(kept))}
    numbers = rule_numbers()
    minimum, full = (int(numbers[key]) if key in numbers else None for key in ("minimum_days", "full_days"))
    return WeekStrip(
        week=week,
        days=tuple(StripDay(date, _state(date, said.get(date), date in days, today)) for date in week),
        minimum_days=minimum,
        full_days=full,
        said=said,
        logged=logged,
        is_kept=any(day.is_kept for day in said.values()),
    )


def _state(date: date, said: Day | None, is_logged: bool, today: date) -> DayState:
    if said and said.complete:
        return DayState.COMPLETE
    if is_logged:
        return DayState.LEFT_OPEN if said or date < today else DayState.IN_PROGRESS
    return DayState.NOT_YET if date > today else DayState.NOT_LOGGED
