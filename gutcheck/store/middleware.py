"""When the store is full or away: what was typed stands on the page that says so, and nothing needs a restart.

Of a full disk, the last 24 MB are for signing in: a form of a diary is refused before it is tried, and the ballast is
let go; reading goes on. A store that is away is 503 to whatever needed it.
"""

import sys
from collections.abc import Callable

from django.contrib.sessions.middleware import SessionMiddleware
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.defaults import server_error

from gutcheck.safekeeping import disk
from gutcheck.store.answers import no_room, not_reached
from gutcheck.store.away import cause_of
from gutcheck.store.typed import READING

DOORS = ("account_", "socialaccount_", "mfa_", "openid_", "theme", "language")  # sign-in uses the room that is left


class KeepsWhatWasTyped:
    """A form that finds the store full or away is answered with itself, to be sent again under the same key."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if request.method in READING or is_door(request) or connection.vendor != "sqlite":
            return None
        return no_room(request) if disk.room().is_full else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return answer_to(request, error)


class Sessions(SessionMiddleware):
    """Pages are shown, and forms carried out, also where the session finds no room; only signing in needs that."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except Exception as error:
            if not disk.is_disk_full(error):
                raise
            is_saved_without = request.user.is_authenticated and not is_door(request)
            return response if request.method in READING or is_saved_without else no_room(request)


def handler500(request: HttpRequest) -> HttpResponse:
    """What no view could answer for, such as a middleware that found the store full or away."""
    return answer_to(request, sys.exception()) or server_error(request)


def answer_to(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """None where the error is of another kind."""
    if disk.is_disk_full(error):
        return no_room(request)
    cause = cause_of(error)
    return not_reached(request, cause) if cause else None


def is_door(request: HttpRequest) -> bool:
    match = request.resolver_match
    return bool(match and (match.url_name or "").startswith(DOORS))
