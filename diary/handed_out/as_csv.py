"""The weekly report as CSV, for a spreadsheet: one row a nutrient, what is unknown or withheld blank and never 0."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from diary.week_page.decided import rule_code
from diary.weeks import Week
from diary.words import REASONS, VERDICTS
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.in_language import in_language
from nutrients.tables.csvfile import Cell, as_csv

BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet takes UTF-8 for the code page of its system


def csv_of(report: CoverageReport, week: Week) -> bytes:
    columns = columns_of(week, report.quality.complete_days, report.tables.release)
    rows = [{name: cell(row) for name, cell in columns.items()} for row in report.nutrients]
    return (BYTE_ORDER_MARK + as_csv(list(columns), rows)).encode()


def columns_of(week: Week, complete_days: int, release: str) -> dict[str, Callable[[NutrientReport], Cell]]:
    """Heading -> what stands under it. Amounts are a day, in the unit of the row; headings and words are translated."""
    return {
        _("Week"): lambda row: str(week),
        _("Nutrient"): lambda row: in_language(row.nutrient.name),
        _("Tagname"): lambda row: row.nutrient.tagname,
        _("Unit"): lambda row: row.nutrient.unit,
        _("Verdict"): lambda row: str(VERDICTS[row.verdict]),
        _("Why it is withheld"): lambda row: str(REASONS[row.finding.reason]) if row.finding.reason else None,
        _("Recorded from food, at least"): lambda row: row.intake.recorded,
        _("Recorded from supplements, at least"): lambda row: row.supplements.amount if row.supplements else None,
        _("Share of energy with a value"): _known_share,
        _("Estimate if the rest is alike"): lambda row: row.estimate,
        _("Likely usual intake, from"): lambda row: _interval(row)[0],
        _("Likely usual intake, to"): lambda row: _interval(row)[1],
        _("EAR"): lambda row: row.reference and row.reference.ear,
        _("RDA"): lambda row: row.reference and row.reference.rda,
        _("AI"): lambda row: row.reference and row.reference.ai,
        _("UL"): lambda row: row.reference and row.reference.ul,
        _("P"): lambda row: row.probability,
        _("Days with a source"): _source_days,
        _("Complete days"): lambda row: complete_days,
        _("Foods without a value"): lambda row: "; ".join(food.name for food in row.intake.unknown) or None,
        _("Rule"): lambda row: rule_code(row.finding.rule, row.finding.version),
        _("Reference set"): lambda row: row.reference.reference_set if row.reference else None,
        _("Life stage"): lambda row: row.reference.stage.life_stage if row.reference else None,
        _("Release of the tables"): lambda row: release,
    }  # fmt: skip


def _known_share(row: NutrientReport) -> float | None:
    return None if row.nutrient.assessment == "sources" else row.intake.known_share


def _interval(row: NutrientReport) -> tuple[float | None, float | None]:
    """80 % of the chance; blank where no verdict rests on it."""
    return row.adequacy.interval if row.adequacy and row.probability is not None else (None, None)


def _source_days(row: NutrientReport) -> int | None:
    return len(row.sources.every.exposure_days) if row.sources else None
