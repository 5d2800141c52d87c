"""Choose an SQLite that is safe under WAL; imported by the settings before Django loads sqlite3.

SQLite 3.7.0 to 3.51.2 can lose acknowledged commits in WAL mode when a writer meets a separate checkpointer
(fixed in 3.51.3, 3.50.7 and 3.44.6). The pinned pysqlite3 package carries a fixed library; without a fixed
one GutCheck falls back to the rollback journal.
"""

import sqlite3
import sys


def is_wal_safe(version: tuple[int, ...]) -> bool:
    """True when this SQLite version holds the WAL-reset fix."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)


def choose() -> tuple[int, ...]:
    """Put a WAL-safe sqlite3 into sys.modules where one is installed; return the version in use."""
    version = sqlite3.sqlite_version_info
    if is_wal_safe(version):
        return version
    try:
        import pysqlite3
    except ImportError:
        return version
    bundled: tuple[int, ...] = pysqlite3.dbapi2.sqlite_version_info
    if not is_wal_safe(bundled):
        return version
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
    return bundled


VERSION = choose()
WAL_SAFE = is_wal_safe(VERSION)
