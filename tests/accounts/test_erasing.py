"""An account is closed, and then leaves no row and no byte."""

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from accounts import erasing, ledger
from accounts.models import ErasedPerson, ErasureRequest, User
from accounts.scrubbing import scrub
from accounts.traces import cache_key
from diary.models import Entry, Reader, ShareLink
from diary.sharing.links import make_link
from diary.weeks import Week
from gutcheck.health.warnings import erasure_warning
from gutcheck.safekeeping import pruning
from nutrients.models import ChangeSet, Food
from tests.accounts.leaving import NOW, WORD, after, asked
from tests.conftest import signed_in
from tests.diary.my_data.filled import DAY, fill

pytestmark = pytest.mark.usefixtures("own_ledger")


@pytest.mark.django_db
def test_asked_twice_the_first_date_stays(ada: User) -> None:
    erasing.ask(ada, NOW)
    erasing.ask(ada, NOW + timedelta(days=3))
    assert ErasureRequest.objects.get().due_at == after()


@pytest.mark.django_db
def test_nobody_is_erased_a_moment_too_early(ada: User) -> None:
    asked(ada)
    assert erasing.carry_out_due(after() - timedelta(seconds=1)) == 0
    assert erasing.carry_out_due(after()) == 1
    assert not User.objects.exists()


def surround(ada: User, bob: User) -> None:
    """Rows about Ada that are not of her diary, and rows of others that name her."""
    later = NOW + timedelta(days=400)
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True)
    Authenticator.objects.create(user=ada, type="totp", data={"secret": WORD})
    UserSession.objects.create(user=ada, ip="192.0.2.1", session_key="k", user_agent=WORD)
    Reader.objects.create(
        person=bob, reader=ada, name=f"{WORD} of Bob’s", token_hash="z", expires_at=later, accepted_at=NOW
    )
    kind = ContentType.objects.get_for_model(User)
    LogEntry.objects.create(user=bob, content_type=kind, object_id=str(ada.pk), object_repr=ada.email, action_flag=2)
    LogEntry.objects.create(user=ada, content_type=kind, object_id=str(bob.pk), object_repr=WORD, action_flag=2)
    DBTaskResult.objects.create(
        task_path="x", args_kwargs={"args": [], "kwargs": {"person": ada.pk}}, run_after=later, backend_name="default"
    )
    DBTaskResult.objects.create(
        task_path="x", args_kwargs={"args": [ada.email], "kwargs": {}}, run_after=later, backend_name="default"
    )
    ChangeSet.objects.create(author=ada, reviewer=ada, origin="form", reason="A better source.")
    ChangeSet.objects.create(author=ada, origin="offer", reason=f"{WORD} offered")
    cache.set(cache_key(ada, "my_data"), WORD)


def rows_that_name(text: str) -> list[str]:
    """Tables with this text anywhere in a row."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a name of the database
            if any(text.lower() in str(row).lower() for row in cursor.fetchall()):
                found.append(table)
    return found


@pytest.mark.django_db(transaction=True)
def test_no_row_is_left_in_any_table(ada: User, bob: User) -> None:
    fill(ada, WORD)
    fill(bob, "Bob’s")
    surround(ada, bob)
    signed_in(ada)
    pk, email, pseudonym = ada.pk, ada.email, ada.pseudonym
    assert len(rows_that_name(WORD)) > 10
    asked(ada)
    assert erasing.carry_out_due(after()) == 1
    assert rows_that_name(WORD) == []
    assert rows_that_name(email) == []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is User:
                assert not model._base_manager.filter(**{field.name: pk}).exists(), model
    assert cache.get(cache_key(ada, "my_data")) is None
    assert not any(row.get_decoded().get("_auth_user_id") == str(pk) for row in Session.objects.all())
    assert not DBTaskResult.objects.exists()
    assert ErasedPerson.objects.get().pseudonym == pseudonym
    assert Entry.objects.of(bob).count() == 2
    assert ChangeSet.objects.get().author is None  # the table's history stays, without a name
    assert LogEntry.objects.count() == 0


COUNT = """
import pathlib, sys
files = [pathlib.Path(sys.argv[1] + end) for end in ("", "-wal", "-shm")]
print(sum(file.read_bytes().lower().count(sys.argv[2].lower().encode()) for file in files if file.exists()))
"""


def times_in_files(name: str) -> int:
    """How often WORD stands in the bytes of a database. In another process: closing its file here drops our locks."""
    asked = subprocess.run([sys.executable, "-c", COUNT, name, WORD], capture_output=True, text=True, check=True)
    return int(asked.stdout)


@pytest.mark.django_db(transaction=True)
def test_no_byte_is_left_in_the_files_of_the_database(ada: User, bob: User) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL overwrites freed rows in its own time")
    for n in range(30):
        person = User.objects.create_user(f"{WORD}{n}@example.org", "a sentence works well")
        fill(person, f"{WORD} {n} " + "x" * 40)
        person.sentences.update(text=f"{WORD} {n} " + "y" * 9000)  # rows that move to pages of their own
        erasing.ask(person, NOW)
    name = str(connection.settings_dict["NAME"])
    assert times_in_files(name) > 100
    assert erasing.carry_out_due(after()) == 30
    assert times_in_files(name) == 0


@pytest.mark.django_db(transaction=True)
def test_scrubbing_works_on_this_database() -> None:
    assert scrub()


@pytest.mark.django_db
def test_scrubbing_waits_for_the_end_of_a_transaction() -> None:
    assert not scrub()


@pytest.mark.django_db(transaction=True)
def test_a_log_that_was_being_read_is_emptied_by_a_later_run(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(ada)
    monkeypatch.setattr(erasing, "scrub", lambda: False)
    assert erasing.carry_out_due(after()) == 1
    again_and_again: list[datetime] = []
    monkeypatch.setattr(erasing, "scrub_again", lambda: again_and_again.append(after()))
    assert erasing.carry_out_due(after() + timedelta(hours=1)) == 0
    assert erasing.carry_out_due(after() + timedelta(days=2)) == 0
    assert len(again_and_again) == 1


@pytest.mark.django_db
def test_an_offered_food_that_was_published_stays(ada: User) -> None:
    fill(ada)
    food = Food.objects.get(owner=ada)
    food.publish()
    asked(ada)
    erasing.carry_out_due(after())
    assert Food.objects.get(pk=food.pk).owner is None


@pytest.mark.django_db
def test_an_older_backup_is_erased_from_again(ada: User, bob: User) -> None:
    row, profile = User.objects.filter(pk=ada.pk).values().get(), ada.profile
    asked(ada)
    erasing.carry_out_due(after())
    ErasedPerson.objects.all().delete()  # the backup is older than the erasure
    User.objects.bulk_create([User(**row)])
    profile.pk = None
    profile.save(force_insert=True)
    assert erasing.replay_erasures(after() + timedelta(days=1)) == 1
    assert list(User.objects.all()) == [bob]
    assert ErasedPerson.objects.get().erased_at == after()
    assert erasing.replay_erasures(after()) == 0


@pytest.mark.django_db
def test_the_ledger_says_nothing_of_anybody(ada: User, tmp_path: Path) -> None:
    asked(ada)
    name = ada.pseudonym
    erasing.carry_out_due(after())
    line = json.loads((tmp_path / ledger.NAME).read_text())
    assert line == {"pseudonym": name, "erased_at": after().isoformat()}
    assert (tmp_path / ledger.NAME).stat().st_mode & 0o077 == 0
    with (tmp_path / ledger.NAME).open("a") as file:
        file.write('{"pseudonym": "cut o')
    assert ledger.read() == {name: after()}


@pytest.mark.django_db
def test_without_a_ledger_nobody_is_erased(ada: User, settings: Settings, tmp_path: Path) -> None:
    """Or a restored backup would bring them back for good."""
    asked(ada)
    settings.DATA_DIR = tmp_path / "not there"
    assert erasing.carry_out_due(after()) == 0
    assert User.objects.filter(pk=ada.pk).exists()


@pytest.mark.django_db
def test_no_mail_is_tried_where_none_is_set_up(ada: User) -> None:
    erasing.ask(ada, NOW)
    erasing.carry_out_due(after())
    assert mail.outbox == []


@pytest.mark.django_db
def test_the_mails_say_until_when_and_that_it_is_done(ada: User, settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    address = ada.email
    erasing.ask(ada, NOW)
    erasing.carry_out_due(after())
    first, last = mail.outbox
    assert "Nov. 26, 2026" in first.body
    assert reverse("account_login") in first.body
    assert "is erased" in last.body
    assert first.to == last.to == [address]


@pytest.mark.django_db
def test_the_command_erases_who_is_due(ada: User, capsys: pytest.CaptureFixture[str]) -> None:
    asked(ada)
    ErasureRequest.objects.update(asked_at=NOW - timedelta(days=900), due_at=NOW - timedelta(days=893))
    call_command("erase_due")
    assert capsys.readouterr().out == "Erased: 1\n"


@pytest.mark.django_db
def test_the_command_erases_again_who_came_back_with_an_older_database(
    ada: User, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger.write(ada.pseudonym, NOW)
    call_command("erase_due", "--replay")
    assert capsys.readouterr().out == "Erased again: 1\nErased: 0\n"
    assert not User.objects.exists()


@pytest.mark.django_db
def test_staff_are_told_of_somebody_overdue(ada: User) -> None:
    asked(ada)
    assert erasure_warning(after() + timedelta(hours=23)) == ""
    assert erasure_warning(after() + timedelta(hours=25)).startswith("1 person should have been erased by now.")


def test_no_backup_is_kept_longer_than_the_page_says() -> None:
    assert timedelta(days=erasing.BACKUP_DAYS) == pruning.LONGEST


@pytest.mark.django_db
def test_a_link_that_was_given_away_stays_shut_for_good(ada: User) -> None:
    make_link(ada, Week.of(DAY), NOW, 30)
    asked(ada)
    assert not ShareLink.objects.open(NOW).exists()
