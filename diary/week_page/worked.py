"""What went into a verdict and the sum that gave it, digit by digit."""

from dataclasses import dataclass
from math import isinf

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from diary.week_page.wording import level, listed, percent
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.rules import Reason
from nutrients.assessment.sums import Step, day_limit, worked_sum, written

SUMMED = (Reason.ANSWERS_DIFFER, Reason.PARTIAL_AMOUNTS, Reason.CUT_SHORT)  # withheld after the sum was made


@dataclass(frozen=True, slots=True)
class DayRow:
    """A complete day: its amount as the sum uses it, and the share of its energy without a value."""

    day: str
    amount: str
    without_value: str
    is_capped: bool


@dataclass(frozen=True, slots=True)
class Inputs:
    days: tuple[DayRow, ...]
    mean: str
    without_value: str
    estimate: str
    left_out: str
    cap: str
    foods: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SumLine:
    name: str
    formula: str
    result: str


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A stretch of a tabled requirement, all numbers as printed; high blank = no end."""

    low: str
    high: str
    share_low: str
    share_high: str
    part: str


@dataclass(frozen=True, slots=True)
class Sum:
    lines: tuple[SumLine, ...]
    segments: tuple[SegmentRow, ...]
    probability: str
    meaning: str


def inputs_of(row: NutrientReport, report: CoverageReport) -> Inputs:
    intake, adequacy = row.intake, row.adequacy
    limit = day_limit(adequacy) if adequacy else None
    days = tuple(
        DayRow(
            date_format(day.date, "l"), written(day.recorded), percent(1 - day.known_share),
            limit is not None and day.recorded > limit,
        )
        for day in intake.complete_days
    )  # fmt: skip
    is_capped = any(day.is_capped for day in days)
    return Inputs(
        days,
        "–" if intake.recorded is None else written(intake.recorded),
        "–" if intake.known_share is None else percent(1 - intake.known_share),
        _estimate_line(row),
        _left_out(report),
        _cap_line(limit, row) if limit is not None and is_capped else "",
        tuple((food.name, percent(food.share)) for food in intake.unknown),
    )  # fmt: skip


def _cap_line(limit: float, row: NutrientReport) -> str:
    text = _("A very large day enters the sum as %s and no more, so that one day cannot settle a week.")
    return text % f"{written(limit)} {row.nutrient.unit}"


def _estimate_line(row: NutrientReport) -> str:
    intake = row.intake
    if not intake.unknown or intake.estimate is None or not intake.known_share:
        return ""
    text = _("With the rest taken to be like what is known, the estimate is %(estimate)s: %(recorded)s / %(share)s.")
    return text % {
        "estimate": f"{written(intake.estimate)} {row.nutrient.unit}", "recorded": written(intake.recorded or 0),
        "share": written(intake.known_share),
    }  # fmt: skip


def _left_out(report: CoverageReport) -> str:
    days = [date_format(day.date, "l") for day in report.days if not day.complete]
    if not days:
        return ""
    return _("Not complete, so not counted: %s.") % listed(days)


def sum_of(row: NutrientReport) -> Sum | None:
    adequacy = row.adequacy
    if adequacy is None or (row.probability is None and row.finding.reason not in SUMMED):
        return None
    segments = tuple(
        SegmentRow(
            written(s.low), "" if isinf(s.high) else written(s.high), written(s.share_low), written(s.share_high),
            f"{s.part:.5f}",
        )
        for s in adequacy.segments
    )  # fmt: skip
    lines = tuple(_line(step) for step in worked_sum(adequacy, row.intake))
    return Sum(lines, segments, f"{adequacy.probability:.4f}", _meaning(row, adequacy))


def _line(step: Step) -> SumLine:
    return SumLine(step.name, step.formula, f"{step.result:.4f}" if step.name == "P" else written(step.result))


def _meaning(row: NutrientReport, adequacy: Adequacy) -> str:
    settings = adequacy.settings
    if adequacy.kind == "adequate_intake":
        text = _(
            "P is the chance that usual intake is above the AI. Over %s reads “Looks fine”; under it nothing is said."
        )
        words = text % level(settings.may_be_low_below)
    else:
        text = _(
            "P is the chance that usual intake meets your own need. Under %(low)s looks low, under %(may)s may be low,"
            " from %(fine)s looks fine."
        )
        words = text % {
            "low": level(settings.looks_low_below), "may": level(settings.may_be_low_below),
            "fine": level(settings.looks_fine_from),
        }  # fmt: skip
    if row.finding.close_to_line:
        words += " " + _("%s is close to a line.") % f"{adequacy.probability:.3f}"
    if row.finding.reason in SUMMED:
        words += " " + _("The verdict was withheld all the same.")
    return words
