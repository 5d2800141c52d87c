"""How a day felt: what may be said, and that each of it can be taken back."""

import pytest

from diary.closing.check_in import CheckInForm, check_in_of, keep
from diary.models import CheckIn
from tests.diary.larder import TODAY

pytestmark = pytest.mark.django_db
NOTHING = {"felt-stress": "", "felt-gut_comfort": "", "felt-stool_form": "", "felt-note": ""}


def form_of(person, has_come=True, **answers):
    sent = NOTHING | {f"felt-{name}": value for name, value in answers.items()}
    return CheckInForm(sent, instance=check_in_of(person, TODAY), has_come=has_come)


def said(person):
    return CheckIn.objects.of(person).values_list("stress", "gut_comfort", "stool_form", "note").first()


def say(person, **answers):
    form = form_of(person, **answers)
    assert form.is_valid(), form.errors
    keep(form)


def test_each_answer_may_be_left_out_and_is_then_none_not_zero(ada):
    say(ada, stress="0")
    assert said(ada) == (0, None, None, "")
    say(ada, stress="0", gut_comfort="4", stool_form="4", note="  Slept well  ")
    assert said(ada) == (0, 4, 4, "Slept well")


def test_an_answer_is_taken_back_and_with_the_last_one_the_row_goes(ada):
    say(ada, stress="2", note="Exam")
    say(ada, note="Exam")
    assert said(ada) == (None, None, None, "Exam")
    say(ada)
    assert not CheckIn.objects.exists()


def test_a_check_in_in_which_nothing_is_said_is_no_row(ada):
    say(ada, note="   ")
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("stress", "9"),
        ("stress", "-1"),
        ("stress", "1.5"),
        ("stress", "٣"),
        ("gut_comfort", "5"),
        ("gut_comfort", "x"),
        ("stool_form", "0"),
        ("stool_form", "8"),
    ],
)
def test_an_answer_that_is_none_is_refused_beside_its_question(ada, name, value):
    form = form_of(ada, **{name: value})
    assert list(form.errors) == [name]
    assert "There is no such answer" in form.errors[name][0]


def test_a_note_too_long_says_how_long(ada):
    assert form_of(ada, note="a" * 10_000).errors["note"] == [
        "The note is 10000 characters long and 500 can be kept. Shorten it; nothing was saved."
    ]


def test_a_new_line_counts_once_though_it_is_sent_as_two(ada):
    say(ada, note="ab\r\n" * 166 + "ab")  # 166 x 3 + 2 = 500, sent as 666
    assert said(ada)[3] == "ab\n" * 166 + "ab"


@pytest.mark.parametrize("text", ["<b>&amp; \"'</b>", "'; DROP TABLE diary_checkin; --", "נעים מאוד", "😀" * 250])
def test_a_note_is_kept_as_typed(ada, text):
    say(ada, note=text)
    assert said(ada)[3] == text


def test_a_character_that_cannot_be_kept_is_said_so(ada):
    assert "cannot be kept" in form_of(ada, note="a\0b").errors["note"][0]


def test_a_day_to_come_is_refused(ada):
    assert "has not come yet" in form_of(ada, has_come=False, stress="1").errors["__all__"][0]


def test_two_people_say_different_things_of_one_day(ada, bob):
    say(ada, stress="1")
    say(bob, stress="4")
    say(ada)
    assert said(bob) == (4, None, None, "")
    assert said(ada) is None


def test_what_was_said_is_told_in_words(ada):
    say(ada, stress="1", gut_comfort="3", stool_form="4", note="Long walk")
    assert list(CheckInForm(instance=check_in_of(ada, TODAY)).said()) == [
        "Stress: A little", "Gut comfort: Mostly fine", "Like a sausage, smooth and soft", "“Long walk”"
    ]  # fmt: skip
