"""Findings about the database and its backups, and about what should have run by itself."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.erasing import overdue
from gutcheck.health.findings import Finding, act, fine, look
from gutcheck.safekeeping.manifest import OLD, all_made, key_mark, last_good
from gutcheck.safekeeping.restoring import is_empty
from gutcheck.sqlite_engine import VERSION, WAL_SAFE
from gutcheck.work.models import Run
from nutrients.changesets import shipped
from nutrients.models import Food, TableRelease

FAILED_FOR = timedelta(days=7)
WORKER_SEEN = timedelta(hours=26)  # something of the schedule is due every day
FULL_SYNC = {2: "FULL", 3: "EXTRA"}


def findings(now: datetime) -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    if open_ones := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield act("migrations", f"{len(open_ones)} are not applied.", "manage.py migrate (it backs up first).")
        return  # the rest asks tables that may not be there yet
    yield fine("migrations", "all applied")
    yield from sqlite() if connection.vendor == "sqlite" else postgres()
    yield tables()
    yield from backups(now)
    yield background(now)
    yield erasures(now)


def sqlite() -> Iterator[Finding]:
    written = ".".join(str(part) for part in VERSION)
    if WAL_SAFE:
        yield fine("SQLite", written)
    else:
        text = f"{written} can lose entries in write-ahead mode, so a slower mode is used."
        yield look("SQLite", text, "Install the pinned requirements: pysqlite3 carries a mended library.")
    with connection.cursor() as cursor:
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
        said = cursor.execute("PRAGMA quick_check(1)").fetchone()[0]
    if synchronous not in FULL_SYNC or (journal == "wal") != WAL_SAFE:
        text = f"journal_mode {journal}, synchronous {synchronous}: a power cut could lose entries."
        yield act("durability", text, "Take settings away that change GutCheck's own.")
    else:
        yield fine("durability", f"journal_mode {journal}, synchronous {FULL_SYNC[synchronous]}")
    if said == "ok":
        yield fine("database", "its pages are sound (quick check)")
    else:
        yield act("database", f"It is damaged: {said}", "Stop the server and restore the last good backup.")


def postgres() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes')")
        off = [name for name, setting in cursor.fetchall() if setting != "on"]
    if off:
        yield act(
            "durability", f"{' and '.join(off)} are off: a power cut loses entries.", "Put them on in PostgreSQL."
        )
    else:
        yield fine("durability", "fsync and full_page_writes are on")


def tables() -> Finding:
    if not Food.objects.filter(owner=None).exists():
        return act("tables", "There are no foods.", "manage.py load_tables")
    kept = shipped.remembered()
    if kept is not None and kept != shipped.files_of(settings.FIXTURES):
        return look("tables", "This version of GutCheck brought other tables along.", "manage.py upgrade_tables")
    newest = TableRelease.objects.first()
    return fine("tables", f"release {newest}" if newest else "no release is named")


def backups(now: datetime) -> Iterator[Finding]:
    last = last_good()
    if last is None:
        if is_empty():
            yield fine("backup", "nothing to back up yet")
            return
        newest = next(iter(all_made()), None)
        text = newest.problem if newest else "There is none."
        yield act("backup", text, "manage.py backup; manage.py work makes one every night.")
        return
    age = now - last.made_at
    text = f"{last.file}, {age.total_seconds() / 3600:.0f} hours old, restored and compared"
    yield fine("backup", text) if age <= OLD else act("backup", f"The last good one is {text}.", "manage.py backup")
    if last.key != key_mark():
        text = "The last one was made under another secret key."
        yield look("secret key", text, "Keep that key too: second factors in that backup need it.")
    if settings.BACKUP_DIR.stat().st_dev == settings.DATA_DIR.stat().st_dev and not settings.LOCAL_ONLY:
        text = "They lie on the disk of the database."
        yield look("backup", text, "Name a folder of another disk in GUTCHECK_BACKUPS, or copy them elsewhere.")


def background(now: datetime) -> Finding:
    last = Run.objects.exclude(finished_at=None).order_by("-finished_at").first()
    failed = Run.objects.exclude(problem="").filter(finished_at=None, due_at__gt=now - FAILED_FOR).first()
    if last is None or not last.finished_at or now - last.finished_at > WORKER_SEEN:
        text = "Nothing has run in the background for a day: no backups at night, no mail, no erasures."
        return look("background", text, "Start manage.py work beside the server, as a service.")
    if failed:
        return act("background", f"{failed.name} failed: {failed.problem}", "Put that right; it is tried again.")
    return fine("background", f"{last.name} was the last to run")


def erasures(now: datetime) -> Finding:
    if n := overdue(now):
        text = f"{n} people should have been erased by now."
        return act("erasure", text, "Start manage.py work, or look at its log.")
    return fine("erasure", "nobody is overdue")
