"""Guessing: five wrong ones a person in five minutes whatever the door, ten an address a minute, and no way round."""

import threading
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from accounts.models import Invitation, User
from accounts.security.attempts import PERIOD, WRONG_GUESSES, network_of, take_one
from tests.accounts.security.cast import code_now, is_signed_in, prove_again, sign_in, with_app

TOO_MANY = "Too many failed"


@pytest.fixture(autouse=True)
def _shared(settings: Settings) -> None:
    """The cache of an install, not the one of each process that the other tests have."""
    database = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}
    settings.CACHES = {"default": database}


def guess(person: User, **more: str) -> str:
    return sign_in(Client(), person, "wrong password", **more).content.decode()


def test_five_wrong_passwords_shut_the_account_from_everywhere(ada: User, client: Client) -> None:
    for n in range(5):
        assert TOO_MANY not in guess(ada, REMOTE_ADDR=f"192.0.2.{n}")
    assert TOO_MANY in guess(ada, REMOTE_ADDR="192.0.2.99")
    sign_in(client, ada, REMOTE_ADDR="198.51.100.7")
    assert not is_signed_in(client)


def test_what_a_guesser_writes_about_themselves_is_no_help(ada: User, client: Client) -> None:
    for n in range(5):
        guess(ada, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}", HTTP_HOST=["localhost", "127.0.0.1"][n % 2])
    assert TOO_MANY in guess(ada, HTTP_X_FORWARDED_FOR="203.0.113.99", HTTP_HOST="localhost")
    assert TOO_MANY in sign_in(client, ada, "wrong", HTTP_HOST="127.0.0.1").content.decode()


def test_another_address_of_the_same_person_is_the_same_account(ada: User) -> None:
    ada.emailaddress_set.create(email=ada.email, verified=True, primary=True)
    ada.emailaddress_set.create(email="lovelace@example.org", verified=True)
    names = [ada.email, "lovelace@example.org", ada.email.upper(), ada.email, "lovelace@example.org"]
    for name in names:
        Client().post(reverse("account_login"), {"login": name, "password": "wrong password"})
    assert TOO_MANY in guess(ada)


def test_all_doors_of_an_account_share_one_count(ada: User, client: Client) -> None:
    """Password, second factor, "once more" by either, and the old password where it is changed."""
    with_app(ada)
    sign_in(client, ada)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert is_signed_in(client)
    guess(ada)
    client.post(reverse("account_reauthenticate"), {"password": "wrong password"})
    client.post(reverse("mfa_reauthenticate"), {"code": "000000"})
    change = {
        "oldpassword": "wrong password",
        "password1": "a sentence works well",
        "password2": "a sentence works well",
    }
    client.post(reverse("account_change_password"), change)
    stranger = Client()
    with patch("allauth.account.adapter.DefaultAccountAdapter.pre_authenticate"):
        sign_in(stranger, ada)  # knows the password
    stranger.post(reverse("mfa_authenticate"), {"code": "00000000"})
    assert TOO_MANY in guess(ada)
    assert "Location" not in prove_again(client, ada).headers


def test_an_address_may_be_wrong_ten_times_a_minute(db: None) -> None:
    def page_for(n: int) -> str:
        form = {"login": f"{n}@example.org", "password": "wrong"}
        return Client().post(reverse("account_login"), form, REMOTE_ADDR=f"2001:db8::{n:x}").content.decode()

    pages = [page_for(n) for n in range(1, 12)]
    assert [TOO_MANY in page for page in pages] == [False] * 10 + [True]


def test_an_address_of_version_six_is_its_network() -> None:
    assert network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1")
    assert network_of("::ffff:192.0.2.1") == network_of("192.0.2.1") != network_of("192.0.2.2")


DOORS = {
    "shared": "/shared/{}/",
    "weekly mail": "/accounts/weekly-mail/stop/{}/",
    "reset key": "/accounts/password/reset/key/1-{}/",
    "invitation": "/accounts/signup/?invitation={}",
}


@pytest.mark.parametrize("door", DOORS)
def test_tokens_are_guessed_ten_times_a_minute(db: None, settings: Settings, door: str, time_machine) -> None:
    settings.SIGNUP_OPEN = False
    time_machine.move_to("2026-11-22T12:00:00Z", tick=False)

    def answers(count: int, **more: str) -> set[int]:
        return {Client().get(DOORS[door].format(f"guess{n}"), **more).status_code for n in range(count)}

    assert answers(WRONG_GUESSES) == {404}
    assert answers(3, HTTP_X_FORWARDED_FOR="203.0.113.5") == {429}
    assert answers(1, REMOTE_ADDR="192.0.2.1") == {404}
    assert Client().get(DOORS[door].format("one")).headers["Retry-After"] == str(PERIOD)
    time_machine.shift(PERIOD + 1)
    assert answers(1) == {404}


def test_invitations_to_read_are_guessed_ten_times_a_minute(bob_client: Client) -> None:
    codes = [bob_client.get(f"/readings/join/guess{n}/").status_code for n in range(WRONG_GUESSES + 1)]
    assert codes == [404] * WRONG_GUESSES + [429]


def test_right_tokens_are_not_counted_and_wait_with_the_wrong_ones(
    client: Client, db: None, settings: Settings
) -> None:
    settings.SIGNUP_OPEN = False
    address = f"{reverse('account_signup')}?invitation={Invitation.objects.issue(days=7)}"
    assert {client.get(address).status_code for _ in range(30)} == {200}
    for n in range(WRONG_GUESSES):
        client.get(f"{reverse('account_signup')}?invitation=guess{n}")
    assert client.get(address).status_code == 429


@pytest.mark.django_db(transaction=True)
def test_no_two_take_the_same_turn(settings: Settings) -> None:
    turns = [f"wrong:door:192.0.2.1:{n}" for n in range(WRONG_GUESSES)]
    taken: list[bool] = []

    def grab() -> None:
        for _ in range(5):
            taken.append(take_one(turns))
        connections.close_all()

    threads = [threading.Thread(target=grab) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(taken), sum(taken)) == (30, WRONG_GUESSES)
    cache.clear()


def test_a_guesser_cannot_choose_where_it_is_counted(rf: RequestFactory) -> None:
    from accounts.security.attempts import turns_at

    plain = turns_at("shared", rf.get("/shared/a/"))
    other = rf.post("/shared/b/?door=x", {"door": "x", "user": "1"}, headers={"x-forwarded-for": "1.2.3.4"})
    assert turns_at("shared", other) == plain
