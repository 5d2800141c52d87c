"""Kill `manage.py migrate` in the middle, many times: the install has its old form or the new one, never neither.

    .venv/bin/python bench/faults/migrate.py [points]      50 unless told

A database of an older version with a person in it is made once and copied for each point. There the upgrade is started
and ended with SIGKILL: at one of the lines "Applying ..." and a random moment after it. What is left must be sound; the
upgrade is then run to its end, and the result must be the same as that of one that nobody disturbed. SQLite only:
PostgreSQL carries out each migration in a transaction just so.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
OLDER = ("diary", "0001")  # what the upgrade starts from, with what that needs
PERSON = "INSERT INTO kept_by_the_bench VALUES ('Ada')"
SEED = 20261122


@dataclass(frozen=True, slots=True)
class Point:
    """line: after how many migrations; wait: [s] after the line was printed."""

    line: int
    wait: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """applied: migrations when it was killed. was_killed: False where it had ended before."""

    point: Point
    applied: int
    was_killed: bool
    problem: str


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return kept | {"GUTCHECK_DATA": str(folder), "GUTCHECK_PLAIN_STATIC": "1", "PYTHONUNBUFFERED": "1"}


def migrate(folder: Path, *arguments: str) -> str:
    command = [PYTHON, "manage.py", "migrate", "--no-backup", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


def older_install(folder: Path) -> None:
    migrate(folder, *OLDER)
    with closing(sqlite3.connect(folder / "gutcheck.sqlite3")) as database:
        database.execute("CREATE TABLE kept_by_the_bench (name TEXT)")
        database.execute(PERSON)
        database.commit()


def form_of(folder: Path) -> tuple[list[str], list[tuple[str, str]], int]:
    """Tables and indexes as they were made, the migrations applied, and how many people there are."""
    with closing(sqlite3.connect(folder / "gutcheck.sqlite3")) as database:
        if (said := database.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise RuntimeError(said)
        made = sorted(sql for (sql,) in database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))
        applied = sorted(database.execute("SELECT app, name FROM django_migrations").fetchall())
        people = database.execute("SELECT COUNT(*) FROM kept_by_the_bench").fetchone()[0]
    return made, applied, people


def kill_at(older: Path, goal: tuple[list[str], list[tuple[str, str]], int], point: Point, folder: Path) -> Outcome:
    shutil.copytree(older, folder)
    command = [PYTHON, "manage.py", "migrate", "--no-backup"]
    run = subprocess.Popen(
        command, cwd=ROOT, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    assert run.stdout
    seen = 0
    while seen < point.line and (line := run.stdout.readline()):
        seen += b"Applying" in line
    time.sleep(point.wait)
    was_killed = run.poll() is None
    if was_killed:
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    run.stdout.close()
    applied = 0
    try:
        applied = len(form_of(folder)[1])
        migrate(folder)
        problem = "" if form_of(folder) == goal else "the upgraded database is another"
    except (RuntimeError, sqlite3.Error) as error:
        problem = str(error)
    shutil.rmtree(folder)
    return Outcome(point, applied, was_killed, problem)


def run(points: int, seed: int = SEED) -> list[Outcome]:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="gutcheck-migrate-") as scratch:
        older, whole = Path(scratch) / "older", Path(scratch) / "whole"
        older_install(older)
        shutil.copytree(older, whole)
        lines = migrate(whole).count("Applying")
        goal = form_of(whole)
        at = [Point(number * (lines + 1) // points, chance.uniform(0, 0.06)) for number in range(points)]
        return [kill_at(older, goal, point, Path(scratch) / "killed") for point in at]


def main() -> int:
    outcomes = run(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
    killed = [outcome for outcome in outcomes if outcome.was_killed]
    for outcome in outcomes:
        if outcome.problem:
            print(f"line {outcome.point.line} + {outcome.point.wait * 1000:.0f} ms: {outcome.problem}")
    stages = len({outcome.applied for outcome in killed})
    broken = sum(bool(outcome.problem) for outcome in outcomes)
    print(f"{len(killed)} of {len(outcomes)} killed in the middle, at {stages} stages; {broken} broken installs")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
