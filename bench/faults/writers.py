"""How long does an entry take while many log at once? python bench/faults/writers.py [--people 8 32] [--seconds 12]

Closed loop: each person sends the next entry when the last one was answered. SQLite unless DATABASE_URL names a
PostgreSQL (an empty database). Server and people share this machine. Ends with 1 where an entry was refused, was lost
or doubled, or the database said that it is locked.
"""

import argparse
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from install import Install
from loggers import logging_without_pause, people_in, share, verdict


@dataclass(frozen=True)
class Block:
    """seconds: of each answered entry. refused: other answers than 303. locked: how often the log says so.

    memory: [MB] of each worker.
    """

    people: int
    took: float
    seconds: list[float]
    refused: int
    locked: int
    memory: list[float]
    is_good: bool

    def __str__(self) -> str:
        return (
            f"{self.people} people, {self.took:.0f} s: {len(self.seconds)} entries,"
            f" {len(self.seconds) / self.took:.0f}/s,"
            f" p50 {share(self.seconds, 0.5) * 1000:.0f} ms, p99 {share(self.seconds, 0.99) * 1000:.0f} ms,"
            f" most {max(self.seconds, default=0) * 1000:.0f} ms; {self.refused} refused, {self.locked} locked,"
            f" {'none lost or doubled' if self.is_good else 'ENTRIES LOST OR DOUBLED'};"
            f" a worker holds {max(self.memory, default=0):.0f} MB"
        )


def block(folder: Path, people: int, seconds: float, workers: int, threads: int) -> Block:
    install = Install(folder)
    loggers = people_in(install, people)
    install.start(workers, threads)
    try:
        for person in loggers:
            person.ask("/week/")  # every worker has read the tables before
        began = time.monotonic()
        with logging_without_pause(loggers):
            time.sleep(seconds)
        took, memory = time.monotonic() - began, install.memory()
    finally:
        install.stop(signal.SIGTERM)
    return Block(
        people,
        took,
        [one for person in loggers for one in person.seconds],
        sum(count for person in loggers for status, count in person.answers.items() if status != 303),
        (folder / "server.log").read_text(errors="replace").count("locked"),
        memory,
        verdict(install, loggers).is_good,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[8, 32])
    parser.add_argument("--seconds", type=float, default=12)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    options = parser.parse_args()
    blocks = []
    for people in options.people:
        with tempfile.TemporaryDirectory(prefix="gutcheck-writers-") as folder:
            blocks.append(block(Path(folder), people, options.seconds, options.workers, options.threads))
        print(blocks[-1], flush=True)
    sys.exit(any(one.refused or one.locked or not one.is_good for one in blocks))


if __name__ == "__main__":
    main()
