"""A backup put back: what was lost is there, the old database is kept, who was erased stays erased."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.erasing import erase
from accounts.models import User
from diary.models import Entry
from gutcheck.safekeeping import making
from gutcheck.safekeeping.making import back_up
from gutcheck.safekeeping.manifest import NoBackup
from gutcheck.safekeeping.restoring import restore
from tests.gutcheck.conftest import AT, eat, eaten

LATER = AT + timedelta(hours=1)


def test_what_was_deleted_is_back_and_the_old_database_is_kept(diary: User, backups: Path) -> None:
    manifest, said = back_up(AT), []
    Entry.objects.all().delete()
    restore(manifest.path, LATER, said.append, force=True)
    assert eaten() == ["Egg"]
    assert any("is kept as" in line for line in said)
    assert len(making.keeper().drop_replaced("20261122T040001Z")) == 1


def test_people_are_not_overwritten_unasked(diary: User, backups: Path) -> None:
    manifest = back_up(AT)
    eat(diary, "Toast")
    with pytest.raises(CommandError, match="There are people"):
        call_command("restore", manifest.path)
    assert eaten() == ["Egg", "Toast"]


def test_an_install_without_people_is_restored_without_asking(diary: User, backups: Path) -> None:
    manifest = back_up(AT)
    User.objects.all().delete()
    call_command("restore", manifest.path)
    assert eaten() == ["Egg"]


def test_a_database_in_use_is_left_alone(diary: User, backups: Path) -> None:
    manifest = back_up(AT)
    other = connection.copy()
    try:
        other.ensure_connection()
        with other.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM diary_entry")
            cursor.fetchall()
        with pytest.raises(NoBackup, match="in use"):
            restore(manifest.path, LATER, str, force=True)
    finally:
        other.close()
    eat(diary, "Toast")
    assert eaten() == ["Egg", "Toast"]


def test_a_damaged_backup_changes_nothing(diary: User, backups: Path) -> None:
    manifest = back_up(AT)
    manifest.path.write_bytes(b"nothing of the kind")
    with pytest.raises(NoBackup, match="check sum"):
        restore(manifest.path, LATER, str, force=True)
    assert eaten() == ["Egg"]


def test_a_file_without_its_manifest_is_refused(diary: User, tmp_path: Path) -> None:
    (tmp_path / "some.gz").write_bytes(b"x")
    with pytest.raises(NoBackup, match="no manifest"):
        restore(tmp_path / "some.gz", LATER, str, force=True)


def test_a_backup_of_a_newer_version_asks_for_that_version(diary: User, backups: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('diary', '9999_later', '2026-11-22')"
        )
    manifest = back_up(AT)
    try:
        with pytest.raises(NoBackup, match="newer GutCheck"):
            restore(manifest.path, LATER, str, force=True)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_later'")


def test_a_backup_of_an_older_version_is_brought_up(diary: User, backups: Path) -> None:
    call_command("migrate", "accounts", "0002", verbosity=0)
    try:
        manifest = back_up(AT)
    finally:
        call_command("migrate", verbosity=0)
    restore(manifest.path, LATER, str, force=True)
    assert eaten() == ["Egg"]
    call_command("migrate", check_unapplied=True, verbosity=0)


def test_who_was_erased_since_stays_erased(diary: User, backups: Path) -> None:
    manifest, said = back_up(AT), []
    erase(diary, LATER)
    restore(manifest.path, LATER, said.append)
    assert eaten() == []
    assert not User.objects.exists()
    assert "Erased again, as they had asked: 1 people" in said


def test_another_secret_key_is_told(diary: User, backups: Path, settings: LazySettings) -> None:
    manifest, said = back_up(AT), []
    settings.SECRET_KEY = "another " * 8
    restore(manifest.path, LATER, said.append, force=True)
    assert "another secret key" in said[-1]
