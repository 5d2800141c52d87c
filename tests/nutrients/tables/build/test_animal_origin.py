"""From animals or not: one ingredient that cannot be placed withholds "none"."""

import csv

import pytest
from django.conf import settings

from nutrients.tables.build.animal_origin import FLESH, MILK_OR_EGGS, NONE, UNKNOWN, animal_origin
from nutrients.tables.build.catalogue import Catalogue, FdcFood, Ingredient

FOODS = {
    1: ("Carrots, raw", "Vegetables and Vegetable Products"),
    2: ("Butter, stick, salted", "Dairy and Egg Products"),
    3: ("Beef, ground, raw", "Beef Products"),
    4: ("Margarine, regular, 80% fat", "Fats and Oils"),
    5: ("Apples, honeycrisp, with skin, raw", "Fruits and Fruit Juices"),
    6: ("Peanut butter, smooth style, with salt", "Legumes and Legume Products"),
    7: ("Beans, baked, canned, with pork", "Legumes and Legume Products"),
    8: ("Oil, olive, salad or cooking", "Fats and Oils"),
    9: ("Oil, fish, cod liver", "Fats and Oils"),
    10: ("Nuts, almonds, honey roasted", "Nut and Seed Products"),
    11: ("Cabbage, kimchi", "Vegetables and Vegetable Products"),
    12: ("Eggplant, raw", "Vegetables and Vegetable Products"),
}


def origin(*parts: int, name: str = "A dish") -> str:
    foods = {pk: FdcFood(pk, description, "sr_legacy_food", category) for pk, (description, category) in FOODS.items()}
    foods[100] = FdcFood(100, name, "survey_fndds_food", food_code="58100000")
    recipe = [Ingredient(FOODS[pk][0], 10, pk) for pk in parts]
    return animal_origin(Catalogue(foods=foods, recipes={100: recipe}), foods[100])


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((1,), NONE),
        ((1, 8), NONE),
        ((5, 6, 12), NONE),
        ((1, 2), MILK_OR_EGGS),
        ((1, 2, 3), FLESH),
        ((1, 4), UNKNOWN),
        ((2, 4), UNKNOWN),
        ((3, 4), FLESH),
        ((7,), UNKNOWN),
        ((9,), UNKNOWN),
        ((10,), UNKNOWN),
        ((11,), UNKNOWN),
    ],
)
def test_the_ingredients_decide(parts: tuple[int, ...], expected: str) -> None:
    assert origin(*parts) == expected


def test_what_the_name_says_withholds_none() -> None:
    assert origin(1, name="Carrots, cooked with butter") == UNKNOWN
    assert origin(1, name="Carrots, cooked") == NONE


@pytest.mark.parametrize(
    ("fdc_id", "expected"),
    [
        ("2707581", NONE),  # pumpkin seeds
        ("2705412", NONE),  # oat milk
        ("2709215", NONE),  # apple
        ("2705418", MILK_OR_EGGS),  # yogurt
        ("2707154", MILK_OR_EGGS),  # boiled egg
        ("2706286", FLESH),  # salmon
        ("2708838", FLESH),  # spaghetti with meat sauce
        ("800000000000001", UNKNOWN),  # unknown meal
    ],
)
def test_shipped_foods(fdc_id: str, expected: str) -> None:
    with (settings.FIXTURES / "foods.csv").open(encoding="utf-8") as file:
        assert next(row["animal_origin"] for row in csv.DictReader(file) if row["fdc_id"] == fdc_id) == expected
