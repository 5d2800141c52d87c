import pytest

from diary.twins import same_name, twin_of
from nutrients.models import Nutrient
from tests.diary.larder import food, own

REFERENCE = {"data_type": "sr_legacy_food"}


@pytest.fixture
def zinc(db):
    return Nutrient.objects.create(tagname="ZN", name="Zinc", unit="mg", kind="mineral", assessment="adequacy")


def give(row, zinc, amount=2.5, derivation="analysed"):
    row.composition.create(nutrient=zinc, amount=amount, derivation=derivation, source="s")
    return row


def test_the_twin_has_all_the_words_and_the_value_and_is_of_another_data_set(ada, zinc):
    bakery = own(ada, "Rye bread, corner bakery")
    give(food(1, "Rye crackers", **REFERENCE), zinc)
    food(2, "Rye bread", **REFERENCE)  # has no value
    give(food(3, "Bread, rye, toasted", **REFERENCE), zinc, 3)
    give(own(ada, "Rye bread, home"), zinc)  # the same data set
    twin = twin_of(bakery, zinc, ada)
    assert (twin.food.name, twin.amount) == ("Bread, rye, toasted", 3)


def test_an_estimate_is_no_better_than_nothing(ada, zinc):
    give(food(1, "Rye bread", **REFERENCE), zinc, derivation="estimated")
    assert twin_of(own(ada, "Rye bread, bakery"), zinc, ada) is None


def test_anothers_own_food_is_nobodys_twin(ada, bob, zinc):
    give(own(bob, "Rye bread"), zinc)
    assert twin_of(food(1, "Rye bread"), zinc, ada) is None
    assert same_name(food(2, "Rye bread"), ada) == []


def test_foods_of_the_same_words_say_how_much_is_known_of_them(ada, zinc):
    give(food(1, "Rye bread", **REFERENCE), zinc)
    food(2, "Rye bread, white", **REFERENCE)
    food(3, "Wheat bread", **REFERENCE)
    found = same_name(own(ada, "Rye bread"), ada)
    assert [(twin.food.name, twin.known) for twin in found] == [("Rye bread", 1), ("Rye bread, white", 0)]
