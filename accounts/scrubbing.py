"""After rows were deleted for good: their bytes too.

SQLite overwrites what is deleted (PRAGMA secure_delete, set for every connection), in the database file once the
write-ahead log is taken over; the log is then cut to nothing. PostgreSQL frees the room of deleted rows for new ones,
which overwrite it some day; its own log and the disk underneath keep bytes for as long as they are set to.
"""

import logging
import time

from django.apps import apps
from django.db import connection

logger = logging.getLogger(__name__)

TRIES = 3
WAIT = 1.0  # [s] for a reader that is still in the log


def scrub() -> bool:
    """Leave no deleted byte where this database can see to that; False: not this time, a later run tries again."""
    if connection.in_atomic_block:  # neither works within a transaction, and the caller's is not done
        return False
    return _empty_log() if connection.vendor == "sqlite" else _vacuum()


def scrub_again() -> bool:
    """For a later run. PostgreSQL's part is done the first time and costs too much to repeat."""
    return connection.vendor != "sqlite" or scrub()


def _empty_log() -> bool:
    for turn in range(TRIES):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy = cursor.fetchone()[0]
        if not is_busy:
            return True
        time.sleep(WAIT * (turn + 1))
    logger.warning("The log of the database could not be emptied, for somebody was reading; the next run tries again.")
    return False


def _vacuum() -> bool:
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        for table in sorted(tables & set(connection.introspection.table_names(cursor))):
            cursor.execute(f"VACUUM {connection.ops.quote_name(table)}")
    return True
