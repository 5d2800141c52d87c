"""Everybody's verdicts of a week, how many a second: python bench/everybody.py [PEOPLE ...] [--runs N] [--write].

In a database of its own, thrown away afterwards: the shipped tables and made-up people (bench/people.py). Counted are
processor seconds, so that a busy machine does not count, and the clock beside them; the memory is that of this process
after the first tenth and at the end: it must not grow with the number of people. A number larger than --made goes over
the people that were made again and again, which tells of time and memory, not of a larger database. Last, two processes
take half of the people each, by the command an install would use. DATABASE_URL measures PostgreSQL.

A hundred thousand people, each with a diary of their own: python bench/everybody.py 100000 --made 100000 --weeks 1.
"""

import argparse
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import people
import results

TITLE = "## Everybody's verdicts"


class Run(NamedTuple):
    """Of so many people: seconds of processor and clock; memory [MB] early and at the end."""

    people: int
    processor: float
    clock: float
    early: float
    end: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("people", type=int, nargs="*", default=[1000, 10_000], help="how many, several times over")
    parser.add_argument("--made", type=int, default=1000, help="people with a diary in the database")
    parser.add_argument("--weeks", type=int, default=6, help="of diary each, up to the end of the week that is read")
    parser.add_argument("--runs", type=int, default=5, help="of each number up to 1000; larger ones run once")
    parser.add_argument("--write", action="store_true", help="put the table into bench/RESULTS.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gutcheck-bench-") as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "gutcheck.settings", "GUTCHECK_DATA": folder}
        sys.path.insert(0, str(results.ROOT))
        load, started = os.getloadavg()[0], datetime.now().astimezone()
        keys, week = prepare(options.made, options.weeks)
        runs = [measure(keys, week, n) for n in options.people for _ in range(options.runs if n <= 1000 else 1)]
        shared = in_two_processes(len(keys), str(week))
        lines = [*heading(started, load, options), *table(runs), "", shared]
    print("\n".join(lines))
    if options.write:
        results.write("\n".join(lines), TITLE)


def prepare(made: int, weeks: int) -> tuple[list[int], Any]:
    """Tables and people; the people's keys and the last week that is over."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from accounts.models import User
    from diary.weeks import Week

    call_command("migrate", verbosity=0)
    call_command("load_tables", verbosity=0)
    week = Week.of(timezone.localdate()).previous
    clock, processor = time.perf_counter(), time.process_time()
    entries = people.fill(made, weeks, week.last_day + timedelta(days=1))
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    print(f"{made} people, {entries} entries: {clock:.0f} s, {processor:.0f} s of processor", file=sys.stderr)
    return list(User.objects.order_by("pk").values_list("pk", flat=True)), week


def measure(keys: Sequence[int], week: Any, count: int) -> Run:
    from diary.everybody import everybodys_verdicts

    wanted = [keys[number % len(keys)] for number in range(count)]
    gc.collect()
    gc.freeze()  # as the command does
    found: Iterator[object] = everybodys_verdicts(wanted, week)
    processor, clock = time.process_time(), time.perf_counter()
    answered = sum(1 for _ in islice(found, count // 10))
    early = memory()
    answered += sum(1 for _ in found)
    return Run(answered, time.process_time() - processor, time.perf_counter() - clock, early, memory())


def memory() -> float:
    """Resident in this process now [MB]."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def in_two_processes(count: int, week: str) -> str:
    """The command twice at the same time, each with half of the people; in it are its start and its lines of JSON."""
    command = [sys.executable, "manage.py", "weekly_verdicts", week, "--verbosity", "0", "--share"]
    clock = time.perf_counter()
    both = [subprocess.Popen([*command, f"{share}/2"], cwd=results.ROOT, stdout=subprocess.PIPE) for share in (1, 2)]
    lines = sum(process.communicate()[0].count(b"\n") for process in both)
    taken = time.perf_counter() - clock
    if any(process.returncode for process in both):
        sys.exit("weekly_verdicts failed")
    return f"`weekly_verdicts` in two processes, start included: {lines} of {count} people in {taken:.1f} s."


def heading(started: datetime, load: float, options: argparse.Namespace) -> Iterator[str]:
    from django.db import connection

    yield f"{TITLE}, {started:%Y-%m-%d %H:%M}, `python bench/everybody.py {' '.join(sys.argv[1:])}`"
    yield ""
    yield (
        f"{results.processor()}, {os.cpu_count()} processors; load average {load:.1f} before, {os.getloadavg()[0]:.1f} "
        f"after. {connection.vendor}, {options.made} made-up people with {options.weeks} weeks each, "
        "gone over again for more."
    )


def table(runs: Sequence[Run]) -> Iterator[str]:
    yield "\n| people | runs | people/s of processor | by the clock | memory early [MB] | at the end |"
    yield "|--:|--:|--:|--:|--:|--:|"
    for count in dict.fromkeys(run.people for run in runs):
        own = [run for run in runs if run.people == count]
        figures = [
            statistics.median(values)
            for values in (
                [count / run.processor for run in own], [count / run.clock for run in own],
                [run.early for run in own], [run.end for run in own],
            )
        ]  # fmt: skip
        yield f"| {count} | {len(own)} | {' | '.join(f'{figure:.0f}' for figure in figures)} |"


if __name__ == "__main__":
    main()
