import pytest

from diary.reading.amounts import usual_amount
from nutrients.models import Portion
from tests.diary.larder import food


@pytest.mark.parametrize(
    ("portions", "usual", "quantity", "description"),
    [
        ([("1 cup", 240), ("1 mug", 360)], 360, 1, "1 mug"),
        ([("1 cup", 240), ("1 tablespoon", 15)], 30, 2, "1 tablespoon"),
        ([("1 cup", 246)], 123, 0.5, "1 cup"),
        ([("1 package", 128), ("1 cup", 144)], 21, 21, "1 g"),
        ([("1 fruit", 80)], None, 1, "1 fruit"),
        ([], None, 100, "1 g"),
        ([], 30, 30, "1 g"),
    ],
)
def test_the_amount_offered_is_the_usual_one_in_a_measure_people_say(db, portions, usual, quantity, description):
    row = food(1, "Food", *portions, usual_grams=usual)
    offered, portion = usual_amount(row)
    assert (offered, portion.description) == (quantity, description)


@pytest.mark.parametrize("usual", [None, 30])
def test_a_food_without_portions_offers_none(db, usual):
    row = food(1, "Food", usual_grams=usual)
    Portion.objects.all().delete()
    assert usual_amount(row) == (1 if usual else 100, None)
