"""How long a session lasts, its name, the list of them, and ending them elsewhere."""

import time

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.security.cast import SECRET, code_now, is_signed_in, prove_again, sign_in, with_app

DAY = 24 * 60 * 60  # [s]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def here(ada: User) -> Client:
    client = Client(headers={"user-agent": FIREFOX})
    sign_in(client, ada)
    return client


@pytest.fixture
def elsewhere(ada: User) -> Client:
    client = Client()
    sign_in(client, ada)
    return client


def name_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_a_session_in_use_lives_on_and_ends_after_ninety_days(here: Client, time_machine) -> None:
    start = time.time()
    for days in (20, 40, 60, 80, 89):
        time_machine.move_to(start + days * DAY)
        assert is_signed_in(here), days
    time_machine.move_to(start + 90 * DAY + 60)
    assert not is_signed_in(here)


def test_a_session_out_of_use_ends_after_thirty_days(here: Client, time_machine) -> None:
    time_machine.move_to(time.time() + 30 * DAY + 60)
    assert not is_signed_in(here)


def test_use_is_noted_once_a_day(here: Client, time_machine, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):  # the session and the person
        here.get(reverse("preferences"))
    time_machine.move_to(time.time() + DAY + 60)
    here.get(reverse("preferences"))
    seen = UserSession.objects.get().last_seen_at.timestamp()
    assert time.time() - seen < 5
    with django_assert_num_queries(2):
        here.get(reverse("preferences"))


def test_the_session_has_a_new_name_after_signing_in_and_after_proving_it_again(ada: User, client: Client) -> None:
    client.get(reverse("account_login"))
    client.session["x"] = 1
    client.session.save()
    sign_in(client, ada)
    first = name_of(client)
    prove_again(client, ada)
    assert name_of(client) != first
    assert is_signed_in(client)
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = first
    assert not is_signed_in(thief)
    assert UserSession.objects.get().session_key == name_of(client)


def test_the_list_names_browsers_and_ends_one_of_them(ada: User, here: Client, elsewhere: Client) -> None:
    page = elsewhere.get(reverse("session_list")).content.decode()
    assert "Firefox on Linux" in page
    assert "This browser" in page
    hers = UserSession.objects.get(session_key=name_of(here))
    elsewhere.post(reverse("session_end", args=[hers.pk]))
    assert not is_signed_in(here)
    assert is_signed_in(elsewhere)


def test_all_others_end_at_once(here: Client, elsewhere: Client) -> None:
    here.post(reverse("session_end_others"))
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)


def test_nobody_ends_the_session_of_another(here: Client, bob: User, client: Client) -> None:
    sign_in(client, bob)
    hers = UserSession.objects.get(session_key=name_of(here))
    assert client.post(reverse("session_end", args=[hers.pk])).status_code == 404
    assert client.get(reverse("session_end", args=[hers.pk])).status_code == 405
    assert is_signed_in(here)


def test_a_second_factor_set_up_or_taken_off_ends_the_other_sessions(
    ada: User, here: Client, elsewhere: Client
) -> None:
    with_app(ada)
    prove_again(here, ada)
    here.post(reverse("mfa_deactivate_totp"))
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    sign_in(elsewhere, ada)
    here.get(reverse("mfa_activate_totp"))
    here.post(reverse("mfa_activate_totp"), {"code": code_now(here.session["mfa.totp.secret"])})
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)


def test_a_session_older_than_the_list_is_listed_when_it_is_used(ada: User) -> None:
    old = Client()
    old.force_login(ada)
    UserSession.objects.all().delete()
    old.get(reverse("profile"))
    assert UserSession.objects.get().session_key == name_of(old)


def test_signing_out_forgets_kept_pages_but_not_what_waits_to_be_sent(here: Client) -> None:
    answer = here.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert not is_signed_in(here)


def test_nothing_signs_out_by_being_looked_at(here: Client) -> None:
    for name in ("account_logout", "session_end_others"):
        here.get(reverse(name))
    assert is_signed_in(here)


def test_a_secret_waits_in_the_session_only_until_it_is_used(ada: User, here: Client) -> None:
    prove_again(here, ada)
    here.get(reverse("mfa_activate_totp"))
    here.post(reverse("mfa_activate_totp"), {"code": code_now(here.session["mfa.totp.secret"])})
    assert "mfa.totp.secret" not in here.session
    assert SECRET not in str(dict(here.session))
