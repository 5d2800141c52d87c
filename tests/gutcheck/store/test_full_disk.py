"""No room left: what was typed is on the page, pages are read, and the same form is saved once there is room again."""

import errno
from collections.abc import Callable, Iterator
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import path, reverse
from psycopg import errors
from pytest_django import Settings

from accounts.models import User
from diary.models import Sentence
from gutcheck import urls
from gutcheck.safekeeping import disk
from tests.conftest import person, signed_in
from tests.diary.larder import food

HTML = {"accept": "text/html"}
MOST_PAGES = 1_073_741_823  # SQLite's own limit
only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="an SQLite file is made full")


def full(request: HttpRequest) -> HttpResponse:
    raise OSError(errno.ENOSPC, "No space left on device")


urlpatterns = [*urls.urlpatterns, path("full/", full, name="full")]
handler500 = urls.handler500


class Fields(HTMLParser):
    """The fields of the form that is sent again."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(page.partition("<main")[2])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "input" and said.get("name"):
            self.found[str(said["name"])] = said.get("value") or ""


@pytest.fixture
def ballast(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    (tmp_path / "ballast").write_bytes(b"x")
    return tmp_path / "ballast"


@pytest.fixture
def fill(transactional_db: None) -> Iterator[Callable[[], None]]:
    """fill(): the database may not grow by a page; it may again afterwards."""

    def act() -> None:
        with connection.cursor() as cursor:
            pages = cursor.execute("PRAGMA page_count").fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count = {pages}")
            with suppress(OperationalError):
                while True:
                    cursor.execute("INSERT INTO ballast_of_the_test VALUES (zeroblob(200))")

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE ballast_of_the_test (x)")
    yield act
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA max_page_count = {MOST_PAGES}")
        cursor.execute("DROP TABLE ballast_of_the_test")


@only_sqlite
def test_a_full_database_refuses_honestly_and_heals_by_itself(ballast: Path, fill: Callable[[], None]) -> None:
    ada = person("ada@example.org", birth_year=1990)
    food(1, "Egg, boiled", ("1 large egg", 50), category="Eggs", is_common=True)
    client, day = signed_in(ada), "/day/2026-11-19/"
    words = "2 boiled eggs, a slice of <b>oma's</b> bread" + " and so on" * 1500
    fields = {"key": str(uuid4()), "text": words, "meal": "lunch", "add": "keep"}
    fill()

    answer = client.post(f"{day}add/", fields, headers=HTML)
    assert answer.status_code == 507
    page = answer.content.decode()
    again = Fields(page).found
    assert fields == {name: again[name] for name in fields}
    assert "2 boiled eggs, a slice of &lt;b&gt;oma&#x27;s&lt;/b&gt; bread" in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert not Sentence.objects.exists()
    assert not ballast.exists()
    assert client.get(day).status_code == 200

    make_room()
    for _twice in range(2):
        assert client.post(f"{day}add/", again, headers=HTML).status_code == 303
    assert Sentence.objects.get().text == words


@only_sqlite
def test_the_outbox_keeps_what_the_server_has_no_room_for(ballast: Path, fill: Callable[[], None]) -> None:
    """outbox-store.js takes an entry off the device at 2xx, and marks it as refused at 400, 413 and 422 alone."""
    ada = person("ada@example.org", birth_year=1990)
    client = signed_in(ada)
    fields = {"key": str(uuid4()), "person": ada.pseudonym, "text": "soup " * 3000, "meal": "lunch"}
    fill()
    answer = client.post("/outbox/", fields, headers={"accept": "*/*"})
    assert (answer.status_code, list(answer.json())) == (507, ["error"])
    assert client.get("/outbox/").json()["person"] == ada.pseudonym
    make_room()
    assert client.post("/outbox/", fields).status_code == 200
    assert Sentence.objects.count() == 1


def make_room() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA max_page_count = {MOST_PAGES}")


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("database or disk is full"),
        OperationalError("disk I/O error"),
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        errors.DiskFull("could not extend file"),
    ],
)
def test_every_way_of_being_full_is_known(error: Exception) -> None:
    assert disk.is_disk_full(error)
    wrapped = RuntimeError("while something else was done")
    wrapped.__cause__ = error
    assert disk.is_disk_full(wrapped)


@pytest.mark.parametrize(
    "error", [OperationalError("database is locked"), OSError(errno.EACCES, "x"), ValueError(), None]
)
def test_other_troubles_are_others(error: Exception | None) -> None:
    assert not disk.is_disk_full(error)


@override_settings(ROOT_URLCONF="tests.gutcheck.store.test_full_disk")
def test_a_file_that_does_not_fit_is_told_alike(ada_client: Client, ballast: Path) -> None:
    assert ada_client.get("/full/", headers=HTML).status_code == 507
    assert ada_client.post("/full/", {"words": "soup"}).json()["error"].startswith("The server has no room")


@only_sqlite
def test_the_last_room_is_for_signing_in(ada: User, ballast: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    monkeypatch.setattr(disk, "room", lambda folder=None: disk.Room(disk.RESERVE - 1, 100_000 * disk.MB))
    signing_in = {"login": ada.email, "password": ada.email}
    assert client.post(reverse("account_login"), signing_in, headers=HTML).status_code == 302
    answer = client.post("/day/2026-11-19/add/", {"key": str(uuid4()), "text": "soup", "add": "keep"}, headers=HTML)
    assert answer.status_code == 507
    assert not Sentence.objects.exists()
    assert client.get("/day/2026-11-19/").status_code == 200


@override_settings(ROOT_URLCONF="tests.gutcheck.store.test_full_disk")
def test_no_password_is_written_into_a_page(ada_client: Client, ballast: Path) -> None:
    page = ada_client.post("/full/", {"login": "ada", "password": "hunter-2-hunter"}, headers=HTML).content.decode()
    assert "hunter" not in page
    assert "Try again" not in page


def test_a_session_that_does_not_fit_spoils_no_page(
    ada_client: Client, ballast: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(session: SessionBase, **_: object) -> None:
        raise OperationalError("database or disk is full")

    session = ada_client.session
    session["kept_words"] = {"text": "soup", "day": "2026-11-19", "person": "somebody"}
    session.save()
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", refuse)
    assert ada_client.get("/day/2026-11-19/").status_code == 200  # takes words out of the session


def test_signing_in_says_when_the_session_does_not_fit(
    ada: User, ballast: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(session: SessionBase, **_: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", refuse)
    client = Client(raise_request_exception=False)
    answer = client.post(reverse("account_login"), {"login": ada.email, "password": ada.email}, headers=HTML)
    assert answer.status_code == 507
    assert ada.email not in answer.content.decode()


def test_the_ballast_is_laid_where_there_is_room(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(disk, "room", lambda folder=None: disk.Room(disk.LOW - 1, disk.LOW))
    assert not disk.lay_ballast()
    monkeypatch.setattr(disk, "room", lambda folder=None: disk.Room(disk.LOW, disk.LOW))
    assert disk.lay_ballast()
    assert disk.ballast().stat().st_size == disk.BALLAST
    assert (disk.release_ballast(), disk.release_ballast()) == (True, False)
