"""Ingredient lists are walked down to the end, and a list that holds itself ends."""

import pytest

from nutrients.tables.build.ingredients import labelled, leaves, walk


def shares(catalogue, fdc_id):
    return {part.description: part.share for part in leaves(catalogue, catalogue.foods[fdc_id])}


def test_a_dish_is_walked_down_to_its_leaves(catalogue):
    """60 g cooked spinach (95 g spinach, 5 g oil), 30 g egg, 10 g garlic: spinach 60/100 x 95/100 = 0.57."""
    assert shares(catalogue, 901) == pytest.approx(
        {"Spinach, raw": 0.57, "Oil, olive, extra light": 0.03, "Egg, whole, raw, fresh": 0.3, "Garlic, raw": 0.1}
    )


def test_a_list_that_holds_itself_ends_and_still_adds_up_to_one(catalogue):
    found = shares(catalogue, 904)
    assert found == pytest.approx({"Garlic, raw": 0.5, "Snake, eating its tail": 0.5})


@pytest.mark.parametrize("fdc_id", [901, 902, 903, 904, 905, 906, 907, 101])
def test_leaves_add_up_to_one(catalogue, fdc_id):
    assert sum(shares(catalogue, fdc_id).values()) == pytest.approx(1)


def test_what_was_added_is_part_of_the_description(catalogue):
    top = next(walk(catalogue, catalogue.foods[907]))
    assert top.description == "Cereal, flakes; Vitamin D as ingredient"


def test_the_label_names_the_category(catalogue):
    (leaf,) = leaves(catalogue, catalogue.foods[903])
    assert labelled(catalogue, leaf) == "Egg, whole, raw, fresh [Dairy and Egg Products]"
