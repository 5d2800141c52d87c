"""Is it alive, should people be sent here, and figures for whoever may read them."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gutcheck.health import readiness
from gutcheck.safekeeping import disk
from gutcheck.safekeeping.making import back_up

TOKEN = "a-token-of-more-than-24-characters"


@pytest.fixture(autouse=True)
def _asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """No answer of another test is remembered."""
    monkeypatch.setattr(readiness, "REMEMBERED", 0.0)


def lines(client: Client) -> tuple[int, dict[str, str]]:
    answer = client.get("/readyz")
    return answer.status_code, dict(line.split(": ", 1) for line in answer.content.decode().splitlines())


def test_alive_without_a_database(client: Client) -> None:
    """No mark for the database: a query would fail the test."""
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_everything_works(client: Client, backups: Path) -> None:
    status, parts = lines(client)
    assert (status, set(parts.values())) == (200, {"ok", "none yet"})
    assert set(parts) == {"database", "migrations", "cache", "disk", "backup"}


@pytest.mark.django_db
def test_each_part_is_named_when_it_fails_and_nothing_else_told(
    client: Client,
    backups: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError('connection to "db.example.org" (10.0.0.7), version 16.2, failed')

    monkeypatch.setattr(disk, "room", lambda folder=None: disk.Room(disk.MB, disk.LOW))
    assert lines(client)[1]["migrations"] == "ok"  # and is not asked again
    monkeypatch.setattr(readiness, "database", fail)
    monkeypatch.setattr(cache, "set", fail)
    status, parts = lines(client)
    assert status == 503
    assert parts["database"] == parts["cache"] == "does not answer"
    assert parts["disk"] == "full"
    assert parts["migrations"] == "ok"


def test_an_old_backup_is_told_but_sends_nobody_away(diary: object, client: Client) -> None:
    back_up(timezone.now() - timedelta(hours=40))
    status, parts = lines(client)
    assert (status, parts["backup"]) == (200, "the last good one is 40 hours old")


def test_asking_writes_without_growing(transactional_db: None, backups: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("counts the pages of an SQLite file")

    def pages() -> int:
        with connection.cursor() as cursor:
            return int(cursor.execute("PRAGMA page_count").fetchone()[0])

    readiness.database()
    before = pages()
    for _ in range(20):
        readiness.database()
    assert pages() == before


@pytest.mark.django_db
def test_metrics_are_not_there_unless_asked_for(client: Client) -> None:
    assert client.get("/metrics").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "status"),
    [
        (f"Bearer {TOKEN}", 200),
        (f"bearer {TOKEN}", 200),
        ("Bearer guess", 404),
        (TOKEN, 404),
        ("", 404),
        ("Bearer é", 404),
    ],
)
def test_metrics_by_token(settings: LazySettings, backups: Path, told: str, status: int) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert Client(headers={"Authorization": told}).get("/metrics").status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("10.0.0.7", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}, 404),  # a proxy of this machine speaks for somebody else
        ("127.0.0.1", {"Forwarded": "for=203.0.113.9"}, 404),
    ],
)
def test_metrics_for_this_machine(
    settings: LazySettings,
    backups: Path,
    address: str,
    headers: dict[str, str],
    status: int,
) -> None:
    settings.METRICS_LOOPBACK = True
    assert Client(headers=headers, REMOTE_ADDR=address).get("/metrics").status_code == status


@pytest.mark.django_db
def test_figures_name_routes_never_people_or_addresses(
    settings: LazySettings,
    backups: Path,
    ada_client: Client,
    ada: object,
) -> None:
    settings.METRICS_TOKEN = TOKEN
    ada_client.get("/day/2026-11-19/?q=secret-soup")
    ada_client.get("/no/such/secret-page/")
    ada_client.generic("BREW", reverse("healthz"))
    text = Client(headers={"Authorization": f"Bearer {TOKEN}"}).get("/metrics").content.decode()
    assert 'gutcheck_requests_total{method="GET",route="day",status="2xx"}' in text
    assert 'gutcheck_requests_total{method="GET",route="none",status="4xx"}' in text
    assert 'gutcheck_requests_total{method="other",route="none",status="4xx"}' in text
    for name in ("gutcheck_entries 0.0", "gutcheck_tasks_waiting 0.0", "gutcheck_disk_free_bytes"):
        assert name in text
    assert "secret" not in text
    assert "2026-11-19" not in text
    assert "BREW" not in text
