"""Links to the report of one week, for anybody who holds them."""

import secrets
from datetime import datetime, timedelta

from accounts.models import User, hash_of
from diary.models import ShareLink
from diary.weeks import Week


def make_link(
    person: User, week: Week, at: datetime, days: int, *, shows_name: bool = False, shows_notes: bool = False
) -> str:
    """Make a link that is valid for so many days. Returns its token: 256 random bits, kept nowhere."""
    token = secrets.token_urlsafe(32)
    ShareLink.objects.create(
        person=person, first_day=week.first_day, token_hash=hash_of(token), expires_at=at + timedelta(days=days),
        shows_name=shows_name, shows_notes=shows_notes,
    )  # fmt: skip
    return token


def link_with(token: str, at: datetime) -> ShareLink | None:
    """The link with this token. None for one cut short, guessed, run out or taken back: nobody can tell which."""
    return ShareLink.objects.with_token(token).open(at).select_related("person__profile").first()
