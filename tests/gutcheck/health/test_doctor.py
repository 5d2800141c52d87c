"""What the doctor finds, and what it says to do."""

import os
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import ErasureRequest, User
from gutcheck.health import of_data, of_machine, of_settings, warnings
from gutcheck.health.findings import Finding, Level
from gutcheck.safekeeping import disk, start_checks
from gutcheck.safekeeping.making import back_up
from gutcheck.work.models import Run
from nutrients.changesets import shipped
from tests.diary.larder import food

MOUNTS = """
/dev/sda1 / ext4 rw 0 0
nas:/diary /srv/my\\040diary nfs4 rw 0 0
/dev/sdb1 /srv/my\\040diary/fast ext4 rw 0 0
"""


def found(part: ModuleType, about: str) -> Finding:
    worst = sorted((f for f in part.findings(timezone.now()) if f.about == about), key=lambda f: f.level == Level.FINE)
    return worst[0]


def doctor() -> str:
    said = StringIO()
    call_command("doctor", stdout=said)
    return said.getvalue()


def test_an_install_in_order_has_nothing_to_be_done(
    diary: User,
    backups: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = timezone.now()
    monkeypatch.setattr(of_settings, "PRIVATE_CACHES", ())  # the tests have one
    monkeypatch.setattr(of_data, "postgres", lambda: iter(()))  # that of the tests may lose what it likes
    os.chmod(backups.parent / "data", 0o700)
    Run.objects.create(name="backup", due_at=now, finished_at=now)
    back_up(now)
    said = doctor()
    assert "Nothing must be done" in said
    assert "restored and compared" in said


def test_what_must_be_done_ends_with_status_1(db: None, backups: Path) -> None:
    with pytest.raises(CommandError, match="to do"):  # no foods
        call_command("doctor", stdout=StringIO())


@pytest.mark.django_db
class TestData:
    def test_no_foods(self, backups: Path) -> None:
        assert found(of_data, "tables").advice == "manage.py load_tables"
        food(1, "Egg")
        assert found(of_data, "tables").level == Level.FINE

    def test_tables_of_another_version(self, backups: Path, settings: LazySettings) -> None:
        food(1, "Egg")
        files = shipped.files_of(settings.FIXTURES)
        shipped.remember(files, "2026.11.1")
        assert found(of_data, "tables").level == Level.FINE
        shipped.remember(files | {"foods.csv": b"of before"}, "2026.10.1")
        assert found(of_data, "tables").advice == "manage.py upgrade_tables"

    def test_no_backup_though_people_are_here(self, ada: User, backups: Path) -> None:
        assert found(of_data, "backup") == Finding(
            Level.ACT, "backup", "There is none.", "manage.py backup; manage.py work makes one every night."
        )

    def test_nothing_runs_in_the_background(self, backups: Path) -> None:
        assert found(of_data, "background").level == Level.LOOK
        now = timezone.now()
        Run.objects.create(name="clearing", due_at=now, finished_at=now)
        assert found(of_data, "background").level == Level.FINE
        Run.objects.create(name="backup", due_at=now, problem="There is no room")
        assert found(of_data, "background").text == "backup failed: There is no room"

    def test_erasure_overdue(self, ada: User, backups: Path) -> None:
        now = timezone.now()
        asked = ErasureRequest.objects.create(person=ada, asked_at=now - timedelta(9), due_at=now - timedelta(2))
        assert found(of_data, "erasure").level == Level.ACT
        asked.delete()
        assert found(of_data, "erasure").level == Level.FINE


class TestMachine:
    def test_others_reach_the_folder(self, backups: Path) -> None:
        os.chmod(backups.parent / "data", 0o750)  # noqa: S103 - that is what is found
        finding = found(of_machine, "permissions")
        assert (finding.level, finding.advice) == (Level.ACT, f"chmod 0700 {backups.parent / 'data'}")

    def test_the_clock_was_put_back(self, backups: Path) -> None:
        (backups.parent / "data" / "file").touch()
        assert found(of_machine, "clock").level == Level.FINE
        os.utime(backups.parent / "data" / "file", (time.time() + 3600,) * 2)
        assert found(of_machine, "clock").advice.startswith("Set it by NTP")

    @pytest.mark.parametrize(
        ("free", "level"), [(disk.RESERVE - 1, Level.ACT), (disk.LOW - 1, Level.ACT), (disk.LOW, Level.FINE)]
    )
    def test_room(self, backups: Path, monkeypatch: pytest.MonkeyPatch, free: int, level: Level) -> None:
        monkeypatch.setattr(disk, "room", lambda folder=None: disk.Room(free, disk.LOW))
        assert found(of_machine, "disk").level == level

    @pytest.mark.parametrize(
        ("folder", "kind"), [("/srv/my diary", "nfs4"), ("/srv/my diary/fast/data", "ext4"), ("/home/x", "ext4")]
    )
    def test_which_filesystem(self, folder: str, kind: str) -> None:
        assert start_checks.filesystem_of(Path(folder), MOUNTS) == kind

    def test_a_network_disk_refuses_to_start(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(start_checks, "filesystem_of", lambda folder: "nfs4")
        monkeypatch.setattr(start_checks.connection, "vendor", "sqlite", raising=False)
        with pytest.raises(Exception, match="network disk"):
            start_checks.refuse_to_start()

    def test_the_ballast_can_be_let_go(self, backups: Path) -> None:
        (backups.parent / "data" / "ballast").touch()
        call_command("doctor", free_ballast=True, stdout=StringIO())
        assert not (backups.parent / "data" / "ballast").exists()


class TestSettings:
    def test_a_short_key(self, settings: LazySettings) -> None:
        settings.SECRET_KEY = "short"
        assert found(of_settings, "secret key").level == Level.ACT

    def test_a_cache_of_each_worker(self) -> None:
        """That of the tests is one."""
        assert found(of_settings, "cache").level == Level.ACT

    def test_others_without_https(self, settings: LazySettings) -> None:
        settings.LOCAL_ONLY, settings.HTTPS, settings.ALLOWED_HOSTS = False, False, ["diary.example.org"]
        assert found(of_settings, "address").level == Level.ACT
        assert found(of_settings, "mail").level == Level.LOOK

    def test_anybody_may_ask_who_is_here(self, settings: LazySettings) -> None:
        settings.LOCAL_ONLY, settings.SIGNUP_OPEN = False, True
        assert found(of_settings, "sign-up").level == Level.LOOK
        settings.SIGNUP_OPEN = False
        assert found(of_settings, "sign-up").level == Level.FINE

    def test_a_proxy_that_is_not_counted(self, settings: LazySettings) -> None:
        settings.SECURE_PROXY_SSL_HEADER, settings.ALLAUTH_TRUSTED_PROXY_COUNT = ("X", "https"), 0
        assert found(of_settings, "proxy").level == Level.ACT


def test_staff_are_warned(diary: User, backups: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    monkeypatch.setattr(disk, "room", lambda folder=None: disk.Room(disk.LOW, disk.LOW))
    assert warnings.warnings(now) == []
    back_up(now - timedelta(hours=50))
    assert warnings.warnings(now) == ["The last good backup of this server is 50 hours old."]
    monkeypatch.setattr(disk, "room", lambda folder=None: disk.Room(99 * disk.MB, disk.LOW))
    assert warnings.warnings(now)[0].startswith("The server’s disk has only 99 MB left.")
