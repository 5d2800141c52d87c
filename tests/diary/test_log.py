from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import signing

from diary import log as acts
from diary.models import Day, Entry
from tests.diary.larder import TODAY

YESTERDAY = TODAY - timedelta(days=1)


def test_copies_are_new_entries_with_the_same_food_and_grams(ada, egg, bread, log):
    """
    wed  breakfast  egg 2 × 50 g
         lunch      bread 31 g
    """
    log(ada, egg, quantity=2, on=YESTERDAY)
    log(ada, bread, meal="lunch", on=YESTERDAY)
    acts.copy_entries(ada, YESTERDAY, TODAY, uuid4())
    rows = Entry.objects.of(ada).on(TODAY).values_list("meal", "portion__food__name", "quantity", "grams")
    assert list(rows) == [("breakfast", "Egg, boiled", 2, 100), ("lunch", "Rye bread", 1, 31)]
    assert Entry.objects.of(ada).on(YESTERDAY).count() == 2


def test_one_meal_can_be_copied_and_another_persons_day_never_is(ada, bob, egg, bread, log):
    log(ada, egg, on=YESTERDAY)
    log(ada, bread, meal="lunch", on=YESTERDAY)
    log(bob, egg, meal="lunch", on=YESTERDAY)
    copies = acts.copy_entries(ada, YESTERDAY, TODAY, uuid4(), "lunch")
    assert [(copy.person, copy.portion.food) for copy in copies] == [(ada, bread)]


def test_removed_entries_are_put_back_as_they_were_and_only_once(ada, egg, log):
    entry = log(ada, egg, quantity=2, meal="dinner")
    before = Entry.objects.values().get()
    note = acts.remove(entry)
    assert not Entry.objects.exists()
    assert [len(acts.put_back(ada, note)) for _ in range(2)] == [1, 0]
    after = Entry.objects.values().get()
    del before["created_at"], after["created_at"]
    assert after == before


def test_a_note_of_somebody_else_puts_nothing_back(ada, bob, egg, log):
    note = acts.remove(log(ada, egg))
    with pytest.raises(signing.BadSignature):
        acts.put_back(bob, note)
    assert not Entry.objects.exists()


def test_an_old_note_is_worth_nothing(ada, egg, log, time_machine):
    time_machine.move_to(TODAY)
    note = acts.remove(log(ada, egg))
    time_machine.shift(timedelta(days=2))
    with pytest.raises(signing.SignatureExpired):
        acts.put_back(ada, note)


def test_a_day_that_loses_its_last_entry_is_open_again(ada, egg, log):
    first, last = log(ada, egg), log(ada, egg)
    day = Day.objects.create(person=ada, date=TODAY, complete=True)
    acts.remove(first)
    day.refresh_from_db()
    assert day.complete
    acts.remove(last)
    day.refresh_from_db()
    assert not day.complete


def test_moving_a_meal_keeps_grams_and_opens_the_emptied_day(ada, egg, log):
    log(ada, egg, quantity=3)
    Day.objects.create(person=ada, date=TODAY, complete=True)
    assert acts.move_meal(ada, TODAY, "breakfast", to_day=date(2026, 11, 17), to_meal="dinner") == 1
    entry = Entry.objects.get()
    assert (entry.eaten_on, entry.meal, entry.grams) == (date(2026, 11, 17), "dinner", 150)
    assert not Day.objects.get().complete
