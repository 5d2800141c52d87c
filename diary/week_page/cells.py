"""The amounts of nutrients day by day, as the cells of a table that reads without colour."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from diary.week_page.wording import amount, measure_of
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.assessment.intake import DayAmount

STEPS = (0.25, 0.5, 0.75, 1.0)  # of the average need or AI: where the fill grows stronger
MOSTLY_UNKNOWN = 0.5  # below this share known a day is drawn as unknown


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a row: what stands in it, its class, and what a screen reader says besides."""

    text: str
    css: str
    said: str


Cells = Mapping[str, tuple[Cell, ...]]  # of each nutrient, by tagname


class Words(NamedTuple):
    """What is said beside the numbers, in one language: a week has hundreds of cells, so it is translated once."""

    nothing_logged: str
    unknown: str
    part_unknown: str
    none_and_unknown: str
    left_open: str
    mostly_unknown: str
    of_average_need: str
    of_ai: str


@cache
def words_in(language: str | None) -> Words:
    with override(language):
        return Words(
            _("nothing logged"), _("unknown"), _("%s at least, part unknown"), _("at least 0 %s, part unknown"),
            _("%s, day left open, not counted"), _("%s, mostly unknown"), _(", %s of the average need"),
            _(", %s of the AI"),
        )  # fmt: skip


def cells_of(report: CoverageReport) -> Cells:
    words = words_in(get_language())
    logged = [bool(day.eaten) for day in report.days]
    return {row.nutrient.tagname: _row(row, logged, words) for row in report.nutrients}


def _row(row: NutrientReport, logged: list[bool], words: Words) -> tuple[Cell, ...]:
    measure = measure_of(row)
    return tuple(
        _cell(day, row, measure, words) if is_logged else Cell("–", "nil", words.nothing_logged)
        for day, is_logged in zip(row.intake.days, logged, strict=True)
    )


def _cell(day: DayAmount, row: NutrientReport, measure: float | None, words: Words) -> Cell:
    """measure: the average need or AI that the fill goes by; None: there is none."""
    decimals, unit = row.nutrient.decimals, row.nutrient.unit
    if day.nothing_known:
        return Cell("?", "inc" if not day.complete else "un", words.unknown)
    text = amount(day.recorded, decimals, grouped=False)  # cells are narrow
    said = unit if day.all_known else words.part_unknown % unit
    if day.recorded == 0 and not day.all_known:
        text, said = "≥0", words.none_and_unknown % unit
    if not day.complete:
        return Cell(text, "inc", words.left_open % said)
    if day.known_share < MOSTLY_UNKNOWN:
        return Cell(text, "un", words.mostly_unknown % said)
    css = "nil" if measure is None else f"q{sum(day.recorded >= step * measure for step in STEPS)}"
    return Cell(text, css if day.all_known else f"{css} part", f"{said}{_of_measure(day, row, measure, words)}")


def _of_measure(day: DayAmount, row: NutrientReport, measure: float | None, words: Words) -> str:
    if measure is None or row.reference is None:
        return ""
    text = words.of_average_need if row.reference.ear is not None else words.of_ai
    return text % f"{amount(100 * day.recorded / measure, 0)}%"
