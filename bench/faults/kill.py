"""Does an acknowledged entry outlive kill -9? python bench/faults/kill.py [--kills N] [--what worker|server]

People log without pause and repeat what was not answered, under the same key, as the pages do. Meanwhile workers, or
the whole server, are killed at random moments. Then every key that was answered as logged must have one row: none
lost, none doubled. Ends with 1 where that is not so. DATABASE_URL runs it on PostgreSQL.
"""

import argparse
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from install import Install
from loggers import Person, answers_of, logging_without_pause, people_in, verdict

BETWEEN_KILLS = 5  # entries


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--what", choices=["worker", "server"], default="worker")
    parser.add_argument("--seconds", type=float, default=600, help="then it ends, with fewer kills")
    parser.add_argument("--people", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0, help="0: another one each time")
    options = parser.parse_args()
    seed = options.seed or time.time_ns() % 2**32
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="gutcheck-kill-") as folder:
        install = Install(Path(folder))
        people = people_in(install, options.people)
        install.start()
        try:
            kills, began = 0, time.monotonic()
            with logging_without_pause(people):
                while kills < options.kills and time.monotonic() - began < options.seconds:
                    wait_for_entries(people)
                    time.sleep(chance.uniform(0.0, 0.6))
                    if options.what == "worker":
                        kills += install.kill_a_worker(chance)
                    else:
                        install.stop(signal.SIGKILL)
                        install.start()
                        kills += 1
                time.sleep(2)  # the last ones are answered
            took = time.monotonic() - began
        finally:
            install.stop(signal.SIGKILL)
        found = verdict(install, people)
        print(f"integrity: {integrity(install)}")
    print(
        f"{kills} kills of the {options.what} in {took:.0f} s, {options.people} people, seed {seed}:"
        f" {found.acked} acknowledged, {found.lost} lost, {found.doubled} doubled, {found.unasked} that nobody sent;"
        f" answers {answers_of(people)}"
    )
    sys.exit(not found.is_good)


def wait_for_entries(people: list[Person]) -> None:
    """Until some more are acknowledged: killing what is only starting proves nothing. At most half a minute."""
    enough, end = sum(len(person.acked) for person in people) + BETWEEN_KILLS, time.monotonic() + 30
    while sum(len(person.acked) for person in people) < enough and time.monotonic() < end:
        time.sleep(0.01)


def integrity(install: Install) -> str:
    from_database = """
import json
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("PRAGMA integrity_check") if connection.vendor == "sqlite" else cursor.execute("SELECT 'ok'")
    print(json.dumps({"said": cursor.fetchone()[0]}))
"""
    return str(install.asked(from_database)["said"])


if __name__ == "__main__":
    main()
