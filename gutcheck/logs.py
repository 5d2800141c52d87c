"""The log: which request a line belongs to, and what it leaves out.

Whoever reads it must not learn what people eat, who they are, or what opens their doors; and nobody outside can write
lines of their own into it.
"""

import json
import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# The part of an address that comes after one of these is a token.
TOKEN = re.compile(
    r"(/shared/|/readings/join/|/weekly-mail/stop/|/confirm-email/|/password/reset/key/|[?&]invitation=)[^/\s?&#\"']+"
)
QUERY = re.compile(r"(/[^\s?\"']*)\?(?!invitation=…)[^\s\"']+")
EMAIL = re.compile(r"[^\s<>()\[\]{}=,;:\"@/]+@[^\s<>()\[\]{}=,;:\"'@/]+")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
request_id: ContextVar[str] = ContextVar("request_id", default="")
access = logging.getLogger("gutcheck.requests")


class WithoutTokens(logging.Filter):
    """Puts … in the place of a token; the rest of the line stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if (told := TOKEN.sub(r"\1…", text)) != text:
            record.msg, record.args = told, ()
        return True


def scrubbed(text: str) -> str:
    """Without e-mail addresses and query strings, and in one line whatever it held."""
    return UNPRINTABLE.sub(lambda found: rf"\x{ord(found[0]):02x}", EMAIL.sub("…@…", QUERY.sub(r"\1?…", text)))


class Lines(logging.Formatter):
    """For people: one line, and a traceback set in, so that nothing in it can pass for a line."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%d %H:%M:%S")
        told = [f"{at} {record.levelname} {record.name}", request_id.get(), scrubbed(record.getMessage())]
        trace = traceback_of(self, record)
        return "\n    | ".join([" ".join(part for part in told if part), *trace])


class JsonLines(logging.Formatter):
    """For programs: one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": request_id.get(),
            "message": scrubbed(record.getMessage()),
            "trace": "\n".join(traceback_of(self, record)),
            **getattr(record, "facts", {}),
        }
        return json.dumps({name: value for name, value in told.items() if value != ""}, ensure_ascii=True)


def traceback_of(formatter: logging.Formatter, record: logging.LogRecord) -> list[str]:
    if not record.exc_info:
        return []
    return [scrubbed(TOKEN.sub(r"\1…", line)) for line in formatter.formatException(record.exc_info).splitlines()]


class NamesRequests:
    """Gives each request an id that its log lines carry; takes over the one of a proxy in front, and nobody else's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        request_id.set(name_of(request))  # it stays until the next one, for Django tells of refusals after this returns
        response = self.get_response(request)
        response.headers["X-Request-ID"] = request_id.get()
        if settings.LOG == "json":
            tell(request, response, time.perf_counter() - start)
        return response


def name_of(request: HttpRequest) -> str:
    told = request.headers.get("X-Request-ID", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return told if REQUEST_ID.fullmatch(told) else uuid4().hex[:16]


def tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """One line a request: the name of its route, for its address may hold a day, a number or a token."""
    route = getattr(request.resolver_match, "view_name", "") or "none"
    facts = {"method": request.method, "route": route, "status": response.status_code, "ms": round(seconds * 1000, 1)}
    access.info("answered", extra={"facts": facts})
