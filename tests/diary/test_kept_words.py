"""Words sent after the session ended, or with a form that could not be trusted, are not lost."""

import re

import pytest
from django.test import Client

from accounts.models import User
from diary.models import MAX_SENTENCE, Entry

pytestmark = pytest.mark.django_db
DAY = "/day/2026-11-18/"
WORDS = "2 eggs & toast,\nthen <b>leftovers</b>"


def sent(client: Client, person: User, text: str = WORDS, act: str = "add", **headers: str):
    form = {"text": text, "person": person.pseudonym, "meal": "lunch"}
    return client.post(f"{DAY}add/" if act == "add" else f"{DAY}read/", form, headers=headers)


def signed_in(client: Client, person: User, address: str) -> str:
    page = client.get(address)
    fields = {"login": person.email, "password": person.email, "next": page.context["redirect_field_value"]}
    return client.post("/accounts/login/", fields).headers["Location"]


def box(client: Client, address: str = DAY) -> str:
    return client.get(address).context["say"].preview.text


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["a page", "while typing"])
def test_after_the_sign_in_the_words_are_back_in_their_box(client: Client, ada: User, headers: dict[str, str]) -> None:
    answer = sent(client, ada, **headers)
    address = answer.headers.get("HX-Redirect") or answer.headers["Location"]
    assert "eggs" not in address, "an address is written down in logs"
    assert "what you wrote is back in its box" in client.get(address).content.decode()
    day = signed_in(client, ada, address)
    assert day == f"{DAY}?meal=lunch"
    page = client.get(day)
    assert page.context["say"].preview.text == WORDS
    assert page.context["say"].meal == "lunch"
    assert "&lt;b&gt;leftovers" in page.content.decode()
    assert not Entry.objects.exists()
    assert box(client) == "", "once"


def test_somebody_else_who_signs_in_there_never_sees_them(client: Client, ada: User, bob: User) -> None:
    day = signed_in(client, bob, sent(client, ada).headers["Location"])
    assert box(client, day) == ""
    client.force_login(ada)
    assert box(client, day) == ""


@pytest.mark.parametrize("text", ["", "  ", "a" * (MAX_SENTENCE + 1)], ids=["empty", "blank", "too long"])
def test_nothing_and_far_too_much_are_not_kept(client: Client, ada: User, text: str) -> None:
    assert "what you sent was not saved" in client.get(sent(client, ada, text).headers["Location"]).content.decode()
    assert "kept_words" not in client.session


def test_a_form_without_its_token_shows_the_words_and_takes_them_along(ada: User) -> None:
    client = Client(enforce_csrf_checks=True)
    page = sent(client, ada)
    assert page.status_code == 403
    assert "kept_words" not in client.session, "another site's form leaves nothing behind"
    html = page.content.decode()
    assert re.search(r"<textarea[^>]*>2 eggs &amp; toast,\nthen &lt;b&gt;", html)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)
    assert token
    form = {"text": WORDS, "csrfmiddlewaretoken": token[1], **page.context["typed"]}
    action = re.search(r'method="post" action="(/day[^"]+)"', html)
    assert action
    answer = client.post(action[1], form)
    assert answer.headers["Location"].startswith("/accounts/login/")
    client.force_login(ada)
    assert box(client) == WORDS


def test_another_form_without_its_token_says_how_to_go_on() -> None:
    page = Client(enforce_csrf_checks=True).post("/entries/add/", {"text": "eggs"})
    assert page.status_code == 403
    assert "send the form once more" in page.content.decode()
