import sys
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from nutrients.models import Nutrient
from nutrients.tables.imports.conformance import checked
from nutrients.tables.imports.openfoodfacts import LICENCE, Names, imported_foods
from nutrients.tables.imports.report import Report
from nutrients.tables.imports.store import store


class Command(BaseCommand):
    help = (
        "Reads an export of Open Food Facts: tab-separated or JSON lines, packed by gzip or not. It is stored whole or"
        " not at all; a second run changes only what differs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the export, as downloaded")
        parser.add_argument("--replace", action="store_true", help="Take over hand-edited foods too.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")

    def handle(self, *, path: Path, replace: bool, dry_run: bool, verbosity: int, **options: Any) -> None:
        progress = partial(tqdm, disable=verbosity == 0 or not sys.stderr.isatty(), leave=False, mininterval=0.5)
        nutrients = dict(Nutrient.objects.values_list("tagname", "name"))
        units = dict(Nutrient.objects.values_list("tagname", "unit"))
        report = Report(path.name)
        try:
            names = Names.read(settings.FIXTURES / "curated" / "openfoodfacts_names.csv", units)
            foods = imported_foods(path, names, units, report, progress)
            sound = (food for one in foods if (food := checked(one, units, report)))
            with transaction.atomic():
                store(sound, report, replace=replace)
                transaction.set_rollback(dry_run)
        except ValueError as error:
            raise CommandError(f"{error} Nothing was stored.") from error
        if verbosity > 0:
            taken = {tagname: nutrients[tagname] for tagname in names.tagnames.values()}
            self.stdout.write("\n".join(report.lines(taken)))
            self.stdout.write(f"Licence, to be shown with each of these foods: {LICENCE}")
            if dry_run:
                self.stdout.write("Nothing was changed: this was a dry run.")
