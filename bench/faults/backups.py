"""Back up again and again while three write: every backup restores to what it says, and how long each takes.

    .venv/bin/python bench/faults/backups.py [backups] [entries]     50 and 100,000 unless told

In a folder of its own: the shipped tables, people with so many entries, three processes that log without a pause.
DATABASE_URL measures PostgreSQL (an empty database; GUTCHECK_POSTGRES_PROGRAMS names the folder of pg_dump).
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]
WRITERS = 3
WRITE = """
from uuid import uuid4
from diary.models import Entry
first = Entry.objects.first()
while True:
    first.pk, first.key = None, uuid4()
    first.save(force_insert=True)
"""


def prepared(entries: int) -> None:
    """Tables, a person, and copies of the demo's meals on many days."""
    from django.core.management import call_command

    from diary.models import Entry

    call_command("migrate", verbosity=0)
    call_command("load_tables", "--if-empty", verbosity=0)
    call_command("make_demo", verbosity=0)
    made = list(Entry.objects.all())
    while Entry.objects.count() < entries:
        for entry in made:
            entry.pk, entry.key = None, uuid4()
            entry.eaten_on -= timedelta(days=60)
            entry.sentence = entry.helping = None
        Entry.objects.bulk_create(made)


def main() -> int:
    backups, entries = (int(word) for word in [*sys.argv[1:], "50", "100000"][:2])
    with tempfile.TemporaryDirectory(prefix="gutcheck-backups-") as folder:
        os.environ |= {
            "GUTCHECK_DATA": folder,
            "GUTCHECK_PLAIN_STATIC": "1",
            "DJANGO_SETTINGS_MODULE": "gutcheck.settings",
        }
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        prepared(entries)
        return measured(backups)


def measured(backups: int) -> int:
    from diary.models import Entry
    from gutcheck.safekeeping.making import back_up, keeper, one_at_a_time, tried
    from gutcheck.safekeeping.manifest import NoBackup

    before, size, seconds, bad = Entry.objects.count(), keeper().size(), [], 0
    command = [sys.executable, "manage.py", "shell", "-c", WRITE]
    writers = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) for _ in range(WRITERS)]
    time.sleep(5)
    try:
        for number in range(backups):
            start = time.perf_counter()
            try:
                manifest = back_up(datetime(2026, 11, 22, tzinfo=UTC) + timedelta(seconds=number))
            except NoBackup as error:
                bad += 1
                print(error)
            seconds.append(time.perf_counter() - start)
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()
    with one_at_a_time():
        start = time.perf_counter()
        bad += bool(tried(manifest.path, manifest.made_at).problem)
        drill = time.perf_counter() - start
    written = Entry.objects.count() - before
    print(f"{backups} backups while {WRITERS} wrote {written} entries: {bad} bad")
    print(f"database {size / 1e6:.0f} MB, {before} entries; backup {manifest.size / 1e6:.1f} MB")
    print(f"made and tried in {statistics.median(seconds):.1f} s (median), {max(seconds):.1f} s at most")
    print(f"tried alone in {drill:.1f} s")
    return bad


if __name__ == "__main__":
    sys.exit(main())
