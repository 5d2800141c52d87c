"""Backups of a PostgreSQL database with PostgreSQL's own pg_dump and pg_restore."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from gutcheck.safekeeping.facts import Facts, facts_of
from gutcheck.safekeeping.manifest import NoBackup, settle

ENDING = ".dump"
PLAIN = ("--no-owner", "--no-privileges")  # so that it can be restored by another user
ASKS_FOR = {"dbname": "PGDATABASE", "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


def parameters(**others: str) -> dict[str, str]:
    """What reaches the server: no time limits, for a dump takes as long as it takes."""
    found = connection.get_connection_params()
    kept = {name: str(value) for name, value in found.items() if name in {*ASKS_FOR, "sslmode", "sslrootcert"}}
    return kept | others


def connected(**others: str) -> Any:
    import psycopg

    return psycopg.connect(**parameters(**others), autocommit=True)  # type: ignore[arg-type]  # read from settings


def version() -> str:
    with closing(connected()) as server:
        return f"PostgreSQL {server.info.server_version // 10000}"


def size() -> int:
    """[bytes] in the server; a dump is smaller."""
    with closing(connected()) as server:
        return int(server.execute("SELECT pg_database_size(current_database())").fetchone()[0])


def make(target: Path, scratch: Path) -> Facts:
    """Write a backup while others write. The facts are read from the same snapshot that is dumped."""
    with closing(connected()) as server:
        server.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = server.execute("SELECT pg_export_snapshot()").fetchone()[0]
        run("pg_dump", "--format=custom", *PLAIN, f"--snapshot={snapshot}", f"--file={scratch / 'copy.dump'}")
        facts = facts_of(server, tables_of(server))
    with (scratch / "copy.dump").open("rb+") as file:
        os.fsync(file.fileno())
    (scratch / "copy.dump").chmod(0o600)
    (scratch / "copy.dump").rename(target)
    settle(target.parent)
    return facts


def facts_when_restored(backup: Path, scratch: Path) -> Facts:
    """Restore it as a database of its own, say what is in it, and drop that. NoBackup where it is damaged."""
    name = f"{connection.settings_dict['NAME']}_tried_{os.getpid()}"
    with database_of_its_own(name):
        restore_into(name, backup)
        with closing(connected(dbname=name)) as server:
            return facts_of(server, tables_of(server))


def tables_of(server: Any) -> list[str]:
    return [name for (name,) in server.execute(TABLES).fetchall()]


@contextmanager
def database_of_its_own(name: str) -> Iterator[None]:
    create(name)
    try:
        yield
    finally:
        with closing(connected(dbname="postgres")) as server:
            server.execute(f"DROP DATABASE IF EXISTS {quoted(name)}")


def create(name: str) -> None:
    import psycopg

    try:
        with closing(connected(dbname="postgres")) as server:
            server.execute(f"CREATE DATABASE {quoted(name)} TEMPLATE template0")
    except psycopg.errors.InsufficientPrivilege as error:
        user = parameters().get("user", "")
        raise NoBackup(f'A backup is tried in a database of its own: ALTER ROLE "{user}" CREATEDB; lets it.') from error
    except psycopg.Error as error:
        raise NoBackup(f"No database could be made to restore into: {error}") from error


def restore_into(name: str, backup: Path) -> None:
    run("pg_restore", *PLAIN, "--exit-on-error", f"--dbname={name}", "--", str(backup.absolute()))


def put_back(backup: Path, stamp: str) -> str:
    """Restore it as a new database, then exchange the names. Returns the name the old one is kept under."""
    name = connection.settings_dict["NAME"]
    new, old = f"{name}_restoring", f"{name}_replaced_{stamp.lower()}"
    connection.close()
    create(new)
    restore_into(new, backup)
    with closing(connected(dbname="postgres")) as server:
        others = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
        if server.execute(others, [name]).fetchone()[0]:
            server.execute(f"DROP DATABASE {quoted(new)}")
            raise NoBackup("The database is in use. Stop the server and its workers on every machine, then restore.")
        server.execute(f"ALTER DATABASE {quoted(name)} RENAME TO {quoted(old)}")
        server.execute(f"ALTER DATABASE {quoted(new)} RENAME TO {quoted(name)}")
    return old


def drop_replaced(before: str) -> list[str]:
    """Let go of databases that were replaced before this stamp."""
    start = f"{connection.settings_dict['NAME']}_replaced_"
    with closing(connected()) as server:
        asked = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        names = [name for (name,) in server.execute(asked, [start]).fetchall() if name < f"{start}{before.lower()}"]
        for name in names:
            server.execute(f"DROP DATABASE {quoted(name)}")
    return names


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def run(program: str, *arguments: str) -> None:
    """One of PostgreSQL's programs, never by a shell. What reaches the server stands in its environment, not in its
    command line, which everybody on the machine can read."""
    found = shutil.which(program, path=settings.POSTGRES_PROGRAMS or None)
    if found is None:
        text = f"{program} is not here. Install PostgreSQL's client programs, of the server's version or newer"
        raise NoBackup(f"{text} (Debian: postgresql-client), or name their folder in GUTCHECK_POSTGRES_PROGRAMS.")
    told = {ASKS_FOR.get(name, f"PG{name.upper()}"): value for name, value in parameters().items()}
    command, environment = [found, *arguments], os.environ | told
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our words
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"status {done.returncode}"]
        raise NoBackup(f"{program} failed: {' '.join(lines[:3])}")
