"""A GutCheck of its own in a folder that is thrown away, served by gunicorn, and people who log without pause.

DATABASE_URL, where it is set, names the PostgreSQL database to use; it must be empty. Everything stays on this machine.
"""

import csv
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))  # so that a stopped bench leaves no server behind
ROOT = Path(__file__).resolve().parent.parent.parent
STARTS_WITHIN, STOPS_WITHIN, ANSWERS_WITHIN = 60, 20, 30  # [s]
PREPARE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("load_tables", {tables!r}, verbosity=0)
"""
MAKE_PEOPLE = """
import json, time
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from accounts.models import User
from nutrients.models import Portion
found = []
for number in range({count}):
    user = User.objects.create_user(f"person-{{number}}@example.org")
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session["began"] = session["seen"] = time.time()
    session.save()
    found.append(session.session_key)
portion = Portion.objects.filter(food__is_common=True, food__owner=None).order_by("pk").first()
print(json.dumps({{"sessions": found, "portion": portion.pk, "food": portion.food_id,
                   "today": timezone.localdate().isoformat()}}))
"""
COUNT = """
import json
from collections import Counter
from diary.models import Entry, Submission
keys = Counter(str(key) for key in Entry.objects.values_list("key", flat=True))
print(json.dumps({"keys": keys, "submissions": Submission.objects.count()}))
"""


@dataclass
class Install:
    """One install. `environment` adds to what the server is started with."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    server: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.port = self.port or free_port()

    @property
    def all_environment(self) -> dict[str, str]:
        return os.environ | {"GUTCHECK_DATA": str(self.folder), "GUTCHECK_PLAIN_STATIC": "1"} | self.environment

    def manage(self, *arguments: str) -> str:
        """Output of a command of manage.py; it stops the bench where the command fails."""
        done = subprocess.run(  # noqa: S603 - our own commands
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.all_environment,
            text=True,
            capture_output=True,
        )
        if done.returncode:
            sys.exit(f"manage.py {arguments[0]} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def asked(self, code: str) -> dict[str, object]:
        """What a few lines of Python print as JSON at their end, within the install."""
        answer: dict[str, object] = json.loads(self.manage("shell", "-v", "0", "-c", code).splitlines()[-1])
        return answer

    def prepare(self, people: int, more: str = "") -> list["Person"]:
        """Database, everyday tables, people with a session each. more: further lines of Python, run in between."""
        with tempfile.TemporaryDirectory(prefix="gutcheck-tables-") as folder:
            tables = PREPARE.format(tables=str(everyday_tables(Path(folder))))
            told = self.asked(tables + more + MAKE_PEOPLE.format(count=people))  # one process: its start takes longest
        sessions = told.pop("sessions")
        assert isinstance(sessions, list)  # noqa: S101 - as made above
        return [Person(self, session, told) for session in sessions]

    def start(self, workers: int = 2, threads: int = 4) -> None:
        """Its processes are a group of their own, so that they can be killed together."""
        command = [sys.executable, "-m", "gunicorn", "gutcheck.wsgi", "-k", "gthread", "-w", str(workers)]
        command += ["--threads", str(threads), "-b", f"127.0.0.1:{self.port}", "--log-level", "critical"]
        with (self.folder / "server.log").open("ab") as log:
            self.server = subprocess.Popen(  # noqa: S603 - our own server
                command, cwd=ROOT, env=self.all_environment, start_new_session=True, stdout=log, stderr=log
            )
        end = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        sys.exit(f"The server did not start within {STARTS_WITHIN} s; see {self.folder / 'server.log'}.")

    def stop(self, how: int = signal.SIGTERM) -> None:
        if self.server is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.server.pid, how)
        self.server.wait(STOPS_WITHIN)
        self.server = None

    def workers(self) -> list[int]:
        """Process ids of the server's workers."""
        assert self.server is not None  # noqa: S101 - started before
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children")
        return [int(pid) for pid in children.read_text().split()] if children.exists() else []

    def memory(self) -> list[float]:
        """[MB] that each worker holds, what they share counted in parts (PSS)."""
        found = []
        for pid in self.workers():
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            found.append(next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024)
        return found

    def kill_a_worker(self, chance: random.Random) -> bool:
        """kill -9; the master starts another one. False: none was there at that moment."""
        found = self.workers()
        if not found:
            return False
        try:
            os.kill(chance.choice(found), signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def entries(self) -> dict[str, int]:
        """Key -> how many rows have it."""
        keys = self.asked(COUNT)["keys"]
        assert isinstance(keys, dict)  # noqa: S101 - as printed above
        return keys


@dataclass
class Person:
    """Somebody signed in. acked: keys of entries that were answered as logged; sent: all that were ever sent.

    doors: ports of the nodes they may come to, the install's own where none are named. Where a node does not answer
    they go to the next one, as a proxy sends them.
    """

    install: Install
    session: str
    told: dict[str, object]
    acked: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    answers: dict[int, int] = field(default_factory=dict)
    doors: list[int] = field(default_factory=list)
    refusals: int = 0

    @property
    def door(self) -> int:
        return self.doors[self.refusals % len(self.doors)] if self.doors else self.install.port

    def ask(
        self, path: str, form: dict[str, object] | None = None, more: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Status and body. more: headers. Raises OSError or HTTPException where the connection breaks."""
        connection = http.client.HTTPConnection("127.0.0.1", self.door, timeout=ANSWERS_WITHIN)
        headers = {"Cookie": f"sid={self.session}; csrf={'c' * 32}", "Host": f"localhost:{self.door}", **(more or {})}
        body = None
        if form is not None:
            body = urlencode({**form, "csrfmiddlewaretoken": "c" * 32})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request("GET" if form is None else "POST", path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def entry(self, key: str) -> dict[str, object]:
        told = self.told
        return {
            "key": key, "eaten_on": told["today"], "meal": "lunch", "food": told["food"], "portion": told["portion"],
            "quantity": 1,
        }  # fmt: skip

    def log(self, until: threading.Event, key: str = "") -> bool:
        """Send one entry, again and again under its key, until it is answered as logged. False: told to stop first."""
        key = key or str(uuid4())
        self.sent.append(key)
        while not until.is_set():
            began = time.monotonic()
            try:
                status, _ = self.ask("/entries/add/", self.entry(key))
            except (OSError, http.client.HTTPException):
                self.refusals += 1
                time.sleep(0.02)
                continue
            self.answers[status] = self.answers.get(status, 0) + 1
            if status == 303:
                self.seconds.append(time.monotonic() - began)
                self.acked.append(key)
                return True
            time.sleep(0.02)
        return False


@contextmanager
def logging_without_pause(people: list[Person]) -> Iterator[threading.Event]:
    """Each of them in a thread of their own, until the block ends."""
    until = threading.Event()

    def keep_on(person: Person) -> None:
        while not until.is_set():
            person.log(until)

    threads = [threading.Thread(target=keep_on, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    try:
        yield until
    finally:
        until.set()
        for thread in threads:
            thread.join()


@dataclass(frozen=True)
class Verdict:
    """What became of what was acknowledged."""

    acked: int
    lost: int
    doubled: int
    unasked: int

    @property
    def is_good(self) -> bool:
        return self.acked > 0 and not (self.lost or self.doubled or self.unasked)


def verdict(install: Install, people: list[Person]) -> Verdict:
    """lost: answered as logged, and no row; doubled: more than one row of a key; unasked: a row nobody sent."""
    rows = install.entries()
    acked = [key for person in people for key in person.acked]
    sent = {key for person in people for key in person.sent}
    return Verdict(
        len(acked),
        sum(key not in rows for key in acked),
        sum(count > 1 for count in rows.values()),
        sum(key not in sent for key in rows),
    )


def answers_of(people: list[Person]) -> dict[int, int]:
    """Status -> how many answers had it."""
    found: Counter[int] = Counter()
    for person in people:
        found.update(person.answers)
    return dict(sorted(found.items()))


def share(seconds: list[float], part: float) -> float:
    """[s] within which this part of the answers came; nan where there were none."""
    ordered = sorted(seconds)
    return ordered[min(int(part * len(ordered)), len(ordered) - 1)] if ordered else float("nan")


def everyday_tables(folder: Path) -> Path:
    """The shipped tables, of the foods only the common ones: a tenth, which load in a second."""
    common: set[str] = set()
    for path in sorted((ROOT / "fixtures").glob("*.csv"), key=lambda path: path.stem != "foods"):
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        if path.stem == "foods":
            common = {row[0] for row in rows if row[header.index("common")] == "yes"}
        with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
            kept = [row for row in rows if header[0] != "fdc_id" or row[0] in common]
            csv.writer(file, lineterminator="\n").writerows([header, *kept])
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
