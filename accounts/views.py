"""Sign-in with the demo hint, and the questions about the person."""

from typing import Any

from allauth.account import views as allauth_views
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import demo
from accounts.forms import ProfileForm
from accounts.requests import PersonRequest


class LoginView(allauth_views.LoginView):
    """allauth's page; says how to look around as the demo person where there is one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"demo": demo.sign_in_hint()}


class PasswordResetView(allauth_views.PasswordResetView):
    """allauth's page; says where the mail goes on a server that sends none."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"mail_is_printed": not settings.EMAIL_HOST}


class PasswordResetDoneView(allauth_views.PasswordResetDoneView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"mail_is_printed": not settings.EMAIL_HOST}


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: PersonRequest) -> HttpResponse:
    """The answers of the person signed in; nobody else's can be asked for. ?first: right after sign-up."""
    answers = request.user.profile
    first = "first" in request.GET
    today = timezone.localdate(timezone=answers.zone)
    form = ProfileForm(request.POST or None, instance=answers, today=today)
    if request.method == "POST" and form.is_valid():
        form.save()
        if first:
            return redirect("day_today")
        messages.success(request, _("Saved."))
        return redirect("profile")
    guess_zone = first and answers.time_zone == settings.TIME_ZONE
    status = 422 if form.errors else 200
    return render(
        request, "accounts/profile.html", {"form": form, "first": first, "guess_zone": guess_zone}, status=status
    )
