"""The week at a glance and all nutrients: amounts day by day, as tables that read without colour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diary.charts import Bar, bar
from diary.week_page.cells import Cell, Cells
from diary.week_page.exposure import days_counted
from diary.week_page.sentences import logged_range
from diary.week_page.supplements import figure, from_food_alone, total
from diary.week_page.unsettled import short_reason
from diary.week_page.wording import (
    Tag,
    level,
    measure_of,
    percent,
    tag_of,
    tag_of_finding,
    tag_of_row,
)
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.assessment.rules import LOW
from nutrients.in_language import in_language


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
    supplements: str = ""
    total: str = ""


def glance_of(report: CoverageReport, cells: Cells) -> Glance:
    """The article's nutrients and every other one that looks or may be low."""
    rows = [
        r
        for r in report.nutrients
        if r.nutrient.assessment == "adequacy" and (r.nutrient.in_article or r.verdict in LOW)
    ]
    return Glance(
        tuple(day.date for day in report.days),
        tuple(
            GlanceRow(
                r.nutrient.tagname,
                in_language(r.nutrient.name),
                r.nutrient.unit,
                tag_of(r.verdict),
                cells[r.nutrient.tagname],
            )
            for r in rows
        ),
        (*(_source_row(row, report) for row in report.gut), _plant_row(report)),
    )


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
    return CountRow(in_language(row.nutrient.name), tuple(cells), days_counted(exposure) if exposure else "")


def _plant_row(report: CoverageReport) -> CountRow:
    logged = {day.date: any(not eaten.food.makeup_known for eaten in day.eaten) for day in report.days if day.eaten}
    cells = tuple(
        _new_plants(n, may_be_more=logged[on]) if on in logged else Cell("–", "nil", _("nothing logged"))
        for on, n in report.plants.new_by_day
    )
    n = len(report.plants.names)
    text = ngettext("%d different plant", "%d different plants", n)
    if any(logged.values()):
        text = ngettext("%d different plant or more", "%d different plants or more", n)
    return CountRow(_("New plants"), cells, text % n)


def _new_plants(n: int, *, may_be_more: bool) -> Cell:
    """may_be_more: a food of the day does not list what is in it."""
    if may_be_more:
        return Cell(f"{n}+", "new", ngettext("%d new plant or more", "%d new plants or more", n) % n)
    return Cell(str(n), "new", ngettext("%d new plant", "%d new plants", n) % n)


def table_of(report: CoverageReport, cells: Cells) -> Iterator[tuple[str, list[TableRow]]]:
    """All nutrients with an amount, the article's first; each group with its heading."""
    rows = [row for row in report.nutrients if row.nutrient.assessment != "sources"]
    groups = [
        (_("Named in the article"), [row for row in rows if row.nutrient.in_article]),
        (_("Other nutrients"), [row for row in rows if not row.nutrient.in_article]),
    ]
    for heading, own in groups:
        if own:
            yield heading, [_table_row(row, report, cells) for row in own]


def _table_row(row: NutrientReport, report: CoverageReport, cells: Cells) -> TableRow:
    nutrient, intake = row.nutrient, row.intake
    line = None
    if intake.recorded is not None:
        mark = row.reference.cdrr if row.reference and nutrient.assessment == "upper" else measure_of(row)
        line = bar(intake.recorded, row.estimate, bool(intake.unknown), mark, row.supplement)
    return TableRow(
        nutrient.tagname, in_language(nutrient.name), nutrient.unit, tag_of_row(row, report),
        ". ".join(filter(None, [short_reason(row), from_food_alone(row)])),
        logged_range(row), line, levels_of(row),
        "–" if intake.known_share is None else percent(intake.known_share), cells[nutrient.tagname],
        figure(row), total(row),
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
            row.nutrient.tagname, in_language(row.nutrient.name), tag_of_finding(row.finding),
            _span(row),
        )
        for row in rows
    )  # fmt: skip


def _span(row: NutrientReport) -> str:
    """What is from food; with supplements what they add, and how food alone reads."""
    eaten = f"{logged_range(row)} {row.nutrient.unit}"
    if not row.supplement:
        return eaten
    text = _("%(eaten)s from food, %(more)s from supplements. %(alone)s")
    return text % {"eaten": eaten, "more": f"{figure(row)} {row.nutrient.unit}", "alone": from_food_alone(row)}
