"""Sources of a nutrient day by day: servings, the foods they came in, and what is not known."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diary.week_page.wording import fixed, level, percent, written
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.assessment.sources import SourceDay, SourceExposure
from nutrients.in_language import in_language


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One complete day. servings and counts in words: what is not known is neither 0 nor no."""

    day: str
    servings: str
    counts: str
    foods: str
    unknown: str


@dataclass(frozen=True, slots=True)
class Sources:
    line: str
    heading: str
    rows: tuple[SourceRow, ...]
    rule: str
    groups: tuple[tuple[str, str, str], ...]


def more_sources(exposure: SourceExposure, report: CoverageReport) -> Iterator[str]:
    """How many of these days would have had to hold a source to read better."""
    settings, n, have = report.tables.settings, len(exposure.days), len(exposure.exposure_days)
    for least in (settings.few_sources_below, settings.well_represented_from):
        wanted = next((k for k in range(n + 1) if k / n >= least), None) if n else None
        if wanted is not None and wanted > have:
            text = _("With a source on %(wanted)d of these %(n)d days instead of %(have)d it would read one step up.")
            yield text % {"wanted": wanted, "n": n, "have": have}
            return


def sources_of(row: NutrientReport, report: CoverageReport) -> Iterator[Sources]:
    if row.sources is None:
        return
    every, named = row.sources.every, row.sources.named
    yield _exposure(every, _("Every source, day by day"), "", row, report)
    if named is not None and named != every:
        yield _exposure(named, _("The article's foods alone"), "article", row, report)


def _exposure(
    exposure: SourceExposure, heading: str, origin: str, row: NutrientReport, report: CoverageReport
) -> Sources:
    settings, tables = report.tables.settings, report.tables
    foods = {day.date: len(day.by_food) for day in report.days}
    rows = tuple(_row(day, exposure, foods[day.date]) for day in exposure.days)
    groups = tuple(
        (
            in_language(tables.groups[s.group].name),
            f"{level(tables.groups[s.group].serving_grams)} g",
            in_language(s.citation),
        )
        for s in tables.sources.get(row.nutrient.tagname, ())
        if origin in ("", s.origin)
    )
    rule = _("A day counts from %s servings.") % level(exposure.threshold)
    if row.nutrient.assessment == "sources" and not origin and exposure.share is not None:
        rule += " " + _("%(have)d / %(n)d = %(share)s; few under %(few)s, well represented from %(well)s.") % {
            "have": len(exposure.exposure_days), "n": len(exposure.days), "share": fixed(exposure.share, 2),
            "few": level(settings.few_sources_below), "well": level(settings.well_represented_from),
        }  # fmt: skip
    elif not origin:
        share = percent(settings.composition_source_share)
        rule += " " + _("A food counts too when its usual portion holds at least %s of the RDA or AI.") % share
    return Sources(days_counted(exposure), heading, rows, rule, groups)


def _row(day: SourceDay, exposure: SourceExposure, foods: int) -> SourceRow:
    """foods: how many different ones the day held."""
    if day.servings >= exposure.threshold:
        servings, counts = written(day.servings), _("yes")
    elif not day.unknown_foods:
        servings, counts = written(day.servings), _("no")
    else:
        servings = "–" if len(day.unknown_foods) == foods else _("at least %s") % written(day.servings)
        counts = _("can’t tell")
    return SourceRow(
        date_format(day.date, "l"), servings, counts, ", ".join(day.foods), ", ".join(day.unknown_foods)
    )  # fmt: skip


def days_counted(exposure: SourceExposure) -> str:
    """3 of 7 complete days; at least so many where it cannot be told of the others; none told: that alone."""
    have, possible, n = len(exposure.exposure_days), len(exposure.possible_days), len(exposure.days)
    if possible and possible == n:
        return ngettext("can’t tell on %d complete day", "can’t tell on any of %d complete days", n) % n
    text = _("at least %(n)d of %(all)d complete days") if possible else _("%(n)d of %(all)d complete days")
    return text % {"n": have, "all": n}
