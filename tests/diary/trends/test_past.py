"""Some nutrients over many weeks say what the report of each week says, exactly."""

from dataclasses import replace

import pytest

from accounts.models import Profile
from diary.kept.keeping import keep_week
from diary.models import Entry, SavedReport
from diary.report import weekly_report
from diary.trends.past import past_weeks
from nutrients.assessment.rules import Reason
from nutrients.models import FoodNutrient, Nutrient
from tests.diary.larder import TODAY
from tests.diary.trends.conftest import WEEKS

pytestmark = pytest.mark.usefixtures("shipped_tables")
# A tabled distribution, per kg, per MJ and in part only, an AI, an upper level, no prior; sources and an estimate.
TAGNAMES = ("ZN", "FE", "PROCNT", "NIA", "CHOLN", "NA", "ID", "LIVECULT", "PREBIOTIC", "GLN")


def values(*tagnames):
    return [Nutrient.objects.get(pk=tagname).as_value() for tagname in tagnames]


def as_in_the_past(row):
    """A row of a report without what would change it."""
    return replace(row, counterfactual=None, days_to_settle=None, suggestions=())


def unlike(past, profile):
    """(week, tagname) of every row that a weekly report gives otherwise."""
    for week in past:
        report = weekly_report(profile, week.week)
        assert week.quality == report.quality
        assert week.plants == report.plants
        for tagname, row in week.rows.items():
            expected = next((r for r in report.nutrients if r.nutrient.tagname == tagname), None)
            if expected is None or as_in_the_past(expected) != row:
                yield str(week.week), tagname


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"birth_year": None, "sex": "", "menstruating": None},
        {"reference_set": "EFSA", "weight_kg": 70.0, "height_cm": 170.0, "diet": "vegan"},
    ],
)
def test_each_week_is_as_its_report_says(random_diary, seed, answers):
    person = random_diary(seed)
    Profile.objects.filter(user=person).update(**answers)
    person.profile.refresh_from_db()
    for tagname in TAGNAMES:  # one at a time: what is read for one must not lean on what is read for another
        past = past_weeks(person.profile, WEEKS, values(tagname))
        assert len(past) == len(WEEKS)
        assert list(unlike(past, person.profile)) == [], tagname


def test_the_random_diaries_are_not_all_the_same_case(random_diary):
    """Else the test above would say little."""
    person = random_diary(1)
    rows = [row for week in past_weeks(person.profile, WEEKS, values(*TAGNAMES)) for row in week.rows.values()]
    assert len({row.verdict for row in rows}) >= 4
    assert any(row.supplement for row in rows)
    assert any(row.sources and row.sources.every.possible_days for row in rows)
    assert any(row.intake.unknown and row.intake.known for row in rows)


def test_a_food_known_for_another_nutrient_only_holds_no_live_cultures_unseen(ada, riddles, plain_week):
    """Live cultures do not survive cooking, so a food hides them only if nothing at all is known of it."""
    plain_week(riddles[1], 3)
    past = past_weeks(ada.profile, WEEKS, values("LIVECULT"))
    assert past[-2].rows["LIVECULT"].sources.every.possible_days == ()
    Entry.objects.all().delete()
    plain_week(riddles[0], 3)
    past = past_weeks(ada.profile, WEEKS, values("LIVECULT"))
    assert len(past[-2].rows["LIVECULT"].sources.every.possible_days) == 3


def test_a_kept_week_says_what_was_kept(random_diary):
    person = random_diary(2)
    week = WEEKS[1]
    before = weekly_report(person.profile, week)
    assert keep_week(person, week, TODAY)
    FoodNutrient.objects.filter(nutrient="ZN").update(amount=99)
    Entry.objects.of(person).in_week(week).filter(grams__gt=100).delete()
    past = past_weeks(person.profile, WEEKS, values("ZN", "GLN"))
    assert [row.is_kept for row in past] == [False, True, False, False]
    kept = past[1]
    assert (kept.rows["ZN"], kept.rows["GLN"]) == (before["ZN"], before["GLN"])
    assert (kept.quality, kept.plants) == (before.quality, before.plants)
    assert as_in_the_past(weekly_report(person.profile, week)["ZN"]) != as_in_the_past(before["ZN"])


def test_a_kept_report_that_cannot_be_read_is_worked_out_anew(random_diary, caplog):
    person = random_diary(2)
    keep_week(person, WEEKS[1], TODAY)
    SavedReport.objects.update(report={"version": 1, "packed": "no such thing"})
    past = past_weeks(person.profile, WEEKS, values("ZN"))
    assert not past[1].is_kept
    assert list(unlike(past, person.profile)) == []
    assert "cannot be read" in caplog.text


def test_another_diary_is_not_read(random_diary, bob):
    random_diary(1)
    past = past_weeks(bob.profile, WEEKS, values("ZN"))
    assert not any(week.is_logged for week in past)
    assert {week.rows["ZN"].finding.reason for week in past} == {Reason.FEW_DAYS}


@pytest.mark.parametrize("weeks", [WEEKS[:1], WEEKS])
def test_queries_do_not_grow_with_the_weeks(random_diary, weeks, django_assert_max_num_queries):
    profile, zinc = random_diary(1).profile, values("ZN")
    with django_assert_max_num_queries(14):
        past_weeks(profile, weeks, zinc)
    with django_assert_max_num_queries(6):  # the tables do not change, so they are read no second time
        past_weeks(profile, weeks, zinc)
