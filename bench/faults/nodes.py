"""Two web nodes and two workers on one PostgreSQL, some stopped in mid-load: python bench/faults/nodes.py [--seconds N]

People log without pause, half of them at each node, and go to the other one where theirs does not answer, as a proxy
sends them. Workers keep an appointment every six seconds and do tasks. Then a node is killed (kill -9 of all its
processes), then a worker. Afterwards: every acknowledged entry has one row; every appointment and task was ended once,
those the dead worker had in hand by the other one; somebody signed in at one node is signed in at the other; wrong
passwords are counted over both. Each node has a data folder of its own: nothing but the database, the key and the
backups is shared. Ends with 1 where something of that is not so.
"""

import argparse
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from cluster import Cluster, cluster
from guessing import Browser
from install import ROOT, Install, free_port
from loggers import Person, Verdict, answers_of, logging_without_pause, people_in, share, verdict

EMAIL, PASSWORD = "ada@example.org", "a sentence works well"
MORE = f"""
import sys
from accounts.models import User
from django.db import connection
sys.path.insert(0, "bench/faults")
from acts import job
User.objects.create_user("{EMAIL}", "{PASSWORD}")
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE bench_acts (what text, which text, moment text, worker int)")
for number in range({{tasks}}):
    job.enqueue(number)
"""
GUESSES, ALLOWED = 8, 5
SIGN_IN = "/accounts/login/"


@dataclass(frozen=True)
class Acts:
    """Appointments and tasks: how many there were; never ended; ended twice; begun again after a worker died."""

    kept: int
    unfinished: int
    twice: int
    again: int

    @property
    def is_good(self) -> bool:
        return bool(self.kept) and not (self.unfinished or self.twice)


@dataclass(frozen=True)
class Outcome:
    entries: Verdict
    people: list[Person]
    appointments: Acts
    tasks: Acts
    is_in_at_both: bool
    guesses_looked_at: int

    @property
    def is_good(self) -> bool:
        parts = (self.entries, self.appointments, self.tasks)
        return all(part.is_good for part in parts) and self.is_in_at_both and self.guesses_looked_at <= ALLOWED


@contextmanager
def worker(node: Install) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, str(ROOT / "bench" / "faults" / "worker.py")]
    with (node.folder / "worker.log").open("ab") as log:
        running = subprocess.Popen(command, cwd=ROOT, env=node.all_environment, stdout=log, stderr=log)
    try:
        yield running
    finally:
        running.terminate()
        try:
            running.wait(20)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def nodes_on(folder: Path, server: Cluster) -> tuple[Install, Install]:
    """Two nodes with a folder each; only what the recipe names is the same."""
    shared = {
        "DATABASE_URL": server.url(), "GUTCHECK_SECRET_KEY": secrets.token_urlsafe(50),
        "GUTCHECK_BACKUPS": str(folder / "backups"), "GUTCHECK_POSTGRES_PROGRAMS": str(server.bin),
    }  # fmt: skip
    made = []
    for name in ("one", "two"):
        (folder / name).mkdir()
        made.append(Install(folder / name, dict(shared), free_port()))
    return made[0], made[1]


def trial(folder: Path, server: Cluster, people: int, tasks: int, seconds: float, workers: int = 2) -> Outcome:
    """seconds: of load with all, with one node, and with one node and one worker, each."""
    one, two = nodes_on(folder, server)
    loggers = people_in(one, people, MORE.format(tasks=tasks))
    one.start(workers)
    two.start(workers)
    for person, first in zip(loggers, cycle([(one.port, two.port), (two.port, one.port)])):
        person.doors = list(first)
    try:
        is_in, looked_at = signed_in_at_both(one, two), guesses_at(one, two)
        with worker(one) as first, worker(two):
            wait_for_both(server)
            with logging_without_pause(loggers):
                time.sleep(seconds)
                one.stop(signal.SIGKILL)
                time.sleep(seconds)
                killed_in_the_middle(server, first)
                time.sleep(seconds)
            wait_for_the_rest(server, tasks)
    finally:
        for node in (one, two):
            node.stop(signal.SIGKILL)
    appointments = acts(server, "appointment", server.ask("SELECT count(*) FROM work_run WHERE name = 'bench'"))
    return Outcome(verdict(two, loggers), loggers, appointments, acts(server, "task", [(tasks,)]), is_in, looked_at)


def wait_for_both(server: Cluster) -> None:
    """Until each worker has begun something. An appointment taken late would be overtaken by the next one, not kept."""
    end = time.monotonic() + 60
    while time.monotonic() < end and server.ask("SELECT count(DISTINCT worker) FROM bench_acts")[0][0] != 2:
        time.sleep(0.05)


def killed_in_the_middle(server: Cluster, running: "subprocess.Popen[bytes]") -> None:
    """kill -9 at a moment when it has something in hand; after ten seconds at any moment."""
    end = time.monotonic() + 10
    open_acts = (
        "SELECT 1 FROM bench_acts a WHERE worker = {pid} AND moment = 'began' AND NOT EXISTS (SELECT 1"
        " FROM bench_acts b WHERE b.what = a.what AND b.which = a.which AND b.moment = 'ended' AND b.worker = a.worker)"
    )
    while time.monotonic() < end and not server.ask(open_acts.format(pid=running.pid)):
        time.sleep(0.01)
    os.kill(running.pid, signal.SIGKILL)


def wait_for_the_rest(server: Cluster, tasks: int) -> None:
    """Until every task and appointment was ended; at most half a minute."""
    end = time.monotonic() + 30
    ended = "SELECT count(DISTINCT which) FROM bench_acts WHERE what = 'task' AND moment = 'ended'"
    open_runs = "SELECT count(*) FROM work_run WHERE name = 'bench' AND finished_at IS NULL"
    while time.monotonic() < end and (server.ask(ended)[0][0] != tasks or server.ask(open_runs)[0][0]):
        time.sleep(0.2)


def acts(server: Cluster, what: str, wanted: list[tuple[object, ...]]) -> Acts:
    rows = server.ask(f"SELECT which, moment FROM bench_acts WHERE what = '{what}'")  # noqa: S608 - our own words
    began = Counter(which for which, moment in rows if moment == "began")
    ended = Counter(which for which, moment in rows if moment == "ended")
    count = int(str(wanted[0][0]))
    return Acts(count, count - len(ended), sum(n > 1 for n in ended.values()), sum(n > 1 for n in began.values()))


def signed_in_at_both(one: Install, two: Install) -> bool:
    """The cookie of one node opens the other."""
    browser = Browser(f"http://localhost:{one.port}")
    browser.get(SIGN_IN)
    browser.post(SIGN_IN, login=EMAIL, password=PASSWORD)
    pages = []
    for node in (one, two):
        browser.site = f"http://localhost:{node.port}"
        pages.append(browser.get("/accounts/preferences/"))
    return all("Sign out" in page for page in pages)


def guesses_at(one: Install, two: Install) -> int:
    """How many wrong passwords the nodes looked at, tried at each in turn."""
    looked_at = 0
    for number, node in zip(range(GUESSES), cycle((one, two))):
        browser = Browser(f"http://localhost:{node.port}")
        browser.get(SIGN_IN)
        answer = browser.post(SIGN_IN, login=EMAIL, password=f"wrong password {number}")
        looked_at += "Too many failed" not in answer and not answer.startswith("429.")
    return looked_at


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=15, help="of each of three parts")
    parser.add_argument("--people", type=int, default=12)
    parser.add_argument("--tasks", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gutcheck-nodes-") as folder, cluster() as server:
        found = trial(Path(folder), server, options.people, options.tasks, options.seconds)
    entries, seconds = found.entries, [one for person in found.people for one in person.seconds]
    print(
        f"{entries.acked} acknowledged, {entries.lost} lost, {entries.doubled} doubled, {entries.unasked} that nobody"
        f" sent; p99 {share(seconds, 0.99) * 1000:.0f} ms, most {max(seconds, default=0) * 1000:.0f} ms;"
        f" answers {answers_of(found.people)}"
    )
    for name, part in (("appointments", found.appointments), ("tasks", found.tasks)):
        print(f"{part.kept} {name}: {part.unfinished} not done, {part.twice} done twice, {part.again} begun again")
    print(f"signed in at both nodes: {found.is_in_at_both}; {found.guesses_looked_at} of {GUESSES} guesses looked at")
    sys.exit(not found.is_good)


if __name__ == "__main__":
    main()
