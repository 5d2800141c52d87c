"""Too much? Levels that what was recorded passes, and those it is watched against."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from diary.week_page.wording import amount, in_sentence, level, sentence
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.assessment.uppers import AboveUpper
from nutrients.in_language import in_language


@dataclass(frozen=True, slots=True)
class Line:
    tagname: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class TooMuch:
    """above: what passes a level; watched: what is looked at for its level only; not_judged: why, or blank."""

    above: tuple[Line, ...]
    watched: tuple[Line, ...]
    not_judged: str


def too_much(report: CoverageReport) -> TooMuch:
    above = tuple(_above(row) for row in report.above_upper)
    passed = {line.tagname for line in above}
    watched = tuple(line for row in report.nutrients if row.nutrient.tagname not in passed for line in _watched(row))
    not_judged = "" if report.can_judge else _("Not looked at yet: too few days are complete.")
    return TooMuch(above, watched, not_judged)


def levels_passed(row: NutrientReport, report: CoverageReport) -> Iterator[str]:
    """The same lines, of one nutrient."""
    for above in report.above_upper:
        if above.nutrient == row.nutrient:
            yield sentence(_above(above).text)


def level_watched(row: NutrientReport, report: CoverageReport) -> Iterator[str]:
    if report.can_judge and not any(levels_passed(row, report)):
        for line in _watched(row):
            yield sentence(line.text)


def _above(row: AboveUpper) -> Line:
    values = {
        "recorded": amount(row.recorded, row.nutrient.decimals), "unit": row.nutrient.unit, "level": level(row.level),
        "counted": in_sentence(in_language(row.counted)),
    }  # fmt: skip
    if not row.is_food_too:
        text = _(
            "%(recorded)s %(unit)s of %(counted)s a day from supplements, above the level judged safe for nearly"
            " everyone (UL %(level)s, for supplements only). Check with a pharmacist or clinician."
        )
    elif row.is_cdrr:
        text = _(
            "%(recorded)s %(unit)s of %(counted)s a day recorded, above the level to come down from"
            " (%(level)s %(unit)s)."
        )
    else:
        text = _(
            "%(recorded)s %(unit)s of %(counted)s a day recorded, above the level judged safe for nearly everyone"
            " (UL %(level)s). Check with a pharmacist or clinician."
        )
    text %= values
    if row.supplements and row.is_food_too:
        text += " " + _("Of this, %(amount)s %(unit)s are from supplements.") % {
            "amount": amount(row.supplements, row.nutrient.decimals), "unit": row.nutrient.unit
        }  # fmt: skip
    return Line(row.nutrient.tagname, in_language(row.nutrient.name), text)


def _watched(row: NutrientReport) -> Iterator[Line]:
    reference = row.reference
    if row.nutrient.assessment != "upper" or row.intake.recorded is None or reference is None or reference.cdrr is None:
        return
    text = (
        _("at least %(recorded)s %(unit)s a day recorded")
        if row.intake.unknown
        else _("%(recorded)s %(unit)s a day recorded")
    )
    text += _("; the level to come down from is %(level)s.")
    values = {
        "recorded": amount(row.intake.recorded, row.nutrient.decimals), "unit": row.nutrient.unit,
        "level": level(reference.cdrr),
    }  # fmt: skip
    yield Line(row.nutrient.tagname, in_language(row.nutrient.name), text % values)
