"""The database away: 503 with what was typed, from every part of a request, and without asking the database for it."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.test import Client
from django.urls import reverse
from psycopg import errors
from redis.exceptions import BusyLoadingError, ResponseError

from accounts.models import User
from diary.models import Sentence
from gutcheck.store.away import WithoutTraces, is_away
from tests.conftest import signed_in
from tests.gutcheck.store.test_full_disk import Fields

HTML = {"accept": "text/html"}
DAY = "/day/2026-11-19/"
GONE = "unable to open database file"


@contextmanager
def database_away(said: str = GONE, after: int = 0) -> Iterator[None]:
    """Every query but the first ones fails."""
    asked = 0

    def refuse(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        if asked > after:
            raise OperationalError(said)
        return execute(*arguments)

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def client(ada: User) -> Client:
    client = signed_in(ada)
    client.raise_request_exception = False
    return client


def form(**fields: str) -> dict[str, str]:
    return {"key": str(uuid4()), "text": "soup of <b>oma's</b>", "meal": "lunch", "add": "keep"} | fields


# --- pages --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", ["/day/", DAY, "/week/", "/accounts/profile/", "/admin/", "/accounts/2fa/"])
def test_a_page_says_what_to_do_and_asks_the_database_nothing(client: Client, address: str) -> None:
    with database_away():
        answer = client.get(address, {"q": "tea"}, headers=HTML)
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert f'href="{address}?q=tea"' in page
    assert "The diary cannot be reached just now" in page
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert client.get(DAY).status_code == 200


def test_what_was_typed_is_sent_again_from_the_page(transactional_db: None, client: Client) -> None:
    """Wherever in the request the database goes away: before it is known who asks, in the view, at the very end."""
    for after in range(100):
        fields = form(text=f"soup {after} of <b>oma's</b>")
        with database_away(after=after):
            answer = client.post(f"{DAY}add/", fields, headers=HTML)
        if answer.status_code == 303:
            break
        page = answer.content.decode()
        again = Fields(page).found
        assert (answer.status_code, fields) == (503, {name: again[name] for name in fields})
        assert f'<dd dir="auto">soup {after} of &lt;b&gt;oma&#x27;s&lt;/b&gt;</dd>' in page
        assert "not saved twice" in page
        for _twice in range(2):
            assert client.post(f"{DAY}add/", again, headers=HTML).status_code == 303
        assert Sentence.objects.filter(text=fields["text"]).count() == 1
    assert after > 6


def test_a_form_without_a_key_is_looked_for_first(client: Client) -> None:
    with database_away():
        page = client.post("/theme/", {"note": "two words"}, headers=HTML).content.decode()
    assert "look in another tab" in page
    assert "not saved twice" not in page


def test_no_password_is_written_into_a_page(ada: User) -> None:
    client = Client(raise_request_exception=False)
    with database_away():
        answer = client.post(reverse("account_login"), {"login": ada.email, "password": "hunter-2"}, headers=HTML)
    assert answer.status_code == 503
    assert "hunter" not in answer.content.decode()
    assert ada.email not in answer.content.decode()


def test_what_another_site_sent_is_not_offered_to_be_sent_again(ada: User) -> None:
    client = signed_in(ada)
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = client.cookies
    with database_away():
        answer = strict.post(f"{DAY}add/", form(text="words of evil.example"), headers=HTML)
    assert answer.status_code == 503
    assert "evil" not in answer.content.decode()


@pytest.mark.parametrize("headers", [{"accept": "*/*", "hx-request": "true"}, {"accept": "application/json"}, {}])
def test_programs_and_parts_of_pages_get_one_sentence(client: Client, headers: dict[str, str]) -> None:
    """The outbox keeps what it could not send at any answer but 2xx, 400, 413 and 422."""
    with database_away("database is locked"):
        answer = client.post("/outbox/", form(), headers=headers)
    assert (answer.status_code, answer.headers["Retry-After"], list(answer.json())) == (503, "30", ["error"])


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"a=1&" * 3000, "application/x-www-form-urlencoded"),
        (b"a" * 1_100_000, "application/x-www-form-urlencoded"),
        (b"x", "multipart/form-data"),
        (b"a=1", "application/x-www-form-urlencoded; charset=none"),
    ],
)
def test_a_form_that_cannot_be_read_breaks_nothing(client: Client, body: bytes, kind: str) -> None:
    with database_away():
        answer = client.generic("POST", f"{DAY}add/", body, kind, headers=HTML)
    assert answer.status_code == 503


def test_a_session_that_cannot_be_saved(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", refuse)
    client = Client(raise_request_exception=False)
    answer = client.post(reverse("account_login"), {"login": ada.email, "password": ada.email}, headers=HTML)
    assert answer.status_code == 503


# --- the log --------------------------------------------------------------------------------------------------------
def test_one_line_says_it(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with database_away():
        client.get(DAY, headers=HTML)
    assert f"The database cannot be used ({GONE}). No restart is needed once it can." in caplog.messages


def test_no_traces_of_an_outage_fill_the_log() -> None:
    def shown(error: Exception) -> bool:
        record = logging.LogRecord("x", logging.ERROR, "x", 1, "x", (), (type(error), error, None))
        assert WithoutTraces().filter(record)
        return record.exc_info is not None

    assert not shown(OperationalError("database is locked"))
    assert shown(ValueError("ours to mend"))


# --- what it is known by --------------------------------------------------------------------------------------------
def wrapped(error: Exception) -> Exception:
    """As Django hands on what the driver raised."""
    known = {psycopg.OperationalError: OperationalError, psycopg.InterfaceError: InterfaceError}
    kinds = [ours for theirs, ours in known.items() if isinstance(error, theirs)]
    told = (kinds or [DatabaseError])[0](str(error))
    told.__cause__ = error
    return told


def refused() -> Exception:
    """A real one: nobody listens at this port."""
    with pytest.raises(psycopg.OperationalError) as told:
        psycopg.connect("postgresql://nobody@127.0.0.1:1/none?connect_timeout=2")
    return told.value


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("database is locked"),
        OperationalError("attempt to write a readonly database"),
        wrapped(errors.AdminShutdown("terminating connection due to administrator command")),
        wrapped(errors.CannotConnectNow("the database system is starting up")),
        wrapped(errors.TooManyConnections("sorry, too many clients already")),
        wrapped(errors.LockNotAvailable("canceling statement due to lock timeout")),
        wrapped(errors.QueryCanceled("canceling statement due to statement timeout")),
        wrapped(errors.ReadOnlySqlTransaction("cannot execute INSERT in a read-only transaction")),
        wrapped(errors.ConnectionFailure("gone")),
        wrapped(psycopg.OperationalError("consuming input failed: server closed the connection unexpectedly")),
        wrapped(psycopg.InterfaceError("the connection is closed")),
        BusyLoadingError("Redis is loading the dataset in memory"),
    ],
)
def test_every_way_of_being_away_is_known(error: Exception) -> None:
    assert is_away(error)
    outer = RuntimeError("while something else was done")
    outer.__context__ = error
    assert is_away(outer)


def test_a_server_that_is_not_there_is_known() -> None:
    assert is_away(wrapped(refused()))


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("no such table: diary_entry"),
        wrapped(sqlite3.OperationalError("no such column: x")),
        wrapped(psycopg.InterfaceError("the cursor is closed")),
        wrapped(errors.UniqueViolation("duplicate key")),
        DatabaseError("database disk image is malformed"),
        ResponseError("WRONGTYPE"),
        ConnectionError("of some other kind"),
        ValueError("database is locked"),
        None,
    ],
)
def test_other_troubles_are_others(error: Exception | None) -> None:
    assert not is_away(error)


def test_what_is_wrong_with_us_stays_500(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gutcheck.views.way_back", lambda request: 1 / 0)
    assert client.post("/theme/", headers=HTML).status_code == 500
