"""Requests of one signed-in person through the WSGI application of this process, and how long they take."""

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import urlencode

BLOCK = 4  # requests of one case in a row; the first of a block is not counted


class Case(NamedTuple):
    """One kind of request of one person. form: what is posted, made anew each time; None: a GET."""

    name: str
    span: str
    path: str
    form: Callable[[], dict[str, str]] | None = None


class Times(NamedTuple):
    """[ms] of every counted request."""

    wall: list[float]
    cpu: list[float]


class Answer(NamedTuple):
    status: int
    body: bytes


class Browser:
    """One signed-in person, over the WSGI application."""

    def __init__(self, application: Callable[..., Any], session: str, csrf: str) -> None:
        self.application, self.csrf = application, csrf
        self.cookies = f"sid={session}; csrf={csrf}"

    def ask(self, path: str, form: dict[str, str] | None = None) -> Answer:
        body = urlencode(form | {"csrfmiddlewaretoken": self.csrf}).encode() if form is not None else b""
        environ = {
            "REQUEST_METHOD": "GET" if form is None else "POST", "PATH_INFO": path, "QUERY_STRING": "",
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1",
            "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_COOKIE": self.cookies, "HTTP_ACCEPT_ENCODING": "gzip, br",
            "HTTP_ACCEPT_LANGUAGE": "en", "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body), "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }  # fmt: skip
        told: list[str] = []
        parts = self.application(environ, lambda status, _headers, _error=None: told.append(status))
        sent = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        return Answer(int(told[0][:3]), sent)


def queries_of(browser: Browser, case: Case) -> int:
    """How many queries a request takes, once the process is warm. Says so where it is refused."""
    from django.core.signals import request_started
    from django.db import connection, reset_queries

    for _ in range(2):
        answer = browser.ask(case.path, case.form and case.form())
        if answer.status not in (200, 303):
            sys.exit(f"{case.path}: {answer.status}")
    request_started.disconnect(reset_queries)
    connection.force_debug_cursor = True
    connection.queries_log.clear()
    browser.ask(case.path, case.form and case.form())
    connection.force_debug_cursor = False
    return sum("SAVEPOINT" not in query["sql"] for query in connection.queries)


def measure(people: dict[str, Browser], cases: Sequence[Case], rounds: int) -> dict[Case, Times]:
    times: dict[Case, Times] = defaultdict(lambda: Times([], []))
    for number in range(rounds):
        for case in cases[:: 1 if number % 2 else -1]:
            for place in range(BLOCK):
                form = case.form and case.form()
                wall, cpu = time.perf_counter(), time.process_time()
                people[case.span].ask(case.path, form)
                if place:
                    times[case].cpu.append((time.process_time() - cpu) * 1000)
                    times[case].wall.append((time.perf_counter() - wall) * 1000)
    return {case: times[case] for case in cases}
