"""An upgrade backs up first, and one that is killed in the middle leaves a usable install."""

import importlib.util
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest
from django.core.management import CommandError, call_command
from django.core.management.commands import migrate as djangos

from accounts.models import User
from gutcheck.safekeeping.management.commands import migrate
from gutcheck.safekeeping.manifest import Manifest, NoBackup, all_made

ROOT = Path(__file__).resolve().parents[3]
Upgrade = Callable[..., list[str]]


@pytest.fixture
def upgrade(monkeypatch: pytest.MonkeyPatch) -> Upgrade:
    """upgrade("--plan"): manage.py migrate --plan from the command line; what was done, in order."""
    done: list[str] = []
    back_up = migrate.back_up

    def make(at: datetime) -> Manifest:
        done.append("backup")
        return back_up(at)

    monkeypatch.setattr(migrate, "back_up", make)
    monkeypatch.setattr(djangos.Command, "handle", lambda command, **options: done.append("migrate"))

    def run(*arguments: str) -> list[str]:
        command = migrate.Command()
        command._called_from_command_line = True
        options = command.create_parser("manage.py", "migrate").parse_args(list(arguments))
        command.handle(**vars(options))
        return done

    return run


@pytest.fixture
def one_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if this version had a migration more."""
    monkeypatch.setattr(migrate.MigrationExecutor, "migration_plan", lambda executor, targets: [("one", False)])


def test_a_tried_backup_is_made_first(diary: User, one_open: None, upgrade: Upgrade) -> None:
    assert upgrade() == ["backup", "migrate"]
    assert [manifest.is_good for manifest in all_made()] == [True]


def test_none_where_nothing_changes_or_nobody_is_here(diary: User, upgrade: Upgrade) -> None:
    assert upgrade() == ["migrate"]


def test_none_before_anybody_has_an_account(transactional_db: None, one_open: None, upgrade: Upgrade) -> None:
    assert upgrade() == ["migrate"]


@pytest.mark.parametrize("option", ["--no-backup", "--plan", "--check"])
def test_none_where_it_is_not_wanted(diary: User, one_open: None, upgrade: Upgrade, option: str) -> None:
    assert upgrade(option) == ["migrate"]


def test_none_when_python_calls_it(diary: User, one_open: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test database is made so."""
    monkeypatch.setattr(djangos.Command, "handle", lambda command, **options: None)
    call_command("migrate")
    assert all_made() == []


def test_without_a_backup_nothing_is_changed(
    diary: User, one_open: None, upgrade: Upgrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(at: datetime) -> None:
        raise NoBackup("There is no room.")

    monkeypatch.setattr(migrate, "back_up", refuse)
    with pytest.raises(CommandError, match=r"There is no room.\nNothing was changed"):
        upgrade()


def the_bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("faults_migrate", ROOT / "bench" / "faults" / "migrate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_an_upgrade_that_is_killed_leaves_the_old_form_or_the_new_one() -> None:
    """bench/faults/migrate.py with three points; fifty are run by hand."""
    outcomes = the_bench().run(3)
    assert [outcome.problem for outcome in outcomes] == [""] * 3
    assert sum(outcome.was_killed for outcome in outcomes) >= 2
