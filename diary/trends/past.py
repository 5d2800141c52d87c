"""Some nutrients over many weeks, each week as its own report says: one reading of the diary for all of them."""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from accounts.models import Profile, User
from diary.kept.some_nutrients import KeptNutrients, read_kept_nutrients
from diary.kept.values import Unreadable
from diary.models import Day, SavedReport
from diary.report import days_of, eaten_between
from diary.weeks import Week
from nutrients.assessment.coverage import NutrientReport, assess_nutrient
from nutrients.assessment.eaten import DayIntake, at_one_density
from nutrients.assessment.quality import LogQuality, log_quality
from nutrients.assessment.reference import Person
from nutrients.assessment.sources import PlantVariety, plant_variety
from nutrients.assessment.tables import Nutrient, RuleSettings, Tables
from nutrients.published import compositions, published_tables

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PastWeek:
    """What the report of one week says of some nutrients.

    rows      by tagname; a kept report may lack one that the tables did not hold then
    days      the week's diary as it is now
    settings  the rules' numbers as they are now
    is_kept   rows, quality and plants are as they were kept
    """

    week: Week
    rows: Mapping[str, NutrientReport]
    quality: LogQuality
    plants: PlantVariety
    days: tuple[DayIntake, ...]
    settings: RuleSettings
    is_kept: bool = False

    @property
    def is_logged(self) -> bool:
        return any(day.is_logged for day in self.days)


def past_weeks(profile: Profile, weeks: Sequence[Week], nutrients: Sequence[Nutrient]) -> tuple[PastWeek, ...]:
    """The weeks, oldest first and without a gap between them, each as weekly_report() says and as it was kept if so.

    What would change a verdict is left out: see assess_nutrient().
    """
    people = [profile.as_person(week.last_day) for week in weeks]
    tables = published_tables(profile.reference_set, {stage for person in people for stage in person.stages})
    days = iter(_diary(profile.user, weeks, tables))
    kept = _kept(profile.user, weeks, {nutrient.tagname for nutrient in nutrients})
    return tuple(
        _week(week, [next(days) for _day in week], person, nutrients, tables, kept.get(week))
        for week, person in zip(weeks, people, strict=True)
    )


def _week(
    week: Week,
    days: Sequence[DayIntake],
    person: Person,
    nutrients: Iterable[Nutrient],
    tables: Tables,
    kept: KeptNutrients | None,
) -> PastWeek:
    settings = tables.settings
    if kept is not None:
        return PastWeek(week, kept.rows, kept.quality, kept.plants, tuple(days), settings, is_kept=True)
    days = at_one_density(days)
    quality = log_quality(days, person, settings)
    rows = {row.tagname: assess_nutrient(row, days, person, tables, quality) for row in nutrients}
    plants = plant_variety(days, tables.groups, settings.exposure_servings)
    return PastWeek(week, rows, quality, plants, tuple(days), settings)


def _diary(person: User, weeks: Sequence[Week], tables: Tables) -> list[DayIntake]:
    """Foods come with every nutrient: whether anything at all is known of a food decides what it may hold."""
    first, last = weeks[0].first_day, weeks[-1].last_day
    rows = eaten_between(person, first, last)
    foods = compositions(rows, [nutrient.tagname for nutrient in tables.nutrients])
    return days_of([day for week in weeks for day in week], rows, foods, Day.objects.of(person).between(first, last))


def _kept(person: User, weeks: Sequence[Week], tagnames: Collection[str]) -> dict[Week, KeptNutrients]:
    """Those of the weeks whose report was kept and can be read."""
    found = {}
    for saved in SavedReport.objects.of(person).filter(first_day__range=(weeks[0].first_day, weeks[-1].first_day)):
        try:
            found[Week.of(saved.first_day)] = read_kept_nutrients(saved.report, tagnames)
        except Unreadable:
            logger.exception("A kept report cannot be read: SavedReport %s", saved.pk)
    return found
