"""When there is no room left: what was typed stands on the page that says so, reading goes on, nothing needs a restart.

The last 24 MB are for signing in: a form of a diary is refused before it is tried, and the ballast is let go.
"""

import logging
import sys
from collections.abc import Callable

from django.contrib.sessions.middleware import SessionMiddleware
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.defaults import server_error

from diary.models import Meal
from diary.submissions import LABELS
from gutcheck.safekeeping import disk

log = logging.getLogger("gutcheck.full_disk")
READING = {"GET", "HEAD", "OPTIONS"}
INSUFFICIENT_STORAGE = 507
SECRETS = ("password", "code", "token", "secret")  # in the name of a field that is never written into a page
DOORS = ("account_", "socialaccount_", "mfa_", "openid_", "theme", "language")  # sign-in uses the room that is left


class KeepsWhatWasTyped:
    """A form that finds the disk full is answered with itself, to be sent again under the same key."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if request.method in READING or is_door(request) or connection.vendor != "sqlite":
            return None
        return not_saved(request) if disk.room().is_full else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return not_saved(request) if disk.is_disk_full(error) else None


class Sessions(SessionMiddleware):
    """Pages are shown, and forms carried out, also where the session cannot be saved; only signing in needs that."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except Exception as error:
            if not disk.is_disk_full(error):
                raise
            is_saved_without = request.user.is_authenticated and not is_door(request)
            return response if request.method in READING or is_saved_without else not_saved(request)


def handler500(request: HttpRequest) -> HttpResponse:
    """What no view could answer for, such as a middleware that found the disk full."""
    return not_saved(request) if disk.is_disk_full(sys.exception()) else server_error(request)


def is_door(request: HttpRequest) -> bool:
    match = request.resolver_match
    return bool(match and (match.url_name or "").startswith(DOORS))


def not_saved(request: HttpRequest) -> HttpResponse:
    """Says that nothing was saved, and carries what was sent. The ballast goes, so that people can still sign in."""
    if disk.release_ballast():
        log.error("The disk is full (%s). The ballast was let go; free room and run manage.py doctor.", disk.room())
    else:
        log.error("The disk is full (%s): something was not saved. Free room; no restart is needed.", disk.room())
    if "text/html" not in request.headers.get("Accept", ""):
        text = _("The server has no room left on its disk, so nothing was saved. Send it again later.")
        return JsonResponse({"error": text}, status=INSUFFICIENT_STORAGE)
    return render(request, "507.html", kept_form(request), status=INSUFFICIENT_STORAGE)


def kept_form(request: HttpRequest) -> dict[str, object]:
    """What the page can send again: all of the form, or nothing of one that held a password."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    is_secret = any(
        part in name.lower() for name, _value in fields for part in SECRETS if name != "csrfmiddlewaretoken"
    )
    if is_secret or request.method in READING:
        return {"typed": [], "shown": []}
    typed = [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]
    meals = dict(Meal.choices)
    shown = [
        (LABELS.get(name, ""), meals.get(value, value))
        for name, value in typed
        if name in LABELS or " " in value.strip()
    ]  # what a person wrote; the rest are words between the page and the server
    return {"typed": typed, "shown": shown, "had_files": bool(request.FILES)}
