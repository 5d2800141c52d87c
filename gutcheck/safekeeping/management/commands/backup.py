"""Make a backup now, and try it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gutcheck.safekeeping.disk import MB
from gutcheck.safekeeping.making import back_up
from gutcheck.safekeeping.manifest import NoBackup


class Command(BaseCommand):
    help = "Make a backup while people go on writing, restore it in a separate place, compare, and let old ones go."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = back_up(timezone.now())
        except NoBackup as error:
            raise CommandError(str(error)) from error
        rows = sum(manifest.facts.rows.values())
        if options["verbosity"]:
            self.stdout.write(f"{manifest.path}: {manifest.size / MB:.1f} MB, {rows} rows, restored and compared")
