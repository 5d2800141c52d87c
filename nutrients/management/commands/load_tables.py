import sys
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction
from django.utils import timezone
from tqdm import tqdm

from nutrients.changesets import shipped
from nutrients.changesets.loading import Doubtful, Loaded, load
from nutrients.management.telling import listed, told
from nutrients.models import TableRelease
from nutrients.tables.load import read_folder
from nutrients.tables.synchronise import Change

KEPT_SHOWN = 10
STAYS = """\
The tables are release {} and stay as they are; load_tables --dry-run shows what differs. What a new version of GutCheck
brings is taken over by upgrade_tables."""


class Command(BaseCommand):
    help = (
        "Makes the tables in the database equal to the files of a folder. Everything is checked first; if anything is"
        " wrong, nothing is changed. What was edited here and not written out by dump_tables is undone; what changes"
        " is remembered like any other change and can be taken back. A new version of GutCheck: upgrade_tables."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.FIXTURES)
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")
        parser.add_argument("--if-empty", action="store_true", help="Leave tables that were loaded before as they are.")
        parser.add_argument("--reason", default="", help="Why, for the history of the tables.")
        parser.add_argument("--despite", default="", metavar="REASON", help="Why to load in spite of the warnings.")

    def handle(
        self, *, folder: Path, dry_run: bool, if_empty: bool, reason: str, despite: str, verbosity: int, **options: Any
    ) -> None:
        if if_empty and (installed := TableRelease.objects.first()):
            if verbosity > 0:
                self.stdout.write(STAYS.format(installed))
            return
        progress = partial(tqdm, disable=verbosity == 0 or not sys.stderr.isatty(), leave=False)
        reading = read_folder(folder, progress)
        if reading.problems:
            raise CommandError(listed("Nothing was loaded", sorted(reading.problems), f" in {folder}"))
        try:
            with transaction.atomic():
                loaded = load(
                    reading, reason=reason or f"load_tables {folder}", override=despite, at=timezone.now(),
                    is_trial=dry_run, progress=progress,
                )  # fmt: skip
                if not dry_run and folder.resolve() == settings.FIXTURES.resolve():
                    shipped.remember(shipped.files_of(folder), shipped.version_of(reading))
        except Doubtful as error:
            raise CommandError(objections(error)) from error
        except IntegrityError as error:
            raise CommandError(f"The database refused the tables in {folder}: {error}. Nothing was changed.") from error
        if verbosity > 0:
            self.report(loaded, dry_run)

    def report(self, loaded: Loaded, dry_run: bool) -> None:
        for change in loaded.changes:
            self.say(change)
        for finding in loaded.findings:
            self.stdout.write(told(finding))
        if loaded.changeset is not None:
            self.stdout.write(f"Remembered with release {loaded.changeset.release_id}.")
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


def objections(error: Doubtful) -> str:
    text = listed("Nothing was loaded", [told(finding) for finding in error.findings])
    if any(finding.is_error for finding in error.findings):
        return text
    return f'{text}\nIf all of this is right, say why: --despite "the new analysis of 2026"'
