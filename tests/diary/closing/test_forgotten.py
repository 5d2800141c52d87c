"""What is easily forgotten, and which foods answer it."""

import csv

import pytest

from diary.closing.forgotten import CODES, QUESTIONS, food_codes, prompt_of, reminders
from diary.models import Entry
from tests.diary.larder import food

pytestmark = pytest.mark.django_db


def day_of(person, log):
    """A day with coffee, butter in a stew's place, crisps and a plain apple."""
    for number, (name, code, meal) in enumerate(
        [
            ("Coffee", "92100000", "breakfast"),
            ("Coffee", "92100000", "lunch"),
            ("Butter", "81100500", "lunch"),
            ("Apple", "63101000", "lunch"),
        ]
    ):
        log(person, food(number, name, food_code=code), meal=meal)
    return Entry.objects.of(person).as_listed()


def ticked(entries, *by_hand):
    return {reminder.question.key: reminder.logged for reminder in reminders(entries, by_hand) if reminder.is_ticked}


def test_what_is_logged_is_ticked_and_named_once(ada, log):
    assert ticked(day_of(ada, log)) == {"drinks": ("Coffee",), "fats": ("Butter",)}


def test_a_tick_by_hand_stands_beside_what_is_logged(ada, log):
    assert ticked(day_of(ada, log), "snacks") == {"drinks": ("Coffee",), "fats": ("Butter",), "snacks": ()}


def test_what_is_eaten_in_between_is_a_snack_but_a_drink_then_is_a_drink(ada, log):
    log(ada, food(1, "Apple", food_code="63101000"), meal="snack")
    log(ada, food(2, "Tea", food_code="92302000"), meal="snack")
    assert ticked(Entry.objects.of(ada).as_listed()) == {"snacks": ("Apple",), "drinks": ("Tea",)}


def test_a_supplement_answers_for_supplements_wherever_it_is_logged(ada, log):
    log(ada, food(1, "Vitamin D drops", is_supplement=True, food_code="92100000"), meal="snack")
    assert ticked(Entry.objects.of(ada).as_listed()) == {"supplements": ("Vitamin D drops",)}


@pytest.mark.parametrize(
    ("code", "key"),
    [("11111000", "drinks"), ("11410000", ""), ("71201000", "snacks"), ("71401000", ""), ("91101000", ""), ("", "")],
)
def test_the_longest_beginning_of_a_food_code_decides(ada, log, code, key):
    """Milk but not yogurt, potato chips but not fries, not sugar; a food without a code answers nothing."""
    log(ada, food(1, "Food", food_code=code))
    assert set(ticked(Entry.objects.of(ada).as_listed())) == ({key} if key else set())


def test_every_row_of_the_file_has_a_question_and_a_source_and_no_code_twice():
    with CODES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["question"] for row in rows} <= {question.key for question in QUESTIONS}
    assert all(row["source"] and row["foods"] and row["food_code"].isdecimal() for row in rows)
    assert len(food_codes()) == len(rows)


def test_the_box_asks_for_what_was_forgotten():
    assert prompt_of("drinks") == "What did you drink?"
    assert prompt_of("<script>") == ""
