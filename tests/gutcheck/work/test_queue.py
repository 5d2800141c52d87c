"""Tasks of the queue in the database: each once, again where they fail, back where a worker died."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from gutcheck.work import queue
from gutcheck.work.appointments import ATTEMPTS, wait_after

done: list[str] = []


@task()
def note(text: str) -> None:
    done.append(text)


@task()
def fail(text: str) -> None:
    done.append(text)
    raise ValueError(text)


@task()
def stop(text: str) -> None:
    raise SystemExit


@pytest.fixture(autouse=True)
def in_database(settings: Settings) -> None:
    done.clear()
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


def work(now: datetime) -> bool:
    queue.give_back_stale(now)
    result = queue.next_task("worker", now)
    if result is not None:
        queue.carry_out(result, now)
    return result is not None


def only() -> DBTaskResult:
    return DBTaskResult.objects.get()


def move(result: DBTaskResult, **times: datetime) -> None:
    DBTaskResult.objects.filter(pk=result.pk).update(**times)


def test_a_task_is_done_once(db: None) -> None:
    note.enqueue("one")
    assert work(timezone.now())
    assert not work(timezone.now())
    assert done == ["one"]
    assert only().status == TaskResultStatus.SUCCESSFUL


def test_a_task_that_fails_is_tried_again_later_each_time_later(db: None) -> None:
    fail.enqueue("dragon fruit")
    now = timezone.now()
    for attempt in range(1, ATTEMPTS):
        assert work(now)
        assert only().run_after == now + wait_after(attempt)
        assert not work(now)
        move(only(), run_after=now)
    assert work(now)
    assert only().status == TaskResultStatus.FAILED
    assert not work(now + timedelta(days=9))
    assert len(done) == ATTEMPTS


def test_why_it_failed_is_kept_without_what_it_was_about(db: None, caplog: pytest.LogCaptureFixture) -> None:
    fail.enqueue("dragon fruit")
    work(timezone.now())
    assert only().traceback.startswith("ValueError in tests/gutcheck/work/test_queue.py:")
    assert "dragon" not in only().traceback + caplog.text


def test_a_task_whose_worker_was_killed_is_picked_up_again(db: None) -> None:
    note.enqueue("one")
    now = timezone.now()
    assert queue.next_task("killed", now) is not None
    assert not work(now)
    move(only(), started_at=now - queue.MAY_TAKE - timedelta(seconds=1))
    assert queue.give_back_stale(now) == 1
    assert work(now + wait_after(1)) is False  # the wait is by the database's clock
    move(only(), run_after=now)
    assert work(now)
    assert done == ["one"]


def test_a_task_that_kills_its_worker_every_time_is_given_up(db: None) -> None:
    note.enqueue("one")
    now = timezone.now()
    for _ in range(ATTEMPTS):
        assert queue.next_task("killed", now) is not None
        move(only(), started_at=now - queue.MAY_TAKE - timedelta(seconds=1))
        queue.give_back_stale(now)
        move(only(), run_after=now)
    assert only().status == TaskResultStatus.FAILED


def test_a_worker_that_is_stopped_gives_its_task_back(db: None) -> None:
    stop.enqueue("one")
    result = queue.next_task("worker", timezone.now())
    assert result is not None
    with pytest.raises(SystemExit):
        queue.carry_out(result, timezone.now())
    assert only().status == TaskResultStatus.READY


def test_a_late_worker_does_not_undo_what_its_successor_did(db: None) -> None:
    fail.enqueue("late")
    now = timezone.now()
    late = queue.next_task("late", now)
    assert late is not None
    move(late, started_at=now - timedelta(hours=1))
    queue.give_back_stale(now)
    move(late, run_after=now)
    second = queue.next_task("second", now)
    assert second is not None
    second.set_successful(None)
    queue.carry_out(late, now)
    assert only().status == TaskResultStatus.SUCCESSFUL


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_queue_and_do_nothing_twice() -> None:
    for number in range(20):
        note.enqueue(str(number))
    start = Barrier(2)

    def until_empty(act: Callable[[datetime], bool]) -> None:
        start.wait()
        try:
            while DBTaskResult.objects.ready().exists():
                act(timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for found in [pool.submit(until_empty, work) for _ in range(2)]:
            found.result()
    assert sorted(done, key=int) == [str(number) for number in range(20)]


def test_another_queue_has_workers_of_its_own(settings: Settings) -> None:
    assert queue.is_here()
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    assert not queue.is_here()
