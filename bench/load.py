"""Many people at once: python bench/load.py [--clients N] [--seconds N] [--people N] [--weeks N] [--write].

A throwaway install as people run it: gunicorn with two workers of two threads, static files collected and served by
whitenoise, answers compressed, an embedded database with all shipped foods and some people who kept a diary for a year.
Each client is a thread that asks without pause, each request on a connection of its own: seven of ten read (day, week,
food search), three write (an entry, a meal typed as a sentence, which is read and logged). Told are the answers, what
was not one, and the memory of the workers beyond what the bare interpreter takes [PSS]. A second install, empty but
for the tables, tells how long a start takes until it answers. The clients share the machine with the server.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from html import unescape
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import results
from faults.install import Install
from faults.loggers import Person

TITLE = "## Load"
WORDS = ["oat", "milk", "egg", "bread whole", "chicken", "appl", "yogurt plain", "rice", "lentils", "olive oil"]
SENTENCES = ["2 eggs and toast with butter", "a bowl of lentil soup", "oatmeal with milk and a banana", "coffee"]
ZIPPED = {"Accept-Encoding": "gzip"}
HIDDEN = re.compile(r'<input type="hidden" name="((?:seen|part-)[^"]*)" value="([^"]*)">')
STARTS = 5  # measured
FILL = """
import json, sys
sys.path.insert(0, "bench")
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.conf import settings
from django.utils import timezone
from accounts.models import User
from nutrients.models import Food, Portion
import people
people.fill({people}, {weeks}, timezone.localdate())
found = []
for user in User.objects.order_by("pk"):
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session.save()
    found.append(session.session_key)
portion = Portion.objects.filter(food__is_common=True, food__owner=None).order_by("pk").first()
print(json.dumps({{"sessions": found, "portion": portion.pk, "food": portion.food_id, "foods": Food.objects.count(),
                   "today": timezone.localdate().isoformat()}}))
"""


@dataclass
class Seen:
    """What the clients met. milliseconds: of every answer, by what was asked; wrong: no answer, or another than due."""

    milliseconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: Counter[str] = field(default_factory=Counter)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--weeks", type=int, default=52, help="of diary each")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2, help="of each worker")
    parser.add_argument("--write", action="store_true", help="put the table into bench/RESULTS.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gutcheck-load-") as folder:
        install = Install(Path(folder), {"GUTCHECK_PLAIN_STATIC": "0"})
        install.manage("migrate", "--verbosity", "0")
        install.manage("load_tables", "--verbosity", "0")
        install.manage("collectstatic", "--no-input", "--verbosity", "0")
        starts = [seconds_to_start(install) for _ in range(STARTS)]
        told = install.asked(FILL.format(people=options.people, weeks=options.weeks))
        sessions = told.pop("sessions")
        assert isinstance(sessions, list)
        everybody = [Person(install, session, told) for session in sessions]
        load, started = os.getloadavg()[0], datetime.now().astimezone()
        install.start(options.workers, options.threads)
        try:
            warm_up(everybody)
            seen = crowd(everybody, options.clients, options.seconds)
            memory = [proportional(pid) for pid in install.workers()]
        finally:
            install.stop()
    lines = [
        *heading(started, load, options, told["foods"]),
        *table(seen, options.seconds),
        *beside(memory, interpreter(), starts),
    ]
    print("\n".join(lines))
    if options.write:
        results.write("\n".join(lines), TITLE)


# --- the clients ----------------------------------------------------------------------------------------------------
def warm_up(everybody: Sequence[Person]) -> None:
    """Each worker reads its tables once."""
    for person in everybody[:20]:
        person.ask(f"/day/{person.told['today']}/")
        person.ask("/week/")


def crowd(everybody: Sequence[Person], clients: int, seconds: int) -> Seen:
    """So many threads ask for so long. Each goes on with another of the people after every request."""
    seen, until, lock = Seen(), threading.Event(), threading.Lock()

    def keep_on(number: int) -> None:
        chance = random.Random(number)
        own = everybody[number::clients]  # nobody is two clients at once
        while not until.is_set():
            name, ask, due = chance.choice(KINDS)
            began = time.perf_counter()
            try:
                status = str(ask(chance.choice(own), chance))
            except (OSError, HTTPException) as error:
                status = type(error).__name__
            taken = (time.perf_counter() - began) * 1000
            with lock:
                seen.milliseconds[name].append(taken)
                if status != due:
                    seen.wrong[f"{name}: {status}"] += 1

    threads = [threading.Thread(target=keep_on, args=[number]) for number in range(clients)]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    until.set()
    for thread in threads:
        thread.join()
    return seen


def day_of(person: Person, chance: random.Random) -> date:
    return date.fromisoformat(str(person.told["today"])) - timedelta(days=chance.randrange(300))


def ask_day(person: Person, chance: random.Random) -> int:
    return person.ask(f"/day/{day_of(person, chance)}/", more=ZIPPED)[0]


def ask_week(person: Person, chance: random.Random) -> int:
    year, week, _ = (day_of(person, chance) - timedelta(days=7)).isocalendar()
    return person.ask(f"/week/{year}-W{week:02}/", more=ZIPPED)[0]


def ask_search(person: Person, chance: random.Random) -> int:
    return person.ask(f"/foods/search/?find={quote(chance.choice(WORDS))}", more=ZIPPED | {"HX-Request": "true"})[0]


def add_entry(person: Person, chance: random.Random) -> int:
    return person.ask("/entries/add/", person.entry(str(uuid4())))[0]


def say_sentence(person: Person, chance: random.Random) -> int:
    """Two requests: what the words mean, then the form that came back."""
    words, day = chance.choice(SENTENCES), person.told["today"]
    form: dict[str, object] = {"key": str(uuid4()), "text": words, "meal": "dinner"}
    status, page = person.ask(f"/day/{day}/read/", form, {"HX-Request": "true"})
    if status != 200:
        return status
    read = {name: unescape(value) for name, value in HIDDEN.findall(page.decode())}
    return person.ask(f"/day/{day}/add/", form | read | {"add": "add"})[0]


Ask = Callable[[Person, random.Random], int]
KINDS: list[tuple[str, Ask, str]] = [
    *[("day", ask_day, "200")] * 6,
    *[("week", ask_week, "200")] * 4,
    *[("search", ask_search, "200")] * 4,
    *[("add an entry", add_entry, "303")] * 4,
    *[("a sentence", say_sentence, "303")] * 2,
]  # of 20, 14 read


# --- the server -----------------------------------------------------------------------------------------------------
def seconds_to_start(install: Install) -> float:
    """From the command until it answers."""
    began = time.perf_counter()
    install.start()
    anybody = Person(install, "", {})
    while True:
        try:
            status, _ = anybody.ask("/healthz")
        except (OSError, HTTPException):
            time.sleep(0.01)
            continue
        taken = time.perf_counter() - began
        install.stop()
        return taken if status == 200 else sys.exit(f"/healthz: {status}")


def proportional(pid: int) -> float:
    """Memory of a process, what it shares counted by its part [MB]."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


def interpreter() -> float:
    """The same of a Python that does nothing."""
    with subprocess.Popen([sys.executable, "-c", "print(flush=True); input()"], stdin=-1, stdout=-1) as bare:
        assert bare.stdout
        bare.stdout.readline()
        taken = proportional(bare.pid)
        bare.communicate(b"\n")
    return taken


# --- the table ------------------------------------------------------------------------------------------------------
def heading(started: datetime, load: float, options: argparse.Namespace, foods: object) -> Iterator[str]:
    yield f"{TITLE}, {started:%Y-%m-%d %H:%M}, `python bench/load.py --seconds {options.seconds}`"
    yield ""
    yield (
        f"{results.processor()}, {os.cpu_count()} processors, shared by server and clients; load average {load:.1f} "
        f"before, {os.getloadavg()[0]:.1f} after. gunicorn, {options.workers} workers of {options.threads} threads, "
        f"SQLite, {foods} foods, "
        f"{options.people} people with {options.weeks} weeks of diary; {options.clients} clients, 70 % of what they "
        "ask is reading."
    )


def table(seen: Seen, seconds: int) -> Iterator[str]:
    yield "\n| [ms] | requests | p50 | p95 | p99 | a second |\n|---|--:|--:|--:|--:|--:|"
    kinds = dict(sorted(seen.milliseconds.items()))
    for name, values in {**kinds, "all": [value for own in kinds.values() for value in own]}.items():
        figures = " | ".join(f"{results.part(values, percent):.0f}" for percent in (50, 95, 99))
        yield f"| {name} | {len(values)} | {figures} | {len(values) / seconds:.1f} |"
    wrong = ", ".join(f"{what} ({count} times)" for what, count in seen.wrong.items())
    yield f"\nErrors: {sum(seen.wrong.values())}{f' ({wrong})' if wrong else ''}."


def beside(memory: Sequence[float], bare: float, starts: Sequence[float]) -> Iterator[str]:
    workers = ", ".join(f"{own:.0f}" for own in memory)
    beyond = ", ".join(f"{own - bare:.0f}" for own in memory)
    yield f"Memory of the workers after that [MB PSS]: {workers}; a bare interpreter {bare:.0f}; beyond it {beyond}."
    yield f"Start until the first answer [s], median of {len(starts)}: {results.median(starts):.2f}."


if __name__ == "__main__":
    main()
