"""Numbers, names and verdicts as the pages of the report print them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import floor, log10

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.formats import get_format, number_format
from django.utils.text import capfirst, get_text_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from diary.words import VERDICTS
from nutrients.assessment import sums
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.assessment.reference import ReferenceIntake
from nutrients.assessment.rules import Finding, Verdict
from nutrients.assessment.tables import Nutrient

SHAPES = {
    Verdict.LOOKS_LOW: ("looks_low", "v-low"),
    Verdict.MAY_BE_LOW: ("may_be_low", "v-may"),
    Verdict.NO_CLEAR_SIGN: ("no_clear_sign", "v-unclear"),
    Verdict.LOOKS_FINE: ("looks_fine", "v-fine"),
    Verdict.CANNOT_TELL: ("cannot_tell", "v-cant"),
}
BARS = {Verdict.FEW_SOURCES: 1, Verdict.SOME_SOURCES: 2, Verdict.WELL_REPRESENTED: 3}
LEVEL_NAMES = {"DRI": ("EAR", "RDA"), "EFSA": ("AR", "PRI")}  # the average need and what covers nearly all, by set
POINT = re.compile(r"(?<=\d)\.(?=\d)")
LEVEL_DIGITS = 4  # significant; reference values are published with fewer


@dataclass(frozen=True, slots=True)
class Tag:
    """A verdict: its words, and beside them a shape with its colour class, or bars (1 to 3) for a count of sources.

    Neither where only an amount is shown.
    """

    words: str
    shape: str = ""
    css: str = ""
    bars: int = 0


def tag_of(verdict: Verdict) -> Tag:
    shape, css = SHAPES.get(verdict, ("", ""))
    return Tag(str(VERDICTS[verdict]), shape, css, BARS.get(verdict, 0))


def tag_of_finding(finding: Finding) -> Tag:
    """The verdict, with "close to the line" where a slightly different portion would read otherwise."""
    tag = tag_of(finding.verdict)
    if not finding.close_to_line:
        return tag
    return Tag(_("%(verdict)s, close to the line") % {"verdict": tag.words}, tag.shape, tag.css, tag.bars)


def tag_of_row(row: NutrientReport, report: CoverageReport) -> Tag:
    """The verdict; where only an amount is shown that, or that it passes a level."""
    if row.nutrient.assessment in {"adequacy", "sources"}:
        return tag_of_finding(row.finding)
    above = next((above for above in report.above_upper if above.nutrient == row.nutrient), None)
    if above is None:
        return Tag(_("Amount only"))
    return Tag(_("Above the level to come down from") if above.is_cdrr else _("Above the upper level"))


def amount(value: float, decimals: int, grouped: bool = True) -> str:
    """A number for reading: so many decimals, more where a small amount would read as none, none for a true zero."""
    if value == 0:
        return "0"
    if 0 < value < 0.5 * 10**-decimals:
        decimals = -floor(log10(value))
    text = f"{value:,.{decimals}f}" if grouped else f"{value:.{decimals}f}"
    return text.translate(_separators(get_language()))


@cache
def _separators(language: str | None) -> dict[int, str]:
    """Python's point and comma -> those of the language. A week has 600 amounts, and number_format() is slow."""
    return {
        ord("."): str(get_format("DECIMAL_SEPARATOR", language)),
        ord(","): str(get_format("THOUSAND_SEPARATOR", language)),
    }


def level(value: float) -> str:
    """A reference value as published: no zeros at its end."""
    exact = Decimal(f"{value:.{LEVEL_DIGITS}g}").normalize()
    exponent = exact.as_tuple().exponent
    return number_format(exact, max(-exponent, 0) if isinstance(exponent, int) else 0, force_grouping=True)


def with_unit(value: float, nutrient: Nutrient) -> str:
    return f"{amount(value, nutrient.decimals)} {nutrient.unit}"


def percent(share: float) -> str:
    """A share in whole percent; never 0 % or 100 % for what is neither."""
    if 0 < share < 0.005:
        return _("under 1%")
    return _("over 99%") if 0.995 <= share < 1 else _("%(n)s%%") % {"n": f"{share * 100:.0f}"}


def chance(p: float) -> str:
    """P to four decimals; never 0 or 1, for it is neither."""
    if p < 0.0001:
        return f"< {fixed(0.0001, 4)}"
    return f"> {fixed(0.9999, 4)}" if p > 0.9999 else fixed(p, 4)


def written(value: float) -> str:
    """A number as a sum prints it, with the decimal sign of the language."""
    return in_numerals(sums.written(value))


def fixed(value: float, decimals: int) -> str:
    return in_numerals(f"{value:.{decimals}f}")


def in_numerals(formula: str) -> str:
    """The decimal sign of the language; where that is a comma, what stands between brackets is parted by semicolons."""
    sign = str(get_format("DECIMAL_SEPARATOR"))
    return formula if sign == "." else POINT.sub(sign, formula.replace(", ", "; "))


def in_ten(chance: float) -> str:
    """A chance in words: about 9 in 10."""
    tenths = round(chance * 10)
    if tenths in (0, 10):
        return _("almost none in 10") if tenths == 0 else _("almost 10 in 10")
    return _("about %(n)d in 10") % {"n": tenths}


def in_sentence(name: str) -> str:
    """Zinc -> zinc, Vitamin D -> vitamin D; L-glutamine stays."""
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def counted(number: int) -> str:
    """Small numbers as words: three."""
    return str(apnumber(number))


def listed(names: Sequence[str]) -> str:
    """a, b and c."""
    return get_text_list(list(names), _("and"))


def sentence(text: str) -> str:
    return capfirst(text)


def level_names(reference: ReferenceIntake) -> tuple[str, str]:
    return LEVEL_NAMES.get(reference.reference_set, LEVEL_NAMES["DRI"])


def measure_of(row: NutrientReport) -> float | None:
    """The level a day is set beside: the average need, or the AI; None for what is looked at for too much only."""
    reference = row.reference
    if reference is None or row.nutrient.assessment == "upper":
        return None
    return reference.ear if reference.ear is not None else reference.ai


def grams(value: float) -> str:
    return f"{amount(value, 0)} g"
