"""Put a backup in the place of the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gutcheck.safekeeping.manifest import NoBackup
from gutcheck.safekeeping.restoring import restore


class Command(BaseCommand):
    help = "Put a backup in the place of the database, bring it up to this version, and repeat erasures."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--force", action="store_true", help="also where people have accounts; their database is kept aside"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            restore(options["file"], timezone.now(), self.stdout.write, force=options["force"])
        except NoBackup as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Done. Start the server and its workers.")
