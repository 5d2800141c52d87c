from datetime import time, timedelta

import pytest
from django.db import connection

from diary.models import LATELY, Entry, Meal
from nutrients.models import Food
from tests.diary.larder import TODAY, food, own


@pytest.mark.parametrize(
    ("clock", "meal"),
    [
        (time(7, 50), Meal.BREAKFAST),
        (time(12, 40), Meal.LUNCH),
        (time(16, 10), Meal.SNACK),
        (time(20, 10), Meal.DINNER),
        (time(23, 30), Meal.SNACK),
        (time(2, 0), Meal.SNACK),
    ],
)
def test_the_meal_is_guessed_from_the_clock(clock, meal):
    assert Meal.at(clock) is meal


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a small table without an index")
def test_ten_years_of_diary_do_not_slow_down_a_day(ada):
    """SQLite knows no statistics: it takes the index that the query and its order leave it."""
    day = Entry.objects.of(ada).on(TODAY).with_food().explain()
    assert "entry_of_person_and_day (person_id=? AND eaten_on=?)" in day


def test_usual_foods_of_a_meal_come_in_the_order_of_habit(ada, bob, egg, bread, log):
    """
    breakfast   bread, bread, egg
    lunch       soup, soup, soup · Bob: rice, four times
    long ago    tea
    """
    soup, rice, tea = (food(n, name) for n, name in ((3, "Soup"), (4, "Rice"), (5, "Tea")))
    for eaten, meal, times in ((bread, "breakfast", 2), (egg, "breakfast", 1), (soup, "lunch", 3)):
        for days in range(times):
            log(ada, eaten, meal=meal, on=TODAY - timedelta(days=days))
    for _ in range(4):
        log(bob, rice, meal="lunch")
    log(ada, tea, on=TODAY - LATELY)
    usual = Entry.objects.of(ada).usual_foods
    assert usual(Meal.BREAKFAST, TODAY) == [bread.pk, egg.pk, soup.pk]
    assert usual(Meal.LUNCH, TODAY) == [soup.pk, bread.pk, egg.pk]


def test_who_leaves_takes_along_their_entries_and_own_foods(ada, bob, egg, log):
    bread = own(ada)
    bread.portions.create(description="1 g", grams=1)
    log(ada, bread)
    log(bob, egg)
    ada.delete()
    assert list(Food.objects.all()) == [egg]
    assert Entry.objects.get().person == bob
