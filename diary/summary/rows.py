"""The table of the first page: a nutrient in one line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from diary.summary.bars import PaperBar, bar_of
from diary.week_page.glance import levels_of
from diary.week_page.sentences import logged_range
from diary.week_page.supplements import added, from_food_alone
from diary.week_page.wording import Tag, amount, measure_of, percent, tag_of_row
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.rules import Verdict
from nutrients.in_language import in_language

ORDER = (Verdict.LOOKS_LOW, Verdict.MAY_BE_LOW, Verdict.CANNOT_TELL, Verdict.NO_CLEAR_SIGN, Verdict.LOOKS_FINE)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A nutrient in the table of the first page. usual, short: a dash where no verdict rests on them."""

    name: str
    unit: str
    tag: Tag
    logged: str
    drawn: str
    bar: PaperBar | None
    levels: str
    usual: str
    short: str
    known: str
    alone: str


def in_order(rows: Iterable[NutrientReport]) -> list[NutrientReport]:
    """What is furthest from the need first."""
    return sorted(rows, key=lambda row: (ORDER.index(row.verdict), 0 if row.probability is None else row.probability))


def row_of(row: NutrientReport, report: CoverageReport) -> SheetRow:
    nutrient, levels = row.nutrient, levels_of(row)
    judged = row.adequacy if row.probability is not None else None
    return SheetRow(
        in_language(nutrient.name), nutrient.unit, tag_of_row(row, report), _logged(row),
        _("Drawn: %(logged)s, beside %(levels)s") % {"logged": logged_range(row), "levels": levels},
        bar_of(row, measure_of(row)), levels,
        _interval(judged, nutrient.decimals) if judged else "–",
        percent(1 - judged.probability) if judged and judged.kind != "adequate_intake" else "–",
        "–" if row.intake.known_share is None else percent(row.intake.known_share),
        " ".join(_beside(row)),
    )  # fmt: skip


def _logged(row: NutrientReport) -> str:
    """At least so much, and what it makes with the foods without a value: narrower than in a sentence."""
    recorded, estimate, decimals = row.intake.recorded, row.estimate, row.nutrient.decimals
    if recorded is None:
        return _("no data")
    low = amount(recorded, decimals)
    if not row.intake.unknown:
        return low
    high = None if estimate is None else amount(estimate, decimals)
    return f"≥\xa0{low}" if high in (None, low) else f"{low} – {high}"


def _beside(row: NutrientReport) -> Iterator[str]:
    """What supplements add, and what food alone reads as where that is something else."""
    if text := added(row):
        yield text
    if row.food_alone is not None and row.food_alone.verdict is not row.verdict:
        yield f"{from_food_alone(row)}."


def _interval(adequacy: Adequacy, decimals: int) -> str:
    low, high = adequacy.interval
    return f"{amount(low, decimals)} – {amount(high, decimals)}"
