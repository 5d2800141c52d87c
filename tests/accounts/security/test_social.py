"""Signing in through a provider the owner named: a stand-in answers in its place, so nothing leaves the machine."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from tests.accounts.security.cast import code_now, is_signed_in, sign_in, with_app

URL = "https://id.example.org"
DISCOVERY = {
    "issuer": URL,
    "authorization_endpoint": f"{URL}/authorize",
    "token_endpoint": f"{URL}/token",
    "userinfo_endpoint": f"{URL}/userinfo",
    "jwks_uri": f"{URL}/keys",
    "token_endpoint_auth_methods_supported": ["client_secret_post"],
}


class StandIn:
    """Answers what the provider would; `person` is whoever signed in there."""

    def __init__(self) -> None:
        self.person = {"sub": "42", "email": "cleo@example.org", "email_verified": True}
        self.asked: list[tuple[str, str, Any]] = []
        self.is_up = True

    def answer(self, session: requests.Session, method: str, url: str, **more: Any) -> requests.Response:
        if not self.is_up:
            raise requests.ConnectionError("nobody answers")
        self.asked.append((method.upper(), url, more.get("data")))
        known = {"/token": {"access_token": "a", "token_type": "Bearer"}, "/userinfo": self.person}
        found = known.get(urlsplit(url).path, DISCOVERY)
        response = requests.Response()
        response.status_code = 200
        response.headers["Content-Type"] = "application/json"
        response.json = lambda **_: found  # type: ignore[method-assign]  # what the provider tells
        return response


@pytest.fixture
def provider(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    app = {
        "provider_id": "sso",
        "name": "Clinic",
        "client_id": "gutcheck",
        "secret": "s",
        "settings": {"server_url": URL},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    stand_in = StandIn()
    monkeypatch.setattr(requests.Session, "request", lambda session, *a, **k: stand_in.answer(session, *a, **k))
    return stand_in


def there_and_back(client: Client, process: str = "login") -> Any:
    """Press the button, sign in there, and come back with a code."""
    there = client.post(f"{reverse('openid_connect_login', args=['sso'])}?process={process}")
    asked = parse_qs(urlsplit(there.headers["Location"]).query)
    assert there.headers["Location"].startswith(f"{URL}/authorize?")
    assert asked["code_challenge_method"] == ["S256"]
    return client.get(reverse("openid_connect_callback", args=["sso"]), {"code": "c", "state": asked["state"][0]})


@pytest.mark.django_db
def test_without_a_provider_there_is_no_button_and_no_way(client: Client) -> None:
    assert "openid" not in client.get(reverse("account_login")).content.decode().lower()
    assert client.post(reverse("openid_connect_login", args=["sso"])).status_code == 404
    assert client.get(reverse("openid_connect_callback", args=["sso"])).status_code == 404


@pytest.mark.django_db
def test_a_new_person_starts_a_diary_through_it(client: Client, provider: StandIn) -> None:
    assert "Sign in with Clinic" in client.get(reverse("account_login")).content.decode()
    there_and_back(client)
    person = User.objects.get()
    assert person.email == "cleo@example.org"
    assert not person.has_usable_password()
    assert person.profile.reference_set == "DRI"
    assert is_signed_in(client)
    assert not SocialToken.objects.exists()
    assert "Set a password" in client.get(reverse("security")).content.decode()


@pytest.mark.django_db
def test_a_closed_install_stays_closed(client: Client, provider: StandIn, settings: Settings) -> None:
    settings.SIGNUP_OPEN = False
    page = there_and_back(client)
    assert not User.objects.exists()
    assert "Sign-up is by invitation" in page.content.decode()


def test_an_address_alone_opens_nobodys_diary(ada: User, client: Client, provider: StandIn) -> None:
    ada.emailaddress_set.create(email=ada.email, verified=True, primary=True)
    provider.person["email"] = ada.email
    there_and_back(client)
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()


def test_who_connects_it_signs_in_with_it_and_with_the_second_factor(
    ada: User, client: Client, provider: StandIn
) -> None:
    sign_in(client, ada)
    client.post(reverse("account_reauthenticate"), {"password": ada.email})
    assert there_and_back(client, "connect").headers["Location"] == reverse("security")
    with_app(ada)
    elsewhere = Client()
    assert there_and_back(elsewhere).headers["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(elsewhere)
    elsewhere.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert is_signed_in(elsewhere)


@pytest.mark.django_db
def test_a_provider_that_does_not_answer_is_said(client: Client, provider: StandIn) -> None:
    provider.is_up = False
    answer = client.post(reverse("openid_connect_login", args=["sso"]))
    assert answer.status_code == 502
    assert "did not let you in" in answer.content.decode()


@pytest.mark.django_db
def test_an_answer_nobody_asked_for_is_none(client: Client, provider: StandIn) -> None:
    answer = client.get(reverse("openid_connect_callback", args=["sso"]), {"code": "c", "state": "made up"})
    assert "did not let you in" in answer.content.decode()
    assert provider.asked == []
    assert not User.objects.exists()
