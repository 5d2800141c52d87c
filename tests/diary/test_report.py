"""The unknown meal, through the report: it lowers what is known and adds nothing, least of all a zero."""

import pytest

from diary.models import Day, Entry
from diary.report import weekly_report
from diary.weeks import Week
from nutrients.assessment.rules import Verdict
from nutrients.models import Food, Portion

pytestmark = pytest.mark.usefixtures("shipped_tables")
WEEK = Week(2026, 46)


def eat(person, name, description, times=1):
    portion = Portion.objects.get(food__name=name, food__is_common=True, description=description)
    for day in WEEK.days[:3]:
        Entry.objects.create(
            person=person, eaten_on=day, meal="lunch", portion=portion, quantity=times, grams=times * portion.grams
        )
        Day.objects.update_or_create(person=person, date=day, defaults={"complete": True})


def reports_of(person):
    return {row.nutrient.tagname: row for row in weekly_report(person.profile, WEEK).nutrients}


def test_it_is_there_from_the_start_with_four_sizes_and_no_values():
    meal = Food.objects.get(name="Unknown meal")
    sizes = [("1 meal", 500), ("1 small meal", 300), ("1 large meal", 700), ("1 part of a meal", 100), ("1 g", 1)]
    assert list(meal.portions.values_list("description", "grams")) == sizes
    assert not meal.composition.exists()
    assert not meal.makeup_known


def test_it_lowers_the_known_share_and_adds_nothing(ada):
    """500 g of eggs and 500 g nobody knows: half is known, so the estimate is twice what was recorded."""
    eat(ada, "Boiled egg", "1 g", 500)
    alone = reports_of(ada)["ZN"].intake
    eat(ada, "Unknown meal", "1 meal")
    after = reports_of(ada)["ZN"].intake
    assert (alone.known_share, alone.estimate) == (1, alone.recorded)
    assert after.recorded == alone.recorded
    assert after.known_share == pytest.approx(0.5)
    assert after.estimate == pytest.approx(2 * alone.recorded)
    assert [food.name for food in after.unknown] == ["Unknown meal"]


def test_days_of_nothing_else_are_unknown_and_read_as_nothing(ada):
    eat(ada, "Unknown meal", "1 large meal")
    for row in reports_of(ada).values():
        assert not row.intake.recorded, row.nutrient.tagname
        if row.nutrient.assessment == "adequacy":
            assert (row.intake.recorded, row.intake.known_share) == (None, 0)
            assert row.verdict is Verdict.CANNOT_TELL
        if row.sources:
            assert row.sources.every.exposure_days == ()
            assert len(row.sources.every.possible_days) == 3
