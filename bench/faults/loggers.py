"""People who log without pause at an install, and what became of what they were told was logged."""

import http.client
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parent))
from install import Install, everyday_tables

ANSWERS_WITHIN = 30  # [s]
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


def people_in(install: Install, count: int, more: str = "") -> list[Person]:
    """Database, everyday tables, people with a session each. more: further lines of Python, run in between."""
    with tempfile.TemporaryDirectory(prefix="gutcheck-tables-") as folder:
        tables = PREPARE.format(tables=str(everyday_tables(Path(folder))))
        told = install.asked(tables + more + MAKE_PEOPLE.format(count=count))  # one process: its start takes longest
    sessions = told.pop("sessions")
    assert isinstance(sessions, list)
    return [Person(install, session, told) for session in sessions]


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
