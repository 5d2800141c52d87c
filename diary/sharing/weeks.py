"""The weeks of a person that hold a report worth opening."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from diary.models import Day, SavedReport
from diary.week_page.page import title_of
from diary.weeks import Week


@dataclass(frozen=True, slots=True)
class WeekRow:
    week: Week
    title: str
    complete_days: int
    is_kept: bool


def weeks_of(person: User, today: date) -> list[WeekRow]:
    """Weeks with a complete day or a kept report, newest first; what was eaten is not looked at."""
    complete: dict[Week, int] = {}
    for day in Day.objects.of(person).filter(complete=True, date__lte=today).values_list("date", flat=True):
        complete[Week.of(day)] = complete.get(Week.of(day), 0) + 1
    kept = {Week.of(day) for day in SavedReport.objects.of(person).values_list("first_day", flat=True)}
    return [
        WeekRow(week, title_of(week, today), complete.get(week, 0), week in kept)
        for week in sorted(complete.keys() | kept, reverse=True)
    ]
