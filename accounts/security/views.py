"""Sign-in and security: how a person proves who they are, and where they are signed in."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import PersonRequest
from accounts.security import sessions
from accounts.security.devices import device_of
from accounts.security.social import way_in


@require_safe
def security(request: PersonRequest) -> HttpResponse:
    """All of it on one page; each thing is changed on a page of its own."""
    factors = list(Authenticator.objects.filter(user=request.user).order_by("created_at"))
    codes_left = [len(factor.wrap().get_unused_codes()) for factor in factors if factor.type == "recovery_codes"]
    context = {
        "app": next((factor for factor in factors if factor.type == Authenticator.Type.TOTP), None),
        "passkeys": [factor for factor in factors if factor.type == Authenticator.Type.WEBAUTHN],
        "codes_left": codes_left[0] if codes_left else None,
        "main_address": EmailAddress.objects.get_primary_email(request.user) or request.user.email,
        "session_count": len(sessions.sessions_of(request.user)),
        "provider": way_in(),
        "connected": SocialAccount.objects.filter(user=request.user).exists(),
    }
    with timezone.override(request.user.profile.zone):
        return render(request, "accounts/security.html", context)


@require_safe
def session_list(request: PersonRequest) -> HttpResponse:
    rows = [(session, device_of(session.user_agent)) for session in sessions.sessions_of(request.user)]
    with timezone.override(request.user.profile.zone):
        return render(request, "accounts/sessions.html", {"rows": rows, "has_others": len(rows) > 1})


@require_POST
def session_end(request: PersonRequest, pk: int) -> HttpResponse:
    """Sign out elsewhere. The session of this browser ends with "Sign out"."""
    others = UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
    sessions.end(get_object_or_404(others, pk=pk))
    messages.success(request, _("That session has ended."))
    return redirect("session_list")


@require_POST
def session_end_others(request: PersonRequest) -> HttpResponse:
    sessions.end_others(request)
    messages.success(request, _("You are signed in here and nowhere else."))
    return redirect("session_list")


class EndsOtherSessions:
    """Whoever came in before the change has to come in anew."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # the stubs do not know allauth’s view
        sessions.end_others(self.request)  # type: ignore[attr-defined]  # set by View.setup
        return response


class ActivateTOTPView(EndsOtherSessions, totp.ActivateTOTPView):
    pass


class DeactivateTOTPView(EndsOtherSessions, totp.DeactivateTOTPView):
    pass


class GenerateRecoveryCodesView(EndsOtherSessions, codes.GenerateRecoveryCodesView):
    pass


class AddWebAuthnView(EndsOtherSessions, webauthn.AddWebAuthnView):
    pass


class RemoveWebAuthnView(EndsOtherSessions, webauthn.RemoveWebAuthnView):
    pass
