"""A food that comes under a licence says so wherever it can be chosen or changed."""

from datetime import date

import pytest

from diary.models import Entry
from nutrients.models import Food, Portion

LICENCE = "© Somebody, under terms"


@pytest.fixture
def biscuit(db):
    food = Food.objects.create(
        fdc_id=903017620422003, name="Biscuit of a brand", description="Biscuit", data_type="open_food_facts",
        category="Biscuits", source="Test", licence=LICENCE, is_imported=True,
    )  # fmt: skip
    Portion.objects.create(food=food, description="1 g", grams=1)
    return food


@pytest.mark.parametrize("query", ["q=biscuit", "find=biscuit", "food={pk}"])
def test_where_it_is_chosen(ada_client, biscuit, query):
    page = ada_client.get(f"/day/2026-02-09/?{query.format(pk=biscuit.pk)}")
    assert LICENCE in page.content.decode()


def test_while_it_is_typed(ada_client, biscuit):
    page = ada_client.get("/foods/search/?find=biscuit", headers={"HX-Request": "true"})
    assert LICENCE in page.content.decode()


def test_where_it_is_changed(ada, ada_client, biscuit):
    entry = Entry.objects.create(
        person=ada, eaten_on=date(2026, 2, 9), meal="lunch", portion=biscuit.portions.get(), quantity=9, grams=9
    )
    page = ada_client.get(f"/entries/{entry.pk}/", headers={"HX-Request": "true"})
    assert LICENCE in page.content.decode()
