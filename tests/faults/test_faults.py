"""Short forms of bench/faults/, as the commands that people run; the README there says what the long ones found.

Each ends with 1 where an acknowledged entry was lost, doubled or made up, or something was done twice.
"""

import os
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

BENCH = settings.BASE_DIR / "bench" / "faults"
OURS = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "GUTCHECK_DATA"}  # of the tests; the benches bring their own
pytestmark = pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="run once: they bring their own databases")


def told_by(program: str, *arguments: str) -> str:
    """What it printed. Fails where it ends with anything but 0."""
    done = subprocess.run(
        [sys.executable, str(BENCH / program), *arguments], cwd=settings.BASE_DIR, text=True, capture_output=True,
        env={name: value for name, value in os.environ.items() if name not in OURS}, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_killed_workers_lose_and_double_nothing() -> None:
    assert "0 lost, 0 doubled, 0 that nobody sent" in told_by("kill.py", "--kills", "4", "--people", "6")


@pytest.mark.skipif(not (shutil.which("cc") or shutil.which("gcc")), reason="no C compiler for recorder.c")
def test_a_power_cut_loses_nothing() -> None:
    told = told_by("power.py", "--cuts", "10", "--seconds", "3", "--people", "4")
    assert told.count("10 cuts, 0 lost entries (at most 0), 0 corrupt") == 2


def test_a_killed_postgres_loses_nothing() -> None:
    assert "0 lost, 0 doubled" in told_by("postgres.py", "--kills", "1", "--people", "6")


def test_nodes_and_workers_that_die_in_mid_load_lose_nothing() -> None:
    told = told_by("nodes.py", "--seconds", "2", "--people", "6", "--tasks", "200")
    assert "0 lost, 0 doubled" in told
    assert "signed in at both nodes: True; 5 of 8 guesses looked at" in told
