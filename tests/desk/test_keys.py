"""Rows in addresses."""

from urllib.parse import unquote

import pytest
from django.urls import resolve, reverse
from hypothesis import given
from hypothesis import strategies as st

from desk.keys import RowKeyConverter


def test_a_food_and_its_zinc_have_plain_addresses():
    assert reverse("desk_history", args=["foods", 900]) == "/desk/history/foods/900/"
    assert reverse("desk_history", args=["values", ("900", "ZN")]) == "/desk/history/values/900/ZN/"


@pytest.mark.parametrize("cell", ["1/2 cup", "a~1b", "100 %", "què?", "Men 19+"])
def test_cells_with_awkward_characters_come_back(cell):
    address = reverse("desk_history", args=["portions", ("900", cell)])
    assert address.count("/") == 6
    assert resolve(unquote(address)).kwargs == {"table": "portions", "key": ("900", cell)}


@given(st.lists(st.text(min_size=1), min_size=1, max_size=4).map(tuple))
def test_every_key_comes_back(key):
    converter = RowKeyConverter()
    assert converter.to_python(converter.to_url(key)) == key
