"""bench/RESULTS.md: what a run writes into it, and the figures that every run tells."""

import platform
import re
import statistics
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).with_name("RESULTS.md")


def write(section: str, title: str) -> None:
    """Into the file of results, in the place of an earlier run; what other benches wrote stays."""
    written = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Results\n"
    parts = [part for part in re.split(r"\n(?=## )", written) if not part.startswith(title)]
    RESULTS.write_text("\n\n".join(part.strip() for part in [*parts, section]) + "\n", encoding="utf-8")


def processor() -> str:
    info = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*: (.+)", info.read_text()) if info.exists() else []
    return names[0] if names else platform.machine()


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def part(values: Sequence[float], percent: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
