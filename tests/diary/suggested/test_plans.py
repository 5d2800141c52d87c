"""Foods meant to be eaten: never counted, never twice, and every step can be taken back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.signing import BadSignature

from diary.models import Day, Entry, Meal, PlannedFood
from diary.suggested import plans
from tests.diary.larder import TODAY

TOMORROW = TODAY + timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(ada, egg) -> PlannedFood:
    row, is_new = plans.plan(ada, egg, 100, TOMORROW, "")
    assert is_new
    return row


def test_a_plan_is_said_in_the_portion_of_the_food_and_is_no_entry(ada, planned):
    assert plans.amount_of(planned) == "2 × large egg"
    assert not Entry.objects.of(ada).exists()


def test_the_same_food_is_planned_once_a_day(ada, egg, planned):
    again, is_new = plans.plan(ada, egg, 50, TOMORROW, "")
    assert (again, is_new) == (planned, False)
    assert plans.plan(ada, egg, 100, TODAY, "")[1]


def test_a_food_without_portions_cannot_be_planned(ada, egg):
    egg.portions.all().delete()
    assert plans.plan(ada, egg, 100, TOMORROW, "") is None


def test_logged_it_is_an_entry_and_gone_and_taken_back_it_stands_again(ada, planned):
    entry, note = plans.log_plan(planned, Meal.LUNCH, uuid4())
    assert (entry.eaten_on, entry.meal, entry.grams) == (TOMORROW, "lunch", 100)
    assert plans.plans_on(ada, TOMORROW) == []
    plans.take_back(ada, note)
    assert not Entry.objects.of(ada).exists()
    assert [plan.amount for plan in plans.plans_on(ada, TOMORROW)] == ["2 × large egg"]
    plans.take_back(ada, note)
    assert PlannedFood.objects.of(ada).count() == 1


def test_dropped_it_is_gone_and_taken_back_it_stands_again(ada, planned):
    note = plans.drop_plan(planned)
    assert plans.plans_on(ada, TOMORROW) == []
    assert plans.take_back(ada, note).date == TOMORROW
    assert len(plans.plans_on(ada, TOMORROW)) == 1


def test_a_note_is_the_persons_own(ada, bob, planned):
    note = plans.drop_plan(planned)
    with pytest.raises(BadSignature):
        plans.take_back(bob, note)
    with pytest.raises(BadSignature):
        plans.take_back(ada, note + "x")


def test_a_complete_day_asks_for_nothing_more(ada, egg, planned, log):
    log(ada, egg, on=TOMORROW)
    Day.objects.create(person=ada, date=TOMORROW, complete=True)
    assert plans.plans_on(ada, TOMORROW) == []
