"""What bench/pages.py tells of its runs: times, goals and bytes, as tables for RESULTS.md."""

import gzip
import os
import platform
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from asking import Browser, Case, Times
from results import median, part, processor

TITLE = "## Pages"
BASE = "three queries"
# What is held against what, and the most it may take, both by the clock and of the processor.
GOALS = (
    ("day, data", BASE, 2.5), ("week, core", BASE, 2.5), ("week, data", BASE, 2.5), ("day", "day, data", 2.0),
    ("week", "week, data", 2.0), ("add an entry", BASE, 2.5), ("week, core", "week, by hand", 2.0),
)  # fmt: skip
GROWTH = 1.15  # from a month of diary to ten years, by CPU
LINKED = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg|png))"')


def heading(started: datetime, load: float, rounds: int, runs: int) -> Iterator[str]:
    from django.db import connection

    from nutrients.models import Food

    yield f"{TITLE}, {started:%Y-%m-%d %H:%M}, `python bench/pages.py --rounds {rounds} --runs {runs}`"
    yield ""
    yield (
        f"{processor()}, {os.cpu_count()} processors; load average {load:.1f} before, {os.getloadavg()[0]:.1f} after. "
        f"Python {platform.python_version()}, {connection.vendor}, {Food.objects.count()} foods. "
        "In-process WSGI application with an install's settings. Times in ms."
    )


def table_of_times(runs: Sequence[dict[Case, Times]], queries: dict[Case, int]) -> Iterator[str]:
    """Times of all runs. Ratio: to the view with three queries, by the clock. Growth: by CPU."""
    yield "\n| | diary | queries | median | p95 | CPU, median | ratio | growth |\n|---|---|--:|--:|--:|--:|--:|--:|"
    for case in runs[0]:
        wall = [value for run in runs for value in run[case].wall]
        cpu = [value for run in runs for value in run[case].cpu]
        base = median([ratio(run, case, BASE) for run in runs])
        growth = f"{growth_of(runs, case.name):.2f}" if case.span == "10 years" else ""
        yield (
            f"| {case.name} | {case.span} | {queries[case]} | {median(wall):.1f} | {part(wall, 95):.1f}"
            f" | {median(cpu):.1f} | {base:.1f} | {growth} |"
        )


def ratio(run: dict[Case, Times], case: Case, other: str, which: str = "wall") -> float:
    """Of one run: how many times as long as the other one of the same diary, or as the view of the bench."""
    found = next(own for own in run if own.name == other and own.span in ("", case.span))
    return median(getattr(run[case], which)) / median(getattr(run[found], which))


def growth_of(runs: Sequence[dict[Case, Times]], name: str) -> float:
    """CPU at ten years of diary / CPU at a month; the median of the runs."""
    by_span = [{case.span: median(taken.cpu) for case, taken in run.items() if case.name == name} for run in runs]
    return median([spans["10 years"] / spans["1 month"] for spans in by_span])


def table_of_goals(runs: Sequence[dict[Case, Times]]) -> Iterator[str]:
    """A year of diary; medians of the ratios of the runs. Met: by the clock, which waits for the disk, and by CPU."""
    yield "\n| one year of diary | against | ratio, clock | ratio, CPU | goal | |\n|---|---|--:|--:|--:|---|"
    cases = {case.name: case for case in runs[0] if case.span == "1 year"}
    for name, other, most in GOALS:
        if name not in cases or (other != BASE and other not in cases):
            continue
        clock, cpu = (median([ratio(run, cases[name], other, which) for run in runs]) for which in ("wall", "cpu"))
        yield f"| {name} | {other} | {clock:.2f} | {cpu:.2f} | {most} | {told(max(clock, cpu), most)} |"
    grown = {name: growth_of(runs, name) for name in cases}
    name = max(grown, key=grown.__getitem__)
    yield f"| {name}, ten years | the same, one month | | {grown[name]:.2f} | {GROWTH} | {told(grown[name], GROWTH)} |"


def told(value: float, most: float) -> str:
    return "met" if value <= most else "missed"


def table_of_bytes(browser: Browser, cases: Sequence[Case]) -> Iterator[str]:
    """Over the wire, compressed, without headers and fonts. After the first visit only the page itself is fetched."""
    yield "\n| [bytes] | page | styles | scripts | icons | first visit | after |\n|---|--:|--:|--:|--:|--:|--:|"
    for case in cases:
        if case.span != "1 month" or case.form or case.path.startswith("/bench/"):
            continue
        page = browser.ask(case.path).body
        sizes: dict[str, int] = defaultdict(int)
        for address in dict.fromkeys(LINKED.findall(text_of(page))):
            sizes[address.rsplit(".", 1)[1]] += len(browser.ask(address).body)
        icons = sizes["svg"] + sizes["png"]
        first = len(page) + sizes["css"] + sizes["js"] + icons
        yield f"| {case.name} | {len(page)} | {sizes['css']} | {sizes['js']} | {icons} | {first} | {len(page)} |"


def text_of(body: bytes) -> str:
    return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()
