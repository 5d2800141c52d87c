"""Does an acknowledged entry outlive kill -9 of PostgreSQL? python bench/faults/postgres.py [--kills N]

People log without pause on a server of gunicorn, whose database is a PostgreSQL of its own (cluster.py), as durable as
PostgreSQL ships. Its postmaster is killed again and again and started anew; the web server runs on. Then every key that
was answered as logged must have one row. Ends with 1 where that is not so.
"""

import argparse
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from cluster import Cluster, cluster
from install import Install
from loggers import Person, Verdict, answers_of, logging_without_pause, people_in, verdict


def trial(
    folder: Path, server: Cluster, people: int, kills: int, chance: random.Random
) -> tuple[Verdict, list[Person]]:
    install = Install(folder, {"DATABASE_URL": server.url()})
    loggers = people_in(install, people)
    install.start()
    try:
        with logging_without_pause(loggers):
            for _ in range(kills):
                time.sleep(chance.uniform(0.5, 2.5))
                server.kill()
                server.start()
            time.sleep(2)  # the last ones are answered
    finally:
        install.stop(signal.SIGKILL)
    return verdict(install, loggers), loggers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--people", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0, help="0: another one each time")
    options = parser.parse_args()
    seed = options.seed or time.time_ns() % 2**32
    with tempfile.TemporaryDirectory(prefix="gutcheck-postgres-") as folder, cluster() as server:
        chance = random.Random(seed)
        began = time.monotonic()
        found, people = trial(Path(folder), server, options.people, options.kills, chance)
        took = time.monotonic() - began
        version = server.ask("SHOW server_version")[0][0]
    print(
        f"{options.kills} kills of PostgreSQL {version} in {took:.0f} s, {options.people} people, seed {seed}:"
        f" {found.acked} acknowledged, {found.lost} lost, {found.doubled} doubled, {found.unasked} that nobody sent;"
        f" answers {answers_of(people)}"
    )
    sys.exit(not found.is_good)


if __name__ == "__main__":
    main()
