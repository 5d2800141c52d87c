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
from nutrients.tables.imports.fdc import Curated, imported_foods, releases_at
from nutrients.tables.imports.report import Report
from nutrients.tables.imports.store import store


class Command(BaseCommand):
    help = (
        "Reads FoodData Central's CSV downloads (survey, SR Legacy, Foundation, Branded) as published, zipped or not."
        " Each download is stored whole or not at all; a second run changes only what differs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a zip, or a folder with zips or unpacked downloads")
        parser.add_argument("--replace", action="store_true", help="Take over shipped and hand-edited foods too.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")

    def handle(self, *, path: Path, replace: bool, dry_run: bool, verbosity: int, **options: Any) -> None:
        progress = partial(tqdm, disable=verbosity == 0 or not sys.stderr.isatty(), leave=False, mininterval=0.5)
        nutrients = list(Nutrient.objects.all())
        names = {nutrient.tagname: nutrient.name for nutrient in nutrients if nutrient.fdc_number}
        tagnames = {nutrient.fdc_number: nutrient.tagname for nutrient in nutrients if nutrient.fdc_number}
        units = {nutrient.tagname: nutrient.unit for nutrient in nutrients}
        try:
            curated = Curated.read(settings.FIXTURES / "curated")
            for release in releases_at(path):
                report = Report(release.name)
                foods = imported_foods(release, tagnames, units, curated, report, progress)
                sound = (food for one in foods if (food := checked(one, units, report)))
                with transaction.atomic():
                    store(sound, report, replace=replace)
                    transaction.set_rollback(dry_run)
                if verbosity > 0:
                    self.stdout.write("\n".join(report.lines(names)))
        except ValueError as error:
            raise CommandError(f"{error} Nothing of this download was stored.") from error
        if dry_run and verbosity > 0:
            self.stdout.write("Nothing was changed: this was a dry run.")
