"""The last 7 and the last 28 days side by side: what each nutrient reads as over both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import Profile
from diary.models import Day
from diary.report import days_of, eaten_between
from diary.trends.nutrient import JUDGED_BY
from diary.week_page.unsettled import short_reason
from diary.week_page.wording import Tag, tag_of_finding
from nutrients.assessment.coverage import NutrientReport, assess_nutrient
from nutrients.assessment.eaten import DayIntake, at_one_density
from nutrients.assessment.quality import log_quality
from nutrients.assessment.reference import Person
from nutrients.assessment.tables import Tables
from nutrients.in_language import in_language
from nutrients.published import compositions, published_tables

SHORT, LONG = 7, 28  # [days] (method, chapter 4)


@dataclass(frozen=True, slots=True)
class Window:
    """A run of days up to the last one that can count. is_full: enough complete days, one of them at a weekend."""

    first: date
    last: date
    complete_days: int
    is_full: bool
    rows: tuple[NutrientReport, ...]


@dataclass(frozen=True, slots=True)
class Side:
    tag: Tag
    note: str


@dataclass(frozen=True, slots=True)
class WindowRow:
    tagname: str
    name: str
    short: Side
    long: Side


def windows(profile: Profile, today: date) -> tuple[Window, Window]:
    """The short one and the long one. Both end today if the day is complete, else yesterday: an open day never counts.

    Each says what report_over() says of the nutrients that get a verdict.
    """
    marks = list(Day.objects.of(profile.user).between(today - timedelta(days=LONG), today))
    is_today_complete = any(mark.complete for mark in marks if mark.date == today)
    last = today if is_today_complete else today - timedelta(days=1)
    dates = tuple(last - timedelta(days=back) for back in reversed(range(LONG)))
    person = profile.as_person(last)
    tables = published_tables(person.reference_set, person.stages)
    rows = eaten_between(profile.user, dates[0], last)
    foods = compositions(rows, [nutrient.tagname for nutrient in tables.nutrients])
    days = days_of(dates, rows, foods, marks)
    return _window(days[-SHORT:], person, tables), _window(days, person, tables)


def _window(days: Sequence[DayIntake], person: Person, tables: Tables) -> Window:
    days = at_one_density(days)
    quality, settings = log_quality(days, person, tables.settings), tables.settings
    judged = [nutrient for nutrient in tables.nutrients if nutrient.assessment in JUDGED_BY]
    rows = tuple(assess_nutrient(nutrient, days, person, tables, quality) for nutrient in judged)
    is_full = quality.complete_days >= settings.full_days and quality.weekend_days > 0
    return Window(days[0].date, days[-1].date, quality.complete_days, is_full, rows)


def window_rows(short: Window, long: Window) -> Iterator[WindowRow]:
    """Every nutrient of both, in the order of the tables."""
    for a, b in zip(short.rows, long.rows, strict=True):
        yield WindowRow(a.nutrient.tagname, in_language(a.nutrient.name), _side(a), _side(b))


def _side(row: NutrientReport) -> Side:
    return Side(tag_of_finding(row.finding), short_reason(row))
