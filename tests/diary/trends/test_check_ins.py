"""How the days felt: what was not said is not drawn, and nobody else's is."""

from datetime import timedelta

from diary.models import CheckIn
from diary.trends.check_ins import check_ins
from tests.diary.larder import TODAY
from tests.diary.trends.conftest import WEEKS

MONDAY = WEEKS[0].first_day


def say(person, back, **answers):
    CheckIn.objects.create(person=person, date=TODAY - timedelta(days=back), **answers)


def test_an_answer_of_none_is_a_dot_and_no_answer_is_not(ada):
    say(ada, 0, stress=0)
    say(ada, 1, gut_comfort=4)
    say(ada, 2, note="only a note")
    stress, comfort = check_ins(ada, WEEKS, TODAY).strips
    assert [dot.y for dot in stress.dots] == ["100.0"]  # the foot of the scale
    assert [dot.y for dot in comfort.dots] == ["24.0"]
    assert "on 1 days" in stress.title or "on 1 day" in stress.title


def test_the_table_says_the_same_in_words(ada):
    say(ada, 0, stress=0, stool_form=4)
    say(ada, 3, gut_comfort=1)
    rows = check_ins(ada, WEEKS, TODAY).rows
    assert [(row.day, row.stress, row.gut_comfort, row.stool_form) for row in rows] == [
        ("Thu 19 Nov", "0: None", "", "4: Like a sausage, smooth and soft"),
        ("Mon 16 Nov", "", "1: Uncomfortable", ""),
    ]


def test_dots_stand_on_the_axis_of_the_charts(ada):
    """Four weeks from 6.5 % to 99.5 %: the middle of the first day, and of the last."""
    CheckIn.objects.create(person=ada, date=MONDAY, stress=1)
    CheckIn.objects.create(person=ada, date=WEEKS[-1].last_day, stress=1)
    xs = [float(dot.x[:-1]) for dot in check_ins(ada, WEEKS, TODAY).strips[0].dots]
    assert xs[0] == round(6.5 + 93 / 56, 2)
    assert xs[1] == round(99.5 - 93 / 56, 2)


def test_only_these_weeks_and_only_the_persons_own(ada, bob):
    say(bob, 0, stress=4)
    say(ada, 60, stress=4)
    found = check_ins(ada, WEEKS, TODAY)
    assert found.rows == ()
    assert not any(strip.dots for strip in found.strips)
