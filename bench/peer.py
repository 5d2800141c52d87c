"""Beside another food diary, on the same machine and foods: python bench/peer.py [--rounds N] [--runs N] [--write].

The other one is opennosh (MIT), which comes as a package and is installed into an environment of its own, thrown away
afterwards like everything else. Both keep their data in the same PostgreSQL server, started for this (its search needs
the extension pg_trgm, so the programs are the system's or those of GUTCHECK_POSTGRES_PROGRAMS), both answer from one
process over a socket, one request at a time, in turns. Its package holds no migrations: its tables are made from its
models, and the one database function its search calls is written here (bench/peer_fill.py). Foods go in by its models;
one day of diary through its API, repeated back over the year.

It answers with JSON and judges nothing; our pages are whole pages with verdicts. So the comparison leans its way for
the day and the week. What both do alike is searching and logging an entry.
"""

import argparse
import csv
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import uuid4

import load
import pages
from faults.cluster import Cluster, cluster
from faults.install import Install, Person, free_port

TITLE = "## Beside a peer"
PEER = "opennosh==0.103.1.0"
PASSWORD = "porridge with oat milk"  # noqa: S105 - of a server that lives for minutes
WORDS = ["oat milk", "boiled egg", "chicken", "lentils", "whole wheat bread", "apple"]
WEEKS = 52
FILLER = Path(__file__).with_name("peer_fill.py")
SHARED = "/usr/share/postgresql"


class Kind(NamedTuple):
    """One thing both can do. Each asks once and answers with a status."""

    name: str
    ours: Callable[[], int]
    theirs: Callable[[], int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20, help="requests of each kind in a run")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--environment", type=Path, help=f"a virtual environment that holds {PEER} already")
    parser.add_argument("--write", action="store_true", help="put the table into bench/RESULTS.md")
    options = parser.parse_args()
    use_system_postgres()
    with tempfile.TemporaryDirectory(prefix="gutcheck-peer-") as folder, cluster() as server:
        place = Path(folder)
        python = (options.environment or environment_of_peer(place)) / "bin" / "python"
        with ours(place, server) as person, theirs(place, python, server) as peer:
            load_before, started = os.getloadavg()[0], datetime.now().astimezone()
            kinds = list(kinds_of(person, peer))
            runs = [measure(kinds, options.rounds) for _ in range(options.runs)]
    lines = [*heading(started, load_before, options, person, peer), *table(kinds, runs)]
    print("\n".join(lines))
    if options.write:
        pages.write("\n".join(lines), TITLE)


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


# --- ours -----------------------------------------------------------------------------------------------------------
@contextmanager
def ours(place: Path, server: Cluster) -> Iterator[Person]:
    folder = place / "ours"
    folder.mkdir()
    install = Install(folder, {"GUTCHECK_PLAIN_STATIC": "0", "DATABASE_URL": server.url()})
    install.manage("migrate", "--verbosity", "0")
    install.manage("load_tables", "--verbosity", "0")
    install.manage("collectstatic", "--no-input", "--verbosity", "0")
    told = install.asked(load.FILL.format(people=1, weeks=WEEKS))
    sessions = told.pop("sessions")
    assert isinstance(sessions, list)  # noqa: S101 - as made there
    install.start(workers=1)
    try:
        yield Person(install, sessions[0], told)
    finally:
        install.stop()


# --- theirs ---------------------------------------------------------------------------------------------------------
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
    subprocess.run([sys.executable, "-m", "venv", made], check=True)  # noqa: S603
    subprocess.run([made / "bin" / "python", "-m", "pip", "install", "--quiet", PEER], check=True)  # noqa: S603
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
    fixtures = str(pages.ROOT / "fixtures")
    told = subprocess.run(  # noqa: S603
        [python, FILLER, fixtures], env=environment, cwd=place, check=True, stdout=subprocess.PIPE, text=True
    )
    port = free_port()
    command = [python, "-m", "uvicorn", "opennosh_api.main:app", "--port", str(port), "--no-access-log"]
    with (place / "peer.log").open("wb") as log:
        running = subprocess.Popen(command, env=environment, cwd=place, stdout=log, stderr=log)  # noqa: S603
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
    with (pages.ROOT / "fixtures" / "foods.csv").open(encoding="utf-8", newline="") as file:
        common = {row["fdc_id"] for row in csv.DictReader(file) if row["common"] == "yes"}
    return [food for food in taken if food in common]


# --- the comparison -------------------------------------------------------------------------------------------------
def kinds_of(person: Person, peer: Peer) -> Iterator[Kind]:
    today = date.fromisoformat(str(person.told["today"]))
    day, food, number = today - timedelta(days=10), everyday(peer.foods)[3], iter(range(1_000_000))
    first, last = day - timedelta(days=day.weekday()), day + timedelta(days=6 - day.weekday())
    year, week, _ = first.isocalendar()
    at = datetime.combine(today - timedelta(days=20), datetime.min.time()).astimezone().replace(hour=12)

    def word() -> str:
        return quote(WORDS[next(number) % len(WORDS)])

    hx = {"HX-Request": "true"}
    yield Kind(
        "search", lambda: person.ask(f"/foods/search/?find={word()}", more=hx)[0],
        lambda: peer.ask("GET", f"/api/v1/foods/search?q={word()}")[0],
    )  # fmt: skip
    yield Kind(
        "log an entry", lambda: person.ask("/entries/add/", person.entry(str(uuid4())))[0],
        lambda: peer.ask("POST", "/api/v1/logs", peer.entry(food, 80, at))[0],
    )  # fmt: skip
    yield Kind(
        "day", lambda: person.ask(f"/day/{day}/")[0],
        lambda: max(peer.ask("GET", f"/api/v1/logs{path}?day={day}")[0] for path in ("", "/daily-totals")),
    )  # fmt: skip
    yield Kind(
        "week", lambda: person.ask(f"/week/{year}-W{week:02}/")[0],
        lambda: peer.ask("GET", f"/api/v1/logs/daily-totals/range?from={first}&to={last}")[0],
    )  # fmt: skip


def measure(kinds: Sequence[Kind], rounds: int) -> dict[tuple[str, str], list[float]]:
    """[ms] of every request but the first two of a kind, in turns."""
    times: dict[tuple[str, str], list[float]] = defaultdict(list)
    for number in range(rounds + 2):
        for kind in kinds:
            for whose, ask in (("ours", kind.ours), ("theirs", kind.theirs))[:: 1 if number % 2 else -1]:
                began = time.perf_counter()
                status = ask()
                taken = (time.perf_counter() - began) * 1000
                if status not in (200, 201, 303):
                    sys.exit(f"{kind.name}, {whose}: {status}")
                if number > 1:
                    times[kind.name, whose].append(taken)
    return times


def heading(started: datetime, before: float, options: argparse.Namespace, person: Person, peer: Peer) -> Iterator[str]:
    yield f"{TITLE}, {started:%Y-%m-%d %H:%M}, `python bench/peer.py --rounds {options.rounds} --runs {options.runs}`"
    yield ""
    version = re.sub("==", " ", PEER)
    yield (
        f"{pages.processor()}, {os.cpu_count()} processors; load average {before:.1f} before, {os.getloadavg()[0]:.1f} "
        f"after. {version} with {len(peer.foods)} foods and GutCheck with {person.told['foods']}, one process each, "
        "one PostgreSQL, a year of diary of 14 entries a day. Its day is two requests (entries; totals), its week one; "
        "both without a page and without verdicts."
    )


def table(kinds: Sequence[Kind], runs: Sequence[dict[tuple[str, str], list[float]]]) -> Iterator[str]:
    yield "\n| median ms | GutCheck | p95 | the peer | p95 | GutCheck / peer |\n|---|--:|--:|--:|--:|--:|"
    for kind in kinds:
        ours, theirs = ([value for run in runs for value in run[kind.name, whose]] for whose in ("ours", "theirs"))
        ratios = [pages.median(run[kind.name, "ours"]) / pages.median(run[kind.name, "theirs"]) for run in runs]
        figures = [pages.median(ours), pages.part(ours, 95), pages.median(theirs), pages.part(theirs, 95)]
        told = " | ".join(f"{figure:.1f}" for figure in figures)
        yield f"| {kind.name} | {told} | {statistics.median(ratios):.2f} |"


if __name__ == "__main__":
    main()
