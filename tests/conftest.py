"""The cast: Ada keeps a diary; Bob keeps another and must see nothing of hers."""

import csv
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from pytest_django import DjangoDbBlocker

from accounts.models import Profile, User
from nutrients.models import Food
from nutrients.models.reference import Sex


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that want the shipped tables come last: each worker loads them once, and the others meet empty ones."""
    items.sort(key=lambda item: "shipped_tables" in getattr(item, "fixturenames", ()))


@pytest.fixture(autouse=True)
def _spoken_language() -> Iterator[None]:
    """A test that spoke Spanish leaves no Spanish behind."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _forget_earlier_attempts() -> None:
    """Log-in limits live in the cache; one test's wrong passwords are not another's."""
    cache.clear()


def person(email: str, **answers: object) -> User:
    """A person with an answered profile; the password is their e-mail address."""
    user = User.objects.create_user(email, email)
    Profile.objects.filter(user=user).update(**answers)
    user.refresh_from_db()
    return user


@pytest.fixture
def ada(db: None) -> User:
    return person("ada@example.org", birth_year=1990, sex=Sex.FEMALE, menstruating=True, time_zone="Europe/Berlin")


@pytest.fixture
def bob(db: None) -> User:
    return person("bob@example.org", birth_year=1985, sex=Sex.MALE, time_zone="America/New_York")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    session["began"] = session["seen"] = time.time()  # as signing in leaves it: accounts.security.sessions
    session.save()
    return client


@pytest.fixture
def ada_client(ada: User) -> Client:
    return signed_in(ada)


@pytest.fixture
def bob_client(bob: User) -> Client:
    return signed_in(bob)


def everyday_tables(folder: Path) -> Path:
    """Copy fixtures/ into the folder, of the foods only the common ones: they load in a second, all of them in ten."""
    common: set[str] = set()
    for path in sorted(settings.FIXTURES.glob("*.csv"), key=lambda path: path.stem != "foods"):
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        if path.stem == "foods":
            common = {row[0] for row in rows if row[header.index("common")] == "yes"}
        if header[0] == "fdc_id":
            rows = [row for row in rows if row[0] in common]
        with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])
    return folder


@pytest.fixture(scope="session")
def everyday_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return everyday_tables(tmp_path_factory.mktemp("everyday"))


@pytest.fixture(scope="session")
def _tables_loaded_once(everyday_folder: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        call_command("load_tables", everyday_folder, verbosity=0)


@pytest.fixture
def shipped_tables(everyday_folder: Path, _tables_loaded_once: None, db: None) -> None:
    """The tables of fixtures/ with the common foods, loaded once a worker and again after a test that emptied them."""
    if not Food.objects.exists():
        call_command("load_tables", everyday_folder, verbosity=0)
