"""Findings about how the install is set up."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from gutcheck.health.findings import Finding, act, fine, look

SHORT_KEY = 40  # characters
PRIVATE_CACHES = ("locmem", "dummy")


def findings(_now: datetime) -> Iterator[Finding]:
    yield secret_key()
    yield cache()
    yield hosts()
    yield mail()
    yield sign_up()
    yield proxy()


def secret_key() -> Finding:
    if len(settings.SECRET_KEY) < SHORT_KEY:
        return act("secret key", "It is too short.", "Set GUTCHECK_SECRET_KEY to 50 random characters.")
    return fine("secret key", "long enough; keep a copy of it apart from the backups")


def cache() -> Finding:
    kind = str(settings.CACHES["default"]["BACKEND"]).rpartition(".")[2]
    if any(word in kind.lower() for word in PRIVATE_CACHES):
        return act(
            "cache", f"{kind} is another one in each worker.", "Use one they share: limits on guessing count in it."
        )
    return fine("cache", f"{kind}, shared by all workers")


def hosts() -> Finding:
    names = ", ".join(settings.ALLOWED_HOSTS)
    if settings.LOCAL_ONLY:
        return fine("address", f"this machine only ({names})")
    if not settings.HTTPS:
        return act("address", f"Others reach it without encryption ({names}).", "Set up https and GUTCHECK_HTTPS=1.")
    return fine("address", f"https, {names}")


def mail() -> Finding:
    if settings.EMAIL_HOST:
        return fine("mail", f"by {settings.EMAIL_HOST}")
    if settings.LOCAL_ONLY:
        return fine("mail", "none is sent (no GUTCHECK_EMAIL_HOST)")
    advice = "Set GUTCHECK_EMAIL_HOST, or nobody who forgets a password can come back by themselves."
    return look("mail", "None is sent.", advice)


def sign_up() -> Finding:
    if not settings.SIGNUP_OPEN:
        return fine("sign-up", "by invitation")
    if settings.LOCAL_ONLY or settings.EMAIL_HOST:
        return fine("sign-up", "open")
    text = "It is open, and without mail it tells anybody whether an address has a diary here."
    return look("sign-up", text, "Set GUTCHECK_EMAIL_HOST, or let people in by manage.py invite alone.")


def proxy() -> Finding:
    is_named, count = bool(settings.SECURE_PROXY_SSL_HEADER), settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if is_named and not count:
        text = "There is a proxy in front, but its word about who asks is not taken: all people count as one."
        return act("proxy", text, "Set GUTCHECK_TRUSTED_PROXY_COUNT=1.")
    if count and not is_named and settings.HTTPS:
        return look("proxy", "A proxy is trusted about who asks, not about https.", "Set GUTCHECK_BEHIND_PROXY=1.")
    return fine("proxy", f"{count} in front" if count else "none in front")
