"""The pages of leaving: asked for with the password, shut out meanwhile, and had back with one click."""

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import erasing
from accounts.models import ErasureRequest, User
from diary.models import Entry, Reader
from diary.sharing.links import make_link
from diary.weeks import Week
from tests.accounts.leaving import NOW, after, again, asked, sign_in
from tests.conftest import signed_in
from tests.diary.my_data.filled import DAY, fill

pytestmark = pytest.mark.usefixtures("own_ledger")


@pytest.mark.django_db
def test_asking_wants_the_password_and_closes_the_account(ada: User) -> None:
    client = signed_in(ada)
    assert b"For 7 days you can have it back" in client.get(reverse("erasure")).content
    answer = client.post(reverse("erasure"))
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert not ErasureRequest.objects.exists()
    answer = client.post(answer.headers["Location"], {"password": ada.email})
    assert answer.headers["Location"] == reverse("account_login")
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Your account is closed and will be erased on" in page
    ada.refresh_from_db()
    assert not ada.is_active
    request = ErasureRequest.objects.get(person=ada)
    assert request.due_at - request.asked_at == timedelta(days=7)


@pytest.mark.django_db
def test_every_page_names_the_day_of_the_persons_zone(ada: User, time_machine) -> None:
    """Half past eleven in the evening by UTC is the next day in Berlin."""
    time_machine.move_to("2026-11-22T23:30:00Z", tick=False)
    client = sign_in(ada)
    assert "On 30 November 2026" in client.get(reverse("erasure")).content.decode()
    erasing.ask(ada, timezone.now())
    assert "erased on 30 November 2026" in sign_in(ada).get(reverse("erasure_wait")).content.decode()


@pytest.mark.django_db
def test_it_signs_out_everywhere_and_shows_nobody_anything(ada: User, bob: User) -> None:
    fill(ada)
    elsewhere = sign_in(ada)
    assert elsewhere.get(reverse("day_today")).status_code == 200
    link = make_link(ada, Week.of(DAY), NOW, 30)
    later = timezone.now() + timedelta(days=7)
    Reader.objects.create(
        person=ada, reader=bob, name="B", token_hash="b", expires_at=later, accepted_at=timezone.now()
    )
    asked(ada)
    assert elsewhere.get(reverse("day_today")).status_code == 302
    assert Client().get(reverse("shared", args=[link])).status_code == 404
    assert not Reader.objects.read_by(bob).exists()
    assert not UserSession.objects.filter(user=ada).exists()


@pytest.mark.django_db
def test_signing_in_shows_the_one_page_and_nothing_else(ada: User) -> None:
    fill(ada)
    client = sign_in(asked(ada))
    wait = reverse("erasure_wait")
    for name in ("day_today", "week_latest", "my_data", "profile", "food_list", "sharing", "security", "erasure"):
        answer = client.get(reverse(name))
        assert (answer.status_code, answer.headers.get("Location")) == (302, wait), name
    assert client.post(reverse("entry_add")).headers["Location"] == wait
    page = client.get(wait).content.decode()
    assert "26" in page
    assert "Keep my account" in page
    download = client.get(reverse("my_data_download"))
    assert b"".join(download.streaming_content).startswith(b"PK")


@pytest.mark.django_db
def test_one_click_has_it_back_with_everything(ada: User) -> None:
    fill(ada)
    client = sign_in(asked(ada))
    assert client.post(reverse("erasure_take_back")).headers["Location"] == reverse("day_today")
    assert client.get(reverse("day_today")).status_code == 200
    assert erasing.carry_out_due(after()) == 0
    assert Entry.objects.of(ada).count() == 2
    assert client.post(reverse("erasure_take_back")).status_code == 302  # twice is once


@pytest.mark.django_db
def test_an_account_that_was_switched_off_stays_shut(ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(is_active=False)
    client = sign_in(ada)
    assert client.get(reverse("erasure_wait")).headers["Location"].startswith(reverse("account_login"))


@pytest.mark.django_db
def test_the_only_one_in_charge_cannot_leave_the_others(ada: User, bob: User) -> None:
    User.objects.filter(pk=ada.pk).update(is_superuser=True)
    ada.refresh_from_db()
    assert erasing.is_last_in_charge(ada)
    client = sign_in(ada)
    again(client, ada)
    assert client.post(reverse("erasure")).status_code == 422
    assert not ErasureRequest.objects.exists()
    User.objects.filter(pk=bob.pk).update(is_superuser=True)
    assert not erasing.is_last_in_charge(ada)


@pytest.mark.django_db
def test_somebody_alone_may_leave(ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(is_superuser=True)
    ada.refresh_from_db()
    assert not erasing.is_last_in_charge(ada)


@pytest.mark.django_db
def test_who_forgot_the_password_can_have_the_account_back(ada: User) -> None:
    client = Client()
    asked(ada)
    client.post(reverse("account_reset_password"), {"email": ada.email.upper()})
    link = re.search(r"https?://\S+", mail.outbox[-1].body)
    assert link
    form = client.get("/" + link[0].split("/", 3)[3], follow=True)
    address = form.redirect_chain[-1][0]
    client.post(address, {"password1": "another sentence works", "password2": "another sentence works"})
    answer = client.post(reverse("account_login"), {"login": ada.email, "password": "another sentence works"})
    assert answer.status_code == 302
    assert client.get(reverse("day_today")).headers["Location"] == reverse("erasure_wait")
    client.post(reverse("erasure_take_back"))
    assert client.get(reverse("day_today")).status_code == 200


@pytest.mark.django_db
def test_an_account_that_was_switched_off_gets_no_new_password(ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(is_active=False)
    Client().post(reverse("account_reset_password"), {"email": ada.email})
    assert "password/reset/key" not in mail.outbox[-1].body


@pytest.mark.django_db
def test_asking_again_and_again_has_to_wait(ada: User) -> None:
    cache.set_many({f"turn:erasure:{ada.pk}:{n}": 1 for n in range(10)})
    client = sign_in(ada)
    again(client, ada)
    answer = client.post(reverse("erasure"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")
    assert not ErasureRequest.objects.exists()
