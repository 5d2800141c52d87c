"""What stands behind the first page: all nutrients, the days, the foods, and how each flag was worked out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from diary.kept.keeping import ShownReport
from diary.models import CheckIn, Day
from diary.summary.paper import Paper
from diary.summary.rows import in_order
from diary.week_page.cells import Cell
from diary.week_page.page import WeekPage
from diary.week_page.why import WhyPage, why_page
from diary.week_page.wording import amount, grams
from nutrients.assessment.eaten import DayIntake, FoodEaten
from nutrients.assessment.rules import LOW

SIGNS = {"yes": "✓", "none": "–"}  # of a day with and without a source


@dataclass(frozen=True, slots=True)
class DayHead:
    """A day and what was said of it, in words."""

    date: date
    state: str


@dataclass(frozen=True, slots=True)
class Amounts:
    """A nutrient or a counter, day by day. unit blank for a counter."""

    name: str
    unit: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayFoods:
    """What was logged of a day, each food once: its name and how much."""

    head: DayHead
    foods: tuple[tuple[str, str], ...]
    supplements: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """foods: None where they are left out. check_ins: none where left out or nothing was said."""

    days: tuple[DayHead, ...]
    amounts: tuple[Amounts, ...]
    counts: tuple[Amounts, ...]
    foods: tuple[DayFoods, ...] | None
    computed: tuple[WhyPage, ...]
    check_ins: tuple[CheckIn, ...]


def appendix_of(shown: ShownReport, page: WeekPage, paper: Paper, check_ins: Sequence[CheckIn] = ()) -> Appendix:
    report = shown.report
    heads = tuple(_head(day) for day in report.days)
    foods = tuple(_foods(head, day) for head, day in zip(heads, report.days, strict=True))
    low = in_order(row for row in report.nutrients if row.verdict in LOW)
    return Appendix(
        heads,
        tuple(_amounts(page)),
        tuple(Amounts(row.name, "", tuple(map(_counted, row.cells))) for row in page.glance.counts),
        foods if paper.shows_foods else None,
        tuple(why_page(report, row, page.heading, shown.answers) for row in low),
        tuple(check_ins) if paper.shows_check_ins else (),
    )


def _head(day: DayIntake) -> DayHead:
    if not day.is_logged:
        return DayHead(day.date, _("nothing logged"))
    if not day.complete:
        return DayHead(day.date, _("open"))
    said = {Day.Typical.LESS.value: _("ate less"), Day.Typical.MORE.value: _("ate more")}
    return DayHead(day.date, said.get(day.typical, _("complete")))


def _amounts(page: WeekPage) -> Iterator[Amounts]:
    for _heading, rows in page.table:
        for row in rows:
            yield Amounts(row.name, row.unit, tuple(map(_written, row.cells)))


def _written(cell: Cell) -> str:
    """A day's amount without colour: ≥ where a part is not known, in brackets where the day does not count."""
    classes, text = cell.css.split(), cell.text
    if text[:1] not in {"?", "–", "≥"} and {"part", "un"} & set(classes):
        text = f"≥{text}"
    return f"({text})" if "inc" in classes else text


def _counted(cell: Cell) -> str:
    return cell.text or SIGNS.get(cell.css, "")


def _foods(head: DayHead, day: DayIntake) -> DayFoods:
    supplements = tuple((name, f"× {amount(units, 0)}") for name, units in _summed(day.supplements))
    return DayFoods(head, tuple((name, grams(weight)) for name, weight in _summed(day.eaten)), supplements)


def _summed(eaten: Sequence[FoodEaten]) -> Iterator[tuple[str, float]]:
    """Each food once, in the order of the day; a supplement's grams are its units."""
    weights: dict[int, float] = {}
    names: dict[int, str] = {}
    for food in eaten:
        names[food.food.food_id] = food.food.name
        weights[food.food.food_id] = weights.get(food.food.food_id, 0.0) + food.grams
    return ((names[pk], weight) for pk, weight in weights.items())
