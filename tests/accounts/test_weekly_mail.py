"""Who wants the weekly report by mail, which week is owed when, and the way out."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import signing
from django.test import Client
from django.urls import reverse

from accounts import weekly_mail
from accounts.models import Profile, User
from accounts.weekly_mail import claim, confirmed, owe_from_now, stop_token, wanting_mail, week_due, week_owed

MONDAY, WEDNESDAY, SUNDAY = 0, 2, 6
LAST_WEEK = date(2026, 11, 9)  # a Monday; that week ends on the 15th
THURSDAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("weekday", "today", "first_day"),
    [
        (MONDAY, date(2026, 11, 16), LAST_WEEK),  # the day after the week ended
        (MONDAY, date(2026, 11, 22), LAST_WEEK),  # six days late, still that one
        (SUNDAY, date(2026, 11, 22), LAST_WEEK),  # on a Sunday the week is not over, so the one before
        (SUNDAY, date(2026, 11, 23), LAST_WEEK),  # the day after: what was missed on Sunday
        (WEDNESDAY, date(2026, 11, 17), date(2026, 11, 2)),  # Wednesday has not come yet in this week
        (MONDAY, date(2027, 1, 4), date(2026, 12, 28)),  # over the end of the year
    ],
)
def test_the_week_of_a_mail_is_the_last_one_that_was_over_on_the_chosen_day(
    weekday: int, today: date, first_day: date
) -> None:
    assert week_due(weekday, today) == first_day


@pytest.mark.parametrize(
    ("weekday", "reported", "owed"),
    [
        (None, None, None),
        (MONDAY, None, LAST_WEEK),
        (MONDAY, LAST_WEEK, None),
        (MONDAY, LAST_WEEK - timedelta(days=7), LAST_WEEK),
        (MONDAY, LAST_WEEK + timedelta(days=7), None),  # the clock was put back
    ],
)
def test_a_week_is_owed_until_it_was_sent(weekday: int | None, reported: date | None, owed: date | None) -> None:
    assert week_owed(Profile(report_weekday=weekday, reported_week=reported), THURSDAY) == owed


@pytest.mark.parametrize(
    ("weekday", "owed_today"), [(MONDAY, None), (3, LAST_WEEK), (4, None)], ids=["past", "today", "tomorrow"]
)
def test_who_chooses_a_day_gets_no_mail_on_another(weekday: int, owed_today: date | None) -> None:
    profile = Profile(report_weekday=weekday)
    owe_from_now(profile, THURSDAY)
    assert week_owed(profile, THURSDAY) == owed_today
    in_a_week = [week_owed(profile, THURSDAY + timedelta(days=n)) for n in range(8)]
    first_day = next(n for n, owed in enumerate(in_a_week) if owed)
    assert (THURSDAY + timedelta(days=first_day)).weekday() == weekday


def test_another_weekday_brings_no_week_twice() -> None:
    profile = Profile(report_weekday=MONDAY, reported_week=LAST_WEEK)
    profile.report_weekday = WEDNESDAY
    owe_from_now(profile, THURSDAY)
    assert profile.reported_week == LAST_WEEK
    assert week_owed(profile, date(2026, 11, 25)) == LAST_WEEK + timedelta(days=7)


def test_only_those_who_chose_a_day_and_showed_that_the_address_is_theirs(ada: User, bob: User) -> None:
    assert not wanting_mail().exists()
    Profile.objects.update(report_weekday=MONDAY)
    EmailAddress.objects.create(user=ada, email=ada.email.upper(), verified=True)
    EmailAddress.objects.create(user=bob, email=bob.email, verified=False)
    EmailAddress.objects.create(user=bob, email="an-older-one@example.org", verified=True)
    assert [profile.user for profile in wanting_mail()] == [ada, bob]
    assert [profile.user for profile in confirmed(wanting_mail())] == [ada]
    User.objects.update(is_active=False)
    assert not wanting_mail().exists()


def test_a_week_is_claimed_once_and_not_after_the_mail_was_stopped(ada: User) -> None:
    Profile.objects.update(report_weekday=MONDAY)
    ada.profile.refresh_from_db()
    assert claim(ada.profile, LAST_WEEK)
    assert not claim(ada.profile, LAST_WEEK)
    Profile.objects.update(report_weekday=None)
    assert not claim(ada.profile, LAST_WEEK + timedelta(days=7))


@pytest.fixture
def stop_address(ada: User) -> str:
    Profile.objects.filter(user=ada).update(report_weekday=MONDAY, asks_check_in=False)
    return reverse("weekly_mail_stop", args=[stop_token(ada.profile)])


def weekday_of(person: User) -> int | None:
    return Profile.objects.get(user=person).report_weekday


def test_opening_the_link_asks_and_changes_nothing(client: Client, ada: User, stop_address: str) -> None:
    page = client.get(stop_address).content.decode()
    assert "Stop the weekly mail?" in page
    assert ada.email not in page
    assert weekday_of(ada) == MONDAY


def test_the_mail_program_stops_it_without_a_sign_in_or_a_csrf_token(ada: User, stop_address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(stop_address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200, "RFC 8058: no redirect"
    assert weekday_of(ada) is None
    assert not Profile.objects.get(user=ada).asks_check_in, "nothing else changes"
    assert client.post(stop_address).status_code == 200
    assert "_auth_user_id" not in client.session, "the link signs nobody in"


def test_a_link_that_is_not_whole_or_made_up_changes_nothing_and_says_what_to_do(
    client: Client, ada: User, bob: User, stop_address: str
) -> None:
    token = stop_token(ada.profile)
    other_use = signing.dumps(ada.profile.pk, salt="something else")
    swapped = stop_token(bob.profile).split(":")[0] + token[token.index(":") :]
    all_broken = (token[:-1], token[1:], token.replace(":", ""), "guess", other_use, swapped, "%00", "a" * 3000)
    for n, broken in enumerate(all_broken):  # each from elsewhere: so many from one address would be guesses
        for answer in (client.get, client.post):
            page = answer(reverse("weekly_mail_stop", args=[broken]), REMOTE_ADDR=f"192.0.2.{n}")
            assert page.status_code == 404
            assert "This link is not whole" in page.content.decode()
    assert weekday_of(ada) == MONDAY


def test_the_link_of_somebody_who_left_does_no_harm(client: Client, ada: User, stop_address: str) -> None:
    ada.delete()
    assert client.post(stop_address).status_code == 200


def test_a_token_holds_no_address(ada: User) -> None:
    assert weekly_mail.check(stop_token(ada.profile)) == ada.profile.pk
    assert "example" not in stop_token(ada.profile)
