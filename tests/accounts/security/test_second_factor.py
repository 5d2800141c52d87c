"""Codes of an app and recovery codes: set up, asked for, used once, and unreadable in the database."""

import re
import time

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from tests.accounts.security.cast import (
    SECRET,
    code_now,
    is_signed_in,
    prove_again,
    sign_in,
    with_app,
    with_recovery_codes,
)  # fmt: skip


@pytest.fixture
def ada_at_home(ada: User) -> Client:
    """Signed in through the page, and asked for the password again just now."""
    client = Client()
    sign_in(client, ada)
    prove_again(client, ada)
    return client


def set_up_app(client: Client) -> str:
    """The key the page shows, after its code was typed in."""
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    key = re.search(r"gc-unbroken\"[^>]*>([A-Z2-7]{32})<", page)
    assert key
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_now(key[1])})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    return key[1]


def codes_shown(page: str) -> list[str]:
    return re.findall(r"<li>(\d{8})</li>", page)


def test_an_app_is_set_up_and_asked_for_from_then_on(ada: User, ada_at_home: Client, client: Client) -> None:
    key = set_up_app(ada_at_home)
    answer = sign_in(client, ada)
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_now(key)})
    assert is_signed_in(client)


def test_a_code_opens_once(ada: User, client: Client) -> None:
    with_app(ada)
    code = code_now()
    sign_in(client, ada)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert is_signed_in(client)
    again = Client()
    sign_in(again, ada)
    again.post(reverse("mfa_authenticate"), {"code": code})
    assert not is_signed_in(again)


def test_recovery_codes_are_shown_once_and_open_once(ada: User, ada_at_home: Client, client: Client) -> None:
    set_up_app(ada_at_home)
    codes = codes_shown(ada_at_home.get(reverse("mfa_view_recovery_codes")).content.decode())
    assert len(set(codes)) == 10
    second_look = ada_at_home.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert codes_shown(second_look) == []
    assert codes[0] not in second_look
    assert ada_at_home.get(reverse("mfa_download_recovery_codes")).status_code in {403, 404}
    sign_in(client, ada)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert is_signed_in(client)
    again = Client()
    sign_in(again, ada)
    again.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert not is_signed_in(again)
    assert "9 codes are left" in client.get(reverse("security")).content.decode()


def test_new_recovery_codes_take_the_place_of_the_old(ada: User, ada_at_home: Client, client: Client) -> None:
    with_app(ada)
    old = with_recovery_codes(ada)
    ada_at_home.post(reverse("mfa_generate_recovery_codes"))
    new = codes_shown(ada_at_home.get(reverse("mfa_view_recovery_codes")).content.decode())
    assert set(new).isdisjoint(old)
    sign_in(client, ada)
    client.post(reverse("mfa_authenticate"), {"code": old[0]})
    assert not is_signed_in(client)


def test_nothing_of_a_second_factor_can_be_read_in_the_database(ada: User) -> None:
    factor = with_app(ada)
    codes = with_recovery_codes(ada)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in kept
    assert not any(code in kept for code in codes)
    assert get_adapter().decrypt(factor.data["secret"]) == SECRET


def test_a_new_secret_key_still_reads_what_the_old_one_wrote(ada: User, client: Client, settings: Settings) -> None:
    with_app(ada)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, of more than forty characters in length"
    sign_in(client, ada)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert is_signed_in(client)


def test_a_secret_that_no_key_opens_stays_shut(ada: User, settings: Settings) -> None:
    factor = with_app(ada)
    settings.SECRET_KEY = "another key, of more than forty characters in length"
    with pytest.raises(InvalidToken):
        get_adapter().decrypt(factor.data["secret"])


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn"])
def test_setting_one_up_asks_for_the_password_again(ada: User, client: Client, name: str) -> None:
    sign_in(client, ada)
    answer = client.get(reverse(name))
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))


def test_the_password_is_asked_for_again_after_five_minutes(ada_at_home: Client, time_machine) -> None:
    assert ada_at_home.get(reverse("mfa_activate_totp")).status_code == 200
    time_machine.move_to(time.time() + 301)
    assert ada_at_home.get(reverse("mfa_activate_totp")).status_code == 302


def test_the_app_can_be_switched_off_and_its_codes_go_too(ada: User, ada_at_home: Client, client: Client) -> None:
    set_up_app(ada_at_home)
    ada_at_home.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    sign_in(client, ada)
    assert is_signed_in(client)


def test_nobody_touches_the_passkey_of_another(ada: User, bob: User, client: Client) -> None:
    hers = Authenticator.objects.create(user=ada, type="webauthn", data={"name": "Ada's phone", "credential": {}})
    sign_in(client, bob)
    prove_again(client, bob)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        for answer in (client.get(reverse(name, args=[hers.pk])), client.post(reverse(name, args=[hers.pk]))):
            assert answer.status_code == 404
            assert "Ada" not in answer.content.decode()
    assert Authenticator.objects.filter(pk=hers.pk).exists()


def test_it_works_where_no_mail_is_sent_and_waits_for_the_address_elsewhere(
    ada: User, client: Client, settings: Settings
) -> None:
    ada.emailaddress_set.create(email=ada.email, verified=False, primary=True)
    sign_in(client, ada)
    prove_again(client, ada)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    settings.MFA_ALLOW_UNVERIFIED_EMAIL = False
    assert client.get(reverse("mfa_activate_totp")).headers["Location"] == reverse("mfa_index")
