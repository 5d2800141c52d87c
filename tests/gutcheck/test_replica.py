"""Reports come from a replica where there is one: a second, read-only way to the test's own database stands for it.

What the test itself has written it does not see, as a replica that is behind.
"""

import runpy
from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.conf import settings as project
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.models import Profile, User
from diary.models import Entry
from gutcheck.replica import REPLICA, REPORTS, Router, read_from_replica
from nutrients.models import Food
from tests.conftest import person, signed_in

WEEK = "/week/2026-W07/"
PAGES = {
    "week": WEEK, "week_why": f"{WEEK}why/VITC/", "week_csv": f"{WEEK}report.csv", "week_pdf": f"{WEEK}report.pdf",
    "week_summary": f"{WEEK}summary/", "trends": "/trends/",
}  # fmt: skip


def test_only_diaries_are_read_there_and_only_where_asked() -> None:
    router = Router()
    assert router.db_for_read(Entry) is None
    with read_from_replica():
        assert (router.db_for_read(Entry), router.db_for_read(Food), router.db_for_read(User)) == (REPLICA, None, None)
        assert router.db_for_write(Entry) == "default"
    assert router.db_for_read(Entry) is None
    assert not router.allow_migrate(REPLICA, "diary")


@pytest.fixture
def replica(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The alias exists for this test. What writes to it fails."""
    told = deepcopy(connection.settings_dict)
    if connection.vendor == "sqlite":
        told["OPTIONS"]["init_command"] += "PRAGMA query_only=ON;"
        told["OPTIONS"]["transaction_mode"] = "DEFERRED"
    else:
        told["OPTIONS"]["options"] += " -c default_transaction_read_only=on"
    connections.settings[REPLICA] = told
    server = connections[REPLICA]  # Django's tests refuse an alias that they do not know
    monkeypatch.setattr(server, "ensure_connection", lambda: None if server.connection else server.connect())
    settings.DATABASE_ROUTERS = ["gutcheck.replica.Router"]
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "gutcheck.replica.ReportsFromReplica"]
    yield
    connections[REPLICA].close()
    del connections[REPLICA]
    del connections.settings[REPLICA]


@pytest.fixture
def client(replica: None, shipped_tables: None) -> Client:
    return signed_in(person("ada@example.org", birth_year=1990, sex=Profile._meta.get_field("sex").choices[0][0]))


def read_there(client: Client, page: str) -> int:
    """How many queries of this page went to the replica."""
    with CaptureQueriesContext(connections[REPLICA]) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


@pytest.mark.parametrize("route", sorted(REPORTS))
def test_reports_are_read_from_it(client: Client, route: str) -> None:
    assert read_there(client, PAGES[route]) > 0


def test_other_pages_are_not(client: Client) -> None:
    assert read_there(client, "/day/2026-02-11/") == 0


def test_who_just_sent_something_reads_it_back(client: Client) -> None:
    answer = client.post("/accounts/preferences/", {})
    cookie = answer.cookies[project.REPLICA_COOKIE]
    assert cookie["max-age"] == project.REPLICA_WAIT
    assert cookie["httponly"]
    assert read_there(client, WEEK) == 0


def test_where_it_is_away_the_first_server_answers(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object) -> None:
        raise OperationalError("connection refused")

    connections[REPLICA].close()
    monkeypatch.setattr(connections[REPLICA], "get_new_connection", away)
    assert client.get(WEEK).status_code == 200


def test_it_needs_a_first_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUTCHECK_REPLICA_URL", "postgresql://replica/gutcheck")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(ImproperlyConfigured, match="SQLite has no replica"):
        databases()


def test_it_is_set_up_for_reading_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUTCHECK_REPLICA_URL", "postgresql://reader@replica/gutcheck")
    monkeypatch.setenv("DATABASE_URL", "postgresql://writer@first/gutcheck")
    told = databases()
    assert "default_transaction_read_only=on" in told["DATABASES"]["replica"]["OPTIONS"]["options"]
    assert "read_only" not in told["DATABASES"]["default"]["OPTIONS"]["options"]
    assert told["DATABASE_ROUTERS"] == ["gutcheck.replica.Router"]


def databases() -> dict[str, dict[str, dict[str, dict[str, str]]]]:
    """The settings as they would be at a start with today's environment."""
    return runpy.run_path(str(project.BASE_DIR / "gutcheck" / "settings" / "databases.py"))
