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
    note = acts.remove(ada, [entry])
    assert not Entry.objects.exists()
    assert [len(acts.put_back(ada, note)) for _ in range(2)] == [1, 0]
    after = Entry.objects.values().get()
    del before["created_at"], after["created_at"]
    assert after == before


def test_a_note_of_somebody_else_puts_nothing_back(ada, bob, egg, log):
    note = acts.remove(ada, [log(ada, egg)])
    with pytest.raises(signing.BadSignature):
        acts.put_back(bob, note)
    assert not Entry.objects.exists()


def test_an_old_note_is_worth_nothing(ada, egg, log, time_machine):
    time_machine.move_to(TODAY)
    note = acts.remove(ada, [log(ada, egg)])
    time_machine.shift(timedelta(days=2))
    with pytest.raises(signing.SignatureExpired):
        acts.put_back(ada, note)


def test_a_day_that_loses_its_last_entry_is_open_again(ada, egg, log):
    first, last = log(ada, egg), log(ada, egg)
    day = Day.objects.create(person=ada, date=TODAY, complete=True)
    acts.remove(ada, [first])
    day.refresh_from_db()
    assert day.complete
    acts.remove(ada, [last])
    day.refresh_from_db()
    assert not day.complete


def test_moving_a_meal_keeps_grams_and_opens_the_emptied_day(ada, egg, log):
    log(ada, egg, quantity=3)
    Day.objects.create(person=ada, date=TODAY, complete=True)
    assert acts.move_meal(ada, TODAY, "breakfast", to_day=date(2026, 11, 17), to_meal="dinner")[0] == 1
    entry = Entry.objects.get()
    assert (entry.eaten_on, entry.meal, entry.grams) == (date(2026, 11, 17), "dinner", 150)
    assert not Day.objects.get().complete


def test_a_swapped_food_keeps_its_grams_and_goes_back(ada, bob, egg, bread, log):
    """Ada's eggs of two days become bread, gram for gram; an older one and Bob's stay."""
    mine = [log(ada, egg, quantity=2), log(ada, egg, on=YESTERDAY)]
    others = [log(ada, egg, on=YESTERDAY - timedelta(days=7)), log(bob, egg)]
    before = list(Entry.objects.order_by("pk").values())
    note = acts.swap_food(ada, (YESTERDAY, TODAY), egg, bread)
    swapped = Entry.objects.filter(pk__in=[entry.pk for entry in mine]).order_by("pk")
    rows = swapped.values_list("portion__food__name", "portion__description", "quantity", "grams")
    assert list(rows) == [("Rye bread", "1 g", 100, 100), ("Rye bread", "1 g", 50, 50)]
    assert all(Entry.objects.get(pk=entry.pk).portion.food == egg for entry in others)
    with pytest.raises(signing.BadSignature):
        acts.swap_back(bob, note)
    assert acts.swap_back(ada, note) == 2
    assert list(Entry.objects.order_by("pk").values()) == before


def test_an_entry_changed_since_does_not_go_back(ada, egg, bread, log):
    entry = log(ada, egg)
    note = acts.swap_food(ada, (TODAY,), egg, bread)
    Entry.objects.filter(pk=entry.pk).update(portion=bread.portions.first(), quantity=2, grams=62)
    assert acts.swap_back(ada, note) == 0
    assert Entry.objects.get().grams == 62


def test_a_note_for_one_act_is_no_note_for_another(ada, egg, bread, log):
    log(ada, egg)
    note = acts.swap_food(ada, (TODAY,), egg, bread)
    with pytest.raises(signing.BadSignature):
        acts.put_back(ada, note)


def test_nothing_to_swap_gives_no_note(ada, egg, bread):
    assert acts.swap_food(ada, (TODAY,), egg, bread) == ""


def test_a_day_emptied_by_mistake_is_complete_again_when_that_is_undone(ada, egg, log):
    entry = log(ada, egg)
    Day.objects.create(person=ada, date=TODAY, complete=True)
    acts.put_back(ada, acts.remove(ada, [entry]))
    assert Day.objects.get().complete
    _, note = acts.move_meal(ada, TODAY, "breakfast", to_day=YESTERDAY, to_meal="dinner")
    assert not Day.objects.get().complete
    assert len(acts.move_back(ada, note)) == 1
    assert Day.objects.get().complete
    assert Entry.objects.values_list("eaten_on", "meal").get() == (TODAY, "breakfast")


def test_an_empty_day_that_was_open_stays_open_when_the_entry_comes_back(ada, egg, log):
    Day.objects.create(person=ada, date=TODAY, complete=False)
    acts.put_back(ada, acts.remove(ada, [log(ada, egg)]))
    assert not Day.objects.get().complete


def test_copies_are_taken_off_again_but_not_those_changed_since(ada, egg, bread, log):
    log(ada, egg, on=YESTERDAY)
    log(ada, bread, on=YESTERDAY)
    own = log(ada, egg)
    first, second = acts.copy_entries(ada, YESTERDAY, TODAY, uuid4())
    note = acts.note_of_added(ada, [first, second])
    Entry.objects.filter(pk=second.pk).update(grams=60)
    assert [len(acts.take_off(ada, note)) for _ in range(2)] == [1, 0]
    assert set(Entry.objects.on(TODAY).values_list("pk", flat=True)) == {own.pk, second.pk}


def test_a_meal_moved_on_since_is_not_moved_back(ada, egg, log):
    log(ada, egg)
    _, note = acts.move_meal(ada, TODAY, "breakfast", to_day=YESTERDAY, to_meal="dinner")
    Entry.objects.update(meal="snack")
    assert acts.move_back(ada, note) == []
    assert Entry.objects.values_list("eaten_on", "meal").get() == (YESTERDAY, "snack")


def test_only_the_person_undoes_their_own_copies_and_moves(ada, bob, egg, log):
    log(ada, egg, on=YESTERDAY)
    copied = acts.note_of_added(ada, acts.copy_entries(ada, YESTERDAY, TODAY, uuid4()))
    _, moved = acts.move_meal(ada, TODAY, "breakfast", to_day=YESTERDAY, to_meal="dinner")
    for undo, note in ((acts.take_off, copied), (acts.move_back, moved), (acts.move_back, copied)):
        with pytest.raises(signing.BadSignature):
            undo(bob, note)
    assert Entry.objects.of(ada).count() == 2


def test_what_the_day_holds_already_is_counted_one_by_one(ada, bob, egg, bread, log):
    """
    wed  breakfast  egg 1, egg 1, egg 2   lunch  bread 1
    thu  breakfast  egg 1                 dinner bread 1       (Bob: egg 2)
    """
    first, _same, _two, _lunch = (
        log(ada, egg, on=YESTERDAY),
        log(ada, egg, on=YESTERDAY),
        log(ada, egg, quantity=2, on=YESTERDAY),
        log(ada, bread, meal="lunch", on=YESTERDAY),
    )
    log(ada, egg)
    log(ada, bread, meal="dinner")
    log(bob, egg, quantity=2)
    assert acts.logged_already(ada, YESTERDAY, TODAY) == {first.pk}
    assert acts.logged_already(ada, YESTERDAY, TODAY, "lunch") == set()
    acts.copy_entries(ada, YESTERDAY, TODAY, uuid4(), but={first.pk})
    assert Entry.objects.of(ada).on(TODAY).count() == 5


def test_a_change_goes_back_to_what_was_there_and_only_once(ada, bob, egg, bread, log):
    """Two assumed eggs of a closed day become a slice of bread at another meal of another day."""
    entry = log(ada, egg, quantity=2)
    Entry.objects.update(assumed="quantity")
    Day.objects.create(person=ada, date=TODAY, complete=True)
    entry.refresh_from_db()
    stood, before = Entry.objects.values().get(), acts.row_of(entry)
    entry.portion, entry.quantity, entry.grams, entry.assumed = bread.portions.first(), 1, 31, ""
    entry.meal, entry.eaten_on = "lunch", YESTERDAY
    note = acts.save_change(before, entry)
    assert Entry.objects.values_list("meal", "eaten_on", "grams").get() == ("lunch", YESTERDAY, 31)
    assert not Day.objects.get().complete
    with pytest.raises(signing.BadSignature):
        acts.change_back(bob, note)
    assert [len(acts.change_back(ada, note)) for _ in range(2)] == [1, 0]
    assert Entry.objects.values().get() == stood
    assert Day.objects.get().complete


def test_a_change_is_not_taken_back_over_a_later_one(ada, egg, log):
    entry = log(ada, egg)
    before = acts.row_of(entry)
    entry.quantity, entry.grams = 2, 100
    note = acts.save_change(before, entry)
    Entry.objects.update(quantity=3, grams=150)
    assert acts.change_back(ada, note) == []
    assert Entry.objects.get().grams == 150
