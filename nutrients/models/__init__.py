"""The tables: foods, nutrients, reference intakes and rules."""

from nutrients.models.food import Food, FoodGroup, FoodNutrient, GroupShare, Portion
from nutrients.models.nutrient import Nutrient
from nutrients.models.reference import IntakePrior, ReferenceIntake, RequirementPercentile
from nutrients.models.rulebook import NutrientSource, RuleSetting, TableRelease

__all__ = [
    "Food",
    "FoodGroup",
    "FoodNutrient",
    "GroupShare",
    "IntakePrior",
    "Nutrient",
    "NutrientSource",
    "Portion",
    "ReferenceIntake",
    "RequirementPercentile",
    "RuleSetting",
    "TableRelease",
]
