"""How foods fit whole words that were said; the larder is in conftest.py."""

import pytest

from nutrients.models import Food
from nutrients.search import Match, matches_for

pytestmark = pytest.mark.usefixtures("larder")


def match(words: str, name: str) -> Match:
    """How the food of this name fits the words."""
    food = Food.objects.get(name=name)
    return next(found for found in matches_for([words])[0] if found.id == food.pk)


def test_each_text_has_its_matches():
    eggs, nothing, milk = matches_for(["eggs", "zelnik", "milk"])
    assert nothing == []
    assert eggs[0] != milk[0]


def test_a_food_that_is_the_words_is_it():
    assert match("jalapeno", "Jalapeño").is_exact
    assert match("eggs", "Boiled egg").is_it  # by its official description: "Egg, whole, …"
    assert not match("eggs", "Boiled egg").is_exact
    assert match("milk", "Milk (2%)").is_name
    assert (match("milk", "Oat milk").is_it, match("milk", "Oat milk").is_kind) == (False, True)


def test_a_food_is_what_follows_the_class_in_its_name(food):
    """ "Fish, salmon, grilled" is grilled salmon; one word of it would say too little."""
    food(92, "Fish, salmon, grilled")
    assert match("grilled salmon", "Fish, salmon, grilled").is_it
    assert not match("grilled", "Fish, salmon, grilled").is_it


def test_the_order_of_the_words_counts_for_an_exact_name():
    assert not match("chocolate milk", "Milk chocolate").is_exact
    assert match("milk chocolate", "Milk chocolate").is_exact


def test_what_a_food_does_not_have_is_lacking():
    assert match("zelnikov oatmeal", "Oatmeal").lacks == ("zelnikov",)
    assert match("egg", "Eggplant").lacks == ("egg",)  # it only begins so
    assert match("poached egg", "Boiled egg").lacks == ()


def test_a_word_in_the_details_of_a_description_is_aside():
    assert match("mayonnaise", "Egg salad").aside == ("mayonnaise",)
    assert match("egg salad", "Egg salad").aside == ()


def test_a_word_that_only_begins_others_may_be_a_slip(food):
    """Somebody who has finished typing does not mean the tostadas."""
    food(90, "Tostada", food_code="58101000")
    food(91, "White toast", "Bread, white, toasted", is_common=True)
    assert match("tost", "White toast").slips == 1
