"""The one place where the database meets the arithmetic: a person's diary -> CoverageReport."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from statistics import median

from accounts.models import Profile
from diary.models import Day, EatenRow, Entry
from diary.weeks import Week
from nutrients.assessment.coverage import CoverageReport, assess_week
from nutrients.assessment.intake import Composition, DayIntake, FoodEaten
from nutrients.published import compositions, published_tables


def weekly_report(profile: Profile, week: Week) -> CoverageReport:
    """Everything the log of one week says, for the person the profile describes in that week."""
    return report_over(profile, week.days)


def report_over(profile: Profile, dates: tuple[date, ...]) -> CoverageReport:
    """The same over any run of days, oldest first. The person's own foods are those of the weeks before its end."""
    person = profile.as_person(dates[-1])
    tables = published_tables(person.reference_set, person.stages)
    since = dates[-1] - timedelta(days=int(tables.settings.suggestion_days_back))
    rows = list(Entry.objects.of(profile.user).between(min(since, dates[0]), dates[-1]).as_eaten())
    foods = compositions(rows, [nutrient.tagname for nutrient in tables.nutrients])
    days = _days(dates, rows, foods, Day.objects.of(profile.user).between(dates[0], dates[-1]))
    return assess_week(days, person, tables, _own_foods(rows, foods))


def _days(
    dates: Iterable[date], rows: Iterable[EatenRow], foods: Mapping[int, Composition], marks: Iterable[Day]
) -> list[DayIntake]:
    eaten: defaultdict[date, list[FoodEaten]] = defaultdict(list)
    for row in rows:
        eaten[row.eaten_on].append(FoodEaten(foods[row.food_id], row.grams))
    said = {mark.date: mark for mark in marks}
    return [_day(on, eaten[on], said.get(on)) for on in dates]


def _day(on: date, eaten: list[FoodEaten], mark: Day | None) -> DayIntake:
    if mark is None:
        return DayIntake(on, False, tuple(eaten))
    return DayIntake(on, mark.complete, tuple(eaten), mark.typical)


def _own_foods(rows: Iterable[EatenRow], foods: Mapping[int, Composition]) -> dict[Composition, float]:
    """What the person ate -> the portion usual for them [g]: the median of what they logged."""
    grams: defaultdict[int, list[float]] = defaultdict(list)
    for row in rows:
        grams[row.food_id].append(row.grams)
    return {foods[food_id]: median(amounts) for food_id, amounts in grams.items()}
