import sys
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from tqdm import tqdm

from nutrients.tables.dump import dump_tables


class Command(BaseCommand):
    help = "Writes all tables of the database into the files of a folder, in the form load_tables reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.FIXTURES)

    def handle(self, *, folder: Path, verbosity: int, **options: Any) -> None:
        progress = partial(tqdm, disable=verbosity == 0 or not sys.stderr.isatty(), leave=False)
        counts = dump_tables(folder, progress)
        if verbosity > 0:
            self.stdout.write(f"{sum(counts.values())} lines in {len(counts)} files in {folder}")
