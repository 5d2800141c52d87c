"""How long a session lasts, where a person is signed in, and ending it elsewhere.

A session ends 30 days after it was last used (SESSION_COOKIE_AGE) and 90 days after it began (SESSION_LONGEST).
That it was used is noted once a day: a write for every page would be one too many.
"""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User

BEGAN, SEEN = "began", "seen"  # keys of the session [s since 1970]
NOTED_EVERY = timedelta(days=1)


def begin(request: HttpRequest, at: datetime) -> None:
    """After somebody has signed in."""
    request.session[BEGAN] = request.session[SEEN] = at.timestamp()


def is_over(request: HttpRequest, at: datetime) -> bool:
    return at.timestamp() - request.session.get(BEGAN, at.timestamp()) > settings.SESSION_LONGEST


def note_use(request: HttpRequest, at: datetime) -> None:
    """Once a day: the session lives on, and the list of sessions knows. Also lists sessions older than the list."""
    if at.timestamp() - request.session.get(SEEN, 0) < NOTED_EVERY.total_seconds():
        return
    request.session.setdefault(BEGAN, at.timestamp())
    request.session[SEEN] = at.timestamp()
    UserSession.objects.create_from_request(request)


def rotate(request: HttpRequest) -> None:
    """A new name for the session; whoever held the old one holds nothing."""
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def sessions_of(person: User) -> list[UserSession]:
    """Where the person is signed in now, the last used first."""
    return sorted(UserSession.objects.purge_and_list(person), key=lambda session: session.last_seen_at, reverse=True)


def end(session: UserSession) -> None:
    """At its next request it is nobody's."""
    session.end()


def end_others(request: HttpRequest) -> int:
    """End every session of the person but this one; how many there were."""
    others = UserSession.objects.filter(user=request.user.pk).exclude(session_key=request.session.session_key)
    ended = list(others)
    for session in ended:
        end(session)
    return len(ended)
