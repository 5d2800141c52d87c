"""Everybody's verdicts are the verdicts of their reports, figure for figure."""

import random
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Profile, User
from diary import everybody
from diary.everybody import everybodys_verdicts
from diary.models import Day, Entry, Sentence
from diary.report import weekly_report
from diary.weeks import Week
from nutrients.models import Food, Portion
from tests.conftest import person

WEEK = Week(2026, 46)
ANSWERS = (
    {"birth_year": 1990, "sex": "female", "menstruating": True},
    {"birth_year": 1950, "sex": "male", "weight_kg": 80, "height_cm": 180},
    {"birth_year": 1995, "sex": "female", "physiology": "pregnant"},
    {},
    {"reference_set": "EFSA", "birth_year": 1980, "sex": "male", "weight_kg": 75},
    {"reference_set": "EFSA", "diet": "vegan"},
    {"birth_year": 2013, "sex": "male"},
)


@pytest.fixture
def people(shipped_tables: None) -> list[User]:
    """One for each of ANSWERS, a week of everyday foods each, some of it open, some of it not understood."""
    chance = random.Random(7)
    portions = list(Portion.objects.filter(food__is_common=True, position=1).select_related("food").order_by("pk"))
    found = [person(f"person-{number}@example.org", **answers) for number, answers in enumerate(ANSWERS)]
    for number, one in enumerate(found):
        for on in WEEK.days[: 7 - number % 3]:
            for portion in chance.sample(portions, 12):
                Entry.objects.create(
                    person=one, eaten_on=on, meal="lunch", portion=portion, quantity=1, grams=portion.grams
                )
            Day.objects.create(person=one, date=on, complete=chance.random() < 0.9)
    Sentence.objects.create(
        person=found[1],
        key=uuid4(),
        eaten_on=WEEK.first_day,
        meal="lunch",
        text="xyzzy",
        state="logged",
        not_understood=["xyzzy"],
    )
    return found


def figures(report) -> dict:
    return {
        row.nutrient.tagname: (row.finding, row.probability, row.intake.recorded, row.intake.known_share)
        for row in report.nutrients
        if row.nutrient.assessment in ("adequacy", "sources")
    }


def test_they_are_those_of_the_reports(people):
    found = list(everybodys_verdicts([one.pk for one in people], WEEK))
    assert [one.profile.user for one in found] == people
    for one in found:
        report = weekly_report(one.profile, WEEK)
        assert [(day.date, day.complete, len(day.eaten)) for day in one.days] == [
            (day.date, day.complete, len(day.eaten)) for day in report.days
        ]
        assert one.release == report.tables.release
        said = {
            row.tagname: (row.finding, row.probability, row.evidence.intake.recorded, row.evidence.intake.known_share)
            for row in one.verdicts
        }
        assert said == figures(report)


def test_the_people_differ(people):
    """Or the test above would compare one case seven times."""
    found = [tuple(row.finding for row in one.verdicts) for one in everybodys_verdicts([p.pk for p in people], WEEK)]
    assert len(set(found)) == len(people)


def test_a_food_of_ones_own_counts_for_its_owner(people):
    own = Food.objects.create(owner=people[0], name="My bar", description="My bar", data_type="own", source="Label")
    portion = Portion.objects.create(food=own, description="1 bar", grams=40)
    Entry.objects.create(person=people[0], eaten_on=WEEK.first_day, meal="snack", portion=portion, quantity=1, grams=40)
    [found] = everybodys_verdicts([people[0].pk], WEEK)
    report = weekly_report(people[0].profile, WEEK)
    assert {row.tagname: row.evidence.intake.known_share for row in found.verdicts} == {
        row.nutrient.tagname: row.intake.known_share
        for row in report.nutrients
        if row.nutrient.assessment in ("adequacy", "sources")
    }


def test_who_logged_nothing_is_left_out(people, ada):
    later = Week.of(WEEK.first_day + timedelta(days=28))
    assert list(everybodys_verdicts([ada.pk, people[0].pk], later)) == []
    assert [one.profile.user for one in everybodys_verdicts([ada.pk, people[0].pk], WEEK)] == [people[0]]


def test_batches_change_nothing_and_queries_grow_with_batches_only(people, monkeypatch):
    ids = [one.pk for one in people]
    whole = [(one.profile.pk, one.verdicts) for one in everybodys_verdicts(ids, WEEK)]
    with CaptureQueriesContext(
        connection,
    ) as at_once:
        list(everybodys_verdicts(ids, WEEK))
    monkeypatch.setattr(everybody, "BATCH", 2)
    monkeypatch.setattr(everybody, "KEPT_FOODS", 3)
    monkeypatch.setattr(everybody, "KEPT_PORTIONS", 3)
    assert [(one.profile.pk, one.verdicts) for one in everybodys_verdicts(ids, WEEK)] == whole
    assert Profile.objects.count() == len(people)
    assert len(at_once) < 20
