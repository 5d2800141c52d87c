from datetime import timedelta
from uuid import uuid4

import pytest

from diary.models import Entry, Helping, Meal
from diary.reading.habits import HABIT, MOST_CHIPS, chips_for, eaten_lately, usual_day
from diary.saved.meals import log_saved_meal
from tests.diary.larder import TODAY, food


def ago(days):
    return TODAY - timedelta(days=days)


def chips(person, meal=Meal.BREAKFAST, day=TODAY):
    there = Entry.objects.of(person).on(day).as_listed()
    return chips_for(person, day, meal, there, Helping.objects.of(person).in_bulk())


def foods(person, **at):
    return [(chip.food, chip.amount) for chip in chips(person, **at).foods]


def test_a_new_person_is_offered_nothing(ada, bob, egg, log):
    log(bob, egg, on=ago(1))
    assert not chips(ada)


def test_foods_of_this_meal_come_by_days_with_their_last_amount(ada, bob, egg, bread, log):
    """Egg on two days, last 3 of them; bread on one; what is eaten at lunch and what Bob eats is not offered."""
    log(ada, egg, on=ago(5))
    log(ada, egg, quantity=3, on=ago(2))
    log(ada, bread, quantity=2, on=ago(1))
    log(ada, bread, on=ago(3), meal="lunch")
    log(bob, bread, on=ago(1))
    assert foods(ada) == [("Egg, boiled", "3 × large egg"), ("Rye bread", "2 × slice")]
    assert foods(ada, meal=Meal.LUNCH) == [("Rye bread", "1 slice")]


def test_what_is_there_already_and_what_is_long_ago_is_left_out(ada, egg, bread, log):
    log(ada, egg, on=ago(2))
    log(ada, bread, on=ago(2))
    log(ada, bread)
    assert foods(ada) == [("Egg, boiled", "1 large egg")]
    assert foods(ada, day=TODAY + HABIT + timedelta(days=1)) == []


def test_there_are_never_more_than_fit(ada, log):
    for n in range(20):
        log(ada, food(100 + n, f"Food {n}", ("1 piece", 10)), on=ago(3))
    assert len(chips(ada).foods) == MOST_CHIPS


def test_yesterdays_meal_is_offered_until_some_of_it_is_there(ada, egg, bread, log):
    log(ada, egg, on=ago(1))
    log(ada, bread, on=ago(1))
    (chip,) = chips(ada).copies
    assert (chip.source, chip.foods, chip.is_yesterday) == (ago(1), 2, True)
    log(ada, bread)
    assert chips(ada).copies == []


def test_the_usual_meal_is_offered_where_yesterday_was_another(ada, egg, bread, log):
    """
    7, 6 and 4 days ago  egg and bread, at last more of both
    yesterday            egg alone
    """
    for days, quantity in ((7, 1), (6, 1), (4, 2)):
        log(ada, egg, quantity=quantity, on=ago(days))
        log(ada, bread, quantity=quantity, on=ago(days))
    log(ada, egg, on=ago(1))
    assert [(chip.source, chip.is_yesterday) for chip in chips(ada).copies] == [(ago(1), True), (ago(4), False)]


def test_the_usual_meal_that_is_yesterdays_is_offered_once(ada, egg, bread, log):
    for days in (3, 2, 1):
        log(ada, egg, on=ago(days))
        log(ada, bread, on=ago(days))
    assert [chip.source for chip in chips(ada).copies] == [ago(1)]


def test_days_that_differ_and_a_single_food_make_no_habit(ada, egg, bread, log):
    """Egg and bread twice, egg alone three times."""
    for days in (1, 2, 3, 4, 5):
        log(ada, egg, on=ago(days))
    for days in (4, 5):
        log(ada, bread, on=ago(days))
    assert usual_day(eaten_lately(ada, TODAY, "breakfast")) is None
    assert usual_day([]) is None


def test_saved_meals_usual_at_this_meal_are_offered_until_they_are_there(ada, bob, egg, bread, save, log):
    toast = save(ada, "Toast and egg", (egg, 1), (bread, 2), meal="breakfast")
    save(ada, "Anytime", (egg, 1))
    save(bob, "Bob's", (egg, 1), meal="breakfast")
    assert [(chip.saved, chip.foods) for chip in chips(ada).saved] == [(toast, 2)]
    log(ada, egg)
    assert chips(ada).saved
    log(ada, bread)
    assert chips(ada).saved == []


def test_a_recipe_counts_as_one_food_and_its_ingredients_are_not_offered(ada, soup):
    soup.meal = "breakfast"
    soup.save()
    log_saved_meal(soup, eaten_on=ago(1), meal="breakfast", key=uuid4())
    offered = chips(ada)
    assert [chip.foods for chip in offered.copies] == [1]
    assert offered.foods == []
    assert [chip.saved for chip in offered.saved] == [soup]
    log_saved_meal(soup, eaten_on=TODAY, meal="breakfast", key=uuid4())
    assert not chips(ada)


@pytest.mark.parametrize("days", [1, 27])
def test_three_queries_however_long_the_history(ada, egg, bread, save, log, django_assert_num_queries, days):
    save(ada, "Toast", (bread, 2), meal="breakfast")
    for n in range(days):
        log(ada, egg, on=ago(n + 1))
        log(ada, bread, on=ago(n + 1))
    with django_assert_num_queries(3):
        chips_for(ada, TODAY, Meal.BREAKFAST, [], {})
