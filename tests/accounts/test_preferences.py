"""What GutCheck asks, how it speaks, and whether it writes."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import Profile, User
from accounts.preferences import PreferencesForm
from accounts.weekly_mail import week_owed

ALL = {"asks_forgotten": "on", "asks_check_in": "on", "hides_numbers": "on", "language": "es", "report_weekday": "0"}
THURSDAY = date(2026, 11, 19)


def saved_of(person: User) -> tuple[bool, bool, bool, str, int | None]:
    profile = Profile.objects.get(user=person)
    return (
        profile.asks_forgotten, profile.asks_check_in, profile.hides_numbers, profile.language, profile.report_weekday
    )  # fmt: skip


def test_everything_is_saved_and_taken_back(ada: User, ada_client: Client) -> None:
    assert saved_of(ada) == (True, True, False, "", None)
    assert ada_client.post(reverse("preferences"), ALL).url == reverse("preferences")
    assert saved_of(ada) == (True, True, True, "es", 0)
    ada_client.post(reverse("preferences"), {"language": "", "report_weekday": ""})
    assert saved_of(ada) == (False, False, False, "", None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "xx"),
        ("language", "es'--"),
        ("report_weekday", "7"),
        ("report_weekday", "-1"),
        ("report_weekday", "Monday"),
        ("report_weekday", "٣"),
    ],
)
def test_a_choice_that_is_none_saves_nothing_and_says_so(ada: User, ada_client: Client, name: str, value: str) -> None:
    answer = ada_client.post(reverse("preferences"), ALL | {name: value})
    assert answer.status_code == 422
    assert "There is no such choice" in answer.content.decode()
    assert saved_of(ada) == (True, True, False, "", None)


def test_nobody_sets_another_persons(ada: User, bob: User, bob_client: Client) -> None:
    bob_client.post(reverse("preferences"), ALL | {"user": str(ada.pk), "id": str(ada.profile.pk)})
    assert saved_of(ada) == (True, True, False, "", None)
    assert saved_of(bob)[3] == "es"


def test_what_is_not_asked_cannot_be_sent(ada: User, ada_client: Client) -> None:
    ada_client.post(reverse("preferences"), ALL | {"reported_week": "2000-01-03", "birth_year": "1950"})
    assert Profile.objects.get(user=ada).birth_year == 1990
    assert Profile.objects.get(user=ada).reported_week != date(2000, 1, 3)


def test_a_day_chosen_on_another_day_brings_no_mail_that_day(ada: User) -> None:
    form = PreferencesForm(ALL, instance=ada.profile, today=THURSDAY)  # Monday is chosen
    assert form.is_valid()
    profile = form.save()
    assert week_owed(profile, THURSDAY) is None
    assert week_owed(profile, date(2026, 11, 23)) == date(2026, 11, 16)
    again = PreferencesForm(ALL | {"language": ""}, instance=profile, today=date(2026, 11, 24))
    assert again.is_valid()
    again.save()
    assert week_owed(profile, date(2026, 11, 24)) == date(2026, 11, 16), "saving something else takes no mail away"


def test_what_the_mail_holds_and_who_can_read_it_stands_beside_the_choice(
    ada_client: Client, ada: User, settings: Settings
) -> None:
    page = ada_client.get(reverse("preferences")).content.decode()
    assert f"It goes to {ada.email}" in page
    assert "Whoever can read your mail can read that" in page
    assert "This server sends no mail." in page
    settings.EMAIL_HOST = "mail.example.org"
    assert "This server sends no mail." not in ada_client.get(reverse("preferences")).content.decode()
