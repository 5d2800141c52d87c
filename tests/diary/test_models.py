from datetime import time

import pytest

from diary.models import Entry, Meal
from nutrients.models import FoodNutrient, Nutrient


@pytest.mark.parametrize(
    ("clock", "meal"),
    [
        (time(7, 50), Meal.BREAKFAST),
        (time(12, 40), Meal.LUNCH),
        (time(16, 10), Meal.SNACK),
        (time(20, 10), Meal.DINNER),
        (time(23, 30), Meal.SNACK),
        (time(2, 0), Meal.SNACK),
    ],
)
def test_the_meal_is_guessed_from_the_clock(clock, meal):
    assert Meal.at(clock) is meal


def test_an_estimate_or_a_nutrient_not_judged_by_amount_is_not_known(ada, egg, log):
    """
    egg:  zinc analysed · iron estimated · sodium (upper level only) analysed · vitamin C no row
    """
    for tagname, assessment, derivation in [
        ("ZN", "adequacy", "analysed"),
        ("FE", "adequacy", "estimated"),
        ("NA", "upper", "analysed"),
        ("VITC", "adequacy", None),
    ]:
        nutrient = Nutrient.objects.create(
            tagname=tagname, name=tagname, unit="mg", kind="mineral", assessment=assessment
        )
        if derivation:
            FoodNutrient.objects.create(food=egg, nutrient=nutrient, amount=0, derivation=derivation, source="test")
    log(ada, egg)
    assert Entry.objects.of(ada).with_known_nutrients().get().known_nutrients == 1  # zinc, though it is 0
