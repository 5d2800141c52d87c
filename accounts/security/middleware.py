"""What holds for every signed-in request: sessions end in time, and the tables ask for a second factor."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.security.sessions import is_over, note_use, rotate

GetResponse = Callable[[HttpRequest], HttpResponse]
STAFF_ROOMS = ("admin/", "desk/")
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class SessionBounds:
    """A session has an end, however busy, and a new name once its person has proved anew who they are."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        if is_over(request, timezone.now()):
            logout(request)
            return self.get_response(request)
        note_use(request, timezone.now())
        person, proofs = request.user.pk, times_proved(request)
        response = self.get_response(request)
        if request.user.pk == person and times_proved(request) > proofs:
            rotate(request)
        return response


def times_proved(request: HttpRequest) -> int:
    """How often in this session a password, code or key was asked for again and was right."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    return sum(1 for record in records if record.get("reauthenticated"))


class StaffSecondFactor:
    """Where others can reach the install, staff open the tables with a second factor only."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if settings.LOCAL_ONLY or match is None or not match.route.startswith(STAFF_ROOMS):
            return None
        if not request.user.is_authenticated or not request.user.is_staff:
            return None  # the page itself turns them away
        if is_mfa_enabled(request.user, SECOND_FACTORS):
            return None
        text = _("The tables open once your account has a second factor: an app that makes codes, or a passkey.")
        messages.warning(request, text)
        return redirect("security")
