"""Entries in one table and in 32, by person, on PostgreSQL: python bench/partition.py [--entries N]

A PostgreSQL of its own (faults/cluster.py) is filled with everyday diaries and copies of them. A person's week, an
entry logged and a person erased are timed before and after docs/recipes/partition-by-person.sql, and a report is made
both times: it must be the same. Prints what an entry takes on the disk.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from faults.cluster import Cluster, cluster
from faults.install import everyday_tables
from people import fill

ROOT = Path(__file__).resolve().parent.parent

PEOPLE, WEEKS, ROUNDS = 20, 12, 300
COPIED = ("diary_day", "diary_entry")
RECIPE = ROOT / "docs" / "recipes" / "partition-by-person.sql"
SIZES = """SELECT relname, pg_total_relation_size(oid), reltuples::bigint FROM pg_class
WHERE relname LIKE 'diary_%' AND relkind IN ('r') AND reltuples > 0 ORDER BY 2 DESC"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=1_500_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gutcheck-partition-") as folder, cluster() as server:
        os.environ |= {"DATABASE_URL": server.url(), "GUTCHECK_DATA": folder, "GUTCHECK_PLAIN_STATIC": "1",
                       "DJANGO_SETTINGS_MODULE": "gutcheck.settings"}  # fmt: skip
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection
        from django.utils import timezone

        (Path(folder) / "tables").mkdir()
        call_command("migrate", verbosity=0)
        call_command("load_tables", str(everyday_tables(Path(folder) / "tables")), verbosity=0)
        fill(PEOPLE, WEEKS, timezone.localdate())

        copy_people(server, options.entries)
        told = sizes(server)
        measured("one table")
        before = report_of()
        connection.close()
        started = time.perf_counter()
        partition(server)
        print(f"{RECIPE.name}: {time.perf_counter() - started:.0f} s")
        same = report_of() == before
        measured("32 tables")
        print(f"the same report: {same}; tables met by a week: {tables_met()}")
        print(told)
        connection.close()
    sys.exit(not same)


def copy_people(server: Cluster, entries: int) -> None:
    """The people and their diaries again and again, under other names."""
    have = int(str(server.ask("SELECT count(*) FROM diary_entry")[0][0]))
    times = max(entries // have - 1, 0)
    server.ask("CREATE SEQUENCE bench_people START 1000000")
    numbered = "SELECT id AS was, n, nextval('bench_people') AS is_now FROM accounts_user, generate_series"
    server.ask(f"CREATE TABLE bench_copies AS {numbered}(1, {times}) n")
    others = {"id": "c.is_now", "email": "'copy-' || c.is_now || '@people.example'", "pseudonym": None}
    copy(server, "accounts_user", "c.was = t.id", others)
    server.ask("CREATE INDEX ON bench_copies (was)")
    for table in COPIED:
        ids = f"nextval(pg_get_serial_sequence('{table}', 'id'))"
        copy(server, table, "c.was = t.person_id", {"id": ids, "person_id": "c.is_now", "sentence_id": "NULL"})
    server.ask("VACUUM ANALYZE")


def copy(server: Cluster, table: str, joined: str, others: dict[str, str | None]) -> None:
    """others: what a column is in the copy; None: another random one of its kind."""
    rows = server.ask(
        f"SELECT column_name, data_type FROM information_schema.columns WHERE table_name = '{table}'"  # noqa: S608 - our own
    )
    random_of = {"uuid": "gen_random_uuid()"}
    told = {
        str(name): (others[str(name)] or random_of.get(str(kind), "md5(random()::text)"))
        if name in others
        else f't."{name}"'
        for name, kind in rows
    }
    names = ", ".join(f'"{name}"' for name in told)
    server.ask(
        f"INSERT INTO {table} ({names})"  # noqa: S608 - names the database told
        f" SELECT {', '.join(told.values())} FROM {table} t JOIN bench_copies c ON {joined}"
    )


def sizes(server: Cluster) -> str:
    rows = [(str(name), int(str(size)), int(str(count))) for name, size, count in server.ask(SIZES)]
    return "\n".join(
        f"{name}: {count} rows, {size / max(count, 1):.0f} bytes each with indexes" for name, size, count in rows
    )


def partition(server: Cluster) -> None:
    command = [server.bin / "psql", "--set", "ON_ERROR_STOP=1", "--quiet", "--file", RECIPE, server.url()]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def measured(name: str) -> None:
    """Each in turn, for people at random."""
    from django.utils import timezone

    from accounts.models import User
    from diary.models import Entry
    from diary.weeks import Week

    people = list(User.objects.values_list("pk", flat=True))
    chance, last = random.Random(1), Week.of(timezone.localdate()).previous
    model = Entry.objects.first()
    assert model is not None

    def week() -> None:
        list(Entry.objects.filter(person=chance.choice(people)).in_week(last).as_eaten())

    def log() -> None:
        from uuid import uuid4

        Entry.objects.create(
            person_id=chance.choice(people), eaten_on=last.last_day, meal=model.meal, portion_id=model.portion_id,
            quantity=1, grams=100, key=uuid4(),
        )  # fmt: skip

    def erase() -> None:
        Entry.objects.filter(person=chance.choice(people)).delete()

    for what, act, rounds in (("a week", week, ROUNDS), ("an entry", log, ROUNDS), ("a person's entries", erase, 20)):
        print(f"{name}: {what} {timed(act, rounds)}", flush=True)


def timed(act: Callable[[], None], rounds: int) -> str:
    seconds = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - began)
    return f"median {statistics.median(seconds) * 1000:.1f} ms, p95 {sorted(seconds)[int(rounds * 0.95)] * 1000:.1f} ms"


def report_of() -> list[tuple[str, str]]:
    """The verdicts of the first person's last week."""
    from django.utils import timezone

    from accounts.models import User
    from diary.report import weekly_report
    from diary.weeks import Week

    person = User.objects.order_by("pk").filter(entries__isnull=False).first()
    assert person is not None
    report = weekly_report(person.profile, Week.of(timezone.localdate()).previous)
    return [(row.nutrient.tagname, repr(row)) for row in report.nutrients]


def tables_met() -> int:
    from django.utils import timezone

    from accounts.models import User
    from diary.models import Entry
    from diary.weeks import Week

    person = User.objects.order_by("pk").first()
    plan = Entry.objects.filter(person=person).in_week(Week.of(timezone.localdate()).previous).explain()
    return len({word[:14] for word in plan.split() if word.startswith("diary_entry_") and word[12:14].isdigit()})


if __name__ == "__main__":
    main()
