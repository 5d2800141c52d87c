"""A server that could be guessed at, or that nobody could sign in to, does not start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as settings_of_django
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from accounts.security.checks import (
    addresses_kept_to_themselves,
    known_addresses,
    listens_on_socket,
    refuse_to_start,
    shared_cache,
)

DATABASE = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}


@pytest.mark.parametrize("name", ["locmem.LocMemCache", "dummy.DummyCache"])
def test_a_cache_of_ones_own_is_refused(settings: Settings, name: str) -> None:
    settings.CACHES = {"default": {"BACKEND": f"django.core.cache.backends.{name}"}}
    assert [error.id for error in shared_cache(None)] == ["gutcheck.E001"]
    with pytest.raises(ImproperlyConfigured, match="not shared between workers"):
        refuse_to_start()


def test_the_caches_of_an_install_are_fine(settings: Settings) -> None:
    for backend in ("db.DatabaseCache", "redis.RedisCache"):
        settings.CACHES = {"default": {"BACKEND": f"django.core.cache.backends.{backend}", "LOCATION": "x"}}
        assert shared_cache(None) == []


@pytest.mark.parametrize(
    ("words", "environment", "is_socket"),
    [
        (["gunicorn", "gutcheck.wsgi", "-b", "unix:/run/gutcheck.sock"], {}, True),
        (["gunicorn", "--bind=unix:/run/gutcheck.sock"], {}, True),
        (["gunicorn"], {"GUNICORN_CMD_ARGS": "--bind=unix:/run/gutcheck.sock"}, True),
        (["gunicorn", "-b", "127.0.0.1:8000"], {}, False),
        (["manage.py", "check"], {}, False),
    ],
)
def test_a_socket_is_recognised(words: list[str], environment: dict[str, str], is_socket: bool) -> None:
    assert listens_on_socket(words, environment) is is_socket


@pytest.mark.parametrize(
    ("local_only", "email_host", "signup_open", "told"),
    [
        (False, "", True, ["gutcheck.W001"]),
        (False, "", False, []),
        (False, "mail.example.org", True, []),
        (True, "", True, []),
    ],
)
def test_open_sign_up_without_mail_is_told_where_others_reach_it(
    settings: Settings, local_only: bool, email_host: str, signup_open: bool, told: list[str]
) -> None:
    settings.LOCAL_ONLY, settings.EMAIL_HOST, settings.SIGNUP_OPEN = local_only, email_host, signup_open
    assert [warning.id for warning in addresses_kept_to_themselves(None)] == told


def test_a_socket_without_a_trusted_proxy_is_refused(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CACHES = DATABASE
    monkeypatch.setattr(sys, "argv", ["gunicorn", "-b", "unix:/run/gutcheck.sock"])
    with pytest.raises(ImproperlyConfigured, match="GUTCHECK_TRUSTED_PROXY_COUNT=1"):
        refuse_to_start()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert known_addresses(None) == []
    refuse_to_start()


def starting_with(tmp_path: Path, **variables: str) -> str:
    """What `manage.py check` says on standard error under these variables."""
    env = {**os.environ, "GUTCHECK_DATA": str(tmp_path)} | {
        f"GUTCHECK_{name}": value for name, value in variables.items()
    }
    env.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, settings_of_django.BASE_DIR / "manage.py", "check"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    return done.stderr.strip().splitlines()[-1] if done.returncode else ""


PROVIDER = {"OIDC_NAME": "Clinic", "OIDC_URL": "https://id.example.org", "OIDC_CLIENT_ID": "g", "OIDC_SECRET": "s"}


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        (PROVIDER, ""),
        (PROVIDER | {"OIDC_SECRET": ""}, "together, or none"),
        (PROVIDER | {"OIDC_URL": "id.example.org"}, "starts with https://"),
        (
            PROVIDER | {"OIDC_URL": "http://id.example.org", "ALLOWED_HOSTS": "diary.example.org"},
            "starts with https://",
        ),
    ],
)
def test_a_provider_is_named_whole_or_not_at_all(tmp_path: Path, variables: dict[str, str], says: str) -> None:
    assert says in starting_with(tmp_path, **variables)
    assert bool(says) == bool(starting_with(tmp_path, **variables))
