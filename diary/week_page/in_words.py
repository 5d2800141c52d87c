"""The report for a person who hides numbers: words and shapes, no amounts and no percentages.

It says nothing else than the page with numbers, which stays one fold away.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diary.week_page.gut import grade_words
from diary.week_page.low import MOST_FOODS
from diary.week_page.wording import Tag, listed, sentence, tag_of, tag_of_row
from diary.words import REASONS
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.assessment.rules import LOW, Verdict
from nutrients.in_language import in_language

RESTFUL = (Verdict.NO_CLEAR_SIGN, Verdict.LOOKS_FINE)
LEADS = {
    Verdict.LOOKS_LOW: gettext_lazy("Your usual intake is most likely short of your own need."),
    Verdict.MAY_BE_LOW: gettext_lazy("Your usual intake is likelier short of your own need than not."),
    Verdict.NO_CLEAR_SIGN: gettext_lazy("Your usual intake is likelier to meet your own need than not."),
    Verdict.LOOKS_FINE: gettext_lazy("Your usual intake most likely meets your own need."),
}


@dataclass(frozen=True, slots=True)
class FixInWords:
    """A food, a portion a day more. grams is for the form only."""

    food_id: int
    name: str
    grams: str
    text: str
    is_eaten: bool
    adds: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One nutrient in words. lines: what is said of it; foods: what gave most of what is known."""

    tagname: str
    name: str
    tag: Tag
    lines: tuple[str, ...]
    foods: tuple[str, ...]
    fixes: tuple[FixInWords, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """One tile of the gut corner. days: weekday and the foods that counted on it."""

    tagname: str
    name: str
    grade: str
    grade_words: str
    tag: Tag | None
    days: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WeekInWords:
    low: tuple[Told, ...]
    untold: tuple[Told, ...]
    rest: tuple[Told, ...]
    gut: tuple[Topic, ...]
    above: tuple[str, ...]


def week_in_words(report: CoverageReport) -> WeekInWords:
    low = (*report.low_cards, *(row for row in report.having(*LOW) if row not in report.low_cards))
    return WeekInWords(
        tuple(told(row, report) for row in low),
        tuple(told(row, report) for row in report.having(Verdict.CANNOT_TELL)),
        tuple(told(row, report) for verdict in RESTFUL for row in report.having(verdict)),
        (*(_topic(row) for row in report.gut), _plants(report)),
        tuple(_above(in_language(above.nutrient.name), above.is_cdrr) for above in report.above_upper),
    )


def told(row: NutrientReport, report: CoverageReport) -> Told:
    """One nutrient; also what the page behind it says first."""
    foods = tuple(food.name for food in row.intake.known[:MOST_FOODS])
    return Told(
        row.nutrient.tagname, in_language(row.nutrient.name), tag_of_row(row, report), tuple(_lines(row)), foods,
        tuple(_fixes(row)),
    )  # fmt: skip


def _lines(row: NutrientReport) -> Iterator[str]:
    if row.finding.reason:
        yield sentence(str(REASONS[row.finding.reason])) + "."
    elif row.verdict in LEADS and row.adequacy is not None and row.adequacy.kind != "adequate_intake":
        yield str(LEADS[row.verdict])
    if row.intake.unknown and row.intake.recorded is not None:
        yield _("Some foods have no value, so it may be more.")


def _fixes(row: NutrientReport) -> Iterator[FixInWords]:
    for food in row.suggestions:
        text = _("A usual portion more a day would help, and it would read the same.")
        if food.verdict is not row.verdict:
            text = _("With a usual portion more a day it would read “%s”.") % tag_of(food.verdict).words
        yield FixInWords(food.food_id, food.name, f"{food.grams:.6g}", text, food.is_eaten)


def _topic(row: NutrientReport) -> Topic:
    days = row.sources.every.exposure_days if row.sources else ()
    eaten = tuple((_weekday(day.date), listed(day.foods)) for day in days)
    return Topic(
        row.nutrient.tagname, in_language(row.nutrient.name), row.nutrient.evidence_grade,
        grade_words(row.nutrient.evidence_grade), tag_of(row.verdict), eaten,
    )  # fmt: skip


def _plants(report: CoverageReport) -> Topic:
    names = (("", listed(tuple(map(in_language, report.plants.names)))),) if report.plants.names else ()
    return Topic("", _("Different plants"), "", "", None, names)


def _weekday(on: date) -> str:
    return date_format(on, "l")


def _above(name: str, is_cdrr: bool) -> str:
    text = _("%s: above the level to come down from.") if is_cdrr else _("%s: above the upper level (UL).")
    return text % name
