"""What holds for every page: kept out of caches, behind the sign-in, in one's language, and never a blank refusal."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from diary.kept_words import day_of_kept_words

GetResponse = Callable[[HttpRequest], HttpResponse]
READING = {"GET", "HEAD"}
VERBS = {*READING, "POST"}


class PrivateHeaders:
    """Personal pages are never stored by a browser or a proxy; our service worker alone keeps days, of one person."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        return response


class SaysWhose:
    """Each page names whose it is, so that what a device keeps for one person is never shown to another."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and response.status_code < 500:  # a broken server cannot say who is there
            response.headers["GutCheck-Person"] = getattr(request.user, "pseudonym", "nobody")
        return response


class SignInFirst(LoginRequiredMiddleware):
    """Every page needs a sign-in unless it says otherwise; the way back leads to a page, never to a form's address."""

    def handle_no_permission(  # type: ignore[override]  # the stubs know redirects only
        self, request: HttpRequest, view_func: Callable
    ) -> HttpResponse:
        is_fragment = "HX-Request" in request.headers
        if request.method in READING and not is_fragment:
            return super().handle_no_permission(request, view_func)
        back = page_of(request)
        if day := day_of_kept_words(request):
            back = day
            messages.warning(request, _("You were signed out. Sign in, and what you wrote is back in its box."))
        elif request.method not in READING:
            text = _("You were signed out, so what you sent was not saved. Sign in, then send it once more.")
            messages.warning(request, text)
        to_login = redirect_to_login(back)
        return HttpResponseClientRedirect(to_login.url) if is_fragment else to_login


class PersonsLanguage:
    """The language somebody chose goes before what their browser asks for; blank leaves it to the browser."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and (chosen := request.user.profile.language):
            translation.activate(chosen)  # LocaleMiddleware sets it anew for every request
            request.LANGUAGE_CODE = chosen
        return self.get_response(request)


class PersonsClock:
    """Moments are told by the clock of whoever reads them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = request.user.profile.zone if request.user.is_authenticated else None
        with timezone.override(zone):
            return self.get_response(request)


def page_of(request: HttpRequest) -> str:
    """The page of ours that this request was sent from, else today's."""
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}) or not came_from.startswith("http"):
        return reverse("day_today")
    parts = urlsplit(came_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


class ReadableRefusals:
    """An address that only takes forms says so when it is opened as a page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            response.content = render_to_string("405.html", request=request)
        return response


class KnownVerbs:
    """Pages are read and forms are sent. Any other verb is refused before a view could take it for one of these."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in VERBS:
            return self.get_response(request)
        return HttpResponseNotAllowed(sorted(VERBS))
