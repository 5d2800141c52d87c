"""A meal in one sentence in a real browser: keys and taps are counted, and nothing that was typed is ever lost.

What a sentence means has its own tests; here it is enough that eggs and bread are found.
"""

import re
import time

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from diary.models import Entry, Sentence
from nutrients.models import Food
from tests.diary.larder import food

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = "#preview .gc-prow"


@pytest.fixture
def larder(transactional_db):
    food(1, "Egg, boiled", ("1 large egg", 50), category="Eggs", is_common=True)
    food(2, "Egg, fried", ("1 large egg", 46), category="Eggs", is_common=True)
    food(3, "Toast", ("1 slice", 25), is_common=True)
    food(Food.GUTCHECK_FOODS + 1, "Unknown meal", ("1 part of a meal", 100))


class Hands:
    """A person at the page: what they do is done and counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.taps, self.letters = page, 0, 0, 0

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.letters += len(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def tap(self, target: Locator) -> None:
        target.click()
        self.taps += 1

    @property
    def counted(self) -> tuple[int, int]:
        """Keys beside the letters of the words, and taps."""
        return self.keys, self.taps


@pytest.fixture
def hands(live_server, signed_in_page: Page, larder) -> Hands:
    signed_in_page.goto(f"{live_server.url}/day/")
    expect(signed_in_page.get_by_label("What did you eat?")).to_be_focused()
    return Hands(signed_in_page)


def today_of(person):
    return timezone.now().astimezone(person.profile.zone).date()


def log_egg(person, **fields):
    portion = Food.objects.get(fdc_id=1).portions.first()
    fields = {"eaten_on": today_of(person), "meal": "lunch", "quantity": 1, "grams": 50} | fields
    return Entry.objects.create(person=person, portion=portion, **fields)


@pytest.mark.parametrize(
    ("address", "label", "words", "answer"),
    [
        ("/day/", "What did you eat?", "2 eggs", ROWS),
        ("/day/?find=", "Find a food", "egg", "#food-options [role=option]"),
    ],
)
def test_words_typed_before_the_scripts_arrive_are_read(live_server, hands: Hands, address, label, words, answer):
    """On a slow line the box has the focus long before the scripts are there."""
    page, held = hands.page, []
    # Scripts run in their order: while one is held, all after it wait too.
    page.route(re.compile(r"gutcheck(\.[0-9a-f]+)?\.js"), lambda route: held.append(route))
    page.goto(f"{live_server.url}{address}", wait_until="commit")
    expect(page.get_by_label(label)).to_be_focused()
    hands.write(words)
    expect(page.get_by_label(label)).to_have_value(words)
    (script,) = held
    script.continue_()
    expect(page.locator(answer).first).to_be_visible()


def test_the_sentence_enter_enter(hands: Hands, ada, complaints):
    """2 eggs and toast: no click, and two keys beside its letters."""
    page = hands.page
    hands.write("2 eggs and toast")
    hands.press("Enter")
    expect(page.locator(ROWS)).to_have_count(2)
    expect(page.get_by_role("status").filter(has_text="2 foods. Every phrase understood.")).to_be_attached()
    hands.press("Enter")
    expect(page.get_by_text(re.compile("Added 2 foods to"))).to_be_visible()
    expect(page.get_by_label("What did you eat?")).to_be_focused()
    assert hands.counted == (2, 0)
    assert [entry.grams for entry in Entry.objects.of(ada)] == [100, 25]
    assert Sentence.objects.of(ada).get().text == "2 eggs and toast"
    assert complaints == []


def test_one_enter_is_enough_where_the_preview_is_there(hands: Hands, ada):
    hands.write("2 eggs and toast")
    expect(hands.page.locator(ROWS)).to_have_count(2)
    hands.press("Enter")
    expect(hands.page.get_by_text(re.compile("Added 2 foods to"))).to_be_visible()
    assert hands.counted == (1, 0)


def test_two_quick_enters_add_once_the_slow_answer_is_there(hands: Hands, ada):
    hands.page.route("**/read/", lambda route: (time.sleep(0.4), route.continue_()))
    hands.write("2 eggs")
    hands.press("Enter", "Enter")
    expect(hands.page.get_by_text("Added 1 food to")).to_be_visible()
    assert Entry.objects.of(ada).get().grams == 100


def test_words_typed_on_are_never_added_by_an_older_preview(hands: Hands, ada):
    hands.write("2 eggs")
    expect(hands.page.locator(ROWS)).to_have_count(1)
    hands.write(" and toast")
    hands.press("Enter")
    expect(hands.page.locator(ROWS)).to_have_count(2)
    assert not Entry.objects.exists()


def test_shift_enter_is_a_new_line_and_escape_keeps_the_words(hands: Hands, ada):
    page = hands.page
    hands.write("2 eggs")
    page.keyboard.press("Shift+Enter")
    hands.write("toast")
    expect(page.get_by_label("What did you eat?")).to_have_value("2 eggs\ntoast")
    expect(page.locator(ROWS)).to_have_count(2)
    hands.press("Escape", "Escape")
    expect(page.get_by_label("What did you eat?")).to_have_value("2 eggs\ntoast")
    expect(page.locator(ROWS)).to_have_count(2)


def test_an_amount_is_corrected_before_adding_with_tap_type_enter(hands: Hands, ada, complaints):
    page = hands.page
    hands.write("2 eggs")
    hands.tap(page.get_by_role("button", name=re.compile("Change Egg")))
    expect(page.get_by_label("Amount")).to_be_focused()
    hands.write("3")
    hands.press("Enter")
    expect(page.locator(ROWS)).to_contain_text("150")
    expect(page.get_by_label("What did you eat?")).to_be_focused()
    assert hands.counted == (1, 1)
    hands.press("Enter")
    expect(page.get_by_text("Added 1 food to")).to_be_visible()
    assert Entry.objects.of(ada).get().grams == 150
    assert complaints == []


def test_a_logged_amount_is_corrected_with_tap_type_enter(hands: Hands, ada, live_server):
    log_egg(ada, assumed="quantity")
    page = hands.page
    page.goto(f"{live_server.url}/day/")
    expect(page.locator(".gc-item .gc-assumed")).to_be_visible()
    hands.tap(page.locator(".gc-item"))
    expect(page.get_by_label("Amount")).to_be_focused()
    hands.write("2")
    hands.press("Enter")
    expect(page.get_by_text("Changed: Egg, boiled")).to_be_visible()
    expect(page.locator(".gc-item .gc-assumed")).to_have_count(0)
    assert hands.counted == (1, 1)
    assert Entry.objects.get().grams == 100


def test_the_next_best_food_is_one_tap_away(hands: Hands, ada):
    page = hands.page
    hands.write("egg")
    other = page.locator(f"{ROWS} .or button").first
    name = other.inner_text().split("\n")[-1]
    hands.tap(other)
    expect(page.locator(f"{ROWS} .food")).to_have_text(name)
    assert hands.counted == (0, 1)


def test_a_food_is_searched_within_a_row(hands: Hands, ada, complaints):
    page = hands.page
    hands.write("egg")
    page.get_by_role("button", name=re.compile("Change Egg")).press("Enter")
    page.get_by_role("button", name="Another food").press("Enter")
    search = page.get_by_role("combobox", name="Which food is “egg”?")
    expect(search).to_be_focused()
    page.keyboard.type("toa")
    expect(page.locator("#find-0-list [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(f"{ROWS} .food")).to_have_text("Toast")
    assert complaints == []


def test_words_not_understood_are_kept_and_looked_at_again(hands: Hands, ada, complaints):
    page = hands.page
    hands.write("2 eggs and a slice of oma's zelnik")
    hands.press("Enter")
    expect(page.get_by_text("Not understood: “")).to_be_visible()
    hands.press("Enter")
    expect(page.get_by_text("Added 1 food to")).to_be_visible()
    expect(page.get_by_text("counts as unknown until")).to_be_visible()
    page.get_by_role("link", name="Look again").click()
    page.get_by_role("button", name=re.compile("Log as unknown.*zelnik")).click()
    expect(page.get_by_text("1 food counts as unknown.").first).to_be_visible()
    page.locator("[data-add]").click()
    expect(page.get_by_text("Added 1 food to")).to_be_visible()
    expect(page.get_by_text("counts as unknown until")).to_have_count(0)
    assert Sentence.objects.of(ada).count() == 1
    assert Entry.objects.of(ada).count() == 2
    assert complaints == []


def test_undo_keeps_the_words(hands: Hands, ada):
    page = hands.page
    hands.write("2 eggs")
    hands.press("Enter")
    expect(page.locator(ROWS)).to_have_count(1)
    hands.press("Enter")
    expect(page.get_by_text("Added 1 food to")).to_be_visible()
    expect(page.get_by_label("What did you eat?")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    expect(page.get_by_text("Your words are kept below.")).to_be_visible()
    expect(page.get_by_text("counts as unknown until you look at it")).to_be_visible()
    assert not Entry.objects.exists()


def test_letters_are_shortcuts_only_where_nothing_is_typed(hands: Hands, ada, live_server, complaints):
    log_egg(ada)
    page = hands.page
    page.goto(f"{live_server.url}/day/")
    box = page.get_by_label("What did you eat?")
    expect(box).to_be_focused()
    page.keyboard.type("?juk/")
    expect(box).to_have_value("?juk/")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("Undo what was just done")
    dialog.get_by_label("Single letters are shortcuts on this device").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.locator("h1").click()
    page.keyboard.press("j")
    expect(page.locator(".gc-item")).not_to_be_focused()
    page.get_by_role("link", name="Keyboard shortcuts").click()
    dialog.get_by_label("Single letters are shortcuts on this device").check()
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("j")
    expect(page.locator(".gc-item")).to_be_focused()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    expect(page.get_by_label("Find a food")).to_be_focused()
    expect(box).to_have_value("?juk/")
    assert complaints == []


def test_all_of_it_without_javascript(live_server, browser: Browser, signed_in_page: Page, ada, larder):
    context = browser.new_context(
        java_script_enabled=False, storage_state=signed_in_page.context.storage_state(), locale="en-US"
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/day/")
    page.get_by_label("What did you eat?").fill("2 eggs, toast and a slice of oma's zelnik")
    page.get_by_role("button", name="Look it up").click()
    expect(page.locator(ROWS)).to_have_count(3)
    page.get_by_role("button", name=re.compile("Change Egg")).click()
    page.get_by_label("Amount").fill("lots")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("not an amount GutCheck can read")).to_be_visible()
    page.get_by_label("Amount").fill("3")
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Pick a food").click()
    page.get_by_label("Which food is “").fill("toast")
    page.get_by_role("button", name="Search", exact=True).click()
    page.locator("[data-found] button").first.click()
    page.locator("[data-add]").click()
    expect(page.get_by_text("Added 3 foods to")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Your words are kept below.")).to_be_visible()
    page.get_by_role("button", name="Leave out").click()
    expect(page.get_by_text("Left out. Your words stay with the meal.")).to_be_visible()
    page.goto(f"{live_server.url}/shortcuts/")
    expect(page.get_by_role("heading", name="Keys of the day page")).to_be_visible()
    assert Sentence.objects.of(ada).get().text == "2 eggs, toast and a slice of oma's zelnik"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(hands: Hands, ada, axe_violations, scheme, width, live_server):
    page = hands.page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    states = []

    def look(name: str) -> None:
        states.extend(f"{name}: {found}" for found in axe_violations(page))
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            states.append(f"{name}: scrolls sideways")

    hands.write("2 eggs, toast and a slice of oma's zelnik")
    expect(page.locator(ROWS)).to_have_count(3)
    look("preview")
    page.get_by_role("button", name=re.compile("Change Egg")).click()
    expect(page.get_by_label("Amount")).to_be_focused()
    look("row changed")
    page.get_by_role("button", name="Pick a food").click()
    expect(page.get_by_role("combobox", name="Which food is “")).to_be_focused()
    page.keyboard.type("egg")
    expect(page.locator("[role=option]")).to_have_count(2)
    look("food picked")
    page.get_by_role("button", name=re.compile("Log as unknown.*zelnik")).click()
    expect(page.get_by_text("counts as unknown").first).to_be_visible()
    look("logged as unknown")
    small = page.evaluate(
        """() => [...document.querySelectorAll('#say button, #say a, #say select, #say input')]
              .filter((e) => e.offsetParent && !e.closest('.visually-hidden'))
              .map((e) => [e.textContent.trim() || e.name, e.getBoundingClientRect().height])
              .filter(([, height]) => height < 36)"""
    )
    assert small == []
    page.locator("[data-add]").click()
    Sentence.objects.create(
        person=ada, eaten_on=today_of(ada), meal="lunch", text="<b>" * 40, state="waiting",
        key="00000000-0000-4000-8000-000000000000",
    )  # fmt: skip
    page.goto(f"{live_server.url}/day/")
    page.locator(".gc-item").first.click()
    expect(page.get_by_label("Amount")).to_be_focused()
    look("entry changed, words open")
    page.keyboard.press("Escape")
    page.locator("[data-shortcuts]").evaluate("link => link.click()")  # no link to see on a phone
    expect(page.get_by_role("dialog")).to_be_visible()
    look("shortcuts")
    assert states == []
