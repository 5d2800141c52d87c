"""Signed out in the middle of something: where the sign-in leads back to. And the language of a page."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Profile, User
from tests.conftest import signed_in
from tests.desk.cast import EGG, change, staff, waiting
from tests.diary.larder import food

pytestmark = pytest.mark.django_db
DAY = "/day/2026-11-18/?q=egg%20%26%20toast"


def sent_while_signed_out(client: Client, **headers: str):
    return client.post("/entries/add/", {"quantity": "2"}, headers=headers)


def test_after_a_form_the_way_back_is_its_page(client: Client, ada: User) -> None:
    answer = sent_while_signed_out(client, referer=f"http://testserver{DAY}")
    page = client.get(answer.headers["Location"])
    assert "what you sent was not saved" in page.content.decode()
    fields = {"login": ada.email, "password": ada.email, "next": page.context["redirect_field_value"]}
    assert client.post("/accounts/login/", fields).headers["Location"] == DAY


@pytest.mark.parametrize(
    "referer",
    [
        "",
        "https://evil.example/day/",
        "//evil.example/",
        "http://testserver.evil.example/",
        "javascript:1",
        "http:///x",
    ],
)
def test_another_sites_page_is_never_the_way_back(client: Client, referer: str) -> None:
    assert sent_while_signed_out(client, referer=referer).headers["Location"] == "/accounts/login/?next=/day/"


def test_a_page_opened_while_signed_out_is_the_way_back_itself(client: Client) -> None:
    answer = client.get("/week/2026-W47/", headers={"referer": "http://testserver/day/"})
    assert answer.headers["Location"] == "/accounts/login/?next=/week/2026-W47/"


def test_a_fragment_is_not_filled_with_the_sign_in_page(client: Client) -> None:
    """The food box asks while somebody types: the whole browser page goes to the sign-in, and back to the day."""
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/day/"}
    answer = client.get("/foods/search/", {"q": "egg"}, headers=headers)
    assert answer.headers["HX-Redirect"] == "/accounts/login/?next=/day/"


def language_of(client: Client, **headers: str) -> str:
    page = client.get("/accounts/preferences/", headers=headers)
    found = re.search(r'<html lang="(\w+)"', page.content.decode())
    assert found
    return found[1]


def test_the_language_somebody_chose_goes_before_their_browsers(ada: User, ada_client: Client, bob_client: Client):
    assert language_of(ada_client, accept_language="es-MX,es;q=0.9") == "es"
    Profile.objects.filter(user=ada).update(language="en")
    assert language_of(ada_client, accept_language="es-MX,es;q=0.9") == "en"
    Profile.objects.filter(user=ada).update(language="es")
    assert language_of(ada_client, accept_language="en") == "es"
    assert language_of(bob_client, accept_language="en") == "en", "the next request is another person's"


def test_a_page_that_is_not_there_speaks_the_chosen_language_too(ada: User, ada_client: Client):
    Profile.objects.filter(user=ada).update(language="es")
    assert '<html lang="es"' in ada_client.get("/nowhere/").content.decode()


def test_a_moment_is_told_by_the_clock_of_its_reader(time_machine):
    """Half past eleven in the evening by UTC: half past twelve of the next day in Berlin."""
    time_machine.move_to("2026-11-22T23:30:00Z", tick=False)
    people = staff()
    Profile.objects.filter(user=people.ed).update(time_zone="Europe/Berlin")
    Profile.objects.filter(user=people.rita).update(time_zone="America/New_York")
    food(int(EGG), "Egg")
    place = reverse("desk_draft", args=[waiting(people.ed, change("foods", EGG, name="Whole egg")).pk])
    assert "23 November 2026, 00:30" in signed_in(people.ed).get(place).content.decode()
    assert "22 November 2026, 18:30" in signed_in(people.rita).get(place).content.decode()
