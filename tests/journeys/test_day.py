"""Logging a food with the keyboard alone, with and without JavaScript, and what axe and the console say."""

import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from diary.models import Day, Entry
from nutrients.models import Food
from tests.diary.larder import food

OPTIONS = "#food-options [role=option]"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def larder(transactional_db):
    food(1, "Egg, boiled", ("1 large egg", 50), category="Eggs", is_common=True)
    food(2, "Egg white", ("1 egg white", 33), category="Eggs")
    food(3, "Rye bread", ("1 slice", 31))


def log_egg(person):
    """One boiled egg today."""
    portion = Food.objects.get(fdc_id=1).portions.first()
    today = timezone.now().astimezone(person.profile.zone).date()
    Entry.objects.create(person=person, eaten_on=today, meal="lunch", portion=portion, quantity=1, grams=50)


def test_type_choose_amount_enter_with_the_keyboard_only(live_server, signed_in_page: Page, ada, larder, complaints):
    page = signed_in_page
    page.goto(f"{live_server.url}/day/?find=")
    expect(page.get_by_label("Find a food")).to_be_focused()
    page.keyboard.type("eg")
    box, options = page.get_by_role("combobox", name="Find a food"), page.locator(OPTIONS)
    expect(options).to_have_count(2)
    expect(page.get_by_role("status").filter(has_text="2 foods found")).to_be_attached()
    expect(options.first).to_have_attribute("aria-selected", "true")

    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("eg")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    expect(page.get_by_label("Amount")).to_be_focused()
    expect(page.get_by_label("Find a food")).to_have_value("eg")
    page.keyboard.type("2")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Logged: Egg, boiled, 100 g.")).to_be_visible()
    expect(page.get_by_label("What did you eat?")).to_be_focused()
    entry = Entry.objects.of(ada).get()
    assert (entry.quantity, entry.grams) == (2, 100)
    assert complaints == []


def test_typing_on_without_waiting_for_the_server_loses_no_key(live_server, signed_in_page: Page, ada, larder):
    page = signed_in_page
    page.route("**/day/*?*food=*", lambda route: (time.sleep(0.3), route.continue_()))
    page.goto(f"{live_server.url}/day/?find=")
    expect(page.get_by_label("Find a food")).to_be_focused()
    page.keyboard.type("eg")
    expect(page.locator(OPTIONS)).to_have_count(2)
    for key in ("Enter", "1", "/", "3", "Backspace", "2", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text("Logged: Egg, boiled, 25 g.")).to_be_visible()
    assert Entry.objects.of(ada).get().quantity == 0.5


def test_enter_before_the_list_came_takes_its_first_food(live_server, signed_in_page: Page, ada, larder):
    """ "eg" is asked for, "egg" and Enter follow at once, then the amount: the slow answer finds all of it waiting."""
    page = signed_in_page
    page.route("**/foods/search/*", lambda route: (time.sleep(0.3), route.continue_()))
    page.goto(f"{live_server.url}/day/?find=")
    expect(page.get_by_label("Find a food")).to_be_focused()
    page.keyboard.type("eg")
    page.wait_for_timeout(150)
    page.keyboard.type("g")
    for key in ("Enter", "2", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text("Logged: Egg, boiled, 100 g.")).to_be_visible()
    assert Entry.objects.of(ada).get().quantity == 2


def test_enter_before_an_empty_list_came_says_so_and_stays(live_server, signed_in_page: Page, larder):
    page = signed_in_page
    page.goto(f"{live_server.url}/day/?find=")
    expect(page.get_by_label("Find a food")).to_be_focused()
    page.keyboard.type("zelnik")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No food is called “zelnik”.").first).to_be_visible()
    page.keyboard.press("Backspace")
    expect(page.get_by_label("Find a food")).to_have_value("zelni")


def test_a_search_that_failed_does_not_keep_enter_waiting(live_server, signed_in_page: Page, larder):
    page = signed_in_page
    page.route("**/foods/search/*", lambda route: route.abort())
    page.goto(f"{live_server.url}/day/?find=")
    expect(page.get_by_label("Find a food")).to_be_focused()
    page.keyboard.type("egg")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Egg, boiled")).to_be_visible()


def test_what_the_page_found_is_taken_with_enter_and_arrows(live_server, signed_in_page: Page, larder):
    page = signed_in_page
    page.goto(f"{live_server.url}/day/?find=egg")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Add to log")).to_be_visible()
    expect(page.locator("#chosen-food")).to_contain_text("Egg, boiled")

    page.goto(f"{live_server.url}/day/?find=egg")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#chosen-food")).to_contain_text("Egg white")


def test_escape_leaves_the_amount_and_keeps_the_words(live_server, signed_in_page: Page, ada, larder):
    page = signed_in_page
    page.goto(f"{live_server.url}/day/?find=")
    expect(page.get_by_label("Find a food")).to_be_focused()
    page.keyboard.type("egg")
    expect(page.locator(OPTIONS)).to_have_count(2)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Amount")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Amount")).to_have_count(0)
    expect(page.get_by_label("Find a food")).to_be_focused()
    expect(page.get_by_label("Find a food")).to_have_value("egg")

    log_egg(ada)
    page.goto(f"{live_server.url}/day/")
    page.locator(".gc-item").press("Enter")
    expect(page.get_by_label("Amount")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".gc-item")).to_be_visible()


def test_menus_close_with_escape_and_beside_them_and_stay_above_the_tab_bar(
    live_server, signed_in_page: Page, ada, larder
):
    log_egg(ada)
    page = signed_in_page
    page.set_viewport_size({"width": 390, "height": 640})
    page.goto(f"{live_server.url}/day/")
    summary, menu = page.locator(".gc-meal summary"), page.locator(".gc-meal .gc-pop-in")
    summary.evaluate("element => scrollTo(0, scrollY + element.getBoundingClientRect().bottom - innerHeight + 80)")
    summary.click()
    button = menu.get_by_role("button", name="Move", exact=True)
    expect(button).to_be_visible()
    page.wait_for_timeout(200)
    bar = page.locator(".gc-tabbar").bounding_box()
    assert bar
    place = button.bounding_box()
    assert place
    assert place["y"] + place["height"] <= bar["y"]
    page.keyboard.press("Escape")
    expect(button).to_be_hidden()
    expect(summary).to_be_focused()
    summary.click()
    page.locator("h1").click()
    expect(button).to_be_hidden()


def test_a_copy_and_its_undo(live_server, signed_in_page: Page, ada, larder, complaints):
    log_egg(ada)
    Entry.objects.update(eaten_on=timezone.now().astimezone(ada.profile.zone).date() - timedelta(days=1))
    page = signed_in_page
    page.goto(f"{live_server.url}/day/")
    page.get_by_role("button", name="Copy all of yesterday").click()
    page.get_by_role("button", name="Copy all of yesterday").click()
    expect(page.get_by_text("Nothing was copied: this day holds that food already")).to_be_visible()
    page.get_by_role("button", name="Copy it again anyway").click()
    assert Entry.objects.count() == 3
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Took 1 copied food off again.")).to_be_visible()
    assert Entry.objects.count() == 2
    assert complaints == []


def test_an_older_answer_is_never_taken_for_newer_words(live_server, signed_in_page: Page, larder):
    """Typed on after the list came: Enter searches for the new words instead of taking the old first option."""
    page = signed_in_page
    page.goto(f"{live_server.url}/day/?find=")
    expect(page.get_by_label("Find a food")).to_be_focused()
    page.keyboard.type("eg")
    expect(page.locator(OPTIONS)).to_have_count(2)
    page.keyboard.type("gplant")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No food is called “eggplant”.").first).to_be_visible()
    expect(page.get_by_label("Amount")).to_have_count(0)


def test_change_remove_and_undo_with_the_keyboard(live_server, signed_in_page: Page, ada, larder, complaints):
    log_egg(ada)
    page = signed_in_page
    page.goto(f"{live_server.url}/day/")
    page.get_by_role("link", name="Egg, boiled").press("Enter")
    expect(page.get_by_label("Amount")).to_be_focused()
    page.keyboard.type("1 1/2")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Changed: Egg, boiled, 75 g.")).to_be_visible()

    page.get_by_role("link", name="Egg, boiled").press("Enter")
    expect(page.get_by_label("Amount")).to_be_focused()
    page.get_by_role("button", name="Remove").press("Enter")
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_text("Put back 1 food.")).to_be_visible()
    assert Entry.objects.of(ada).get().grams == 75
    assert complaints == []


def test_the_same_without_javascript(live_server, browser: Browser, signed_in_page: Page, ada, larder):
    context = browser.new_context(
        java_script_enabled=False, storage_state=signed_in_page.context.storage_state(), locale="en-US"
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/day/")
    page.get_by_role("link", name="Search foods").click()
    page.get_by_label("Find a food").fill("egg")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Egg, boiled").press("Enter")
    page.get_by_label("Amount").fill("0")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The amount must be more than 0.")).to_be_visible()
    page.get_by_label("Amount").fill("½")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Logged: Egg, boiled, 25 g.")).to_be_visible()

    page.get_by_role("link", name="Egg, boiled").click()
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("radio", name="Ate less").check()
    page.get_by_role("button", name="Mark day complete").click()
    expect(page.get_by_role("heading", name=re.compile("is complete"))).to_be_visible()
    assert Entry.objects.of(ada).get().grams == 25
    assert Day.objects.of(ada).get().complete
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(live_server, signed_in_page: Page, ada, larder, axe_violations, scheme, width):
    page = signed_in_page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/day/")
    assert axe_violations(page) == []  # the first day
    log_egg(ada)
    page.goto(f"{live_server.url}/day/")
    row = page.locator(".gc-item")
    assert row.evaluate("element => element.getBoundingClientRect().height") >= 44
    expect(row.locator(".e")).to_be_visible()  # a row shows that it can be changed
    page.locator(".gc-meal summary").click()
    page.keyboard.press("Tab")
    assert axe_violations(page) == []  # a day with food, the menu of a meal open
    page.goto(f"{live_server.url}/day/?find=")
    expect(page.get_by_label("Find a food")).to_be_focused()
    page.keyboard.type("egg")
    expect(page.locator(OPTIONS)).to_have_count(2)
    assert axe_violations(page) == []  # the list open
    page.keyboard.press("Enter")
    expect(page.get_by_label("Amount")).to_be_focused()
    assert axe_violations(page) == []  # a food chosen
    page.keyboard.type("nothing")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Write a number such as 2")).to_be_visible()
    assert axe_violations(page) == []  # an error beside its input
    page.locator(".gc-item").click()
    expect(page.get_by_role("button", name="Remove")).to_be_visible()
    assert axe_violations(page) == []  # an entry being changed
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_on_a_phone_the_button_that_adds_stays_in_reach(live_server, signed_in_page: Page, larder):
    page = signed_in_page
    page.set_viewport_size({"width": 390, "height": 700})
    page.goto(f"{live_server.url}/day/?q=egg, rye bread, zelnik, burek, tavche, ajvar, kifla")
    foot, tabs = page.locator("#preview .gc-prev-foot"), page.locator(".gc-tabbar")
    expect(foot.locator("[data-add]")).to_be_in_viewport(ratio=1)
    assert foot.bounding_box()["y"] + foot.bounding_box()["height"] <= tabs.bounding_box()["y"] + 1
    expect(foot.locator(".gc-kbd")).to_be_hidden()


def test_words_typed_after_the_session_ended_come_back_in_the_box(live_server, signed_in_page: Page, ada, larder):
    page = signed_in_page
    page.goto(f"{live_server.url}/day/")
    for gone, words in (("sid", "2 boiled eggs"), (None, "rye bread & eggs")):
        page.context.clear_cookies(name=gone) if gone else page.context.clear_cookies()
        page.get_by_label("What did you eat?").fill(words)
        if not gone:  # the form cannot be trusted either: its words stand on the page that says so
            page.get_by_role("button", name="Take them to the day").click()
        page.get_by_label("Email").fill(ada.email)
        page.get_by_label("Password").fill(ada.email)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_label("What did you eat?")).to_have_value(words)
