"""Backups of the SQLite file. It is never copied as a file: its newest rows may lie in the -wal beside it."""

import fcntl
import gzip
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from gutcheck.safekeeping.facts import Facts, facts_of
from gutcheck.safekeeping.manifest import NoBackup, settle

ENDING = ".sqlite3.gz"
PATIENCE = 20  # [s] for a lock, as the site has
NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
IN_USE = "The database is in use. Stop the server and its workers first, then restore."
LEVEL = 3  # of gzip: four fifths of what level 9 saves, in a fifth of the time


def database() -> Path:
    return Path(connection.settings_dict["NAME"])


def version() -> str:
    return f"SQLite {sqlite3.sqlite_version}"


def size() -> int:
    """[bytes], with what is not yet in the file itself."""
    return sum(path.stat().st_size for path in (database(), Path(f"{database()}-wal")) if path.exists())


def make(target: Path, scratch: Path) -> Facts:
    """Write a backup while others write. scratch: a folder of ours, for the copy before it is packed."""
    copy = scratch / "copy.sqlite3"
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(sqlite3.connect(database(), timeout=PATIENCE, isolation_level=None)) as source:
            source.execute("VACUUM INTO ?", [str(copy)])
    except sqlite3.Error as error:
        raise NoBackup(f"The database could not be copied: {error}") from error
    with closing(opened(copy)) as made:
        check(made)
        facts = facts_of(made, tables_of(made))
    with copy.open("rb") as unpacked, open(os.open(target, NEW, 0o600), "wb") as file:
        with gzip.GzipFile("", "wb", LEVEL, file, mtime=0) as packed:
            shutil.copyfileobj(unpacked, packed, 1024 * 1024)
        file.flush()
        os.fsync(file.fileno())
    copy.unlink()
    return facts


def facts_when_restored(backup: Path, scratch: Path) -> Facts:
    """Unpack it in a folder of ours, look it through, and say what is in it. NoBackup where it is damaged."""
    unpacked = scratch / "tried.sqlite3"
    unpack(backup, unpacked)
    with closing(opened(unpacked)) as found:
        check(found)
        facts = facts_of(found, tables_of(found))
    unpacked.unlink()
    return facts


def unpack(backup: Path, target: Path) -> None:
    try:
        with gzip.open(backup, "rb") as packed, open(os.open(target, NEW, 0o600), "wb") as file:
            shutil.copyfileobj(packed, file, 1024 * 1024)
            file.flush()
            os.fsync(file.fileno())
    except (EOFError, gzip.BadGzipFile, OSError) as error:
        target.unlink(missing_ok=True)
        raise NoBackup(f"{backup.name} cannot be unpacked: {error}") from error


def opened(path: Path) -> sqlite3.Connection:
    """For reading only, and whatever the name of the file holds."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def check(found: sqlite3.Connection) -> None:
    """Every page and index is sound, and every row that is pointed at is there. NoBackup where not."""
    try:
        said = [row[0] for row in found.execute("PRAGMA integrity_check")]
        if said != ["ok"]:
            raise NoBackup(f"The copy is damaged: {said[0]}")
        if dangling := found.execute("PRAGMA foreign_key_check").fetchall():
            table, row, parent, _ = dangling[0]
            raise NoBackup(f"{len(dangling)} rows point nowhere: {table} row {row} at {parent}")
    except sqlite3.DatabaseError as error:
        raise NoBackup(f"The copy is damaged: {error}") from error


def tables_of(found: sqlite3.Connection) -> list[str]:
    asked = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE '%VIRTUAL%'"
    )
    return [name for (name,) in found.execute(asked)]


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else has the database open. NoBackup where somebody does: a running server would write on to the old one.

    Leaving write-ahead mode needs to be the only one, and it brings everything into the one file.
    """
    connection.close()
    if not database().exists():
        yield
        return
    with open(os.open(f"{database()}.turn", os.O_CREAT | os.O_RDWR, 0o600)) as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        try:
            with closing(sqlite3.connect(database(), timeout=1, isolation_level=None)) as old:
                if old.execute("PRAGMA journal_mode=DELETE").fetchone()[0] != "delete":
                    raise NoBackup(IN_USE)
                old.execute("BEGIN EXCLUSIVE")
                old.execute("ROLLBACK")
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                raise NoBackup(IN_USE) from error
            # damaged: that is why it is to be replaced
        yield


def put_back(backup: Path, stamp: str) -> str:
    """Unpack it beside the old database, then exchange them. Returns where the old one is kept, "" for none."""
    with alone():
        new = database().with_name(f"{database().name}.restoring")
        unpack(backup, new)
        old = database().with_name(f"{database().name}.replaced-{stamp}")
        had_one = database().exists()
        if had_one:
            for ending in ("-wal", "-shm"):
                if (beside := Path(f"{database()}{ending}")).exists():  # only of a damaged one
                    beside.rename(f"{old}{ending}")
            database().rename(old)
        new.rename(database())
        settle(database().parent)
    return str(old) if had_one else ""


def drop_replaced(before: str) -> list[str]:
    """Let go of databases that were replaced before this stamp."""
    dropped = []
    for path in database().parent.glob(f"{database().name}.replaced-*"):
        stamp = path.name.rpartition(".replaced-")[2].partition("-")[0]
        if stamp < before:
            path.unlink()
            dropped.append(path.name)
    return dropped
