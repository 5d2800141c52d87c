"""A small larder, so that these tests read without the shipped tables."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from diary.models import Entry, Meal
from nutrients.models import Food
from tests.diary.larder import NOON, TODAY, food


@pytest.fixture
def egg(db: None) -> Food:
    return food(1, "Egg, boiled", ("1 large egg", 50), category="Eggs", is_common=True)


@pytest.fixture
def bread(db: None) -> Food:
    return food(2, "Rye bread", ("1 slice", 31))


@pytest.fixture
def log():
    """log(ada, egg, quantity=2, meal="lunch", on=TODAY): an entry, in the food's first portion."""

    def entry(person: User, food: Food, quantity: float = 1, meal: str = Meal.BREAKFAST, on: date = TODAY) -> Entry:
        portion = food.portions.first()
        return Entry.objects.create(
            person=person, eaten_on=on, meal=meal, portion=portion, quantity=quantity, grams=quantity * portion.grams
        )

    return entry


@pytest.fixture
def typed():
    """typed(egg, quantity="2"): what the amount form of a food sends, with a fresh key."""

    def fields(food: Food, **changes: Any) -> dict[str, Any]:
        return {
            "key": str(uuid4()), "food": food.pk, "quantity": "2", "portion": food.portions.first().pk,
            "meal": "lunch", "eaten_on": TODAY.isoformat(),
        } | changes  # fmt: skip

    return fields


@pytest.fixture
def at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)
