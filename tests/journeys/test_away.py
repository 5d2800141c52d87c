"""The database goes away while somebody is at a form: they read why, and what they typed is saved once it is back."""

import pytest
from django.db import OperationalError
from playwright.sync_api import expect

from diary.models import SavedMeal
from tests.diary.larder import food

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def away(monkeypatch):
    """away(True): no request of anybody who is signed in reaches the database. away(False): it does again."""

    def refuse(*_):
        raise OperationalError("database is locked")

    def act(is_away):
        if is_away:
            monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", refuse)
        else:
            monkeypatch.undo()

    return act


def test_a_meal_is_put_together_in_spite_of_it(live_server, signed_in_page, ada, away, axe_violations):
    food(1, "Egg, boiled", ("1 large egg", 50), category="Eggs", is_common=True)
    page = signed_in_page
    page.goto(f"{live_server.url}/meals/new/")
    page.get_by_label("Name").fill("Egg & toast")
    away(True)
    page.locator("#q").press_sequentially("egg")
    said = page.get_by_text("The server cannot reach its database just now.")
    expect(said).to_be_visible()
    away(False)
    page.locator("#q").press_sequentially("s")
    page.locator("#q").press("Backspace")
    page.get_by_role("button", name="Egg, boiled").click()
    expect(page.get_by_role("group", name="Egg, boiled")).to_be_visible()
    expect(said).to_be_hidden()
    away(True)
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_role("heading", name="The diary cannot be reached just now")).to_be_visible()
    expect(page.get_by_text("Egg & toast")).to_be_visible()
    assert axe_violations(page) == []
    away(False)
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_role("heading", name="The diary cannot be reached just now")).to_be_hidden()
    assert SavedMeal.objects.of(ada).get().name == "Egg & toast"
