"""Signed out in the middle of something: where the sign-in leads back to."""

import pytest
from django.test import Client

from accounts.models import User

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
