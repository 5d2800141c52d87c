"""Worked by hand; the rules are those of Regulation (EU) 1169/2011."""

import pytest

from nutrients import label


def test_a_serving_becomes_100_g():
    assert label.per_100_g(3.3, 30) == 11
    assert label.per_100_g(0.1, 30) == 0.3333333333


def test_energy_in_kilojoules():
    assert label.kcal_of(418.4) == pytest.approx(100)


def test_a_labels_salt_is_its_sodium_times_two_and_a_half():
    assert label.sodium_of(1) == 400
    assert label.salt_of(label.sodium_of(0.73)) == pytest.approx(0.73)


def test_fibre_counted_apart_is_added_and_unknown_fibre_leaves_carbohydrate_unknown():
    assert label.carbohydrate_of(40, 8) == 48
    assert label.carbohydrate_of(40, 0) == 40
    assert label.carbohydrate_of(40, None) is None
    assert label.carbohydrate_of(None, 8) is None


def test_a_part_may_not_be_more_than_its_whole_but_for_rounding():
    assert list(label.too_large_parts({"FAT": 1.0, "FASAT": 1.5, "CHOCDF": 10, "SUGAR": 10.6})) == [("SUGAR", "CHOCDF")]
    assert list(label.too_large_parts({"FASAT": 5, "SUGAR": 60})) == []  # the whole is unknown


def test_what_is_unknown_weighs_nothing_in_the_sum():
    assert label.macronutrients_in({"PROCNT": 10, "FAT": 20, "FASAT": 15, "SUGAR": 9}) == 30
