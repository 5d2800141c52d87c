"""Closing a day: complete or not, what was forgotten, how it felt, and asking no more."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.models import Profile
from diary.models import CheckIn, Day
from tests.diary.larder import TODAY, food

pytestmark = pytest.mark.usefixtures("at_noon")
DAY = f"/day/{TODAY}/"
FELT = {"felt-stress": "1", "felt-gut_comfort": "", "felt-stool_form": "4", "felt-note": "Long walk"}


def sent(**fields):
    return {"key": str(uuid4())} | fields


@pytest.fixture
def logged(ada, egg, log):
    return log(ada, egg)


def said_of(person):
    return CheckIn.objects.of(person).values_list("date", "stress", "gut_comfort", "stool_form", "note").first()


def test_one_button_closes_the_day_and_keeps_how_it_felt(ada, ada_client, logged):
    answer = ada_client.post(f"{DAY}close/", sent(complete="true", typical="less", thought="snacks", **FELT))
    assert (answer.status_code, answer.url) == (303, DAY)
    assert Day.objects.of(ada).values_list("date", "complete", "typical").get() == (TODAY, True, "less")
    assert said_of(ada) == (TODAY, 1, None, 4, "Long walk")
    page = ada_client.get(DAY).content.decode()
    assert "Thursday is complete" in page
    assert "Stress: A little · Like a sausage, smooth and soft · “Long walk”" in page


def test_a_form_without_the_questions_takes_no_answer_back(ada, ada_client, logged):
    CheckIn.objects.create(person=ada, date=TODAY, stress=3)
    ada_client.post(f"{DAY}close/", sent(complete="true", typical=""))
    assert said_of(ada)[1] == 3


def test_one_wrong_answer_saves_nothing_and_loses_nothing(ada, ada_client, logged):
    answer = ada_client.post(
        f"{DAY}close/", sent(complete="true", typical="more", thought="snacks", **FELT | {"felt-stress": "9"})
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Day.objects.exists()
    assert not CheckIn.objects.exists()
    assert "There is no such answer" in page
    assert '<details class="gc-felt" open>' in page
    assert "Long walk</textarea>" in page
    assert re.search(r'name="typical" value="more"[^>]* checked', page)
    assert re.search(r'name="thought" value="snacks"[^>]* checked', page)


def test_a_note_of_ten_thousand_characters_is_answered_beside_it_and_comes_back_whole(ada, ada_client, logged):
    note = "ab " * 3333 + "c"
    answer = ada_client.post(f"{DAY}close/", sent(complete="true", typical="", **FELT | {"felt-note": note}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The note is 10000 characters long and 500 can be kept" in page
    assert note in page
    assert not Day.objects.exists()


def test_an_empty_day_cannot_be_complete_and_what_was_said_of_it_comes_back(ada, ada_client, egg, log):
    log(ada, egg, on=TODAY - timedelta(days=1))
    answer = ada_client.post(f"{DAY}close/", sent(complete="true", typical="", **FELT))
    assert answer.status_code == 422
    assert "Nothing is logged on this day" in answer.content.decode()
    assert "Long walk</textarea>" in answer.content.decode()
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("act", ["close", "felt", "forgot/drinks", "ask-no-more/asks_check_in"])
def test_nothing_can_be_said_of_a_day_to_come(ada, ada_client, logged, act):
    answer = ada_client.post(f"/day/{TODAY + timedelta(days=1)}/{act}/", sent(complete="false", typical="", **FELT))
    assert answer.status_code == 422
    assert not CheckIn.objects.exists()
    assert not Day.objects.exists()


def test_how_a_day_felt_can_be_said_of_any_day_and_changed_later(ada, ada_client, logged):
    earlier = TODAY - timedelta(days=200)
    ada_client.post(f"/day/{earlier}/felt/", sent(**FELT))
    assert said_of(ada) == (earlier, 1, None, 4, "Long walk")
    ada_client.post(f"/day/{earlier}/felt/", sent(**FELT | {"felt-stress": "", "felt-note": ""}))
    assert said_of(ada) == (earlier, None, None, 4, "")
    assert not Day.objects.exists()


def test_the_same_form_twice_changes_nothing_more(ada, ada_client, logged):
    form = sent(**FELT)
    ada_client.post(f"{DAY}felt/", form)
    CheckIn.objects.update(stress=4)
    assert ada_client.post(f"{DAY}felt/", form).status_code == 303
    assert said_of(ada)[1] == 4


def test_nobody_says_how_another_persons_day_felt(ada, bob, bob_client, logged):
    CheckIn.objects.create(person=ada, date=TODAY, stress=3)
    bob_client.post(f"{DAY}felt/", sent(person=ada.pk, **FELT))
    assert said_of(ada)[1] == 3
    assert said_of(bob)[1] == 1


def test_the_plus_leads_to_the_box_and_ticks_and_answers_wait(ada, ada_client, logged):
    answer = ada_client.post(f"{DAY}forgot/drinks/", sent(typical="less", thought=["snacks", "<b>"], **FELT))
    assert (answer.status_code, answer.url) == (303, f"{DAY}?meal=snack&forgot=drinks")
    assert said_of(ada)[4] == "Long walk"
    page = ada_client.get(answer.url)
    assert page.context["prompt"] == "What did you drink?"
    ticked = [reminder.question.key for reminder in page.context["card"].reminders if reminder.is_ticked]
    assert ticked == ["snacks"]
    assert page.context["card"].typical == "less"
    assert not Day.objects.exists()
    other = ada_client.get(f"/day/{TODAY - timedelta(days=1)}/").context["card"]
    assert not any(reminder.is_ticked for reminder in other.reminders), "the ticks are of one day"


def test_what_was_added_is_ticked_then(ada, ada_client, log, logged):
    log(ada, food(9, "Coffee", ("1 mug", 240), food_code="92100000"))
    drinks = ada_client.get(DAY).context["card"].reminders[0]
    assert (drinks.logged, drinks.is_ticked) == (("Coffee",), True)


@pytest.mark.parametrize("address", ["forgot/wine-cellar/", "ask-no-more/is_staff/", "ask-no-more/hides_numbers/"])
def test_made_up_questions_are_not_found(ada, ada_client, logged, address):
    assert ada_client.post(f"{DAY}{address}", sent()).status_code == 404


@pytest.mark.parametrize(
    ("what", "words"), [("asks_forgotten", "Anything easy to forget?"), ("asks_check_in", "How did the day feel?")]
)
def test_a_question_is_asked_no_more_until_it_is_switched_on_again(ada, ada_client, logged, what, words):
    assert words in ada_client.get(DAY).content.decode()
    ada_client.post(f"{DAY}ask-no-more/{what}/", sent(typical="less", thought="snacks"))
    page = ada_client.get(DAY)
    assert words not in page.content.decode()
    assert "Preferences switch it on again" in page.content.decode()
    assert page.context["card"].typical == "less"
    Profile.objects.filter(user=ada).update(**{what: True})
    assert words in ada_client.get(DAY).content.decode()


def test_asked_no_more_a_day_with_answers_still_shows_them(ada, ada_client, logged):
    Profile.objects.filter(user=ada).update(asks_check_in=False)
    CheckIn.objects.create(person=ada, date=TODAY, stress=3)
    page = ada_client.get(DAY).content.decode()
    assert "Stress: A lot" in page
    assert "ask-no-more/asks_check_in" not in page
