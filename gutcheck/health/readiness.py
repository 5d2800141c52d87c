"""What must work before people are sent here. Words only: no versions, no paths, no people."""

import time
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from gutcheck.safekeeping import disk
from gutcheck.safekeeping.manifest import OLD, age_of_last_good

REMEMBERED = 2.0  # [s] anybody may ask, so the answer is looked for this often at most by each process
PROBE_LIVES = 30  # [s]
AWAY = "does not answer"


class Part(NamedTuple):
    """One thing that was tried. problem: "" where it works. stops: whether nobody should be sent here."""

    name: str
    problem: str = ""
    stops: bool = True


def parts(now: datetime) -> list[Part]:
    said = problem_of(database)
    # What lies in a database that does not answer is not waited for once more: each time takes seconds.
    is_shut = said == AWAY
    return [
        Part("database", said),
        Part("migrations", AWAY if is_shut and not _is_migrated else problem_of(migrations)),
        Part("cache", AWAY if is_shut and not settings.REDIS_URL else problem_of(shared_cache)),
        Part("disk", problem_of(room_left)),
        Part("backup", backup(now), stops=False),
    ]


def problem_of(check: Callable[[], str]) -> str:
    try:
        return check()
    except Exception:  # whatever it is, this part does not work; its words may name hosts
        return AWAY


def database() -> str:
    """A true write that adds nothing: it waits its turn like any other, and reaches the disk."""
    with transaction.atomic(durable=False), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA user_version")
            cursor.execute(f"PRAGMA user_version = {int(cursor.fetchone()[0])}")
        else:
            cursor.execute("SELECT pg_current_xact_id()")  # refused by a replica and by a server that only reads
    return ""


_is_migrated = False  # once true it stays true: the code of a process does not change


def migrations() -> str:
    global _is_migrated
    if not _is_migrated:
        executor = MigrationExecutor(connection)
        _is_migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "" if _is_migrated else "not all applied"


def shared_cache() -> str:
    word = uuid.uuid4().hex
    cache.set("readiness", word, PROBE_LIVES)
    return "" if cache.get("readiness") else "does not keep what it is given"


def room_left() -> str:
    return "full" if disk.room().is_full else ""


def backup(now: datetime) -> str:
    """Said, but no reason to send people elsewhere."""
    age = age_of_last_good(now)
    if age is None:
        return "none yet"
    return f"the last good one is {age.days * 24 + age.seconds // 3600} hours old" if age > OLD else ""


class Remembered:
    """The answer of some moments ago."""

    def __init__(self) -> None:
        self.at = -REMEMBERED
        self.parts: list[Part] = []

    def ask(self, now: datetime) -> list[Part]:
        if time.monotonic() - self.at >= REMEMBERED:
            self.parts, self.at = parts(now), time.monotonic()
        return self.parts


remembered = Remembered()
