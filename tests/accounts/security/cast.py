"""What the tests of sign-in share: signing in as a browser does, and the codes an authenticator app would show."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(client: Client, person: User, password: str | None = None, **more: str) -> HttpResponse:
    """The password is the person's e-mail address unless one is given (tests.conftest.person)."""
    given = person.email if password is None else password
    return client.post(reverse("account_login"), {"login": person.email, "password": given}, **more)


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("profile")).status_code == 200


def code_now(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_app(person: User) -> Authenticator:
    """The person has an authenticator app, as if set up long ago."""
    return TOTP.activate(person, SECRET).instance


def with_recovery_codes(person: User) -> list[str]:
    return RecoveryCodes.activate(person).generate_codes()


def prove_again(client: Client, person: User) -> HttpResponse:
    return client.post(reverse("account_reauthenticate"), {"password": person.email})
