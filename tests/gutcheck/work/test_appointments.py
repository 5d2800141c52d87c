"""Each appointment once, whoever looks and however often; tried again where it failed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils.module_loading import import_string

from gutcheck.work import appointments
from gutcheck.work.appointments import ATTEMPTS, Appointment, keep, wait_after
from gutcheck.work.models import Run
from gutcheck.work.schedule import SCHEDULE
from gutcheck.work.times import Every

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HERE = __name__
done: list[datetime] = []


def act(now: datetime) -> None:
    done.append(now)


def fail(now: datetime) -> None:
    done.append(now)
    raise ValueError("ada@example.org ate dragon fruit")


WORKS = Appointment("test", Every(timedelta(hours=1)), "tests.gutcheck.work.test_appointments.act")
FAILS = Appointment("test", Every(timedelta(days=30)), "tests.gutcheck.work.test_appointments.fail")


@pytest.fixture(autouse=True)
def _nothing_done(monkeypatch: pytest.MonkeyPatch) -> None:
    done.clear()
    here = {"tests.gutcheck.work.test_appointments.act": act, "tests.gutcheck.work.test_appointments.fail": fail}
    monkeypatch.setattr(appointments, "import_string", here.__getitem__)


def at(now: datetime):
    return lambda: now


def test_an_appointment_is_kept_once(db: None) -> None:
    for minutes in (0, 1, 30, 59):
        keep([WORKS], at(NOON + timedelta(minutes=minutes)))
    assert done == [NOON]
    keep([WORKS], at(NOON + timedelta(hours=1)))
    assert len(done) == 2
    assert list(Run.objects.values_list("attempts", flat=True)) == [1, 1]


def test_of_several_missed_only_the_last_is_kept(db: None) -> None:
    keep([WORKS], at(NOON))
    keep([WORKS], at(NOON + timedelta(days=3)))
    assert done == [NOON, NOON + timedelta(days=3)]


def test_a_failure_is_tried_again_after_waits_that_grow_and_given_up_in_the_end(db: None) -> None:
    now = NOON
    for attempt in range(1, ATTEMPTS + 1):
        assert keep([FAILS], at(now)) == ["test"]
        assert keep([FAILS], at(now + wait_after(attempt) - timedelta(seconds=1))) == []
        now += wait_after(attempt)
    assert keep([FAILS], at(now + timedelta(days=1))) == []
    assert len(done) == ATTEMPTS
    assert wait_after(2) > wait_after(1)


def test_what_went_wrong_is_kept_without_a_word_of_the_message(db: None, caplog: pytest.LogCaptureFixture) -> None:
    keep([FAILS], at(NOON))
    problem = Run.objects.get().problem
    assert problem.startswith("ValueError in tests/gutcheck/work/test_appointments.py:")
    for text in (problem, caplog.text):
        assert "ada" not in text
        assert "dragon" not in text


def test_what_a_dead_worker_held_is_taken_up_again(db: None) -> None:
    assert appointments.taken(WORKS, NOON) is not None  # and never heard of again
    assert keep([WORKS], at(NOON + WORKS.may_take - timedelta(seconds=1))) == []
    assert keep([WORKS], at(NOON + WORKS.may_take)) == ["test"]
    assert Run.objects.get(due_at=NOON).finished_at is not None


def test_one_that_fails_keeps_no_other_from_its_turn(db: None) -> None:
    other = Appointment("other", WORKS.times, WORKS.act)
    assert keep([FAILS, other], at(NOON)) == ["test", "other"]


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_the_same_moment_keep_it_once() -> None:
    start = Barrier(8)

    def work() -> list[str]:
        start.wait()
        try:
            return keep([WORKS], at(NOON))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        kept = [found.result() for found in [pool.submit(work) for _ in range(8)]]
    assert sorted(map(len, kept)) == [0] * 7 + [1]
    assert done == [NOON]


@pytest.mark.parametrize("appointment", SCHEDULE, ids=lambda appointment: appointment.name)
def test_every_appointment_leads_to_a_function(appointment: Appointment) -> None:
    assert callable(import_string(appointment.act))
    assert len({other.name for other in SCHEDULE}) == len(SCHEDULE)
