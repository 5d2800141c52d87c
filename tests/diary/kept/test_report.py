"""A report kept and read again, and one that was kept long ago."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Profile, User
from diary.kept.packing import VERSION, packed
from diary.kept.report import SHARED, as_kept, from_body, read_kept
from diary.kept.values import Unreadable, Writer
from diary.week_page.page import heading_of, week_page
from diary.week_page.why import why_page
from nutrients.assessment.coverage import assess_week
from tests.diary.week_page.rendered import ANSWERED, TODAY, WEEK, report_of
from tests.nutrients.assessment.kitchen import ADA, BOB, FOODS, SUPPLEMENTS, TABLES, WEEKDAYS, diary_of, person

KEPT_LONG_AGO = Path(__file__).parent / "kept_v1.json"
MIXED = """
mon-thu  bread       300 g  complete
mon-thu  egg, whole  200 g
wed      tofu        150 g
sun      roast beef  250 g  complete
sun      bread       300 g
fri      egg, whole  100 g
mon-wed  multi tablet  1 g
"""
DIARIES = ["", "mon  nothing  complete", "mon-sun  tofu  600 g  complete", "mon-sun  water  500 g  complete", MIXED]

LINES = st.builds(
    "{}  {}  {} g{}".format,
    st.sampled_from(WEEKDAYS), st.sampled_from(sorted(FOODS | SUPPLEMENTS)), st.integers(1, 900),
    st.sampled_from(["", "  complete"]),
)  # fmt: skip


def as_written(report):
    writer = Writer(SHARED)
    return writer.write(report), writer.shared


@pytest.fixture
def answers(db):
    return Profile(user=User.objects.create_user("kept@example.org", "kept@example.org"), **ANSWERED)


def kept_and_read(report, answers):
    """Through the text a database holds."""
    return read_kept(json.loads(json.dumps(as_kept(report, answers, TODAY))))


@pytest.mark.parametrize("diary", DIARIES)
def test_the_report_comes_back_as_it_was(diary, answers):
    report = report_of(diary)
    kept = kept_and_read(report, answers)
    assert as_written(kept.report) == as_written(report)
    assert kept.kept_on == TODAY
    assert kept.answers.sex == "female"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, max_size=12))
def test_any_week_reads_the_same_on_every_page(answers, lines):
    report = assess_week(diary_of("\n".join(lines)), person(ADA, BOB, weight_kg=62.0), TABLES)
    kept = kept_and_read(report, answers)
    assert week_page(kept.report, WEEK, TODAY, kept.answers) == week_page(report, WEEK, TODAY, answers)
    heading = heading_of(WEEK, TODAY)
    for row in report.nutrients:
        then = kept.report[row.nutrient.tagname]
        assert (then.verdict, then.probability) == (row.verdict, row.probability)
        assert why_page(kept.report, then, heading, kept.answers) == why_page(report, row, heading, answers)


def test_a_food_eaten_twice_is_still_one_food(answers):
    kept = kept_and_read(report_of("mon  egg, whole  60 g  complete\nmon  egg, whole  60 g"), answers).report
    (egg,) = kept.days[0].by_food
    assert egg.grams == 120


def test_answers_given_later_are_not_those_it_was_made_with(answers):
    answers.menstruating = None
    kept = as_kept(report_of(MIXED), answers, TODAY)
    answers.menstruating, answers.sex = True, "male"
    assert (read_kept(kept).answers.menstruating, read_kept(kept).answers.sex) == (None, "female")


@pytest.mark.parametrize(
    "change",
    [
        {"version": VERSION + 1}, {"version": None}, {"packed": ""}, {"packed": "e30="}, {"packed": 3},
        {"packed": packed({})},
    ],
)  # fmt: skip
def test_what_a_newer_gutcheck_kept_or_what_is_damaged_is_refused(change, answers):
    kept = as_kept(report_of(MIXED), answers, TODAY)
    for damaged in (kept | change, None, [], {}):
        with pytest.raises(Unreadable):
            read_kept(damaged)
    cut = kept | {"packed": kept["packed"][:-40]}
    with pytest.raises(Unreadable):
        read_kept(cut)


def test_a_number_that_json_has_no_word_for_is_never_kept(answers):
    report = report_of(MIXED)
    with pytest.raises(ValueError, match="cannot be kept"):
        as_kept(replace(report, quality=replace(report.quality, energy=float("inf"))), answers, TODAY)


def test_a_report_that_was_kept_long_ago_opens_for_good():
    """The file is never written anew. A class that changed reads it by a default, or by a line in LATER."""
    kept = from_body(json.loads(KEPT_LONG_AGO.read_text()))
    assert kept.kept_on == date(2026, 2, 16)
    assert kept.own_foods == {2}
    zinc, iron = kept.report["ZN"], kept.report["FE"]
    assert zinc.food_alone.verdict.value == "LOOKS_LOW"
    assert (zinc.verdict.value, f"{zinc.probability:.4f}") == ("MAY_BE_LOW", "0.4841")
    assert (iron.verdict.value, f"{iron.probability:.4f}") == ("NO_CLEAR_SIGN", "0.7819")
    page = week_page(kept.report, WEEK, kept.kept_on, kept.answers)
    assert page.heading.title == "Week of 9–15 February"
    for row in kept.report.nutrients:
        assert why_page(kept.report, row, page.heading, kept.answers).versions[-1] == ("Tables", "2026.2-test")
