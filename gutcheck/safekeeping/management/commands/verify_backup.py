"""Try a backup: restore it in a separate place and compare it with what was backed up."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gutcheck.safekeeping.making import tried
from gutcheck.safekeeping.manifest import NoBackup, all_made


class Command(BaseCommand):
    help = "Restore a backup in a separate place and compare. The database in use is not touched."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="the newest one, unless named")

    def handle(self, *args: Any, **options: Any) -> None:
        backup = options["file"] or next((manifest.path for manifest in all_made()), None)
        if backup is None:
            raise CommandError("There is no backup yet. manage.py backup makes one.")
        try:
            manifest = tried(backup, timezone.now())
        except NoBackup as error:
            raise CommandError(str(error)) from error
        if manifest.problem:
            raise CommandError(f"{backup.name} is not good. {manifest.problem}")
        rows = sum(manifest.facts.rows.values())
        self.stdout.write(f"{backup.name} is good: {rows} rows, of {manifest.made_at:%d %B %Y %H:%M} UTC")
