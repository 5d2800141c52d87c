"""Whose a food is."""

import pytest
from django.db import IntegrityError, transaction

from nutrients.models import Food
from tests.diary.larder import food, own


def test_a_person_sees_the_foods_of_everybody_and_their_own(ada, bob):
    egg, hers, his = food(1, "Egg"), own(ada), own(bob)
    assert set(Food.objects.for_person(ada)) == {egg, hers}
    assert set(Food.objects.for_person(bob)) == {egg, his}
    assert set(Food.objects.for_person(None)) == {egg}


@pytest.mark.parametrize("both", [True, False])
def test_a_food_has_a_number_or_an_owner(ada, both):
    fields = {"fdc_id": 5, "owner": ada} if both else {}
    with pytest.raises(IntegrityError, match="food_has_a_number_or_an_owner"), transaction.atomic():
        Food.objects.create(name="x", description="x", data_type="t", category="c", source="s", **fields)


def test_a_published_food_is_everybodys_and_gets_the_next_number(ada, bob):
    food(800_000_000_000_001, "Unknown meal")
    hers = own(ada, is_offered=True)
    hers.publish()
    hers.refresh_from_db()
    assert (hers.fdc_id, hers.owner, hers.is_offered) == (800_000_000_000_002, None, False)
    assert hers in Food.objects.for_person(bob)


def test_the_first_published_food_of_empty_tables_gets_a_number_too(ada):
    hers = own(ada)
    food(900_000_000_000_000, "A barcode")
    hers.publish()
    assert hers.fdc_id == 800_000_000_000_001
