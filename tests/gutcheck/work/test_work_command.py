"""The process: does what is there, ends when told, or with the process that started it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django import Settings

from gutcheck.work.appointments import Appointment
from gutcheck.work.management.commands import work
from tests.gutcheck.work.test_queue import done, note


def test_once_does_what_is_to_be_done_and_ends(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    kept: list[object] = []
    monkeypatch.setattr(work, "close_old_connections", lambda: None)  # the test's own is needed
    monkeypatch.setattr(work.appointments, "keep", lambda schedule, clock: kept.append(schedule) or [])
    done.clear()
    for text in ("one", "two"):
        note.enqueue(text)
    call_command("work", once=True)
    assert done == ["one", "two"]
    assert kept


def test_a_database_that_is_away_ends_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(schedule: list[Appointment], clock: object) -> list[str]:
        raise OSError("no route to ada@example.org")

    monkeypatch.setattr(work.appointments, "keep", away)
    call_command("work", once=True)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Of an install of its own, with its database."""
    environment = os.environ | {
        "GUTCHECK_DATA": str(tmp_path), "GUTCHECK_PLAIN_STATIC": "1", "DJANGO_SETTINGS_MODULE": "gutcheck.settings",
        "DATABASE_URL": "",
    }  # fmt: skip
    with manage(environment, "migrate", "--verbosity", "0") as migrating:
        migrating.communicate(timeout=120)
    assert migrating.returncode == 0
    return environment


def manage(environment: dict[str, str], *args: str, **options: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "manage.py", *args], cwd=settings.BASE_DIR, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
    )  # fmt: skip


def test_ctrl_c_ends_it_without_a_word(environment: dict[str, str]) -> None:
    with manage(environment, "work", "-v", "2") as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "Working.\n"
        worker.send_signal(signal.SIGINT)
        out, err = worker.communicate(timeout=60)
    assert worker.returncode == 0
    assert "Traceback" not in out + err


def test_it_ends_with_the_process_that_started_it(environment: dict[str, str], tmp_path: Path) -> None:
    """As `make run` does it: a shell starts it and becomes the server."""
    note = tmp_path / "worker.pid"
    line = f"{sys.executable} manage.py work --beside $$ >/dev/null 2>&1 & echo $! > {note}; exec sleep 4"
    subprocess.run(["sh", "-c", line], cwd=settings.BASE_DIR, env=environment, check=True, timeout=60)
    worker = int(note.read_text())
    for _ in range(60):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        time.sleep(0.5)
    os.kill(worker, signal.SIGKILL)
    pytest.fail("The worker went on without its server.")
