"""A backup is whole, tried, its owner's alone; what is not whole is never taken for one."""

from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from gutcheck.safekeeping import disk, making, sqlite
from gutcheck.safekeeping.making import back_up, tried
from gutcheck.safekeeping.manifest import Manifest, NoBackup, age_of_last_good, all_made, last_good
from tests.gutcheck.conftest import AT, eat, eaten

HOUR = timedelta(hours=1)


def damaged(manifest: Manifest) -> Manifest:
    """One byte in its middle is another."""
    whole = bytearray(manifest.path.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    manifest.path.write_bytes(whole)
    return manifest


def test_a_backup_holds_what_was_logged_and_was_tried(diary: User, backups: Path) -> None:
    manifest = back_up(AT)
    assert manifest == last_good() == Manifest.read(manifest.path)
    assert (manifest.facts.rows["diary_entry"], manifest.facts.grams) == (1, 50)
    assert "accounts.0003_erasure" in manifest.facts.migrations
    assert manifest.tried_at == AT
    assert age_of_last_good(AT + 5 * HOUR) == 5 * HOUR


def test_it_is_its_owners_alone_and_nothing_half_made_stays(diary: User, backups: Path) -> None:
    with making.one_at_a_time():
        pass
    (backups / ".making-killed").mkdir()
    (backups / ".making-killed" / "copy.sqlite3").write_text("of a process that was killed")
    manifest = back_up(AT)
    names = {path.name: path.stat().st_mode & 0o777 for path in backups.iterdir()}
    assert names == {".lock": 0o600, manifest.file: 0o600, f"{manifest.file}.json": 0o600}
    assert backups.stat().st_mode & 0o777 == 0o700


def test_a_damaged_backup_is_found_out_and_counts_no_more(diary: User, backups: Path) -> None:
    older, newer = back_up(AT), damaged(back_up(AT + HOUR))
    assert tried(newer.path, AT + 2 * HOUR).problem
    assert last_good() == older
    with pytest.raises(CommandError, match="check sum"):
        call_command("verify_backup")
    call_command("verify_backup", older.path)


def test_a_backup_whose_rows_are_others_is_no_good_one(diary: User, backups: Path) -> None:
    manifest = back_up(AT)
    manifest.facts.rows["diary_entry"] = 2
    manifest.write(backups)
    assert tried(manifest.path, AT).problem == "diary_entry: 2 rows became 1"


def test_people_write_on_meanwhile_and_the_copy_is_of_one_moment(diary: User, backups: Path) -> None:
    stop = Event()

    def write() -> None:
        while not stop.wait(0.002):
            eat(diary, f"Bite {stop}")
        connection.close()

    writer = Thread(target=write)
    writer.start()
    try:
        made = [back_up(AT + number * HOUR) for number in range(5)]
    finally:
        stop.set()
        writer.join()
    counts = [manifest.facts.rows["diary_entry"] for manifest in made]
    assert counts == sorted(counts)
    assert all(manifest.facts.grams == 50 * manifest.facts.rows["diary_entry"] for manifest in made)
    assert counts[-1] > counts[0]


def test_without_room_nothing_is_begun(diary: User, backups: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "room", lambda folder=None: disk.Room(10 * disk.MB, 100 * disk.MB))
    with pytest.raises(NoBackup, match="no room"):
        back_up(AT)
    assert all_made() == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the file is damaged")
def test_a_damaged_database_makes_no_backup(
    diary: User, backups: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "damaged.sqlite3").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    monkeypatch.setattr(sqlite, "database", lambda: tmp_path / "damaged.sqlite3")
    with pytest.raises(NoBackup, match="could not be copied"):
        back_up(AT)
    assert list(backups.glob("*")) == [backups / ".lock"]


def test_a_second_one_at_the_same_time_is_refused(diary: User, backups: Path) -> None:
    with making.one_at_a_time(), pytest.raises(NoBackup, match="Another backup"):
        back_up(AT)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite needs no program")
def test_missing_programs_are_named(diary: User, backups: Path, settings: LazySettings) -> None:
    settings.POSTGRES_PROGRAMS = "/nowhere"
    with pytest.raises(NoBackup, match=r"pg_dump is not here.*postgresql-client"):
        back_up(AT)


def test_old_ones_go_and_the_newest_stays(diary: User, backups: Path) -> None:
    for days in (0, 36, 37):
        last = back_up(AT + timedelta(days=days))
    assert [manifest.made_at for manifest in all_made()] == [last.made_at, AT + timedelta(days=36)]
    assert len(list(backups.glob("gutcheck-*"))) == 4
    assert eaten() == ["Egg"]
