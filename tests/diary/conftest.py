"""A small larder, so that these tests read without the shipped tables."""

import csv
import os
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from accounts.models import User
from diary.models import Entry, Meal, SavedMeal
from diary.saved.meals import FoodToSave, keep
from diary.summary.pdf import PdfUnavailable, _weasyprint
from nutrients.models import Food, RuleSetting
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
def save():
    """save(ada, "Soup", (lentils, 4), (carrot, 2), servings=4): a saved meal, each food in its first portion."""

    def saved_meal(person: User, name: str, *foods: tuple[Food, float], **fields: Any) -> SavedMeal:
        saved = SavedMeal(person=person, name=name, **fields)
        keep(saved, [FoodToSave(food.portions.first(), quantity) for food, quantity in foods])
        return saved

    return saved_meal


@pytest.fixture
def soup(ada, save) -> SavedMeal:
    """Ada's recipe: 4 servings, 1400 g after cooking, of 400 g lentils and 200 g carrots."""
    lentils, carrot = food(71, "Lentils, dry", ("1 cup", 200)), food(72, "Carrot", ("1 carrot", 50))
    return save(ada, "Lentil soup", (lentils, 2), (carrot, 4), servings=4, cooked_grams=1400)


@pytest.fixture(scope="session")
def pdf_libraries() -> None:
    """For tests that make PDFs. Where the system has no libraries for it they are skipped, in CI they fail."""
    try:
        _weasyprint()
    except PdfUnavailable as error:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no PDFs here: {error}")


@pytest.fixture
def rule_settings(db: None) -> None:
    """The numbers of the rules, without the other tables."""
    with (settings.FIXTURES / "rule_settings.csv").open(encoding="utf-8", newline="") as file:
        RuleSetting.objects.bulk_create(RuleSetting(**row) for row in csv.DictReader(file))


@pytest.fixture
def at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)
