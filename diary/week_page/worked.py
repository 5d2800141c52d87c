"""What went into a verdict and the sum that gave it, digit by digit."""

from dataclasses import dataclass
from math import isinf

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from diary.week_page.supplements import covers_alone
from diary.week_page.wording import chance, fixed, in_numerals, level, listed, percent, written
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.assessment.eaten import density_of
from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.intake import DayAmount
from nutrients.assessment.rules import Reason
from nutrients.assessment.sums import Step, day_limit, worked_sum, worked_supplement

SUMMED = (Reason.ANSWERS_DIFFER, Reason.PARTIAL_AMOUNTS, Reason.CUT_SHORT)  # withheld after the sum was made


@dataclass(frozen=True, slots=True)
class DayRow:
    """A complete day: its amount as the sum uses it, and the energy [kcal] that c is made of.

    is_told: False where no food has a value, so that the amount is unknown
    """

    day: str
    amount: str
    energy_known: str
    energy: str
    is_capped: bool
    is_told: bool


@dataclass(frozen=True, slots=True)
class Inputs:
    """known: how c comes about, blank where no day is complete."""

    days: tuple[DayRow, ...]
    mean: str
    known: str
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
class SliceRow:
    """Usual intakes from food around z: their weight, with the supplement, the share of needs met, what they add."""

    z: str
    weight: str
    total: str
    met: str
    part: str


@dataclass(frozen=True, slots=True)
class Sum:
    """segments, slices: what a table sums up to P, where a formula of one line cannot.

    food_segments, food_probability: the same without the supplement; need: the average need and its spread, printed
    """

    lines: tuple[SumLine, ...]
    segments: tuple[SegmentRow, ...]
    probability: str
    meaning: str
    slices: tuple[SliceRow, ...] = ()
    need: tuple[str, str] = ("", "")
    food_segments: tuple[SegmentRow, ...] = ()
    food_probability: str = ""


def inputs_of(row: NutrientReport, report: CoverageReport) -> Inputs:
    intake, adequacy = row.intake, row.adequacy
    limit = day_limit(adequacy) if adequacy else None
    days = tuple(_day_row(day, limit) for day in intake.complete_days)
    is_capped = any(day.is_capped for day in days)
    return Inputs(
        days,
        "" if intake.recorded is None else written(intake.recorded),
        " ".join(filter(None, [_known_line(row), _density_line(report)])),
        _estimate_line(row),
        _left_out(report),
        _cap_line(limit, row) if limit is not None and is_capped else "",
        tuple((food.name, percent(food.share)) for food in intake.unknown),
    )  # fmt: skip


def _day_row(day: DayAmount, limit: float | None) -> DayRow:
    amount = written(day.recorded)
    if day.recorded == 0 and not day.all_known:
        amount = _("at least 0")
    return DayRow(
        date_format(day.date, "l"), amount, written(day.known_weight), written(day.weight),
        limit is not None and day.recorded > limit, not day.nothing_known,
    )  # fmt: skip


def _known_line(row: NutrientReport) -> str:
    """c, the known share, from the energy in the table above."""
    days, share = row.intake.complete_days, row.intake.known_share
    if share is None:
        return ""
    text = _("Known share, of all these days together: c = %(known)s / %(all)s kcal = %(share)s.")
    return text % {
        "known": written(sum(day.known_weight for day in days)), "all": written(sum(day.weight for day in days)),
        "share": written(share),
    }  # fmt: skip


def _density_line(report: CoverageReport) -> str:
    """What foods without an energy value weigh in the table above; blank where all have one."""
    if not (density := density_of(report.days)):
        return ""
    text = _("Foods without an energy value count with %s kcal per 100 g, the mean of all the others on these days.")
    return text % written(100 * density)


def _cap_line(limit: float, row: NutrientReport) -> str:
    text = _("A very large day enters the sum as %s and no more, so that one day cannot settle a week.")
    return text % f"{written(limit)} {row.nutrient.unit}"


def _estimate_line(row: NutrientReport) -> str:
    intake = row.intake
    if not intake.unknown or row.estimate is None or not intake.known_share:
        return ""
    text = _("With the rest taken to be like what is known, the estimate is %(estimate)s: %(recorded)s / %(share)s.")
    return text % {
        "estimate": f"{written(row.estimate)} {row.nutrient.unit}", "recorded": written(intake.recorded or 0),
        "share": written(intake.known_share),
    }  # fmt: skip


def _left_out(report: CoverageReport) -> str:
    days = [date_format(day.date, "l") for day in report.days if not day.complete]
    if not days:
        return ""
    return _("Not complete, so not counted: %s.") % listed(days)


def sum_of(row: NutrientReport) -> Sum | None:
    adequacy = row.adequacy
    if adequacy is not None and row.supplements is not None and covers_alone(row):
        lines = tuple(_line(step) for step in worked_supplement(adequacy, row.supplements))
        return Sum(lines, (), chance(adequacy.supplement_alone), _meaning_alone(adequacy))
    if adequacy is None or (row.probability is None and row.finding.reason not in SUMMED):
        return None
    lines = tuple(_line(step) for step in worked_sum(adequacy, row.intake, row.supplements))
    reference, alone = adequacy.reference, adequacy.from_food_alone
    return Sum(
        lines, _segments(adequacy), chance(adequacy.probability), _meaning(row, adequacy), _slices(adequacy),
        (written(reference.ear or 0), written(reference.requirement_cv or 0)),
        _segments(alone) if adequacy.supplement else (), chance(alone.probability) if adequacy.supplement else "",
    )  # fmt: skip


def _segments(adequacy: Adequacy) -> tuple[SegmentRow, ...]:
    return tuple(
        SegmentRow(
            written(s.low), "" if isinf(s.high) else written(s.high), written(s.share_low), written(s.share_high),
            fixed(s.part, 5),
        )
        for s in adequacy.segments
    )  # fmt: skip


def _slices(adequacy: Adequacy) -> tuple[SliceRow, ...]:
    return tuple(
        SliceRow(written(s.z), fixed(s.weight, 6), written(s.total), fixed(s.met, 5), fixed(s.part, 6))
        for s in adequacy.slices
    )


def _meaning_alone(adequacy: Adequacy) -> str:
    if adequacy.kind == "adequate_intake":
        return _("The supplement alone reaches the AI; what food gives can only add to it.")
    text = _(
        "P is the share of people whose need the supplement alone meets; what food gives can only add to it. From %s it"
        " looks fine."
    )
    return text % level(adequacy.settings.looks_fine_from)


def _line(step: Step) -> SumLine:
    result = chance(step.result) if step.name in {"P", "P₀"} else written(step.result)
    return SumLine(step.name, in_numerals(step.formula), result)


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
        words += " " + _("%s is close to a line.") % fixed(adequacy.probability, 3)
    if row.finding.reason in SUMMED:
        words += " " + _("The verdict was withheld all the same.")
    return words
