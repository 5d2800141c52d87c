"""The pages for a store that is full or away, and what programs are told in their place."""

import logging

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _

from gutcheck.safekeeping import disk
from gutcheck.store.typed import READING, kept_form

log = logging.getLogger("gutcheck.store")
INSUFFICIENT_STORAGE = 507
UNAVAILABLE = 503
TRY_AGAIN = 30  # [s] as the outbox of a phone waits


def no_room(request: HttpRequest) -> HttpResponse:
    """Says that nothing was saved, and carries what was sent. The ballast goes, so that people can still sign in."""
    if disk.release_ballast():
        log.error("The disk is full (%s). The ballast was let go; free room and run manage.py doctor.", disk.room())
    else:
        log.error("The disk is full (%s): something was not saved. Free room; no restart is needed.", disk.room())
    if not _is_for_people(request):
        text = _("The server has no room left on its disk, so nothing was saved. Send it again later.")
        return JsonResponse({"error": text}, status=INSUFFICIENT_STORAGE)
    return render(request, "507.html", kept_form(request), status=INSUFFICIENT_STORAGE)


def not_reached(request: HttpRequest, cause: BaseException) -> HttpResponse:
    """Says so, and carries what was sent; made without a look into the database, not even at who asks."""
    said = next(iter(str(cause).splitlines()), type(cause).__name__)
    log.error("The database cannot be used (%s). No restart is needed once it can.", said)
    if _is_for_people(request):
        form = kept_form(request)
        facts = {"request": request, "csrf_token": get_token(request), "is_form": request.method not in READING}
        page = get_template("503.html").render(form | facts)  # without request: nothing asks for the person
        response = HttpResponse(page, status=UNAVAILABLE)
    else:
        text = _("The server cannot reach its database just now. Try again in half a minute.")
        response = JsonResponse({"error": text}, status=UNAVAILABLE)
    response.headers["Retry-After"] = str(TRY_AGAIN)
    return response


def _is_for_people(request: HttpRequest) -> bool:
    return "text/html" in request.headers.get("Accept", "")
