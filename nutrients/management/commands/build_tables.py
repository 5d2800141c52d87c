from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from nutrients.tables.build import Inputs, build


class Command(BaseCommand):
    help = "Build the food and reference tables from the published files (see fixtures/SOURCES.md)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--fdc",
            type=Path,
            required=True,
            help="folder with FoodData Central's survey and SR Legacy CSV downloads, zipped or not",
        )
        parser.add_argument(
            "--data", type=Path, required=True, help="folder with dri.csv, efsa_drv.csv and the other published tables"
        )
        parser.add_argument(
            "--foods", type=Path, help="the foods to take; DATA/starter_foods.csv unless said otherwise"
        )
        parser.add_argument(
            "--to", type=Path, default=settings.FIXTURES, help="folder to write into; fixtures/ unless said otherwise"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        foods = options["foods"] or options["data"] / "starter_foods.csv"
        inputs = Inputs(options["fdc"], options["data"], foods, settings.FIXTURES)
        options["to"].mkdir(parents=True, exist_ok=True)
        try:
            counts = build(inputs, options["to"], self.say)
        except ValueError as error:
            raise CommandError(str(error)) from error
        for table, rows in counts.items():
            self.stdout.write(f"{table}: {rows} rows")

    def say(self, message: str) -> None:
        self.stderr.write(f"{message} …")
