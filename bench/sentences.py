"""How well and how fast a meal in one sentence is understood: python bench/sentences.py [--failures] [--rounds N].

In a database of its own, thrown away afterwards, with the shipped tables and nobody's habits. bench/sentences.csv says
what people type and what it should come to: rows of foods (any of the fdc_ids) with their grams, and words that cannot
be understood (blank: none). An exact meal has the right foods, as many as expected, each within 20 % of its grams, and
leaves over what it should. The held-out part was not looked at while the reading was tuned: only its totals are told.
"""

import argparse
import csv
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SENTENCES = Path(__file__).with_name("sentences.csv")
CLOSE = 0.2  # of the expected grams
DAY = date(2026, 11, 19)


class Row(NamedTuple):
    fdc_ids: set[int]
    grams: float


class Sentence(NamedTuple):
    part: str
    text: str
    rows: list[Row]
    not_understood: list[str]


class Outcome(NamedTuple):
    """foods, weights: how many of the expected rows were right in it. milliseconds: median of the rounds."""

    sentence: Sentence
    foods: int
    weights: int
    is_exact: bool
    milliseconds: float
    said: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--failures", action="store_true", help="show the sentences of dev that came out otherwise")
    parser.add_argument("--rounds", type=int, default=3, help="times every sentence is read")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gutcheck-bench-") as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "gutcheck.settings"}
        os.environ["GUTCHECK_DATA"] = os.environ.get("GUTCHECK_BENCH_DATA", folder)
        sys.path.insert(0, str(ROOT))
        prepare()
        outcomes = [read(sentence, options.rounds) for sentence in read_sentences()]
    print_table(outcomes)
    if options.failures:
        print_failures(outcomes)


def prepare() -> None:
    """Make the database, unless GUTCHECK_BENCH_DATA names a folder that has one."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_tables", if_empty=True, verbosity=0)


def read_sentences() -> Iterator[Sentence]:
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows = [Row(set(one["fdc_id"]), one["grams"]) for one in json.loads(row["rows"] or "[]")]
            yield Sentence(row["part"], row["sentence"], rows, json.loads(row["not_understood"] or "[]"))


def read(sentence: Sentence, rounds: int) -> Outcome:
    from diary.models import Meal
    from diary.reading.meal import read_meal

    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        reading = read_meal(sentence.text, person=None, meal=Meal.BREAKFAST, today=DAY)
        times.append((time.perf_counter() - start) * 1000)
    found = [(row.food.fdc_id or 0, row.grams) for row in reading.rows]
    foods, weights = right_ones(sentence.rows, found)
    expected = len(sentence.rows)
    is_exact = foods == weights == expected == len(found) and len(reading.not_understood) == len(
        sentence.not_understood
    )
    said = "; ".join(f"{row.food.name} {row.grams:.4g} g" for row in reading.rows)
    said += f" | not understood: {list(reading.not_understood)}" if reading.not_understood else ""
    return Outcome(sentence, foods, weights, is_exact, statistics.median(times), said)


def right_ones(expected: Sequence[Row], found: Sequence[tuple[int, float]]) -> tuple[int, int]:
    """How many expected foods were found, and how many of these with their grams; each found row counts once."""
    left = list(found)
    foods = weights = 0
    for row in expected:
        right = [one for one in left if one[0] in row.fdc_ids]
        if not right:
            continue
        best = min(right, key=lambda one: abs(one[1] - row.grams))
        left.remove(best)
        foods += 1
        weights += abs(best[1] - row.grams) <= CLOSE * row.grams
    return foods, weights


def print_table(outcomes: Sequence[Outcome]) -> None:
    print(f"{'':10}{'sentences':>10}{'rows':>6}{'exact':>8}{'food':>8}{'grams':>8}{'median':>9}{'p95':>8}  ms")
    for part in ("dev", "held_out"):
        of_part = [outcome for outcome in outcomes if outcome.sentence.part == part]
        if of_part:
            print_line(part, of_part)
    print_line("all", outcomes)


def print_line(name: str, outcomes: Sequence[Outcome]) -> None:
    rows = sum(len(outcome.sentence.rows) for outcome in outcomes) or 1
    exact = sum(outcome.is_exact for outcome in outcomes) / len(outcomes)
    foods, weights = (
        sum(figures) / rows for figures in zip(*((one.foods, one.weights) for one in outcomes), strict=True)
    )
    times = sorted(outcome.milliseconds for outcome in outcomes)
    late = times[min(len(times) - 1, len(times) * 95 // 100)]
    shares = f"{exact:8.3f}{foods:8.3f}{weights:8.3f}"
    print(f"{name:10}{len(outcomes):10}{rows:6}{shares}{statistics.median(times):9.1f}{late:8.1f}")


def print_failures(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.sentence.part == "dev" and not outcome.is_exact:
            wanted = "; ".join(f"{min(row.fdc_ids)} {row.grams:g} g" for row in outcome.sentence.rows)
            print(f"\n{outcome.sentence.text}\n    wanted: {wanted} {outcome.sentence.not_understood or ''}")
            print(f"    read:   {outcome.said}")


if __name__ == "__main__":
    main()
