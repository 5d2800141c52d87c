"""Reading many tables as they were at one moment, without keeping anybody from writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_view() -> Iterator[None]:
    """Inside, all reads see the same state. Within a transaction of the caller: what that one sees."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        yield from _read_only()
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _read_only() -> Iterator[None]:
    """A plain BEGIN: Django's own would take the writers' turn (gutcheck.turnstile)."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
