"""The other food diary of bench/peer.py: installed apart, filled, served, and asked by somebody signed in."""

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple

import results
from faults.cluster import Cluster
from faults.install import free_port

PEER = "opennosh==0.103.1.0"
PASSWORD = "porridge with oat milk"
WEEKS = 52
FILLER = Path(__file__).with_name("peer_fill.py")
SHARED = "/usr/share/postgresql"


def use_system_postgres() -> None:
    """The peer's search asks for pg_trgm, which the wheel of the tests does not hold."""
    found = sorted(Path(SHARED).glob("*/extension/pg_trgm.control"))
    if "GUTCHECK_POSTGRES_PROGRAMS" in os.environ:
        return
    if not found:
        sys.exit(
            "The peer needs PostgreSQL with pg_trgm. Install it, or set GUTCHECK_POSTGRES_PROGRAMS to its programs."
        )
    version = found[-1].parent.parent.name
    os.environ["GUTCHECK_POSTGRES_PROGRAMS"] = f"/usr/lib/postgresql/{version}/bin"


class Peer(NamedTuple):
    """A signed-in person of the other diary."""

    port: int
    cookies: str
    csrf: str
    foods: list[str]

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        headers = {"Cookie": self.cookies, "X-CSRF-Token": self.csrf, "Content-Type": "application/json"}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or b"null")
        finally:
            connection.close()

    def entry(self, food: str, grams: float, at: datetime) -> dict[str, object]:
        return {
            "logged_at": at.isoformat(), "meal_slot": "lunch", "food": {"source": "usda", "source_id": food},
            "quantity": {"amount": f"{grams:g}", "unit": "g"},
        }  # fmt: skip


def environment_of_peer(place: Path) -> Path:
    """The peer in an environment of its own; the folder of that."""
    made = place / "peer"
    subprocess.run([sys.executable, "-m", "venv", made], check=True)
    subprocess.run([made / "bin" / "python", "-m", "pip", "install", "--quiet", PEER], check=True)
    return made


@contextmanager
def theirs(place: Path, python: Path, server: Cluster) -> Iterator[Peer]:
    server.ask("CREATE DATABASE peer", "postgres")
    url = server.url("peer").replace("postgresql://", "postgresql+asyncpg://")
    environment = os.environ | {
        "DATABASE_URL": url, "SESSION_COOKIE_SECURE": "false", "APP_ENVIRONMENT": "development",
        "FOOD_SEARCH_RATE_LIMIT_ATTEMPTS": "1000000", "AUTH_RATE_LIMIT_ATTEMPTS": "1000",
        "FOOD_SEARCH_STATEMENT_TIMEOUT_MS": "10000",
    }  # fmt: skip
    fixtures = str(results.ROOT / "fixtures")
    told = subprocess.run(
        [python, FILLER, fixtures], env=environment, cwd=place, check=True, stdout=subprocess.PIPE, text=True
    )
    port = free_port()
    command = [python, "-m", "uvicorn", "opennosh_api.main:app", "--port", str(port), "--no-access-log"]
    with (place / "peer.log").open("wb") as log:
        running = subprocess.Popen(command, env=environment, cwd=place, stdout=log, stderr=log)
    try:
        peer = signed_in(port, json.loads(told.stdout))
        keep_diary(peer, server)
        yield peer
    finally:
        running.terminate()
        running.wait(20)


def signed_in(port: int, foods: list[str]) -> Peer:
    body = json.dumps({"email": "person@example.org", "password": PASSWORD})
    for _ in range(600):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("POST", "/api/v1/auth/register", body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
        except OSError:
            time.sleep(0.1)
            continue
        told, cookies = json.loads(answer.read()), answer.headers.get_all("Set-Cookie") or []
        if answer.status != 201:
            sys.exit(f"The peer does not register anybody: {answer.status} {told}")
        return Peer(port, "; ".join(cookie.split(";")[0] for cookie in cookies), told["csrf_token"], foods)
    sys.exit("The peer did not start.")


def keep_diary(peer: Peer, server: Cluster) -> None:
    """One day through its API, as many entries as a day of ours has; the year is that day repeated."""
    today = datetime.now().astimezone().replace(hour=12, minute=0, second=0, microsecond=0)
    for food in everyday(peer.foods)[:14]:
        status, answer = peer.ask("POST", "/api/v1/logs", peer.entry(food, 80, today))
        if status != 201:
            sys.exit(f"The peer logs nothing: {status} {answer}")
    rows = server.ask("SELECT column_name FROM information_schema.columns WHERE table_name = 'log_entries'", "peer")
    others = [str(name) for (name,) in rows if name not in ("id", "logged_at")]
    names = ", ".join(others)
    copied = (
        f"INSERT INTO log_entries (id, logged_at, {names}) SELECT gen_random_uuid(), logged_at - n * interval '1 day'"
    )
    server.ask(f"{copied}, {names} FROM log_entries, generate_series(1, {WEEKS * 7}) n", "peer")
    server.ask("VACUUM ANALYZE", "peer")


def everyday(taken: Sequence[str]) -> list[str]:
    """The common foods among these."""
    with (results.ROOT / "fixtures" / "foods.csv").open(encoding="utf-8", newline="") as file:
        common = {row["fdc_id"] for row in csv.DictReader(file) if row["common"] == "yes"}
    return [food for food in taken if food in common]
