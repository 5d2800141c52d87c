"""Sign-up on an install others can reach: closed, but for whoever holds an invitation."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as settings_of_django
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts import demo
from accounts.models import Invitation, User
from tests.accounts.test_forms import TODAY
from tests.accounts.test_views import NEW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _network_install(settings: Settings) -> None:
    settings.SIGNUP_OPEN = False
    settings.LOCAL_ONLY = False


def sign_up(client: Client, token: str, **change: str) -> None:
    client.post(f"{reverse('account_signup')}?invitation={token}", NEW | change)


@pytest.mark.parametrize("token", ["", "guess", "x" * 5000])
def test_without_an_invitation_nobody_signs_up(client: Client, token: str) -> None:
    Invitation.objects.issue(days=7)
    page = client.get(reverse("account_signup"), {"invitation": token}).content.decode()
    assert "Sign-up is by invitation" in page
    sign_up(client, token)
    assert not User.objects.exists()


def test_an_invitation_works_once(client: Client) -> None:
    token = Invitation.objects.issue(days=7)
    sign_up(client, token)
    sign_up(Client(), token, email="second@example.org")
    assert [person.email for person in User.objects.all()] == [NEW["email"]]


def test_a_form_with_a_mistake_does_not_use_it_up(client: Client) -> None:
    token = Invitation.objects.issue(days=7)
    sign_up(client, token, password2="something else entirely")
    assert not User.objects.exists()
    sign_up(client, token)
    assert User.objects.exists()


def test_an_invitation_runs_out(client: Client) -> None:
    token = Invitation.objects.issue(days=7)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    sign_up(client, token)
    assert not User.objects.exists()


def test_an_invitation_used_up_between_page_and_save_makes_nobody(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = Invitation.objects.issue(days=7)
    monkeypatch.setattr("accounts.adapter.AccountAdapter.is_open_for_signup", lambda *_: True)
    Invitation.objects.update(used_at=timezone.now())
    sign_up(client, token)
    assert not User.objects.exists()


def test_only_a_hash_is_kept() -> None:
    token = Invitation.objects.issue(days=7)
    assert len(token) >= 43  # 256 bits in base 64
    assert token not in str(Invitation.objects.values_list())


def test_the_command_prints_a_link_that_works(
    client: Client, capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["diary.example.org"]
    settings.HTTPS = True
    call_command("invite", "--days", "3")
    link = capsys.readouterr().out.strip()
    assert link.startswith(f"https://diary.example.org{reverse('account_signup')}?invitation=")
    left = Invitation.objects.get().expires_at - timezone.now()
    assert timedelta(days=2, hours=23) < left <= timedelta(days=3)
    settings.ALLOWED_HOSTS = ["testserver"]
    sign_up(client, link.partition("=")[2])
    assert User.objects.exists()


def test_the_command_says_what_to_do_on_an_empty_database(tmp_path: Path) -> None:
    env = {**os.environ, "GUTCHECK_DATA": str(tmp_path), "GUTCHECK_SIGNUP_OPEN": "0"}
    env.pop("DATABASE_URL", None)
    command = [sys.executable, settings_of_django.BASE_DIR / "manage.py", "invite"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "CommandError: The database holds no tables yet. Run: manage.py migrate, then invite again.\n"


def test_the_command_is_not_needed_where_sign_up_is_open(settings: Settings) -> None:
    settings.SIGNUP_OPEN = True
    with pytest.raises(CommandError, match="no invitation is needed"):
        call_command("invite")


def test_the_demo_person_stays_out_once_others_can_reach_the_install(client: Client, settings: Settings) -> None:
    def comes_in() -> bool:
        client.post(reverse("account_login"), {"login": demo.EMAIL, "password": demo.PASSWORD})
        return client.get(reverse("profile")).status_code == 200

    demo.make_demo_person(TODAY)
    assert not comes_in()
    settings.LOCAL_ONLY = True
    assert comes_in()


def test_createsuperuser_makes_an_editor_in_chief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a sentence works well")
    call_command("createsuperuser", "--noinput", "--email", "root@example.org", verbosity=0)
    person = User.objects.get()
    assert person.is_superuser
    assert person.profile.reference_set == "DRI"
