"""The page of a supplement: what its label gives in one of it. It has no weight, no groups and no twin."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from diary.own.supplement import UNIT_GRAMS
from diary.quantities import amount_text
from diary.week_page.wording import amount
from nutrients.in_language import in_language
from nutrients.models import Food, FoodNutrient


@dataclass(frozen=True, slots=True)
class LabelValue:
    tagname: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class SupplementPage:
    """unit: what one of it is called: 1 tablet."""

    food: Food
    unit: str
    values: tuple[LabelValue, ...]


def supplement_page(food: Food) -> SupplementPage:
    """Two queries."""
    portion = food.portions.first()
    rows = food.composition.select_related("nutrient").order_by("nutrient__position", "nutrient")
    return SupplementPage(
        food, amount_text(1, portion.description) if portion else _("one"), tuple(map(value_of, rows))
    )  # fmt: skip


def value_of(row: FoodNutrient) -> LabelValue:
    nutrient = row.nutrient
    text = f"{amount(row.amount * UNIT_GRAMS / 100, nutrient.decimals)} {nutrient.unit}"
    return LabelValue(nutrient.tagname, in_language(nutrient.name), text)
