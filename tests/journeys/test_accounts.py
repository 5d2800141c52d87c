"""The account pages in a browser: nothing blocked, nothing axe objects to, in both themes, and without JavaScript."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Profile, User
from tests.journeys.conftest import violations

pytestmark = pytest.mark.django_db(transaction=True)
PUBLIC = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_inactive",
]
PRIVATE = ["profile", "account_change_password", "account_email", "account_logout"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_public_pages_are_accessible(page: Page, live_server: LiveServer, complaints: list[str], theme: str) -> None:
    page.emulate_media(color_scheme=theme)
    for name in PUBLIC:
        page.goto(live_server.url + reverse(name))
        assert violations(page) == [], name
    assert complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_private_pages_are_accessible(
    signed_in_page: Page, live_server: LiveServer, complaints: list[str], theme: str
) -> None:
    signed_in_page.emulate_media(color_scheme=theme)
    for name in PRIVATE:
        signed_in_page.goto(live_server.url + reverse(name))
        assert violations(signed_in_page) == [], name
    signed_in_page.locator(".gc-menu summary").click()
    assert violations(signed_in_page) == []
    assert complaints == []


def test_the_questions_with_mistakes_are_accessible(signed_in_page: Page, live_server: LiveServer) -> None:
    signed_in_page.goto(live_server.url + reverse("profile"))
    signed_in_page.get_by_label("Birth year").fill("1820")
    signed_in_page.get_by_role("button", name="Save").click()
    box = signed_in_page.get_by_label("Birth year")
    expect(box).to_have_accessible_description(re.compile("outside 1900 to"))
    assert violations(signed_in_page) == []


def test_no_page_scrolls_sideways_on_a_phone(signed_in_page: Page, live_server: LiveServer) -> None:
    signed_in_page.set_viewport_size({"width": 320, "height": 700})
    for name in PRIVATE:
        signed_in_page.goto(live_server.url + reverse(name))
        assert signed_in_page.evaluate("document.documentElement.scrollWidth") <= 320, name


def test_pregnancy_is_asked_where_it_can_be(signed_in_page: Page, live_server: LiveServer) -> None:
    signed_in_page.goto(live_server.url + reverse("profile"))
    question = signed_in_page.get_by_role("heading", name="Pregnant or breastfeeding?")
    expect(question).to_be_visible()
    signed_in_page.get_by_role("radio", name="Male", exact=True).check()
    expect(question).to_be_hidden()


@pytest.mark.browser_context_args(timezone_id="Australia/Perth")
def test_a_new_person_finds_their_time_zone_chosen(page: Page, live_server: LiveServer) -> None:
    sign_up(page, live_server)
    expect(page.get_by_label("Time zone", exact=True)).to_have_value("Australia/Perth")


def test_sign_up_works_without_javascript(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_up(page, live_server)
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.get_by_role("radio", name="Vegan").check()
    page.get_by_role("button", name="Save and open my diary").click()
    expect(page).to_have_url(re.compile(reverse("day_today")))
    assert Profile.objects.get().diet == "vegan"
    page.locator(".gc-menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile(reverse("account_login")))
    context.close()


def sign_up(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url + reverse("account_signup"))
    page.get_by_label("Email").fill("cleo@example.org")
    page.get_by_label("Password", exact=True).fill("a sentence works well")
    page.get_by_label("Password (again)").fill("a sentence works well")
    page.get_by_role("button", name="Create my diary").click()
    expect(page.get_by_role("heading", name="A few questions")).to_be_visible()
    assert User.objects.count() == 1
