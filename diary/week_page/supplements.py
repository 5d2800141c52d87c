"""What supplements add to a nutrient, in words: always beside the food, never mixed into it. Blank where they add none.

A supplement's amount is what its label says, so the words say so, and "at least" where another label says nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diary.week_page.wording import amount, listed, percent, tag_of_finding, with_unit, written
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.assessment.rules import Verdict


def added(row: NutrientReport) -> str:
    """One sentence: how much a day."""
    if not row.supplement or row.supplements is None:
        return ""
    text = _("Supplements add %s a day, by their labels.")
    if row.supplements.unknown:
        text = _("Supplements add at least %s a day, by their labels.")
    return text % with_unit(row.supplement, row.nutrient)


def from_food_alone(row: NutrientReport) -> str:
    """What the same log reads as without its supplements."""
    if row.food_alone is None:
        return ""
    return _("From food alone: %s") % tag_of_finding(row.food_alone.finding).words


def with_food_alone(row: NutrientReport) -> str:
    """Both in one go, for a line of its own."""
    alone = from_food_alone(row)
    return " ".join(filter(None, [added(row), f"{alone}." if alone else ""]))


def figure(row: NutrientReport) -> str:
    """The amount alone, for a table; a dash where none is known to be added."""
    if not row.supplement or row.supplements is None:
        return "–"
    text = amount(row.supplement, row.nutrient.decimals)
    return _("at least\xa0%s") % text if row.supplements.unknown else text


def total(row: NutrientReport) -> str:
    """Food and supplements together, for a table: a lower bound wherever a part of either is unknown."""
    if not row.supplement or row.supplements is None:
        return ""
    is_bound = row.intake.recorded is None or row.intake.unknown or row.supplements.unknown
    text = _("together at least\xa0%s") if is_bound else _("together %s")
    return text % amount((row.intake.recorded or 0) + row.supplement, row.nutrient.decimals)


@dataclass(frozen=True, slots=True)
class Beside:
    """Supplements on the page behind a nutrient. days: each complete day and what its supplements gave of it.

    alone    the verdict of food alone, its chance and what it would say; blank where food alone decides nothing
    unknown  whose labels say nothing of it
    """

    added: str
    given: tuple[tuple[str, str], ...]
    days: tuple[tuple[str, str], ...]
    mean: str
    alone: str
    alone_chance: str
    unknown: str


def beside_food(row: NutrientReport, report: CoverageReport) -> Beside | None:
    """None where no complete day holds a supplement."""
    supplements = row.supplements
    if supplements is None:
        return None
    return Beside(
        added(row),
        tuple((food.name, _("%s a day") % with_unit(food.amount or 0, row.nutrient)) for food in supplements.given),
        tuple((date_format(on, "l"), written(given)) for on, given in supplements.by_day) if row.supplement else (),
        written(row.supplement),
        from_food_alone(row),
        _alone_chance(row),
        " ".join(_unknown(supplements.unknown)),
    )  # fmt: skip


def _alone_chance(row: NutrientReport) -> str:
    alone = row.food_alone
    if alone is None or alone.probability is None or alone.adequacy is None:
        return ""
    if alone.adequacy.kind == "adequate_intake":
        return _("%s is the chance that usual intake from food alone is above the AI.") % percent(alone.probability)
    text = _("%s is the chance that usual intake from food alone is short of your own need.")
    return text % percent(1 - alone.probability)


def _unknown(names: tuple[str, ...]) -> Iterator[str]:
    if names:
        text = ngettext(
            "The label of %s does not say: unknown, never zero.", "The labels of %s do not say: unknown, never zero.",
            len(names),
        )  # fmt: skip
        yield text % listed(names)


def covers_alone(row: NutrientReport) -> bool:
    """Whether the supplement alone decided, too little of the food being known."""
    return row.finding.rule == "GC-SUPPLEMENT" and row.verdict is Verdict.LOOKS_FINE
