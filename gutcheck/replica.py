"""Reports read from a replica of PostgreSQL, where GUTCHECK_REPLICA_URL names one; all else from the first server.

A replica is a moment behind. Whoever just sent something therefore reads from the first server for a while: a cookie
says so, so that all nodes know it. Only rows of the diary are read from a replica: the tables and what is kept of them
(nutrients.published) come from one server, and who may read somebody's reports is never asked of an old copy.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)
REPLICA = "replica"
READING = {"GET", "HEAD"}
ROOMS = {"diary"}
REPORTS = {"week", "week_why", "week_csv", "week_pdf", "week_summary", "trends"}  # routes: one's own reports
_reads_replica: ContextVar[bool] = ContextVar("reads_replica", default=False)


@contextmanager
def read_from_replica() -> Iterator[None]:
    """Inside, rows of the diary are read from the replica. For reading only, and only where a moment ago will do."""
    token = _reads_replica.set(True)
    try:
        yield
    finally:
        _reads_replica.reset(token)


class Router:
    """Which server a query goes to: `default` unless read_from_replica() says otherwise."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return REPLICA if _reads_replica.get() and model._meta.app_label in ROOMS else None

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return "default"  # of a row that was read from the replica, too

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True  # both are the same database

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "default"


class ReportsFromReplica:
    """Shows REPORTS from the replica to who sent nothing lately. Where it does not answer, the first server does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method not in READING:
            response.set_cookie(
                settings.REPLICA_COOKIE, "1", max_age=settings.REPLICA_WAIT, secure=settings.HTTPS, httponly=True,
                samesite="Lax",
            )  # fmt: skip
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """None: Django goes on and calls the view itself."""
        match = request.resolver_match
        is_report = match is not None and match.view_name in REPORTS
        if not is_report or request.method not in READING or settings.REPLICA_COOKIE in request.COOKIES:
            return None
        try:
            with read_from_replica():
                return view(request, *args, **kwargs)
        except OperationalError:
            logger.warning("The replica does not answer; the report is read from the first server.")
            return None
