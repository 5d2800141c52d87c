"""The trends of a diary: the gut topics and plants week by week, how the days felt, and the last 7 and 28 days."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from diary.trends.chart import WeekBar, WeeksChart, weeks_chart
from diary.trends.check_ins import CheckIns, check_ins
from diary.trends.nutrient import week_label
from diary.trends.past import PastWeek, past_weeks
from diary.trends.sources import PLOT, days_with, exposure_in, sources_chart
from diary.trends.windows import Window, WindowRow, window_rows, windows
from diary.week_page.gut import PLANT_GRADE, grade_words
from diary.week_page.wording import level
from diary.weeks import Week
from nutrients.assessment.tables import Nutrient as NutrientValue
from nutrients.in_language import in_language
from nutrients.models import Nutrient


@dataclass(frozen=True, slots=True)
class Topic:
    """One gut topic over the weeks; tagname blank for the plants, which have no page."""

    tagname: str
    name: str
    grade: str
    grade_words: str
    chart: WeeksChart


@dataclass(frozen=True, slots=True)
class TopicWeek:
    """One week: for each topic the days with a source out of the complete ones, blank without any; and the plants."""

    label: str
    is_running: bool
    is_kept: bool
    days: tuple[str, ...]
    plants: str


@dataclass(frozen=True, slots=True)
class Plant:
    name: str
    weeks: str


@dataclass(frozen=True, slots=True)
class TrendsPage:
    """weeks: newest first. plants: those in most weeks first; plant_servings: how much of one a week must hold."""

    topics: tuple[Topic, ...]
    weeks: tuple[TopicWeek, ...]
    plants: tuple[Plant, ...]
    plant_servings: str
    felt: CheckIns
    short: Window
    long: Window
    rows: tuple[WindowRow, ...]
    anything_logged: bool

    @property
    def has_hatched(self) -> bool:
        return any(topic.chart.has_hatched for topic in self.topics)

    @property
    def has_outlines(self) -> bool:
        return any(topic.chart.has_outlines for topic in self.topics)


def trends_page(person: User, weeks: Sequence[Week], today: date) -> TrendsPage:
    rows = Nutrient.objects.filter(assessment=Nutrient.Assessment.SOURCES).order_by("position", "tagname")
    topics = [row.as_value() for row in rows]
    past = past_weeks(person.profile, weeks, topics)
    short, long = windows(person.profile, today)
    return TrendsPage(
        topics=(*(_topic(topic, past) for topic in topics), _plants_topic(past)),
        weeks=tuple(_week(week, topics, today) for week in reversed(past)),
        plants=tuple(_plants(past)),
        plant_servings=level(past[-1].settings.exposure_servings),
        felt=check_ins(person, weeks, today),
        short=short,
        long=long,
        rows=tuple(window_rows(short, long)),
        anything_logged=any(week.is_logged for week in past),
    )


def _topic(nutrient: NutrientValue, past: Sequence[PastWeek]) -> Topic:
    grade = nutrient.evidence_grade
    return Topic(nutrient.tagname, in_language(nutrient.name), grade, grade_words(grade), sources_chart(nutrient, past))


def _plants_topic(past: Sequence[PastWeek]) -> Topic:
    title = _("Different plants in each of the last %d weeks. The table holds the same numbers.") % len(past)
    bars = [WeekBar(week.week, len(week.plants.names) if week.is_logged else None) for week in past]
    chart = weeks_chart("plants-title", title, _("plants"), bars, plot=PLOT)
    return Topic("", _("Different plants"), PLANT_GRADE.value, grade_words(PLANT_GRADE), chart)


def _week(past: PastWeek, topics: Sequence[NutrientValue], today: date) -> TopicWeek:
    return TopicWeek(
        week_label(past.week, today), today in past.week, past.is_kept,
        tuple(days_with(exposure_in(past, topic.tagname)) for topic in topics),
        str(len(past.plants.names)) if past.is_logged else "",
    )  # fmt: skip


def _plants(past: Sequence[PastWeek]) -> list[Plant]:
    """Every plant of the weeks, and in how many of them."""
    counts = Counter(name for week in past for name in week.plants.names)
    ordered = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return [Plant(in_language(name), ngettext("%d week", "%d weeks", n) % n) for name, n in ordered]
