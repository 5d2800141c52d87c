"""Foods and portions: an unknown weight stays unknown, and the usual portion comes first."""

import pytest

from nutrients.tables.build.foods import portion_rows, read_measures, spoken, usual_grams
from nutrients.tables.fdc import SR_LEGACY, SURVEY, find_release

EGG, BAKE, SPINACH = 903, 901, 102


def listed(measures, fdc_id):
    return [(row["description"], row["weight [g]"]) for row in portion_rows(fdc_id, measures.get(fdc_id, []))]


def test_the_usual_portion_comes_first_tidied_and_one_gram_last(fdc):
    measures = read_measures(find_release(fdc, SURVEY))
    assert listed(measures, EGG) == [("1 egg", 50), ("1 cup", 135), ("1 g", 1)]
    assert usual_grams(measures[EGG]) == 50


def test_a_weight_of_zero_is_unknown_and_a_description_comes_once(fdc):
    measures = read_measures(find_release(fdc, SURVEY))
    assert usual_grams(measures[BAKE]) is None
    assert listed(measures, BAKE) == [("1 cup", 200), ("typical amount per slice", 12), ("1 g", 1)]


def test_sr_legacy_portions_are_spelled_from_amount_unit_and_modifier(fdc):
    measures = read_measures(find_release(fdc, SR_LEGACY))
    assert listed(measures, SPINACH) == [("1/2 cup chopped", 15), ("1 g", 1)]


def test_a_food_without_measures_can_still_be_weighed():
    assert listed({}, 1) == [("1 g", 1)]


@pytest.mark.parametrize(
    ("published", "name"),
    [
        ("Milk, NFS", "Milk, not specified"),
        (
            "Cabbage, red, cooked, fat added, NS as to fat type",
            "Cabbage, red, cooked, fat added, fat type not specified",
        ),
        ("Egg, whole, boiled", "Egg, whole, boiled"),
        ("a " * 90, ("a " * 79).rstrip() + "…"),
    ],
)
def test_survey_shorthand_is_spelled_out_in_names(published, name):
    assert spoken(published) == name
