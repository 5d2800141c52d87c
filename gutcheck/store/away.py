"""Which errors say that the database, or the cache all processes share, could not be reached or written just now."""

import logging

from django.db import Error, InterfaceError, OperationalError

SQLITE_SAYS = (
    "database is locked",
    "database table is locked",
    "unable to open database file",
    "attempt to write a readonly database",  # as a disk is mounted after an error of its own
)
CONNECTION_LOST = "08"  # class of SQLSTATE
POSTGRES_STATES = {
    "25006",  # it follows another server now, and only reads
    "40001",  # two at once, one had to give way
    "40P01",  # each waited for the other
    "53300",  # no connection is left
    "55P03",  # waited too long for a lock
    "57014",  # took too long
    "57P01",  # shuts down
    "57P02",  # broke down
    "57P03",  # starts
    "57P05",  # was idle for too long
}
REDIS_SAYS = {"ConnectionError", "TimeoutError"}


def is_away(error: BaseException | None) -> bool:
    """True where trying again later may do, without a change of the request; however deep the cause lies."""
    return cause_of(error) is not None


def cause_of(error: BaseException | None) -> BaseException | None:
    """What says that something is away: the error, or what lies beneath it. None where nothing does."""
    while error is not None and not _says_away(error):
        error = error.__cause__ or error.__context__
    return error


class WithoutTraces(logging.Filter):
    """While a database is away, each request would fill the log with the same trace: its last line says it all."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and is_away(record.exc_info[1]):
            record.exc_info, record.exc_text = None, None
        return True


def _says_away(error: BaseException) -> bool:
    if isinstance(error, Error):
        return _database_says_away(error)
    return any(kind.__module__ == "redis.exceptions" and kind.__name__ in REDIS_SAYS for kind in type(error).__mro__)


def _database_says_away(error: Error) -> bool:
    said = str(error).lower()
    if said.startswith(SQLITE_SAYS):
        return isinstance(error, OperationalError)
    state = getattr(error.__cause__, "sqlstate", "")  # psycopg's; None where no server is left to give one
    if state is None:
        is_lost = isinstance(error, InterfaceError) and "connection" in said and "closed" in said
        return is_lost or isinstance(error, OperationalError)
    return state in POSTGRES_STATES or state.startswith(CONNECTION_LOST)
