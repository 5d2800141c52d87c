"""The nightly act: copy, try, let the old ones go."""

import fcntl
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import ModuleType

import django
from django.conf import settings
from django.db import connection

from gutcheck.safekeeping import disk, postgres, sqlite
from gutcheck.safekeeping.manifest import (
    Manifest,
    NoBackup,
    all_made,
    beside,
    key_mark,
    settle,
    sha256_of,
    stamp_of,
    version_of_code,
)
from gutcheck.safekeeping.pruning import LONGEST, to_keep

log = logging.getLogger("gutcheck.safekeeping")
ROOM = 3  # the copy, packed, and unpacked again to be tried: at most this many times the database


def keeper() -> ModuleType:
    """The module that knows this database; both have the same functions."""
    return postgres if connection.vendor == "postgresql" else sqlite


def back_up(at: datetime) -> Manifest:
    """Make a backup, try it, and let old ones go. NoBackup, with nothing half made left, where any of it fails."""
    with one_at_a_time() as folder:
        manifest = made(at, folder)
        manifest = tried(manifest.path, at)
        prune(at, folder, only_the_oldest=bool(manifest.problem))
        if manifest.problem:
            raise NoBackup(f"{manifest.file} was made, but trying it failed: {manifest.problem}")
    disk.lay_ballast()
    log.info("backup %s: %d bytes, tried", manifest.file, manifest.size)
    return manifest


def made(at: datetime, folder: Path) -> Manifest:
    """The file and its manifest; neither is there before it is whole."""
    needed, there = ROOM * keeper().size() + disk.RESERVE, disk.room(folder)
    if there.free < needed:
        text = f"There is no room for a backup: {needed // disk.MB} MB are needed, {there}. Free some, or name another"
        raise NoBackup(f"{text} disk in GUTCHECK_BACKUPS.")
    target = folder / f"gutcheck-{stamp_of(at)}{keeper().ENDING}"
    with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as scratch:
        part = Path(scratch) / "packed.part"
        try:
            facts = keeper().make(part, Path(scratch))
        except OSError as error:
            raise NoBackup(f"The backup could not be written: {error}") from error
        manifest = Manifest(
            target.name, at, connection.vendor, versions(), facts, sha256_of(part), part.stat().st_size, key_mark()
        )
        part.rename(target)
    settle(folder)
    manifest.write(folder)
    return manifest


def tried(backup: Path, at: datetime) -> Manifest:
    """Restore it in a separate place, compare it with what was backed up, and record that in its manifest."""
    manifest = Manifest.read(backup)
    manifest = replace(manifest, file=backup.name, tried_at=at, problem=problem_of(backup, manifest))
    manifest.write(backup.parent)
    if manifest.problem:
        log.error("backup %s is not good: %s", manifest.file, manifest.problem)
    return manifest


def problem_of(backup: Path, manifest: Manifest) -> str:
    """What is wrong with a backup, "" for nothing."""
    if manifest.database != connection.vendor:
        return f"It is a backup of {manifest.database}; this install has {connection.vendor}."
    try:
        if sha256_of(backup) != manifest.sha256:
            return "The file is not the one that was made: its check sum is another."
        with tempfile.TemporaryDirectory(prefix=".trying-", dir=backup.parent) as scratch:
            found = keeper().facts_when_restored(backup, Path(scratch))
    except (NoBackup, OSError) as error:
        return str(error)
    return "; ".join(manifest.facts.differences(found))


def prune(now: datetime, folder: Path, *, only_the_oldest: bool = False) -> list[str]:
    """Let old backups go, and databases that a restore replaced. Returns their names.

    only_the_oldest: the newest backup is not good, so whatever may still be kept is.
    """
    every = all_made(folder)
    kept = to_keep((manifest.made_at for manifest in every if manifest.is_good), now)
    if only_the_oldest:
        kept = {manifest.made_at for manifest in every if now - manifest.made_at < LONGEST}
    gone = [folder / manifest.file for manifest in every if manifest.made_at not in kept]
    for path in gone:
        path.unlink(missing_ok=True)
        beside(path).unlink(missing_ok=True)
    return [path.name for path in gone] + keeper().drop_replaced(stamp_of(now - LONGEST))


@contextmanager
def one_at_a_time() -> Iterator[Path]:
    """The folder of backups, for its owner alone; a second one that is made meanwhile is refused."""
    folder = Path(settings.BACKUP_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(folder / ".lock", os.O_CREAT | os.O_RDWR, 0o600)) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NoBackup("Another backup is being made at this moment.") from error
        for left in folder.glob(".[mt][ar]*ing-*"):  # a process that was killed
            for path in left.iterdir():
                path.unlink()
            left.rmdir()
        yield folder


def versions() -> dict[str, str]:
    return {"gutcheck": version_of_code(), "django": django.get_version(), "database": keeper().version()}
