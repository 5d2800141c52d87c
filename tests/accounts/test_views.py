"""Signing up, in and out, the way back in, and the profile page."""

import re

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts import demo
from accounts.models import Profile, User
from tests.accounts.test_forms import SKIPPED, TODAY

PASSWORD = "a sentence works well"
NEW = {"email": "cleo@example.org", "password1": PASSWORD, "password2": PASSWORD}


def sign_in(client: Client, email: str, password: str):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("profile")).status_code == 200


@pytest.mark.django_db
def test_sign_up_leads_to_the_questions_and_they_to_the_diary(client: Client) -> None:
    answer = client.post(reverse("account_signup"), NEW)
    assert answer.headers["Location"] == f"{reverse('profile')}?first"
    assert "Skip all of them" in client.get(answer.headers["Location"]).content.decode()
    assert client.post(answer.headers["Location"], SKIPPED).headers["Location"] == reverse("day_today")
    assert User.objects.get(email=NEW["email"]).profile.reference_set == "DRI"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"password1": "short", "password2": "short"}, "at least 10 characters"),
        ({"password1": "password123", "password2": "password123"}, "too common"),
        ({"password2": "something else entirely"}, "same password each time"),
        ({"email": "not an address"}, "valid email"),
    ],
)
def test_a_sign_up_that_cannot_be_says_why(client: Client, change: dict[str, str], says: str) -> None:
    page = client.post(reverse("account_signup"), NEW | change).content.decode()
    assert says in page
    assert not User.objects.exists()


@pytest.mark.django_db
def test_nobody_becomes_staff_by_asking(client: Client) -> None:
    client.post(reverse("account_signup"), NEW | {"is_staff": "1", "is_superuser": "1"})
    person = User.objects.get()
    assert (person.is_staff, person.is_superuser) == (False, False)


def test_sign_in_and_out(client: Client, ada: User) -> None:
    assert not is_signed_in(client)
    sign_in(client, "ADA@example.org", ada.email)
    assert is_signed_in(client)
    client.get(reverse("account_logout"))
    assert is_signed_in(client), "a link or an image must not sign anybody out"
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


def test_a_known_and_an_unknown_address_get_the_same_answer(client: Client, ada: User) -> None:
    def answer(email: str) -> str:
        page = sign_in(client, email, "wrong password").content.decode()
        return re.sub(r'value="[^"]*"', "", page)

    assert answer(ada.email) == answer("nobody@example.org")


def test_after_five_wrong_passwords_the_right_one_waits_too(client: Client, ada: User) -> None:
    for _ in range(5):
        sign_in(client, ada.email, "wrong password")
    assert "Too many failed" in sign_in(client, ada.email, ada.email).content.decode()
    assert not is_signed_in(client)


def reset_mail(client: Client, email: str) -> EmailMessage:
    answer = client.post(reverse("account_reset_password"), {"email": email})
    assert answer.headers["Location"] == reverse("account_reset_password_done")
    return mail.outbox[-1]


def test_a_forgotten_password_is_set_by_mail(client: Client, ada: User) -> None:
    link = re.search(r"http://testserver(/\S+)", str(reset_mail(client, ada.email).body))
    assert link
    page = client.get(link[1], follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    client.post(reverse("account_logout"))
    sign_in(client, ada.email, PASSWORD)
    assert is_signed_in(client)


@pytest.mark.django_db
def test_an_unknown_address_is_told_so_by_mail_only(client: Client) -> None:
    assert "/password/reset/key/" not in str(reset_mail(client, "nobody@example.org").body)


def test_next_leads_nowhere_else(client: Client, ada: User) -> None:
    for target in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]:
        answer = client.post(reverse("account_login"), {"login": ada.email, "password": ada.email, "next": target})
        assert answer.headers["Location"] == "/"
        client.post(reverse("account_logout"))


def test_a_new_password_ends_the_other_sessions(ada: User, ada_client: Client) -> None:
    elsewhere = Client()
    sign_in(elsewhere, ada.email, ada.email)
    sign_in(ada_client, ada.email, ada.email)
    change = {"oldpassword": ada.email, "password1": PASSWORD, "password2": PASSWORD}
    ada_client.post(reverse("account_change_password"), change)
    assert not is_signed_in(elsewhere)


def test_the_profile_saves_what_was_answered(ada: User, ada_client: Client) -> None:
    answers = SKIPPED | {"birth_year": "1991", "sex": "female", "menstruating": "no", "weight_kg": "61,5"}
    assert ada_client.post(reverse("profile"), answers).headers["Location"] == reverse("profile")
    saved = Profile.objects.get(user=ada)
    assert (saved.birth_year, saved.sex, saved.menstruating, saved.weight_kg) == (1991, "female", False, 61.5)


def test_one_bad_answer_saves_none_and_keeps_the_text(ada: User, ada_client: Client) -> None:
    answer = ada_client.post(reverse("profile"), SKIPPED | {"sex": "male", "birth_year": "1820"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="1820"' in page
    assert 'aria-invalid="true"' in page
    assert Profile.objects.get(user=ada).sex == "female"


def test_a_visit_changes_nothing(ada: User, ada_client: Client) -> None:
    ada_client.get(reverse("profile"), SKIPPED | {"birth_year": "1950"})
    assert Profile.objects.get(user=ada).birth_year == 1990


def test_nobody_answers_for_another_person(ada: User, bob: User, bob_client: Client) -> None:
    smuggled = {"user": str(ada.pk), "id": str(ada.profile.pk), "pk": str(ada.profile.pk)}
    bob_client.post(reverse("profile"), SKIPPED | {"birth_year": "1971"} | smuggled)
    assert Profile.objects.get(user=ada).birth_year == 1990
    assert Profile.objects.get(user=bob).birth_year == 1971


def test_the_demo_sign_in_is_told_only_where_it_works_and_is_safe(client: Client, db: None, settings: Settings) -> None:
    def page() -> str:
        return client.get(reverse("account_login")).content.decode()

    assert demo.PASSWORD not in page()
    assert demo.make_demo_person(TODAY)
    assert not demo.make_demo_person(TODAY)
    assert demo.PASSWORD in page()
    settings.LOCAL_ONLY = False
    assert demo.PASSWORD not in page()


ENTRANCE = ["account_login", "account_reset_password", "account_reset_password_done", "account_email_verification_sent"]
ENTRANCE += ["account_inactive", "account_reset_password_from_key_done"]
MANAGE = ["account_email", "account_change_password", "account_logout", "account_reauthenticate"]
NOT_OURS = [
    "Password Reset",
    "Reset My",
    "Bad Token",
    "Remember Me",
    "contact us",
    "spam folder",
    "Inactive",
    "Re-send",
]
NOT_OURS += ["Change Password", "Sign Out", "Confirm Access", "Email Address"]


@pytest.mark.parametrize("name", ENTRANCE + MANAGE)
def test_account_pages_speak_our_words(name: str, client: Client, ada: User) -> None:
    if name in MANAGE:
        sign_in(client, ada.email, ada.email)
    page = client.get(reverse(name), follow=True).content.decode()
    assert "<h1>" in page
    assert [words for words in NOT_OURS if words in page] == []


@pytest.mark.django_db
def test_a_link_that_has_run_out_says_what_to_do(client: Client) -> None:
    page = client.get(reverse("account_reset_password_from_key", args=["1", "2-guess"])).content.decode()
    assert "<h1>This link does not work any more" in page
    assert f'href="{reverse("account_reset_password")}"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_reset_password", "account_reset_password_done"])
def test_where_the_mail_goes_is_said_where_none_is_sent(client: Client, settings: Settings, name: str) -> None:
    assert "This server sends no mail." in client.get(reverse(name)).content.decode()
    settings.EMAIL_HOST = "mail.example.org"
    assert "This server sends no mail." not in client.get(reverse(name)).content.decode()


def test_a_sign_in_lasts_thirty_days_without_being_asked(client: Client, ada: User) -> None:
    sign_in(client, ada.email, ada.email)
    assert client.cookies["sid"]["max-age"] == 30 * 24 * 60 * 60


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "kept"), [("Europe/Madrid", "Europe/Madrid"), ("Asia/Calcutta", "Asia/Calcutta"), ("", ""), ("Mars/X", "")]
)
def test_the_zone_of_the_browser_goes_along_with_the_sign_up(
    client: Client, settings: Settings, zone: str, kept: str
) -> None:
    client.post(reverse("account_signup"), NEW | {"time_zone": zone})
    assert Profile.objects.get(user__email=NEW["email"]).time_zone == (kept or settings.TIME_ZONE)
