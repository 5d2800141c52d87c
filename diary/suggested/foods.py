"""Which foods a report may suggest: the person's own and everyday ones, none they do not eat; and their portions."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import Profile
from diary.quantities import GRAM, amount_text
from diary.reading.amounts import CLOSE, SIMPLE
from diary.reading.measures import is_odd
from diary.suggested.not_eaten import FoodFacts, NotEaten, not_eaten_by
from nutrients.assessment.coverage import CoverageReport, NutrientReport, short_of_own_foods, with_suggestions
from nutrients.assessment.eaten import Composition
from nutrients.assessment.rules import LOW
from nutrients.assessment.suggestions import Suggestion
from nutrients.models import Food, GroupShare, Portion
from nutrients.published import compositions

MOSTLY = 0.8  # an everyday food is suggested where this much of it is one food: beans, not a burrito with beans
Foods = dict[Composition, float]


class EverydayFood(NamedTuple):
    """A food whose usual portion is known."""

    food_id: int
    name: str
    usual_grams: float
    makeup_known: bool
    description: str
    animal_origin: str

    @property
    def about(self) -> tuple[str, str]:
        return self.description, self.animal_origin


def with_foods_that_help(report: CoverageReport, profile: Profile, own_foods: Foods) -> CoverageReport:
    """The report with suggestions for what reads low; where nothing does, not a single query.

    own_foods  what the person ate lately -> their usual portion [g]
    """
    if not report.having(*LOW):
        return report
    not_eaten = not_eaten_by(profile, report.tables.groups)
    own = own_foods if not not_eaten else _eaten_by(not_eaten, own_foods)
    report = with_suggestions(report, own)
    if wanting := short_of_own_foods(report):
        report = with_suggestions(report, own, everyday_foods(report, wanting, not_eaten, own_foods))
    return with_measures(report)


def _eaten_by(not_eaten: NotEaten, foods: Foods) -> Foods:
    rows = Food.objects.filter(pk__in=[food.food_id for food in foods])
    facts = {pk: facts for pk, *facts in rows.values_list("pk", "description", "animal_origin")}
    return {
        food: grams
        for food, grams in foods.items()
        if not not_eaten.leaves_out(_facts(food, facts[food.food_id], food.shares))
    }


def _facts(food: Composition, about: Sequence[str], shares: Mapping[str, float]) -> FoodFacts:
    """about: the food's description and its animal origin."""
    description, origin = about
    return FoodFacts(f"{food.name} {description}", origin, food.makeup_known, shares)


def everyday_foods(
    report: CoverageReport, wanting: Collection[str], not_eaten: NotEaten, but: Collection[Composition]
) -> Foods:
    """Everyday foods that are mostly one thing -> their usual portion [g], with what is known of these nutrients."""
    uppers = {row.reference.ul_tagname for row in report.nutrients if row.reference and row.reference.ul_tagname}
    eaten = {food.food_id for food in but}
    rows = {row.food_id: row for row in mostly_one_thing() if row.food_id not in eaten}
    return {
        food: rows[pk].usual_grams
        for pk, food in compositions(rows.values(), {*wanting, *uppers}).items()
        if not (not_eaten and not_eaten.leaves_out(_facts(food, rows[pk].about, food.shares)))
    }


def mostly_one_thing() -> Iterator[EverydayFood]:
    """Read anew each time: an editor may have said a moment ago that there is fish in it."""
    simple = GroupShare.objects.filter(share__gte=MOSTLY).values("food")
    foods = Food.objects.everyday().filter(makeup_known=True, pk__in=simple).order_by()
    columns = ("pk", "name", "usual_grams", "makeup_known", "description", "animal_origin")
    for pk, name, usual, is_known, description, origin in foods.values_list(*columns):
        if usual is not None:
            yield EverydayFood(pk, name, usual, is_known, description, origin)


def with_measures(report: CoverageReport) -> CoverageReport:
    """Suggested portions in household words, where the food has such a portion."""
    wanted = {food.food_id for row in report.nutrients for food in row.suggestions}
    portions: defaultdict[int, list[Portion]] = defaultdict(list)
    for portion in Portion.objects.filter(food__in=wanted).order_by("food", "position") if wanted else ():
        portions[portion.food_id].append(portion)
    return replace(report, nutrients=tuple(_measured(row, portions) for row in report.nutrients))


def _measured(row: NutrientReport, portions: Mapping[int, list[Portion]]) -> NutrientReport:
    if not row.suggestions:
        return row
    return replace(
        row, suggestions=tuple(replace(food, measure=_measure(food, portions)) for food in row.suggestions)
    )  # fmt: skip


def _measure(food: Suggestion, portions: Mapping[int, list[Portion]]) -> str:
    portion, quantity = portion_for(portions.get(food.food_id, ()), food.grams)
    if portion is None or portion.description == GRAM:
        return ""
    weight = number_format(round(food.grams), use_l10n=True, force_grouping=True)
    return _("%(amount)s (%(weight)s g)") % {"amount": amount_text(quantity, portion.description), "weight": weight}


def portion_for(portions: Collection[Portion], grams: float) -> tuple[Portion | None, float]:
    """A weight as a simple number of a household portion, else in grams; None where the food has neither."""
    for quantity in SIMPLE:
        for portion in portions:
            if (
                portion.description != GRAM
                and not is_odd(portion)
                and math.isclose(quantity * portion.grams, grams, rel_tol=CLOSE)
            ):
                return portion, quantity
    gram = next((portion for portion in portions if portion.description == GRAM), None)
    return gram, round(grams, 1) or grams
