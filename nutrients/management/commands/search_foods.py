import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from nutrients.search import search_foods


class Command(BaseCommand):
    help = (
        "Searches the foods as the food box does, but for nobody's usual foods. Without a query, reads one a line from"
        " standard input and prints a line of JSON for each."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query", nargs="?")
        parser.add_argument("--json", action="store_true", help="Print one line of JSON instead of a list.")
        parser.add_argument("--limit", type=int, default=20, metavar="N", help="Foods to print at most (20).")

    def handle(self, *, query: str | None, json: bool, limit: int, **options: Any) -> None:
        if query is None:
            for line in sys.stdin:
                self.stdout.write(as_json(line.rstrip("\r\n"), limit))
                self.stdout.flush()
        elif json:
            self.stdout.write(as_json(query, limit))
        else:
            for food in search_foods(query, max(limit, 0)):
                self.stdout.write(f"{food.fdc_id}\t{food.name}")


def as_json(query: str, limit: int) -> str:
    found = [{"fdc_id": food.fdc_id, "name": food.name} for food in search_foods(query, max(limit, 0))]
    return json.dumps({"query": query, "results": found}, ensure_ascii=False)
