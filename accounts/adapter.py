"""Who may come in: anybody signs up on an install only this machine can reach, elsewhere whoever is invited."""

from typing import Any
from zoneinfo import available_timezones

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language

from accounts import demo
from accounts.models import Invitation, Profile, User


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP_OPEN or Invitation.objects.open().of(token_in(request)).exists()

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return f"{reverse('profile')}?first"

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """The demo person's password is public, so they stay out once others can reach the install."""
        if user.email == demo.EMAIL and not settings.LOCAL_ONLY:
            return HttpResponseRedirect(reverse("account_inactive"))
        return super().pre_login(request, user, **kwargs)

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Save the new person and use up the invitation, both or neither.

        A language other than the usual one is kept: a mail has no browser to ask. So is the time zone of the browser.
        """
        if not settings.SIGNUP_OPEN and not Invitation.objects.open().of(token_in(request)).use():
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_signup")))
        person: User = super().save_user(request, user, form, commit)
        if commit and (language := get_language()) != settings.LANGUAGE_CODE and language in dict(settings.LANGUAGES):
            Profile.objects.filter(user=person).update(language=language)
        if commit and (zone := form.data.get("time_zone")) in available_timezones():
            Profile.objects.filter(user=person).update(time_zone=zone)
        return person


def token_in(request: HttpRequest) -> str:
    """The invitation's token in the address of the sign-up page."""
    return request.GET.get("invitation", "")
