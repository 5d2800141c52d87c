"""Sources of a nutrient week by week: on how many of the complete days, in which foods."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from diary.trends.chart import WeekBar, WeeksChart, weeks_chart
from diary.trends.nutrient import week_label
from diary.trends.past import PastWeek
from diary.week_page.wording import Tag, tag_of
from diary.weeks import Week
from nutrients.assessment.sources import SourceExposure
from nutrients.assessment.tables import Nutrient
from nutrients.in_language import in_language

DAYS = 7.0  # of a week: where the axis ends
PLOT = 76  # [px]


@dataclass(frozen=True, slots=True)
class SourceWeek:
    """One week. days: blank without a complete day. maybe: foods of unknown make-up; tag: where judged by sources."""

    week: Week
    label: str
    is_running: bool
    days: str
    foods: str
    maybe: str
    tag: Tag | None


@dataclass(frozen=True, slots=True)
class SourceWeeks:
    """rows: newest first."""

    chart: WeeksChart
    rows: tuple[SourceWeek, ...]

    @property
    def latest(self) -> SourceWeek | None:
        """The newest week that sources gave a verdict; None where there is none."""
        return next((row for row in self.rows if row.tag and row.tag.bars), None)


def source_weeks(nutrient: Nutrient, past: Sequence[PastWeek], today: date) -> SourceWeeks | None:
    """None where nothing could count as a source of it."""
    found = [exposure_in(week, nutrient.tagname) for week in past]
    if not any(found):
        return None
    return SourceWeeks(sources_chart(nutrient, past), tuple(_rows(nutrient, past, today)))


def exposure_in(past: PastWeek, tagname: str) -> SourceExposure | None:
    row = past.rows.get(tagname)
    return row.sources.every if row and row.sources else None


def _rows(nutrient: Nutrient, past: Sequence[PastWeek], today: date) -> Iterator[SourceWeek]:
    for week in reversed(past):
        exposure = exposure_in(week, nutrient.tagname)
        if exposure is None:
            continue
        is_judged = nutrient.assessment == "sources" and bool(exposure.days)
        maybe = dict.fromkeys(food for day in exposure.possible_days for food in day.unknown_foods)
        yield SourceWeek(
            week.week, week_label(week.week, today), today in week.week, days_with(exposure),
            ", ".join(exposure.foods), ", ".join(maybe),
            tag_of(week.rows[nutrient.tagname].verdict) if is_judged else None,
        )  # fmt: skip


def days_with(exposure: SourceExposure | None) -> str:
    """3 of 5; blank without a complete day."""
    if exposure is None or not exposure.days:
        return ""
    return _("%(n)d of %(all)d") % {"n": len(exposure.exposure_days), "all": len(exposure.days)}


def sources_chart(nutrient: Nutrient, past: Sequence[PastWeek]) -> WeeksChart:
    title = _(
        "%(name)s: days with a source in each of the last %(weeks)d weeks, out of the complete days. The table holds"
        " the same numbers."
    ) % {"name": in_language(nutrient.name), "weeks": len(past)}
    bars = [_bar(week, nutrient.tagname) for week in past]
    name = "".join(c if c.isalnum() else "-" for c in nutrient.tagname)
    return weeks_chart(f"sources-{name}", title, _("days"), bars, plot=PLOT, end=DAYS)


def _bar(past: PastWeek, tagname: str) -> WeekBar:
    exposure = exposure_in(past, tagname)
    if exposure is None or not exposure.days:
        return WeekBar(past.week)
    days, possible = len(exposure.exposure_days), len(exposure.possible_days)
    return WeekBar(past.week, days, estimate=days + possible, part_unknown=possible > 0, out_of=len(exposure.days))
