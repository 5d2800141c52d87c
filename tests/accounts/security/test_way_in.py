"""Passwords, what a stranger can learn, where signing in leads, and the doors of staff."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from tests.accounts.security.cast import code_now, is_signed_in, sign_in, with_app
from tests.conftest import signed_in

GOOD = "a sentence works well"
STAFF_PAGES = ["/admin/", "/admin/nutrients/food/", "/admin/login/", "/desk/"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("password", "says"),
    [
        pytest.param("nine char", "at least 10", id="short"),
        pytest.param("x" * 4097, "too long", id="long"),
        pytest.param("password123", "too common", id="common"),
        pytest.param("qwertyuiop", "too common", id="common too"),
    ],
)
def test_a_password_that_cannot_be_says_why(client: Client, password: str, says: str) -> None:
    form = {"email": "cleo@example.org", "password1": password, "password2": password}
    assert says in client.post(reverse("account_signup"), form).content.decode()
    assert not User.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "password", ["ten chars!", "pässwörter 🥣 work", "only lower case", "1618033988", "x y" * 1365]
)
def test_no_rule_asks_for_signs_and_digits(client: Client, password: str) -> None:
    form = {"email": "cleo@example.org", "password1": password, "password2": password}
    client.post(reverse("account_signup"), form)
    assert User.objects.get().check_password(password)


def test_a_password_longer_than_any_is_wrong_and_costs_nothing(ada: User, client: Client) -> None:
    sign_in(client, ada, "x" * 500_000)
    assert not is_signed_in(client)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "account_signup"])
def test_passwords_can_be_pasted_and_kept_by_a_manager(client: Client, name: str) -> None:
    page = client.get(reverse(name)).content.decode()
    assert "onpaste" not in page
    assert 'autocomplete="off"' not in page
    assert 'type="password"' in page
    assert "maxlength" not in "".join(re.findall(r"<input[^>]*password[^>]*>", page))


def bare(page: str) -> str:
    """Without what the person typed and the token of the form."""
    return re.sub(r'value="[^"]*"', "", page)


def test_sign_up_with_a_known_address_looks_like_any_other_where_mail_is_sent(ada: User, settings: Settings) -> None:
    settings.EMAIL_HOST, settings.ACCOUNT_EMAIL_VERIFICATION = "mail.example.org", "mandatory"
    ada.emailaddress_set.create(email=ada.email, verified=True, primary=True)
    answers = []
    for email in (ada.email, "nobody@example.org"):
        client = Client()
        form = {"email": email, "password1": GOOD, "password2": GOOD}
        answer = client.post(reverse("account_signup"), form)
        page = client.get(answer.headers["Location"]).content.decode()
        answers.append((answer.status_code, answer.headers["Location"], bare(page).replace(email, "")))
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [[ada.email], ["nobody@example.org"]]


@pytest.mark.parametrize("mistake", [{"password2": "another one"}, {"password1": "short", "password2": "short"}])
def test_without_mail_nobody_is_told_of_an_address_by_merely_asking(ada: User, mistake: dict[str, str]) -> None:
    """The form has to be right in all else: then a free address would have a diary now, and the tries are counted."""
    answers = []
    for email in (ada.email, "nobody@example.org"):
        form = {"email": email, "password1": GOOD, "password2": GOOD} | mistake
        answers.append(bare(Client().post(reverse("account_signup"), form).content.decode()).replace(email, ""))
    assert answers[0] == answers[1]
    assert User.objects.count() == 1


def test_without_mail_a_taken_address_is_told_ten_times_an_hour(ada: User) -> None:
    form = {"email": ada.email, "password1": GOOD, "password2": GOOD}
    answers = [Client().post(reverse("account_signup"), form) for _try in range(11)]
    assert "already registered" in answers[0].content.decode()
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]


def test_a_reset_looks_alike_for_known_and_unknown_addresses(ada: User) -> None:
    answers = []
    for email in (ada.email, "nobody@example.org"):
        answer = Client().post(reverse("account_reset_password"), {"email": email})
        answers.append((answer.status_code, answer.headers["Location"]))
    assert answers[0] == answers[1]
    assert len(mail.outbox) == 2


AWAY = [
    "//evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example", "/%09/evil.example",
    "%2F%2Fevil.example", "http:///evil.example", "javascript:alert(1)", "////evil.example",
    "https://testserver@evil.example", " //evil.example", "\t//evil.example",
]  # fmt: skip


@pytest.mark.parametrize("target", AWAY)
def test_signing_in_and_out_leads_nowhere_else(ada: User, client: Client, target: str) -> None:
    form = {"login": ada.email, "password": ada.email, "next": target}
    for answer in (
        client.post(reverse("account_login"), form),
        client.post(reverse("account_logout"), {"next": target}),
    ):
        place = answer.headers["Location"]
        assert place.startswith(("/", "%")), place
        assert not place.startswith(("//", "/\\")), place


def staff(email: str = "root@example.org") -> User:
    return User.objects.create_superuser(email, email)


@pytest.mark.django_db
@pytest.mark.parametrize("address", STAFF_PAGES)
def test_staff_set_up_a_second_factor_before_the_tables_open(settings: Settings, address: str) -> None:
    settings.LOCAL_ONLY = False
    client = signed_in(staff())
    assert client.get(address).headers["Location"] == reverse("security")
    assert "once your account has a second factor" in client.get(reverse("security")).content.decode()
    assert client.post(address).headers["Location"] == reverse("security")


@pytest.mark.django_db
@pytest.mark.parametrize("is_local", [True, False])
def test_with_a_second_factor_or_on_a_local_install_they_open(settings: Settings, is_local: bool) -> None:
    settings.LOCAL_ONLY = is_local
    person = staff()
    if not is_local:
        with_app(person)
    assert signed_in(person).get("/admin/").status_code == 200


def test_who_is_no_staff_is_turned_away_as_before(settings: Settings, bob_client: Client, client: Client) -> None:
    settings.LOCAL_ONLY = False
    for address in ("/admin/nutrients/food/", "/desk/"):
        assert bob_client.get(address).headers.get("Location") != reverse("security")
        assert client.get(address).headers["Location"].startswith((reverse("account_login"), "/admin/login/"))


@pytest.mark.django_db
def test_the_admin_has_no_sign_in_of_its_own(client: Client) -> None:
    person = staff()
    with_app(person)
    answer = client.post("/admin/login/?next=/admin/", {"username": person.email, "password": person.email})
    assert answer.headers["Location"].startswith(reverse("account_login"))
    sign_in(client, person)
    assert client.get("/admin/").status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert client.get("/admin/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("model", ["mfa/authenticator", "usersessions/usersession", "socialaccount/socialapp"])
def test_keys_and_sessions_are_nobodys_to_look_at(model: str) -> None:
    assert signed_in(staff()).get(f"/admin/{model}/").status_code == 404
