"""From the week to a page for a clinician, in a browser."""

import pytest
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import Profile, User
from diary.models import Day, Entry
from diary.weeks import Week
from nutrients.models import Food

WEEK = Week.parse("2026-W46")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def logged(ada: User, shipped_tables: None) -> None:
    """A full week of rice."""
    rice = Food.objects.filter(name__icontains="rice").exclude(portions=None).order_by("fdc_id").first()
    portion = rice.portions.get(description="1 g")
    for on in WEEK.days:
        Day.objects.create(person=ada, date=on, complete=True)
        Entry.objects.create(person=ada, eaten_on=on, meal="lunch", portion=portion, quantity=400, grams=400)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sheet_is_reached_from_the_week_and_follows_what_is_ticked(
    signed_in_page: Page, live_server: LiveServer, logged: None, axe_violations, complaints: list[str], scheme: str
) -> None:
    page = signed_in_page
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{live_server.url}/week/{WEEK}/")
    page.get_by_role("link", name="Print or PDF").click()
    sheet = page.get_by_role("article", name="Diet log summary")
    assert sheet.get_by_role("heading", name="What was logged").is_visible()
    assert axe_violations(page) == []
    page.get_by_label("The names of foods").check()
    page.get_by_role("button", name="Show it like this").click()
    assert sheet.get_by_role("heading", name="What was logged").count() == 0
    assert page.get_by_label("The names of foods").is_checked()
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert complaints == []


def test_a_person_who_hides_numbers_unfolds_them(
    signed_in_page: Page, live_server: LiveServer, ada: User, ada_client: Client, logged: None, axe_violations
) -> None:
    Profile.objects.filter(user=ada).update(hides_numbers=True)
    page = signed_in_page
    page.goto(f"{live_server.url}/week/{WEEK}/summary/")
    sheet = page.get_by_text("Diet log summary")
    assert not sheet.is_visible()
    page.get_by_text("Show the sheet here").click()
    assert sheet.is_visible()
    assert axe_violations(page) == []
