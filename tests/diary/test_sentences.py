from uuid import uuid4

import pytest
from django.core.signing import BadSignature

from diary.models import Assumed, Day, Entry, Sentence
from diary.sentences import (
    RowToLog,
    leave_out,
    log_more,
    log_sentence,
    look_again,
    note_of_logged,
    standing,
    take_back,
)
from tests.diary.larder import TODAY

State = Sentence.State


@pytest.fixture
def written(ada, egg):
    """Ada wrote "2 eggs and zelnik": two eggs are logged, the zelnik is open."""
    rows = [RowToLog(egg, egg.portions.first(), 2, (Assumed.FOOD, Assumed.PORTION))]
    return log_sentence(
        ada, text="2 eggs and zelnik", eaten_on=TODAY, meal="dinner", key=uuid4(), rows=rows, not_understood=["zelnik"]
    )


def test_words_and_foods_are_kept_together(ada, written):
    entry = Entry.objects.of(ada).get()
    assert (entry.sentence, entry.grams, entry.assumed, entry.meal) == (written, 100, "food portion", "dinner")
    assert (written.text, written.not_understood, written.state) == ("2 eggs and zelnik", ["zelnik"], State.LOGGED)


def test_the_same_key_logs_once(ada, egg):
    key, rows = uuid4(), [RowToLog(egg, egg.portions.first(), 1, ())]
    for _ in range(2):
        log_sentence(ada, text="egg", eaten_on=TODAY, meal="lunch", key=key, rows=rows, not_understood=[])
    assert (Sentence.objects.count(), Entry.objects.count()) == (1, 1)


def test_two_people_may_send_the_same_key(ada, bob, egg):
    key, rows = uuid4(), [RowToLog(egg, egg.portions.first(), 1, ())]
    for person in (ada, bob):
        log_sentence(person, text="egg", eaten_on=TODAY, meal="lunch", key=key, rows=rows, not_understood=[])
    assert Entry.objects.count() == 2


def test_words_alone_are_kept_and_counted_nowhere(ada):
    log_sentence(
        ada, text="!!!", eaten_on=TODAY, meal="lunch", key=uuid4(), rows=[], not_understood=[], state=State.WAITING
    )
    assert Sentence.objects.of(ada).get().state == State.WAITING
    assert not Entry.objects.exists()


def test_a_food_that_cannot_be_logged_leaves_nothing_behind(ada, egg):
    rows = [RowToLog(egg, egg.portions.first(), quantity, ()) for quantity in (1, 1e9)]
    with pytest.raises(Exception, match="entry_grams_plausible"):
        log_sentence(ada, text="egg", eaten_on=TODAY, meal="lunch", key=uuid4(), rows=rows, not_understood=[])
    assert not Entry.objects.exists()


def test_an_open_phrase_becomes_a_food_of_the_same_meal(ada, written, bread):
    rows = [RowToLog(bread, bread.portions.first(), 1, ())]
    entries = log_more(written, phrase="zelnik", rows=rows, not_understood=[], key=uuid4())
    written.refresh_from_db()
    assert [(entry.sentence, entry.meal, entry.grams) for entry in entries] == [(written, "dinner", 31)]
    assert written.not_understood == []


def test_taken_back_the_words_wait_and_an_empty_day_is_open_again(ada, written):
    Day.objects.create(person=ada, date=TODAY, complete=True)
    note = note_of_logged(written, list(written.entries.all()))
    assert [entry.grams for entry in take_back(ada, note)] == [100]
    written.refresh_from_db()
    assert (written.state, written.text, Entry.objects.count()) == (State.WAITING, "2 eggs and zelnik", 0)
    assert not Day.objects.get().complete


def test_taken_back_an_answered_phrase_is_open_again(ada, written, bread):
    before = standing(written)
    rows = [RowToLog(bread, bread.portions.first(), 1, ())]
    entries = log_more(written, phrase="zelnik", rows=rows, not_understood=[], key=uuid4())
    take_back(ada, note_of_logged(written, entries, before))
    written.refresh_from_db()
    assert (written.state, written.not_understood) == (State.LOGGED, ["zelnik"])
    assert [entry.grams for entry in Entry.objects.all()] == [100]


def test_a_food_changed_since_is_not_taken_back(ada, written):
    note = note_of_logged(written, list(written.entries.all()))
    Entry.objects.update(grams=55)
    assert take_back(ada, note) == []
    written.refresh_from_db()
    assert (written.state, Entry.objects.count()) == (State.LOGGED, 1)


def test_left_out_and_looked_at_again(ada, written):
    note = leave_out(written, "zelnik")
    assert Sentence.objects.get().not_understood == []
    look_again(ada, note)
    assert Sentence.objects.get().not_understood == ["zelnik"]
    leave_out(written, "")
    assert (Sentence.objects.get().state, Sentence.objects.get().text) == (State.SET_ASIDE, "2 eggs and zelnik")


def test_a_note_is_its_owners(ada, bob, written):
    for undo, note in (
        (take_back, note_of_logged(written, list(written.entries.all()))),
        (look_again, leave_out(written, "zelnik")),
    ):
        with pytest.raises(BadSignature):
            undo(bob, note)
    assert Entry.objects.count() == 1
