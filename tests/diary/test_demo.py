"""The demo person: made once, never on an install that others can reach."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts import demo
from accounts.models import User
from diary.demo import fill_diary
from diary.models import CheckIn, Day, Entry
from diary.report import weekly_report
from diary.weeks import Week
from nutrients.assessment.rules import Verdict

TODAY = date(2026, 11, 18)  # a Wednesday


@pytest.fixture
def maya(shipped_tables):
    demo.make_demo_person(TODAY)
    person = User.objects.get_by_natural_key(demo.EMAIL)
    fill_diary(person, TODAY, settings.FIXTURES)
    return person


def test_six_weeks_of_diary_up_to_today(maya):
    dates = Entry.objects.of(maya).values_list("eaten_on", flat=True)
    assert min(dates) == date(2026, 10, 5)  # Monday six weeks before
    assert max(dates) == TODAY
    assert not Day.objects.of(maya).filter(date__gte=TODAY).exists()  # today stays open


def test_some_days_say_how_they_felt(maya):
    said = CheckIn.objects.of(maya)
    assert 0 < said.count() < Day.objects.of(maya).count()
    assert said.filter(stool_form=None).exists()  # an answer that was not given is none, and no zero


def test_every_row_of_the_files_is_logged(shipped_tables):
    """No row names a portion that the tables do not have; on the Monday after, the newest six weeks are whole."""
    demo.make_demo_person(date(2026, 11, 22))
    person = User.objects.get_by_natural_key(demo.EMAIL)
    with (settings.FIXTURES / "demo_entries.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["weeks_ago"] != "0"]
    assert fill_diary(person, date(2026, 11, 16), settings.FIXTURES) >= len(rows)
    assert Entry.objects.of(person).filter(eaten_on__lt=date(2026, 11, 16)).count() == len(rows)


def test_the_last_week_shows_what_a_report_can_say(maya):
    """Something low, something fine, something it cannot tell, and a food without a value."""
    report = weekly_report(maya.profile, Week(2026, 46))
    verdicts = {row.verdict for row in report.nutrients}
    assert {Verdict.LOOKS_LOW, Verdict.LOOKS_FINE, Verdict.CANNOT_TELL} <= verdicts
    assert any(row.intake.unknown for row in report.nutrients if row.nutrient.assessment == "adequacy")
    assert report.can_judge


@pytest.mark.django_db
def test_a_second_run_changes_nothing(shipped_tables):
    call_command("make_demo", stdout=StringIO())
    before = list(Entry.objects.values_list().order_by("pk"))
    call_command("make_demo", stdout=StringIO())
    assert list(Entry.objects.values_list().order_by("pk")) == before


@pytest.mark.django_db
def test_no_demo_person_where_others_can_reach_the_install(settings):
    settings.LOCAL_ONLY = False
    with pytest.raises(CommandError, match="password is public"):
        call_command("make_demo", stdout=StringIO())
    assert not User.objects.exists()
