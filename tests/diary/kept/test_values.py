"""Values that are written and read again: the same, or refused with the place."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.kept.values import Reader, Unreadable, Writer


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True, slots=True, eq=False)
class Food:
    name: str
    amounts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Meal:
    on: date
    foods: tuple[Food, ...]
    colour: Colour | None = None
    scaled: tuple[str, float] | None = None
    kind: Literal["early", "late"] = "early"
    count: int = 1
    is_full: bool = False


SHARED = (Food,)


def written(value):
    """As it comes out of a database: through JSON text."""
    writer = Writer(SHARED)
    raw = writer.write(value)
    return json.loads(json.dumps([raw, writer.shared]))


def read(kind, raw, shared, later=None):
    return Reader(SHARED, shared, later or {}).read(kind, raw)


def test_a_value_comes_back_the_same():
    meal = Meal(date(2026, 2, 9), (), Colour.GREEN, ("kg", 62.5), "late", 3, True)
    assert read(Meal, *written(meal)) == meal


@given(st.floats(allow_nan=False, allow_infinity=False), st.text(st.characters(exclude_categories=["Cs"])))
def test_numbers_and_words_come_back_to_the_last_digit(number, text):
    raw, shared = written(Food(text, {text: number}))
    back = read(Food, raw, shared)
    assert (back.name, dict(back.amounts)) == (text, {text: number})


def test_one_object_twice_is_one_object_again():
    egg, same_words = Food("egg", {"ZN": 1.3}), Food("egg", {"ZN": 1.3})
    raw, shared = written(Meal(date(2026, 2, 9), (egg, egg, same_words)))
    assert len(shared["Food"]) == 2
    first, second, third = read(Meal, raw, shared).foods
    assert first is second
    assert first is not third


def test_a_whole_number_stands_for_a_float():
    """A database may write 1e22 or 2.0 without a point."""
    assert read(Food, 0, {"Food": [{"name": "x", "amounts": {"ZN": 2}}]}).amounts["ZN"] == 2.0


def test_a_field_that_is_gone_is_passed_over_and_a_new_one_takes_its_default():
    raw = {"on": "2026-02-09", "foods": [], "mood": "fair"}
    assert read(Meal, raw, {}) == Meal(date(2026, 2, 9), ())


def test_a_new_field_without_a_default_is_read_as_the_list_of_later_fields_says():
    raw = {"foods": []}
    with pytest.raises(Unreadable, match="Meal has no on"):
        read(Meal, raw, {})
    assert read(Meal, raw, {}, {"Meal": {"on": "2000-01-01"}}).on == date(2000, 1, 1)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"on": "soon"}, "Meal.on"),
        ({"on": None}, "Meal.on"),
        ({"foods": "egg"}, "Meal.foods: str in the place of list"),
        ({"foods": [0]}, "Meal.foods: there is no Food 0"),
        ({"foods": [-1]}, "Meal.foods"),
        ({"foods": [True]}, "Meal.foods"),
        ({"colour": "blue"}, "Meal.colour"),
        ({"scaled": ["kg"]}, "Meal.scaled: 1 items in the place of 2"),
        ({"scaled": ["kg", "62"]}, "Meal.scaled: '62' is not float or int"),
        ({"kind": "never"}, "Meal.kind"),
        ({"count": 1.5}, "Meal.count"),
        ({"count": True}, "Meal.count"),
        ({"is_full": 1}, "Meal.is_full"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(change, where):
    raw = {"on": "2026-02-09", "foods": []} | change
    with pytest.raises(Unreadable, match=where):
        read(Meal, raw, {})


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_json_lacks_is_not_written(number):
    with pytest.raises(ValueError, match="cannot be kept"):
        Writer(SHARED).write((number,))


def test_a_kind_of_value_that_nothing_is_kept_as_is_a_mistake_of_ours():
    with pytest.raises(TypeError, match="set cannot be kept"):
        Writer(SHARED).write({"a": {1}})
    with pytest.raises(TypeError, match="nothing is kept as"):
        Reader(SHARED, {}).read(bytes, "x")
