"""A GutCheck of its own in a folder that is thrown away, served by gunicorn.

DATABASE_URL, where it is set, names the PostgreSQL database to use; it must be empty. Everything stays on this machine.
"""

import csv
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))  # so that a stopped bench leaves no server behind
ROOT = Path(__file__).resolve().parent.parent.parent
STARTS_WITHIN, STOPS_WITHIN = 60, 20  # [s]
COUNT = """
import json
from collections import Counter
from diary.models import Entry, Submission
keys = Counter(str(key) for key in Entry.objects.values_list("key", flat=True))
print(json.dumps({"keys": keys, "submissions": Submission.objects.count()}))
"""


@dataclass
class Install:
    """One install. `environment` adds to what the server is started with."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    server: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.port = self.port or free_port()

    @property
    def all_environment(self) -> dict[str, str]:
        return os.environ | {"GUTCHECK_DATA": str(self.folder), "GUTCHECK_PLAIN_STATIC": "1"} | self.environment

    def manage(self, *arguments: str) -> str:
        """Output of a command of manage.py; it stops the bench where the command fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.all_environment,
            text=True,
            capture_output=True,
        )
        if done.returncode:
            sys.exit(f"manage.py {arguments[0]} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def asked(self, code: str) -> dict[str, object]:
        """What a few lines of Python print as JSON at their end, within the install."""
        answer: dict[str, object] = json.loads(self.manage("shell", "-v", "0", "-c", code).splitlines()[-1])
        return answer

    def start(self, workers: int = 2, threads: int = 4) -> None:
        """Its processes are a group of their own, so that they can be killed together."""
        command = [sys.executable, "-m", "gunicorn", "-c", "python:gutcheck.gunicorn", "gutcheck.wsgi"]
        command += ["-w", str(workers), "--threads", str(threads)]
        command += ["-b", f"127.0.0.1:{self.port}", "--log-level", "critical"]
        with (self.folder / "server.log").open("ab") as log:
            self.server = subprocess.Popen(
                command, cwd=ROOT, env=self.all_environment, start_new_session=True, stdout=log, stderr=log
            )
        end = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        sys.exit(f"The server did not start within {STARTS_WITHIN} s; see {self.folder / 'server.log'}.")

    def stop(self, how: int = signal.SIGTERM) -> None:
        if self.server is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.server.pid, how)
        self.server.wait(STOPS_WITHIN)
        self.server = None

    def workers(self) -> list[int]:
        """Process ids of the server's workers."""
        assert self.server is not None
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children")
        return [int(pid) for pid in children.read_text().split()] if children.exists() else []

    def memory(self) -> list[float]:
        """[MB] that each worker holds, what they share counted in parts (PSS)."""
        found = []
        for pid in self.workers():
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            found.append(next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024)
        return found

    def kill_a_worker(self, chance: random.Random) -> bool:
        """kill -9; the master starts another one. False: none was there at that moment."""
        found = self.workers()
        if not found:
            return False
        try:
            os.kill(chance.choice(found), signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def entries(self) -> dict[str, int]:
        """Key -> how many rows have it."""
        keys = self.asked(COUNT)["keys"]
        assert isinstance(keys, dict)
        return keys


def everyday_tables(folder: Path) -> Path:
    """The shipped tables, of the foods only the common ones: a tenth, which load in a second."""
    common: set[str] = set()
    for path in sorted((ROOT / "fixtures").glob("*.csv"), key=lambda path: path.stem != "foods"):
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        if path.stem == "foods":
            common = {row[0] for row in rows if row[header.index("common")] == "yes"}
        with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
            kept = [row for row in rows if header[0] != "fdc_id" or row[0] in common]
            csv.writer(file, lineterminator="\n").writerows([header, *kept])
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
