"""Closing a day: how many taps and keys it takes, without JavaScript too, and what axe says."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from diary.models import CheckIn, Day, Entry
from tests.diary.larder import food

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def eaten(ada, transactional_db):
    """An egg and a coffee today: drinks are ticked already."""
    today = timezone.now().astimezone(ada.profile.zone).date()
    egg = food(1, "Egg, boiled", ("1 large egg", 50), category="Eggs", food_code="31103000", is_common=True)
    coffee = food(2, "Coffee", ("1 mug", 240), category="Coffee", food_code="92100000", is_common=True)
    for row in (egg, coffee):
        portion = row.portions.first()
        Entry.objects.create(
            person=ada, eaten_on=today, meal="breakfast", portion=portion, quantity=1, grams=portion.grams
        )


class Hand:
    """Counts what a person does."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.keys = page, 0, 0

    def tap(self, target: Locator) -> None:
        target.click()
        self.taps += 1

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1


def box(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=re.compile(name))


def test_five_taps_close_a_day_and_nine_say_how_it_felt_too(live_server, signed_in_page: Page, ada, eaten, complaints):
    page = signed_in_page
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/day/")
    expect(box(page, "Drinks Coffee")).to_be_checked()
    hand = Hand(page)
    for name in ("Oil, butter, dressing", "Snacks, sweets", "Supplements"):
        hand.tap(box(page, name))
    hand.tap(page.get_by_role("radio", name="Typical", exact=True))
    hand.tap(page.get_by_text("How did the day feel?"))
    hand.tap(page.get_by_role("radio", name="A little"))
    hand.tap(page.get_by_role("radio", name="Mostly fine"))
    hand.tap(page.get_by_role("radio", name="Like a sausage, smooth and soft"))
    hand.tap(page.get_by_role("button", name="Mark day complete"))
    expect(page.get_by_role("heading", name=re.compile("is complete"))).to_be_visible()
    assert (hand.taps, hand.keys) == (9, 0)  # of these four are how it felt
    assert Day.objects.of(ada).values_list("complete", "typical").get() == (True, "typical")
    assert CheckIn.objects.of(ada).values_list("stress", "gut_comfort", "stool_form", "note").get() == (1, 3, 4, "")
    assert complaints == []


def test_a_drink_that_was_forgotten_is_one_tap_and_one_sentence_away(live_server, signed_in_page: Page, ada, eaten):
    Entry.objects.filter(portion__food__name="Coffee").delete()
    page = signed_in_page
    page.goto(f"{live_server.url}/day/")
    expect(box(page, "Drinks")).not_to_be_checked()
    box(page, "Snacks, sweets").check()
    page.get_by_text("How did the day feel?").click()
    page.get_by_label("Note").fill("Long walk")
    page.get_by_role("button", name="Add a drink").click()
    words = page.get_by_label("What did you drink?")
    expect(words).to_be_focused()
    page.keyboard.type("coffee")
    expect(page.locator("#preview")).to_contain_text("Coffee")
    page.keyboard.press("Enter")
    expect(box(page, "Drinks Coffee")).to_be_checked()
    expect(box(page, "Snacks, sweets")).to_be_checked()
    expect(page.locator(".gc-felt summary")).to_contain_text("“Long walk”")
    assert Entry.objects.get(portion__food__name="Coffee").meal == "snack"


def test_enter_in_the_card_closes_the_day_and_adds_nothing(live_server, signed_in_page: Page, ada, eaten):
    """The plus buttons stand before the button that closes; Enter must not press the first of them."""
    page = signed_in_page
    page.goto(f"{live_server.url}/day/")
    box(page, "Supplements").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("is complete"))).to_be_visible()


def test_closing_without_javascript_and_changing_how_it_felt_later(
    live_server, browser: Browser, signed_in_page: Page, ada, eaten
):
    context = browser.new_context(
        java_script_enabled=False, storage_state=signed_in_page.context.storage_state(), locale="en-US"
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/day/")
    page.get_by_text("How did the day feel?").click()
    page.get_by_role("radio", name="A great deal").check()
    page.get_by_role("button", name="Mark day complete").click()
    page.get_by_text("How did the day feel?").click()
    expect(page.get_by_role("radio", name="A great deal")).to_be_checked()
    page.get_by_role("group", name="Stress").get_by_role("radio", name="Not said").check()
    page.get_by_label("Note").fill("Slept badly")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".gc-felt summary")).to_contain_text("“Slept badly”")
    assert CheckIn.objects.of(ada).values_list("stress", "note").get() == (None, "Slept badly")
    assert Day.objects.of(ada).get().complete
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_the_open_card_and_the_preferences(
    live_server, signed_in_page: Page, ada, eaten, axe_violations, scheme, width
):
    page = signed_in_page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/day/")
    page.get_by_text("How did the day feel?").click()
    assert axe_violations(page) == []
    for control in page.locator(".gc-close .gc-seg label, .gc-close .gc-icon, .gc-close .btn, .gc-close summary").all():
        place = control.bounding_box()
        assert place
        assert place["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.goto(f"{live_server.url}/accounts/preferences/")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
