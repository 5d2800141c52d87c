"""What a device may keep of the diary, and the page it shows where it kept nothing."""

from collections.abc import Callable
from datetime import date, time
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import PersonRequest
from diary.models import Meal

DayView = Callable[[PersonRequest, date], HttpResponse]
HARMLESS = {"meal"}  # what may stand in the address of a day and still be that day as it is

MEALS = " ".join(Meal.at(time(hour)) for hour in range(24))  # the likely one of each hour of a day


def kept_on_devices(view: DayView) -> DayView:
    """Tells the service worker which day a page shows, so that the device may keep it for when it has no connection."""

    @wraps(view)
    def answer(request: PersonRequest, date: date) -> HttpResponse:
        response = view(request, date)
        if (
            request.method == "GET"
            and not request.htmx
            and response.status_code == 200
            and set(request.GET) <= HARMLESS
        ):
            response.headers["GutCheck-Day"] = date.isoformat()
        return response

    return answer


def outbox_page(person: User | AnonymousUser, date: date | None = None) -> dict[str, Any]:
    """What the script of the outbox is told."""
    return {
        "person": getattr(person, "pseudonym", ""),
        "date": date.isoformat() if date else "",
        "meals": MEALS,
    }


@login_not_required
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page for an address the device did not keep. It holds nothing of anybody: whoever asks sees the same."""
    nobody = AnonymousUser()
    context = {"user": nobody, "outbox": outbox_page(nobody)}
    return render(request, "diary/offline.html", context)
