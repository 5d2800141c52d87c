"""Who may come in: anybody signs up on an install only this machine can reach, elsewhere whoever is invited."""

from typing import Any
from zoneinfo import available_timezones

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import filter_users_by_email
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from accounts import demo
from accounts.erasing import is_closing
from accounts.models import Invitation, Profile, User
from accounts.security import sessions

LONGEST_PASSWORD = 4096  # [characters] as MaximumLengthValidator lets nobody set a longer one


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP_OPEN or Invitation.objects.open().of(token_in(request)).exists()

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return f"{reverse('profile')}?first"

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """The demo person's password is public, so they stay out once others can reach the install."""
        if user.email == demo.EMAIL and not settings.LOCAL_ONLY:
            return HttpResponseRedirect(reverse("account_inactive"))
        if is_closing(user):  # it can be had back: ClosedAccounts shows nothing else
            return None
        return super().pre_login(request, user, **kwargs)

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        sessions.begin(request, timezone.now())

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """A password nobody can have is wrong, without keeping the hasher busy with it."""
        if len(credentials.get("password", "")) > LONGEST_PASSWORD:
            credentials["password"] = "."  # noqa: S105 - no password either: too short for one
        person: User | None = super().authenticate(request, **credentials)
        return person

    def reauthenticate(self, user: User, password: str) -> bool:
        """By the address of the person themselves: who was made on the command line has no other."""
        person = self.authenticate(self.request, email=user.email, password=password)
        return person is not None and person.pk == user.pk

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong guesses are counted by person, whichever of their addresses or of our hosts they are made at.

        allauth counts wrong codes of second factors under this very name, so that all doors share one count.
        """
        email = (credentials.get("email") or "").lower()
        for person in filter_users_by_email(email):
            return f"mfa-auth-user-{person.pk}"
        return f"nobody:{email}"

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
