import sys
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction
from tqdm import tqdm

from nutrients.models import TableRelease
from nutrients.tables.load import Problem, read_folder
from nutrients.tables.synchronise import Change, synchronise

PROBLEMS_SHOWN = 50
KEPT_SHOWN = 10


class Command(BaseCommand):
    help = (
        "Makes the tables in the database equal to the files of a folder. Everything is checked first; if anything is"
        " wrong, nothing is changed. Edits made in the admin and not written out by dump_tables are undone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.FIXTURES)
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")
        parser.add_argument("--if-empty", action="store_true", help="Leave tables that were loaded before as they are.")

    def handle(self, *, folder: Path, dry_run: bool, if_empty: bool, verbosity: int, **options: Any) -> None:
        if if_empty and (installed := TableRelease.objects.first()):
            self.stdout.write(
                f"The tables are release {installed} and stay as they are; load_tables --dry-run shows what differs."
            )
            return
        progress = partial(tqdm, disable=verbosity == 0 or not sys.stderr.isatty(), leave=False)
        reading = read_folder(folder, progress)
        if reading.problems:
            raise CommandError(told(folder, sorted(reading.problems)))
        try:
            with transaction.atomic():
                changes = synchronise(reading.rows, progress)
                transaction.set_rollback(dry_run)
        except IntegrityError as error:
            raise CommandError(f"The database refused the tables in {folder}: {error}. Nothing was changed.") from error
        if verbosity > 0:
            for change in changes:
                self.say(change)
            if dry_run:
                self.stdout.write("Nothing was changed: this was a dry run.")

    def say(self, change: Change) -> None:
        name = change.model._meta.verbose_name_plural
        counts = f"{change.new} new, {change.changed} changed, {change.unchanged} unchanged, {change.removed} removed"
        self.stdout.write(f"{name}: {counts}")
        for key in change.kept[:KEPT_SHOWN]:
            self.stdout.write(f"  kept, because something still points at it: {' '.join(str(part) for part in key)}")
        if len(change.kept) > KEPT_SHOWN:
            self.stdout.write(f"  and {len(change.kept) - KEPT_SHOWN} more")


def told(folder: Path, problems: list[Problem]) -> str:
    lines = [str(problem) for problem in problems[:PROBLEMS_SHOWN]]
    if len(problems) > PROBLEMS_SHOWN:
        lines.append(f"and {len(problems) - PROBLEMS_SHOWN} more")
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return "\n".join([f"Nothing was loaded: {count} in {folder}.", *lines])
