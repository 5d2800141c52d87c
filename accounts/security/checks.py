"""What would make the limits on guessing useless, said before the first request."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ImproperlyConfigured

PRIVATE = {"django.core.cache.backends.locmem.LocMemCache", "django.core.cache.backends.dummy.DummyCache"}


@register("security")
def shared_cache(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A cache that each worker has for itself lets so many guesses more through."""
    if settings.CACHES["default"]["BACKEND"] not in PRIVATE:
        return []
    text = "The cache is not shared between workers, so limits on guessing passwords would not hold."
    return [Error(text, hint="Use the database (the default) or GUTCHECK_REDIS_URL.", id="gutcheck.E001")]


@register("security")
def known_addresses(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Behind a Unix socket nobody has an address of their own, so nobody could sign in."""
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT or not listens_on_socket(sys.argv, os.environ):
        return []
    text = "The server listens on a Unix socket, and no proxy is trusted to say who asks: every sign-in would fail."
    return [Error(text, hint="Set GUTCHECK_TRUSTED_PROXY_COUNT=1 for one proxy before it.", id="gutcheck.E002")]


@register("security")
def addresses_kept_to_themselves(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Anybody who can sign up where no mail is sent learns which addresses have a diary here."""
    if settings.LOCAL_ONLY or settings.EMAIL_HOST or not settings.SIGNUP_OPEN:
        return []
    text = "Anybody can sign up, and without a mail server that tells them whether an address has a diary here."
    hint = "Set GUTCHECK_EMAIL_HOST, or take GUTCHECK_SIGNUP_OPEN away and let people in by manage.py invite."
    return [Warning(text, hint=hint, id="gutcheck.W001")]


def listens_on_socket(arguments: list[str], environment: Any) -> bool:
    """As gunicorn is told: -b unix:..., --bind=unix:..., or in GUNICORN_CMD_ARGS."""
    words = [*arguments, *environment.get("GUNICORN_CMD_ARGS", "").split()]
    return any("unix:" in word or "fd://" in word for word in words)


def refuse_to_start() -> None:
    """For the web server, which runs no checks by itself. ImproperlyConfigured with what is wrong and what to do."""
    for error in (*shared_cache(None), *known_addresses(None)):
        raise ImproperlyConfigured(f"{error.msg} {error.hint}")
