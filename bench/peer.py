"""Beside another food diary, on the same machine and foods: python bench/peer.py [--rounds N] [--runs N] [--write].

The other one is opennosh (MIT), which comes as a package and is installed into an environment of its own, thrown away
afterwards like everything else. Both keep their data in the same PostgreSQL server, started for this (its search needs
the extension pg_trgm, so the programs are the system's or those of GUTCHECK_POSTGRES_PROGRAMS), both answer from one
process over a socket, one request at a time, in turns. Its package holds no migrations: its tables are made from its
models, and the one database function its search calls is written here (bench/peer_fill.py). Foods go in by its models;
one day of diary through its API, repeated back over the year.

It answers with JSON and judges nothing; our pages are whole pages with verdicts. So the comparison leans its way for
the day and the week. What both do alike is searching and logging an entry.
"""

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote
from uuid import uuid4

import load
import results
from faults.cluster import Cluster, cluster
from faults.install import Install
from faults.loggers import Person
from peer_server import PEER, WEEKS, Peer, environment_of_peer, everyday, theirs, use_system_postgres

TITLE = "## Beside a peer"
WORDS = ["oat milk", "boiled egg", "chicken", "lentils", "whole wheat bread", "apple"]


class Kind(NamedTuple):
    """One thing both can do. Each asks once and answers with a status."""

    name: str
    ours: Callable[[], int]
    theirs: Callable[[], int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20, help="requests of each kind in a run")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--environment", type=Path, help=f"a virtual environment that holds {PEER} already")
    parser.add_argument("--write", action="store_true", help="put the table into bench/RESULTS.md")
    options = parser.parse_args()
    use_system_postgres()
    with tempfile.TemporaryDirectory(prefix="gutcheck-peer-") as folder, cluster() as server:
        place = Path(folder)
        python = (options.environment or environment_of_peer(place)) / "bin" / "python"
        with ours(place, server) as person, theirs(place, python, server) as peer:
            load_before, started = os.getloadavg()[0], datetime.now().astimezone()
            kinds = list(kinds_of(person, peer))
            runs = [measure(kinds, options.rounds) for _ in range(options.runs)]
    lines = [*heading(started, load_before, options, person, peer), *table(kinds, runs)]
    print("\n".join(lines))
    if options.write:
        results.write("\n".join(lines), TITLE)


# --- ours -----------------------------------------------------------------------------------------------------------
@contextmanager
def ours(place: Path, server: Cluster) -> Iterator[Person]:
    folder = place / "ours"
    folder.mkdir()
    install = Install(folder, {"GUTCHECK_PLAIN_STATIC": "0", "DATABASE_URL": server.url()})
    install.manage("migrate", "--verbosity", "0")
    install.manage("load_tables", "--verbosity", "0")
    install.manage("collectstatic", "--no-input", "--verbosity", "0")
    told = install.asked(load.FILL.format(people=1, weeks=WEEKS))
    sessions = told.pop("sessions")
    assert isinstance(sessions, list)
    install.start(workers=1)
    try:
        yield Person(install, sessions[0], told)
    finally:
        install.stop()


# --- the comparison -------------------------------------------------------------------------------------------------
def kinds_of(person: Person, peer: Peer) -> Iterator[Kind]:
    today = date.fromisoformat(str(person.told["today"]))
    day, food, number = today - timedelta(days=10), everyday(peer.foods)[3], iter(range(1_000_000))
    first, last = day - timedelta(days=day.weekday()), day + timedelta(days=6 - day.weekday())
    year, week, _ = first.isocalendar()
    at = datetime.combine(today - timedelta(days=20), datetime.min.time()).astimezone().replace(hour=12)

    def word() -> str:
        return quote(WORDS[next(number) % len(WORDS)])

    hx = {"HX-Request": "true"}
    yield Kind(
        "search", lambda: person.ask(f"/foods/search/?find={word()}", more=hx)[0],
        lambda: peer.ask("GET", f"/api/v1/foods/search?q={word()}")[0],
    )  # fmt: skip
    yield Kind(
        "log an entry", lambda: person.ask("/entries/add/", person.entry(str(uuid4())))[0],
        lambda: peer.ask("POST", "/api/v1/logs", peer.entry(food, 80, at))[0],
    )  # fmt: skip
    yield Kind(
        "day", lambda: person.ask(f"/day/{day}/")[0],
        lambda: max(peer.ask("GET", f"/api/v1/logs{path}?day={day}")[0] for path in ("", "/daily-totals")),
    )  # fmt: skip
    yield Kind(
        "week", lambda: person.ask(f"/week/{year}-W{week:02}/")[0],
        lambda: peer.ask("GET", f"/api/v1/logs/daily-totals/range?from={first}&to={last}")[0],
    )  # fmt: skip


def measure(kinds: Sequence[Kind], rounds: int) -> dict[tuple[str, str], list[float]]:
    """[ms] of every request but the first two of a kind, in turns."""
    times: dict[tuple[str, str], list[float]] = defaultdict(list)
    for number in range(rounds + 2):
        for kind in kinds:
            for whose, ask in (("ours", kind.ours), ("theirs", kind.theirs))[:: 1 if number % 2 else -1]:
                began = time.perf_counter()
                status = ask()
                taken = (time.perf_counter() - began) * 1000
                if status not in (200, 201, 303):
                    sys.exit(f"{kind.name}, {whose}: {status}")
                if number > 1:
                    times[kind.name, whose].append(taken)
    return times


def heading(started: datetime, before: float, options: argparse.Namespace, person: Person, peer: Peer) -> Iterator[str]:
    yield f"{TITLE}, {started:%Y-%m-%d %H:%M}, `python bench/peer.py --rounds {options.rounds} --runs {options.runs}`"
    yield ""
    version = re.sub("==", " ", PEER)
    yield (
        f"{results.processor()}, {os.cpu_count()} processors; load average {before:.1f} before, "
        f"{os.getloadavg()[0]:.1f} after. {version} with {len(peer.foods)} foods and GutCheck with "
        f"{person.told['foods']}, one process each, one PostgreSQL, a year of diary of 14 entries a day. Its day is "
        "two requests (entries; totals), its week one; both without a page and without verdicts."
    )


def table(kinds: Sequence[Kind], runs: Sequence[dict[tuple[str, str], list[float]]]) -> Iterator[str]:
    yield "\n| median ms | GutCheck | p95 | the peer | p95 | GutCheck / peer |\n|---|--:|--:|--:|--:|--:|"
    for kind in kinds:
        ours, theirs = ([value for run in runs for value in run[kind.name, whose]] for whose in ("ours", "theirs"))
        ratios = [results.median(run[kind.name, "ours"]) / results.median(run[kind.name, "theirs"]) for run in runs]
        figures = [results.median(ours), results.part(ours, 95), results.median(theirs), results.part(theirs, 95)]
        told = " | ".join(f"{figure:.1f}" for figure in figures)
        yield f"| {kind.name} | {told} | {statistics.median(ratios):.2f} |"


if __name__ == "__main__":
    main()
