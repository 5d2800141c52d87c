"""What a report suggests, over the shipped tables."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Avoidance, Profile
from diary.models import Day, Entry
from diary.report import report_over, weekly_report
from diary.suggested.foods import mostly_one_thing, portion_for
from diary.weeks import Week
from nutrients.assessment.rules import LOW
from nutrients.models import Food, FoodNutrient, Portion
from tests.diary.larder import food

WEEK = Week(2026, 46)


@pytest.fixture
def rice(ada, shipped_tables):
    """Ada's week: white rice and nothing else."""
    portion = Portion.objects.get(food__name="White rice", food__is_common=True, description="1 g")
    for day in WEEK.days:
        Day.objects.create(person=ada, date=day, complete=True)
        Entry.objects.create(person=ada, eaten_on=day, meal="lunch", portion=portion, quantity=1500, grams=1500)
    return ada


def suggested(person, tagname):
    return weekly_report(Profile.objects.get(user=person), WEEK)[tagname].suggestions


def test_a_log_of_few_foods_is_offered_everyday_ones(rice):
    found = suggested(rice, "VITC")
    assert len(found) == 3
    assert not any(one.is_eaten for one in found)
    everyday = set(Food.objects.everyday().values_list("pk", flat=True))
    assert {one.food_id for one in found} <= everyday
    assert all(one.adds > 0 for one in found)


def test_every_low_nutrient_of_every_diet_gets_only_what_fits_it(rice):
    for diet, origins in ((Profile.Diet.VEGAN, {"none"}), (Profile.Diet.VEGETARIAN, {"none", "milk_or_eggs"})):
        Profile.objects.filter(user=rice).update(diet=diet)
        report = weekly_report(Profile.objects.get(user=rice), WEEK)
        named = {one.food_id for row in report.nutrients for one in row.suggestions}
        assert named
        assert set(Food.objects.filter(pk__in=named).values_list("animal_origin", flat=True)) <= origins


def test_a_food_not_eaten_is_gone_and_another_takes_its_place(rice):
    first = suggested(rice, "VITC")[0]
    Avoidance.objects.create(profile=rice.profile, words=first.name.split(",")[0])
    found = suggested(rice, "VITC")
    assert first.food_id not in {one.food_id for one in found}
    assert len(found) == 3


def test_a_supplement_is_never_suggested(rice):
    pill = food(1, "Vitamin C 1000", ("1 tablet", 1), is_common=True, usual_grams=1, is_supplement=True)
    FoodNutrient.objects.create(food=pill, nutrient_id="VITC", amount=100_000, derivation="label", source="Label")
    assert pill.pk not in {one.food_id for one in suggested(rice, "VITC")}


def test_a_run_of_days_and_a_week_without_flags_ask_nothing_for_it(rice, django_assert_num_queries):
    profile = Profile.objects.get(user=rice)
    assert all(row.suggestions == () for row in report_over(profile, WEEK.days).nutrients)
    empty = WEEK.days[0] - timedelta(days=21)
    weekly_report(profile, Week.of(empty))  # the tables are read
    with CaptureQueriesContext(connection) as over:
        report_over(profile, Week.of(empty).days)
    with django_assert_num_queries(len(over)):
        assert not weekly_report(profile, Week.of(empty)).having(*LOW)


def test_a_portion_stands_in_household_words(rice):
    found = suggested(rice, "VITC")
    assert all(one.measure == "" or f"({one.grams:.0f} g)" in one.measure for one in found)
    assert any(one.measure for one in found)


def test_everyday_foods_are_mostly_one_thing(shipped_tables):
    named = {row.name for row in mostly_one_thing()}
    assert {"Pumpkin seeds", "Salmon, baked", "Orange"} <= named
    assert not named & {"Unknown meal", "Pepperoni pizza", "Lentil soup"}


@pytest.mark.parametrize(
    ("grams", "expected"), [(50, ("1 egg", 1)), (25, ("1 egg", 0.5)), (150, ("1 egg", 3)), (37, ("1 g", 37))]
)
def test_a_weight_as_a_simple_number_of_a_portion(db, grams, expected):
    egg = food(1, "Egg", ("1 egg", 50))
    portion, quantity = portion_for(egg.portions.all(), grams)
    assert (portion.description, quantity) == expected


def test_a_food_without_portions_has_none(db):
    assert portion_for([], 50) == (None, 50)
