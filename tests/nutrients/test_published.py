"""What is kept of the tables in memory, and when it is read anew."""

from typing import NamedTuple

import pytest

from nutrients import published
from nutrients.assessment.reference import LifeStage
from nutrients.models import Food, FoodNutrient, GroupShare, Nutrient, ReferenceIntake
from nutrients.published import compositions, published_tables, unknown_of

MAN = [LifeStage("male", 30)]


class Named(NamedTuple):
    food_id: int
    name: str
    usual_grams: float | None = None
    makeup_known: bool = True


@pytest.fixture
def egg(loaded):
    return Food.objects.get(fdc_id=900)


def test_the_tables_are_read_once_and_then_take_one_query(loaded, django_assert_num_queries):
    first = published_tables("DRI", MAN)
    with django_assert_num_queries(1):
        assert published_tables("DRI", MAN) is first


def test_an_editors_change_is_in_the_next_report(loaded):
    assert published_tables("DRI", MAN).references["ZN"][0].ear == 9.4
    ReferenceIntake.objects.filter(reference_set="DRI", nutrient="ZN").update(ear=9)
    assert published_tables("DRI", MAN).references["ZN"][0].ear == 9
    assert published_tables("EFSA", MAN).references["ZN"][0].ear == 7.5


def test_foods_are_read_once_and_then_take_one_query(egg, django_assert_num_queries):
    compositions([Named(egg.pk, egg.name)], ["ZN"])
    with django_assert_num_queries(1):
        known = compositions([Named(egg.pk, "Egg by another name", 60.0)], ["GLN"])[egg.pk]
    assert (known.name, known.usual_grams, known.energy) == ("Egg by another name", 60.0, 143)
    assert known.amounts == {"ENERC_KCAL": 143}  # zinc was not asked for
    assert known.estimates.keys() == {"GLN"}
    assert known.shares == {"eggs": 1}


def test_a_new_value_of_a_food_is_in_the_next_report(egg):
    named = [Named(egg.pk, egg.name)]
    assert compositions(named, ["ZN"])[egg.pk].amounts["ZN"] == 1.29
    FoodNutrient.objects.filter(food=egg, nutrient="ZN").update(amount=1.5)
    GroupShare.objects.filter(food=egg).delete()
    known = compositions(named, ["ZN"])[egg.pk]
    assert known.amounts["ZN"] == 1.5
    assert known.shares == {}


def test_no_more_foods_are_kept_than_have_room(egg, monkeypatch):
    stew = Food.objects.get(fdc_id=1200)
    monkeypatch.setattr(published, "KEPT_FOODS", 0)
    for food in (egg, stew):
        compositions([Named(food.pk, food.name)], ["ZN"])
    assert published._kept[1].keys() == {stew.pk}


def test_an_estimate_or_a_nutrient_not_judged_by_amount_is_not_known(egg):
    """
    egg:  zinc 1.29 · iron 0, which is known · lutein, not judged by amount · vitamin C no row · glutamine estimated
    """
    assert unknown_of([egg.pk]) == {egg.pk: 0}
    Nutrient.objects.create(tagname="VITC", name="Vitamin C", unit="mg", kind="vitamin", assessment="adequacy")
    Nutrient.objects.filter(tagname="GLN").update(assessment="adequacy")
    assert unknown_of([egg.pk]) == {egg.pk: 2}
