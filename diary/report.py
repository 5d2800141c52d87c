"""The one place where the database meets the arithmetic: a person's diary -> CoverageReport."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from statistics import median
from typing import Protocol

from accounts.models import Profile, User
from diary.models import Day, EatenRow, Entry
from diary.open_words import eaten_unread
from diary.suggested.foods import with_foods_that_help
from diary.weeks import Week
from nutrients.assessment.coverage import CoverageReport, assess_week
from nutrients.assessment.eaten import Composition, DayIntake, FoodEaten
from nutrients.assessment.reference import Person
from nutrients.published import compositions, published_tables

Eaten = tuple[FoodEaten, ...]
OwnFoods = dict[Composition, float]


class Said(Protocol):
    """What a person said about a day: a Day."""

    @property
    def date(self) -> date: ...
    @property
    def complete(self) -> bool: ...
    @property
    def typical(self) -> str: ...


def weekly_report(profile: Profile, week: Week) -> CoverageReport:
    """Everything the log of one week says, for the person the profile describes in that week."""
    report, own_foods = _read(profile, week.days, None)
    return with_foods_that_help(report, profile, own_foods)


def report_over(profile: Profile, dates: tuple[date, ...], person: Person | None = None) -> CoverageReport:
    """The same over any run of days, oldest first, without what would help.

    person: whom the log is read for; None: whom the profile describes on the last day.
    """
    return _read(profile, dates, person)[0]


def _read(profile: Profile, dates: tuple[date, ...], person: Person | None) -> tuple[CoverageReport, OwnFoods]:
    """The report, and the person's own foods of the weeks before its end."""
    person = person or profile.as_person(dates[-1])
    tables = published_tables(person.reference_set, person.stages)
    since = dates[-1] - timedelta(days=int(tables.settings.suggestion_days_back))
    rows = eaten_between(profile.user, min(since, dates[0]), dates[-1])
    foods = compositions(rows, [nutrient.tagname for nutrient in tables.nutrients])
    days = days_of(dates, rows, foods, Day.objects.of(profile.user).between(dates[0], dates[-1]))
    return assess_week(days, person, tables), _own_foods(rows, foods)


def eaten_between(person: User, first: date, last: date) -> list[EatenRow]:
    """What the diary says was eaten on these days: entries, and words not looked at yet as something unknown."""
    return [*Entry.objects.of(person).between(first, last).as_eaten(), *eaten_unread(person, first, last)]


def days_of(
    dates: Collection[date], rows: Iterable[EatenRow], foods: Mapping[int, Composition], marks: Iterable[Said]
) -> list[DayIntake]:
    """The diary of these dates as the assessment reads it, in their order."""
    wanted = frozenset(dates)
    eaten: defaultdict[date, list[FoodEaten]] = defaultdict(list)
    supplements: defaultdict[date, list[FoodEaten]] = defaultdict(list)
    renamed: dict[tuple[int, str], Composition] = {}
    for row in rows:
        if row.eaten_on in wanted:
            kind = supplements if row.is_supplement else eaten
            food = foods[row.food_id]
            if food.name != row.name:  # words nobody looked at have the values of the unknown meal, and their own name
                food = renamed.setdefault((row.food_id, row.name), replace(food, name=row.name))
            kind[row.eaten_on].append(FoodEaten(food, row.grams))
    said = {mark.date: mark for mark in marks}
    return [_day(on, tuple(eaten[on]), tuple(supplements[on]), said.get(on)) for on in dates]


def _day(on: date, eaten: Eaten, supplements: Eaten, mark: Said | None) -> DayIntake:
    """A day that holds supplements only says nothing of what was eaten, so it counts as open."""
    is_complete = mark is not None and mark.complete and bool(eaten or not supplements)
    return DayIntake(on, is_complete, eaten, mark.typical if mark else "", supplements)


def _own_foods(rows: Iterable[EatenRow], foods: Mapping[int, Composition]) -> OwnFoods:
    """What the person ate -> the portion usual for them [g]: the median of what they logged. Never a supplement."""
    grams: defaultdict[int, list[float]] = defaultdict(list)
    for row in rows:
        if not row.is_supplement:
            grams[row.food_id].append(row.grams)
    return {foods[food_id]: median(amounts) for food_id, amounts in grams.items()}
