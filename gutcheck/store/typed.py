"""What somebody sent, for a page that sends it again."""

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware

from diary.models import Meal
from diary.submissions import LABELS

READING = {"GET", "HEAD", "OPTIONS"}
UNREADABLE = (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError)
SECRETS = ("password", "code", "token", "secret")  # in the name of a field that is never written into a page
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


class Origin(CsrfViewMiddleware):
    """Asks whether a form came from a page of ours, where what asks that of every form had not had its turn."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(reason, status=403)


def kept_form(request: HttpRequest) -> dict[str, object]:
    """What the page can send again: all of the form, or nothing of one that held a password or came from elsewhere.

    has_key: sent again, it is carried out once.
    """
    fields = _fields(request)
    is_secret = any(part in name.lower() for name, _value in fields for part in SECRETS if name != TOKEN)
    if is_secret or not fields or not _is_ours(request):
        return {"typed": [], "shown": [], "had_files": False, "has_key": False}
    typed = [(name, value) for name, value in fields if name != TOKEN]
    meals = dict(Meal.choices)
    shown = [
        (LABELS.get(name, ""), meals.get(value, value))
        for name, value in typed
        if value.strip() and (name in LABELS or " " in value.strip())
    ]  # what a person wrote; the rest are words between the page and the server
    return {"typed": typed, "shown": shown, "had_files": bool(request.FILES), "has_key": "key" in request.POST}


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    if request.method in READING:
        return []
    try:
        return [(name, value) for name, values in request.POST.lists() for value in values]
    except UNREADABLE:
        return []


def _is_ours(request: HttpRequest) -> bool:
    refusal = Origin(lambda _request: HttpResponse()).process_view(request, lambda _request: HttpResponse(), (), {})
    return refusal is None
