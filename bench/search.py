"""How well and how fast the food search answers: python bench/search.py [--grow N [--ratio]] [--misses] [--rounds N].

In a database of its own, thrown away afterwards: the shipped foods and, with --grow, N made-up packaged foods beside
them. bench/search_queries.csv says what people type and which foods (fdc_ids) they may mean; a third of each class was
held out while the search was tuned, and is told apart. A query none of whose foods are shipped is left out and counted.
DATABASE_URL measures PostgreSQL, whose tables are made anew; without it, SQLite.
"""

import argparse
import csv
import os
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
QUERIES = Path(__file__).with_name("search_queries.csv")
SHOWN = 20  # foods in the box
SYLLABLES = [first + second for first in "bcdfghjklmnprstvwyz" for second in "aeio"]
EXTRAS = ["organic", "premium", "classic", "original", "family", "natural", "crunchy", "creamy", "style", "light"]


class Query(NamedTuple):
    text: str
    kind: str
    held_out: bool
    expected: set[int]


class Answer(NamedTuple):
    query: Query
    found: list[tuple[int, str]]  # fdc_id, name
    milliseconds: float  # median of the rounds

    @property
    def place(self) -> int | None:
        """Of the first food that may be meant, from 1; None where none is found."""
        places = [n for n, (fdc_id, _) in enumerate(self.found, start=1) if fdc_id in self.query.expected]
        return places[0] if places else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--grow", type=int, default=0, metavar="N", help="made-up packaged foods to add")
    parser.add_argument("--rounds", type=int, default=5, help="times every query is asked")
    parser.add_argument("--ratio", action="store_true", help="ask the shipped foods alone first, and compare")
    parser.add_argument("--misses", action="store_true", help="show the tuning queries whose first food is another")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gutcheck-bench-") as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "gutcheck.settings", "GUTCHECK_DATA": folder}
        sys.path.insert(0, str(ROOT))
        small = told(0, options.rounds) if options.ratio else []
        answers = told(options.grow, options.rounds)
    if small:
        print_ratio(small, answers)
    if options.misses:
        print_misses(answers)


def told(grow: int, rounds: int) -> list[Answer]:
    """The answers among the shipped foods and so many others, printed."""
    foods = prepare(grow)
    answers, left_out = ask(rounds)
    print(f"{foods} foods, {len(answers)} queries ({left_out} left out), {rounds} rounds\n")
    print_table(answers)
    print()
    return answers


def print_ratio(small: list[Answer], large: list[Answer]) -> None:
    """The same queries among many foods and few."""
    figures = []
    for percent in (50, 95):
        many, few = (part([answer.milliseconds for answer in answers], percent) for answers in (large, small))
        figures.append(f"p{percent} {many:.1f} / {few:.1f} ms = {many / few:.2f}")
    print(f"many foods / few: {', '.join(figures)}")


def prepare(grow: int) -> int:
    """Make the database; the number of foods in it."""
    import django

    django.setup()
    from django.core.management import call_command

    from nutrients.models import Food, FoodAlias

    call_command("migrate", verbosity=0)
    Food.objects.all().delete()
    FoodAlias.objects.all().delete()
    shipped = list(rows_of("foods"))
    FoodAlias.objects.bulk_create([FoodAlias(**row) for row in rows_of("food_aliases")])
    start = time.perf_counter()
    rows = [food_fields(row) for row in shipped] + list(packaged(shipped, grow))
    Food.objects.bulk_create([Food(**row) for row in rows], batch_size=2000)
    print(f"stored and indexed in {time.perf_counter() - start:.1f} s")
    return len(rows)


def rows_of(table: str) -> Iterator[dict[str, str]]:
    with (ROOT / "fixtures" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def food_fields(row: dict[str, str]) -> dict[str, Any]:
    names = ("fdc_id", "name", "description", "data_type", "category", "food_code", "gtin", "source")
    return {name: row[name] for name in names} | {"is_common": row["common"] == "yes"}


def packaged(shipped: list[dict[str, str]], count: int) -> Iterator[dict[str, Any]]:
    """Names as on packets: a made-up brand, words of two shipped foods, a slip of the finger in one of a hundred."""
    chance = random.Random(5)
    brands = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(8000)]
    words = [row["description"].replace(",", "").split() for row in shipped]
    for number in range(count):
        parts = [*chance.choice(words)[:4], *chance.sample(EXTRAS, k=2), *chance.choice(words)[: chance.randint(0, 2)]]
        if chance.random() < 0.01:
            place = chance.randrange(len(parts))
            parts[place] = parts[place][:-2] + parts[place][-1:]
        name = f"{chance.choice(brands)}, {' '.join(parts)}".upper()[:160]
        yield {
            "fdc_id": 10_000_000 + number, "name": name, "description": name, "data_type": "branded_food",
            "category": "Packaged", "source": "Made up", "gtin": "",
        }  # fmt: skip


def ask(rounds: int) -> tuple[list[Answer], int]:
    """An answer for every query that has one among the foods, and how many have none."""
    from django.db.models import F

    from nutrients.models import Food
    from nutrients.search import search_foods, vocabulary

    stored = set(Food.objects.values_list("fdc_id", flat=True))
    queries = list(read_queries())
    possible = [query for query in queries if query.expected & stored]
    search_foods("warm up")
    Food.objects.filter(fdc_id=min(stored)).update(name=F("name"))  # a change: the next search reads the words anew
    start = time.perf_counter()
    vocabulary()
    read = (time.perf_counter() - start) * 1000
    times = defaultdict(list)
    found = {}
    for _ in range(rounds):
        for query in possible:
            start = time.perf_counter()
            found[query.text] = search_foods(query.text, SHOWN)
            times[query.text].append((time.perf_counter() - start) * 1000)
    answers = [
        Answer(query, [(food.fdc_id, food.name) for food in found[query.text]], statistics.median(times[query.text]))
        for query in possible
    ]
    cold = [times[query.text][0] for query in possible]
    figures = "  ".join(f"p{percent} {part(cold, percent):.1f}" for percent in (50, 95, 99))
    print(f"first round, nothing remembered: {figures} ms; words of all foods read in {read:.0f} ms")
    return answers, len(queries) - len(possible)


def read_queries() -> Iterator[Query]:
    with QUERIES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            expected = set(map(int, row["expected"].split("|")))
            yield Query(row["query"], row["class"], row["held_out"] == "yes", expected)


def part(values: Iterable[float], percent: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def print_table(answers: list[Answer]) -> None:
    print(f"{'':14}{'n':>5}{'hit@1':>8}{'hit@5':>8}{'MRR':>7}{'p50':>8}{'p95':>8}{'p99':>8}  ms")
    kinds = dict.fromkeys(answer.query.kind for answer in answers)
    for kind in kinds:
        print_line(kind, [answer for answer in answers if answer.query.kind == kind])
    print_line("tuned on", [answer for answer in answers if not answer.query.held_out])
    print_line("held out", [answer for answer in answers if answer.query.held_out])
    print_line("all", answers)


def print_line(name: str, answers: list[Answer]) -> None:
    places = [answer.place for answer in answers]
    at_1, at_5 = (sum(place is not None and place <= most for place in places) / len(places) for most in (1, 5))
    rank = statistics.fmean(1 / place if place else 0 for place in places)
    times = [answer.milliseconds for answer in answers]
    figures = "".join(f"{part(times, percent):8.1f}" for percent in (50, 95, 99))
    print(f"{name:14}{len(answers):5}{at_1:8.3f}{at_5:8.3f}{rank:7.3f}{figures}")


def print_misses(answers: list[Answer]) -> None:
    print()
    for answer in answers:
        if answer.place != 1 and not answer.query.held_out:
            names = "; ".join(name for _, name in answer.found[:5])
            print(f"{answer.query.kind:8} {answer.query.text!r} {answer.place}: {names}")


if __name__ == "__main__":
    main()
