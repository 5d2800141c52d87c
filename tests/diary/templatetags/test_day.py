"""What is kept for everybody: by language, and with nothing of the person who asked first."""

from datetime import date

import pytest
from django.utils.translation import override

from diary.closing.check_in import CheckInForm
from diary.models import CheckIn
from diary.templatetags.day import alike, meal_options, question, strip_day
from diary.weekstrip import DayState, StripDay

MONDAY = date(2026, 2, 9)


def test_each_language_has_its_own_words():
    with override("en"):
        english = meal_options("lunch")
    with override("es"):
        spanish = meal_options("lunch")
    assert '<option value="lunch" selected>Lunch</option>' in english
    assert spanish.count("<option") == english.count("<option") == 4
    assert "Lunch" not in spanish


def test_a_days_place_in_the_week_goes_by_its_state_and_by_the_page():
    day = StripDay(MONDAY, DayState.COMPLETE)
    assert 'aria-current="date"' in strip_day(day, MONDAY)
    assert 'aria-current="date"' not in strip_day(day, date(2026, 2, 10))
    assert "<a " not in strip_day(StripDay(MONDAY, DayState.NOT_YET), MONDAY)


@pytest.mark.parametrize("answer", [None, 0, 3])
def test_an_answer_is_chosen_for_who_gave_it_and_for_nobody_else(answer):
    said = question(CheckInForm(instance=CheckIn(stress=answer))["stress"])
    chosen = "" if answer is None else str(answer)
    assert said.count(" checked") == 1
    assert f'value="{chosen}" id="id_felt-stress_{5 if answer is None else answer}" checked' in said
    assert 'value="" id="id_felt-stress_5" checked' in question(CheckInForm(instance=CheckIn())["stress"])


@pytest.mark.django_db
def test_a_refused_answer_is_answered_beside_it_and_not_kept():
    refused = CheckInForm({"felt-stress": "9", "felt-note": ""}, instance=CheckIn())
    assert "There is no such answer" in question(refused["stress"])
    assert "There is no such answer" not in question(CheckInForm(instance=CheckIn())["stress"])


def test_pieces_alike_for_everybody_hold_no_value_of_a_page():
    assert alike("diary/_outbox_pieces.html") is alike("diary/_outbox_pieces.html")
    assert 'value=""' not in alike("diary/_copy_meals.html")
