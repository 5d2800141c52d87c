"""The week at a glance and all nutrients: amounts day by day, as tables that read without colour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diary.charts import Bar, bar
from diary.week_page.exposure import days_counted
from diary.week_page.sentences import logged_range
from diary.week_page.unsettled import short_reason
from diary.week_page.wording import (
    Tag,
    amount,
    level,
    measure_of,
    percent,
    tag_of,
    tag_of_finding,
    tag_of_row,
)
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.assessment.intake import DayAmount
from nutrients.assessment.rules import LOW

STEPS = (0.25, 0.5, 0.75, 1.0)  # of the average need or AI: where the fill grows stronger
MOSTLY_UNKNOWN = 0.5  # below this share known a day is drawn as unknown


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a row: what stands in it, its class, and what a screen reader says besides."""

    text: str
    css: str
    said: str


@dataclass(frozen=True, slots=True)
class GlanceRow:
    tagname: str
    name: str
    unit: str
    tag: Tag
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CountRow:
    """A row that counts instead of measuring. Cell css: yes, none, maybe, inc, nil; or new for a number of plants."""

    name: str
    cells: tuple[Cell, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Glance:
    days: tuple[date, ...]
    rows: tuple[GlanceRow, ...]
    counts: tuple[CountRow, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    tagname: str
    name: str
    unit: str
    tag: Tag
    note: str
    range: str
    bar: Bar | None
    levels: str
    known: str
    cells: tuple[Cell, ...]


def glance_of(report: CoverageReport) -> Glance:
    """The article's nutrients and every other one that looks or may be low."""
    rows = [
        r
        for r in report.nutrients
        if r.nutrient.assessment == "adequacy" and (r.nutrient.in_article or r.verdict in LOW)
    ]
    return Glance(
        tuple(day.date for day in report.days),
        tuple(
            GlanceRow(r.nutrient.tagname, r.nutrient.name, r.nutrient.unit, tag_of(r.verdict), cells_of(r, report))
            for r in rows
        ),
        (*(_source_row(row, report) for row in report.gut), _plant_row(report)),
    )


def cells_of(row: NutrientReport, report: CoverageReport) -> tuple[Cell, ...]:
    measure = measure_of(row)
    logged = {day.date for day in report.days if day.eaten}
    return tuple(_cell(day, day.date in logged, row, measure) for day in row.intake.days)


def _cell(day: DayAmount, is_logged: bool, row: NutrientReport, measure: float | None) -> Cell:
    decimals, unit = row.nutrient.decimals, row.nutrient.unit
    if not is_logged:
        return Cell("–", "nil", _("nothing logged"))
    if day.nothing_known:
        return Cell("?", "inc" if not day.complete else "un", _("unknown"))
    text = amount(day.recorded, decimals, grouped=False)  # cells are narrow
    said = unit if day.all_known else _("%s at least, part unknown") % unit
    if day.recorded == 0 and not day.all_known:
        text, said = "≥0", _("at least 0 %s, part unknown") % unit
    if not day.complete:
        return Cell(text, "inc", _("%s, day left open, not counted") % said)
    if day.known_share < MOSTLY_UNKNOWN:
        return Cell(text, "un", _("%s, mostly unknown") % said)
    css = "nil" if measure is None else f"q{sum(day.recorded >= step * measure for step in STEPS)}"
    return Cell(text, css if day.all_known else f"{css} part", f"{said}{_of_measure(day, row, measure)}")


def _of_measure(day: DayAmount, row: NutrientReport, measure: float | None) -> str:
    if measure is None or row.reference is None:
        return ""
    share = f"{amount(100 * day.recorded / measure, 0)}%"
    text = _(", %s of the average need") if row.reference.ear is not None else _(", %s of the AI")
    return text % share


def _source_row(row: NutrientReport, report: CoverageReport) -> CountRow:
    exposure = row.sources.every if row.sources else None
    found = {day.date: day for day in exposure.days} if exposure else {}
    cells = []
    for day in report.days:
        source = found.get(day.date)
        if source is None:
            cells.append(Cell("–", "nil", _("not counted")))
        elif exposure and source.servings >= exposure.threshold:
            cells.append(Cell("", "yes", _("yes: %s") % ", ".join(source.foods)))
        elif source.unknown_foods:
            cells.append(Cell("?", "un", _("not known: %s") % ", ".join(source.unknown_foods)))
        else:
            cells.append(Cell("", "none", _("none logged")))
    return CountRow(row.nutrient.name, tuple(cells), days_counted(exposure) if exposure else "")


def _plant_row(report: CoverageReport) -> CountRow:
    logged = {day.date for day in report.days if day.eaten}
    cells = tuple(
        Cell(str(n), "new", ngettext("%d new plant", "%d new plants", n) % n) if on in logged
        else Cell("–", "nil", _("nothing logged"))
        for on, n in report.plants.new_by_day
    )  # fmt: skip
    n = len(report.plants.names)
    return CountRow(_("New plants"), cells, ngettext("%d different plant", "%d different plants", n) % n)


def table_of(report: CoverageReport) -> Iterator[tuple[str, list[TableRow]]]:
    """All nutrients with an amount, the article's first; each group with its heading."""
    rows = [row for row in report.nutrients if row.nutrient.assessment != "sources"]
    groups = [
        (_("Named in the article"), [row for row in rows if row.nutrient.in_article]),
        (_("Other nutrients"), [row for row in rows if not row.nutrient.in_article]),
    ]
    for heading, own in groups:
        if own:
            yield heading, [_table_row(row, report) for row in own]


def _table_row(row: NutrientReport, report: CoverageReport) -> TableRow:
    nutrient, intake = row.nutrient, row.intake
    line = None
    if intake.recorded is not None:
        mark = row.reference.cdrr if row.reference and nutrient.assessment == "upper" else measure_of(row)
        line = bar(intake.recorded, row.estimate, bool(intake.unknown), mark)
    return TableRow(
        nutrient.tagname, nutrient.name, nutrient.unit, tag_of_row(row, report),
        short_reason(row, report), logged_range(row), line, levels_of(row),
        "–" if intake.known_share is None else percent(intake.known_share), cells_of(row, report),
    )  # fmt: skip


def levels_of(row: NutrientReport) -> str:
    """EAR / RDA, or the AI, or the level to come down from; a dash where there is none or answers leave several."""
    reference = row.reference
    if reference is None:
        return "–"
    if row.nutrient.assessment == "upper":
        return _("at most %s") % level(reference.cdrr) if reference.cdrr is not None else "–"
    if reference.ear is not None:
        return f"{level(reference.ear)} / {level(reference.rda)}" if reference.rda is not None else level(reference.ear)
    if reference.ai is not None:
        return f"AI {level(reference.ai)}"
    return f"– / {level(reference.rda)}" if reference.rda is not None else "–"


@dataclass(frozen=True, slots=True)
class Pill:
    tagname: str
    name: str
    tag: Tag
    span: str


def pills(rows: Sequence[NutrientReport]) -> tuple[Pill, ...]:
    """Nutrients with nothing to do, each with what was recorded and what it makes with the foods without a value."""
    return tuple(
        Pill(
            row.nutrient.tagname, row.nutrient.name, tag_of_finding(row.finding),
            f"{logged_range(row)} {row.nutrient.unit}",
        )
        for row in rows
    )  # fmt: skip
