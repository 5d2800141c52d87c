import sys
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from nutrients.changesets import shipped
from nutrients.changesets.difference import RowDifference
from nutrients.changesets.loading import has_tables
from nutrients.changesets.upgrading import Upgrade, upgrade
from nutrients.changesets.writing import Refused
from nutrients.management.telling import listed
from nutrients.tables.load import read_folder

NO_BASE = """\
These tables were loaded before GutCheck kept what it had shipped, so nobody can tell its changes from yours. Nothing
was changed. If nobody edited the tables here: manage.py load_tables. If somebody did: manage.py upgrade_tables --base
FOLDER, with the fixtures/ folder of the version of GutCheck that ran here before."""


class Command(BaseCommand):
    help = (
        "Takes over what a new version of GutCheck changed in its tables, and keeps what was changed here. What both"
        " changed waits, as a set of changes to be reviewed, for a person to decide. All of it or nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.FIXTURES)
        parser.add_argument(
            "--base", type=Path, metavar="FOLDER",
            help="The table files as shipped before, where this install does not know them.",
        )  # fmt: skip

    def handle(self, *, folder: Path, base: Path | None, verbosity: int, **options: Any) -> None:
        if not has_tables():
            raise CommandError("There are no tables yet. Run: manage.py load_tables")
        try:
            now = shipped.files_of(folder)
            before = shipped.files_of(base) if base else shipped.remembered()
        except FileNotFoundError as error:
            raise CommandError(f"{error.filename} is missing; name a folder with all table files.") from error
        if before is None:
            self.stdout.write(NO_BASE)
        elif before == now:
            self.tell(verbosity, "The shipped tables are those this install knows: nothing to do.")
        else:
            self.tell(verbosity, *report(self.upgraded(before, now, folder, verbosity)))

    def upgraded(self, before: shipped.Files, now: shipped.Files, folder: Path, verbosity: int) -> Upgrade:
        progress = partial(tqdm, disable=verbosity == 0 or not sys.stderr.isatty(), leave=False)
        reading = read_folder(folder, progress)
        if reading.problems:
            raise CommandError(listed("Nothing was taken over", sorted(reading.problems), f" in {folder}"))
        try:
            return upgrade(before, now, reading, at=timezone.now())
        except Refused as error:
            lines = [f"{row.table} {row.label or ' '.join(row.key)}: {row.text}" for row in error.rows]
            raise CommandError(listed("Nothing was taken over", lines)) from error

    def tell(self, verbosity: int, *lines: str) -> None:
        for line in lines if verbosity > 0 else ():
            self.stdout.write(line)


def report(done: Upgrade) -> list[str]:
    counts = [f"{table}: {number} {kind}" for (table, kind), number in sorted(done.counts.items())]
    kept = [f"kept, because something still points at it: {' '.join(row[1])}" for row in done.kept]
    lines = [listed("Taken over", counts, what="kind of change") if counts else "Nothing was taken over.", *kept]
    if done.conflicts:
        told = [line for change in done.conflicts for line in dispute_told(change)]
        lines.append(listed("To be decided in the admin, under sets of changes", told, what="difference"))
    lines.append(f"The tables are release {done.release} now.")
    return lines


def dispute_told(change: RowDifference) -> list[str]:
    name = f"{change.table} {change.label or ' '.join(change.key)}"
    if change.after is None:
        return [f"{name}: changed here, no longer shipped"]
    if change.before is None:
        return [f"{name}: not there here, shipped otherwise"]
    return [
        f"{name}: {column}: {change.before[column]!r} here, {change.after[column]!r} shipped"
        for column in change.touched
    ]
