"""A kept report beside the one of today: what each nutrient read then and reads now, and what has changed."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from django.utils.translation import gettext as _

from diary.kept.report import SHARED
from diary.kept.values import Json, Writer
from diary.week_page.wording import Tag, amount, chance, tag_of_row
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.assessment.eaten import Composition, DayIntake, FoodEaten
from nutrients.assessment.tables import Tables
from nutrients.in_language import in_language


@dataclass(frozen=True, slots=True)
class Side:
    """What a report says of one nutrient; blank where it says nothing of it. reads: the verdict, however close."""

    reads: Tag | None
    tag: Tag | None
    recorded: str = ""
    probability: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    tagname: str
    name: str
    unit: str
    then: Side
    now: Side

    @property
    def reads_otherwise(self) -> bool:
        return self.then.reads != self.now.reads


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """differences: in words, what has changed between the two; none where everything that went in is the same.

    rows: those that read otherwise come first.
    """

    release_then: str
    release_now: str
    differences: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def changed(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.reads_otherwise)


def then_and_now(then: CoverageReport, now: CoverageReport) -> ThenAndNow:
    rows = sorted(_rows(then, now), key=lambda row: not row.reads_otherwise)
    return ThenAndNow(then.tables.release, now.tables.release, tuple(_differences(then, now)), tuple(rows))


def _rows(then: CoverageReport, now: CoverageReport) -> Iterator[Row]:
    """Every nutrient of either report, in the order of now; those that are gone come last."""
    earlier = {row.nutrient.tagname: row for row in then.nutrients}
    later = {row.nutrient.tagname: row for row in now.nutrients}
    for tagname in later | earlier:
        known = later.get(tagname) or earlier[tagname]
        yield Row(
            tagname, in_language(known.nutrient.name), known.nutrient.unit,
            _side(earlier.get(tagname), then), _side(later.get(tagname), now),
        )  # fmt: skip


def _side(row: NutrientReport | None, report: CoverageReport) -> Side:
    if row is None:
        return Side(None, None)
    plainly = replace(row, finding=replace(row.finding, close_to_line=False))
    recorded = row.intake.recorded
    return Side(
        tag_of_row(plainly, report),
        tag_of_row(row, report),
        "" if recorded is None else amount(recorded, row.nutrient.decimals),
        "" if row.probability is None else chance(row.probability),
    )


def _differences(then: CoverageReport, now: CoverageReport) -> Iterator[str]:
    if _diary(then) != _diary(now):
        yield _("The diary: entries, or which days are complete, were changed since.")
    if then.person != now.person:
        yield _("Your answers: they choose other reference values now.")
    if _foods_changed(then, now):
        yield _("The foods: what the tables say of foods that you logged was changed since.")
    if then.tables.release != now.tables.release:
        values = {"then": then.tables.release, "now": now.tables.release}
        yield _("The tables: release %(then)s then, %(now)s now.") % values
    elif _written(then.tables) != _written(now.tables):
        yield _("The tables: an editor changed them since, under the same release.")
    earlier, later = _rules(then), _rules(now)
    if any(earlier[rule] != later[rule] for rule in earlier.keys() & later.keys()):
        yield _("The rules: some have another version now.")


def _diary(report: CoverageReport) -> list[tuple[object, ...]]:
    """Grams as eaten, whatever the order of a day's entries."""
    return [_day(day) for day in report.days]


def _day(day: DayIntake) -> tuple[object, ...]:
    return day.date, day.complete, day.typical, sorted((eaten.food.food_id, eaten.grams) for eaten in _logged(day))


def _logged(day: DayIntake) -> tuple[FoodEaten, ...]:
    return (*day.eaten, *day.supplements)


def _foods_changed(then: CoverageReport, now: CoverageReport) -> bool:
    """Whether a food that both reports hold is described otherwise."""
    earlier, later = _foods(then), _foods(now)
    return any(_written_food(earlier[pk]) != _written_food(later[pk]) for pk in earlier.keys() & later.keys())


def _foods(report: CoverageReport) -> dict[int, Composition]:
    return {eaten.food.food_id: eaten.food for day in report.days for eaten in _logged(day)}


def _written_food(food: Composition) -> Json:
    """Field by field, since two compositions are never equal."""
    return {field.name: getattr(food, field.name) for field in fields(food)}


def _written(tables: Tables) -> Json:
    writer = Writer(SHARED)
    return writer.write(tables), writer.shared


def _rules(report: CoverageReport) -> dict[str, int]:
    """The rules that spoke, and their versions."""
    return {row.finding.rule: row.finding.version for row in report.nutrients}
