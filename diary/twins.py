"""Foods of another data set that go by the same words: a better known twin of a food that lacks a value."""

import re
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from accounts.models import User
from nutrients.models import Food, FoodNutrient, Nutrient
from nutrients.search import search_foods
from nutrients.search.words import singulars_of

DETAILS = re.compile(r"[,(]")  # what follows is how or whose, not what: "Rye sourdough, corner bakery"
LOOKED_AT = 40
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Twin:
    """known: for how many of the nutrients judged by amount it has a value. amount: per 100 g, where one was asked."""

    food: Food
    known: int = 0
    amount: float | None = None


def namesakes(food: Food, person: User) -> list[Food]:
    """Foods of other data sets with all words of this one's name before its details; likeliest first."""
    words = DETAILS.split(food.name)[0].strip()
    wanted = set(singulars_of(words))
    return [
        other for other in search_foods(words, LOOKED_AT, person=person)
        if other.data_type != food.data_type
        and wanted <= set(singulars_of(f"{other.name} {other.description}"))
    ]  # fmt: skip


def same_name(food: Food, person: User) -> list[Twin]:
    """The likeliest namesakes, each with how much is known of it."""
    found = namesakes(food, person)[:SHOWN]
    counted = known_values().filter(food__in=found, nutrient__assessment=Nutrient.Assessment.ADEQUACY)
    known = dict(counted.values("food").annotate(n=Count("pk")).values_list("food", "n"))
    return [Twin(other, known.get(other.pk, 0)) for other in found]


def twin_of(food: Food, nutrient: Nutrient, person: User) -> Twin | None:
    """The likeliest namesake that has a value of the nutrient."""
    found = namesakes(food, person)
    rows = known_values().filter(food__in=found, nutrient=nutrient)
    amounts = dict(rows.values_list("food", "amount"))
    return next((Twin(other, amount=amounts[other.pk]) for other in found if other.pk in amounts), None)


def known_values() -> QuerySet[FoodNutrient]:
    """An estimate is not known."""
    return FoodNutrient.objects.exclude(derivation=FoodNutrient.Derivation.ESTIMATED).order_by()
