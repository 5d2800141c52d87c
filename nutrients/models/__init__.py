"""The tables: foods, nutrients, reference intakes and rules."""

from nutrients.models.alias import FoodAlias
from nutrients.models.changeset import ChangeSet, RowChange, ShippedTables
from nutrients.models.food import Food, FoodGroup, FoodNutrient, GroupShare, Portion
from nutrients.models.gtin import gtin_of
from nutrients.models.nutrient import Nutrient
from nutrients.models.reference import IntakePrior, ReferenceIntake, RequirementPercentile
from nutrients.models.rulebook import NutrientSource, RuleSetting, TableRelease

__all__ = [
    "ChangeSet",
    "Food",
    "FoodAlias",
    "FoodGroup",
    "FoodNutrient",
    "GroupShare",
    "IntakePrior",
    "Nutrient",
    "NutrientSource",
    "Portion",
    "ReferenceIntake",
    "RequirementPercentile",
    "RowChange",
    "RuleSetting",
    "ShippedTables",
    "TableRelease",
    "gtin_of",
]
