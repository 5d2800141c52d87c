from datetime import timedelta

import pytest
from django.core import signing

from diary.notes import facts_in, note_of
from tests.diary.larder import TODAY


def test_a_note_says_its_facts_to_the_person_and_act_it_was_written_for(ada, bob):
    note = note_of(ada, "removed", {"n": 1})
    assert facts_in(ada, "removed", note) == {"n": 1}
    for person, act in ((bob, "removed"), (ada, "moved")):
        with pytest.raises(signing.BadSignature):
            facts_in(person, act, note)


def test_a_note_is_worth_nothing_after_a_day(ada, time_machine):
    time_machine.move_to(TODAY)
    note = note_of(ada, "removed", {})
    time_machine.shift(timedelta(days=1, seconds=5))
    with pytest.raises(signing.SignatureExpired):
        facts_in(ada, "removed", note)
