import itertools
from datetime import date, timedelta

import pytest

from diary.trends.spans import SpanForm, weeks_until
from diary.weeks import Week
from tests.diary.larder import TODAY


def asked(**data):
    form = SpanForm(data, today=TODAY, days=True)
    form.is_valid()
    return form


def test_eight_weeks_up_to_the_running_one_unless_others_are_asked_for():
    assert [str(week) for week in asked().past()] == [f"2026-W{n}" for n in range(40, 48)]
    assert len(asked(weeks="52").past()) == 52
    assert asked(weeks="52").past()[0] == Week(2025, 48)


@pytest.mark.parametrize("weeks", ["abc", "1000000000", "-8", "0", "8.0", "８", "", "8" * 5000, "\x00", "<b>"])
def test_a_span_we_do_not_show_is_said_and_the_usual_one_shown(weeks):
    form = asked(weeks=weeks)
    assert form.is_valid() == (weeks == "")
    assert form.span == 8
    assert all(len(message) < 200 for message in form.errors.get("weeks", []))


def test_days_of_ones_own():
    assert asked().days() == (date(2026, 9, 28), TODAY)
    assert asked(weeks="4").days()[0] == date(2026, 10, 26)
    assert asked(**{"from": "2025-01-01", "to": "2025-02-01"}).days() == (date(2025, 1, 1), date(2025, 2, 1))
    assert asked(**{"from": "2025-01-01"}).days() == (date(2025, 1, 1), TODAY)
    assert asked(to="2025-02-02", weeks="4").days() == (date(2025, 1, 6), date(2025, 2, 2))
    assert asked(**{"from": "2016-11-19"}).is_valid()


@pytest.mark.parametrize(
    ("first", "last", "field", "said"),
    [
        ("2026-11-02", "2026-11-01", "from", "is after"),
        ("2016-11-01", "", "from", "over ten years"),
        ("1999-12-31", "2000-01-02", "from", "2000 at the earliest"),
        ("2026-11-01", "2026-11-21", "to", "has not come yet"),
        ("", "0001-01-01", "to", "2000 at the earliest"),
        ("", "9999-12-31", "to", "has not come yet"),
        ("2026-02-30", "", "from", "not a date"),
        ("yesterday", "", "from", "not a date"),
        ("' OR 1=1", "", "from", "not a date"),
    ],
)
def test_days_that_cannot_be_are_said_beside_their_box(first, last, field, said):
    form = asked(**{"from": first, "to": last})
    assert said in form.errors[field][0]
    assert form.days() == asked().days()


def test_a_day_before_which_no_weeks_fit_is_no_trouble():
    form = asked(to="2000-01-03", weeks="52")
    assert not form.is_valid() or form.days()[0] < date(2000, 1, 3)


def test_weeks_until_crosses_a_year_without_a_gap():
    weeks = weeks_until(Week(2027, 1), 3)
    assert weeks == (Week(2026, 52), Week(2026, 53), Week(2027, 1))
    assert all(b.first_day - a.first_day == timedelta(weeks=1) for a, b in itertools.pairwise(weeks))
