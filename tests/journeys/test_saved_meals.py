"""Logging with nearly no typing: chips, copies, a recipe made, logged, changed and split. Taps are counted."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from diary.models import Entry, Helping, SavedMeal
from nutrients.models import Food
from tests.diary.larder import food

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def larder(transactional_db):
    food(1, "Egg, boiled", ("1 large egg", 50), category="Eggs", is_common=True)
    food(2, "Rye bread", ("1 slice", 31), is_common=True)
    food(3, "Lentils, dry", ("1 cup", 200), is_common=True)


@pytest.fixture
def today(ada):
    return timezone.now().astimezone(ada.profile.zone).date()


def log(person, day, *fdc_ids, meal="breakfast"):
    for fdc_id in fdc_ids:
        portion = Food.objects.get(fdc_id=fdc_id).portions.first()
        Entry.objects.create(
            person=person, eaten_on=day, meal=meal, portion=portion, quantity=2, grams=2 * portion.grams
        )


def eaten(person, day):
    return list(Entry.objects.of(person).on(day).values_list("meal", "portion__food__fdc_id", "grams"))


def count_taps(page: Page):
    """A list that grows by one with each click the page sees, kept over page loads."""
    taps: list[str] = []
    page.expose_function("countTap", lambda text: taps.append(text))
    page.add_init_script(
        "addEventListener('click', event => event.isTrusted && countTap(event.target.innerText), true)"
    )
    return taps


def test_the_usual_breakfast_is_one_tap_and_undo_is_one_more(
    live_server, signed_in_page, ada, larder, today, complaints
):
    """On three of the last days egg and bread, yesterday only an egg."""
    page = signed_in_page
    for days in (5, 4, 3):
        log(ada, today - timedelta(days=days), 1, 2)
    log(ada, today - timedelta(days=1), 1)
    taps = count_taps(page)
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/day/?meal=breakfast")
    page.get_by_role("button", name="Your usual breakfast").click()
    expect(page.get_by_text("Copied 2 foods")).to_be_visible()
    assert len(taps) == 1
    assert eaten(ada, today) == [("breakfast", 1, 100), ("breakfast", 2, 62)]
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Took 2 copied foods off again.")).to_be_visible()
    assert eaten(ada, today) == []
    assert complaints == []


def test_same_as_yesterday_is_one_tap(live_server, signed_in_page, ada, larder, today):
    page = signed_in_page
    log(ada, today - timedelta(days=1), 1, 2)
    log(ada, today - timedelta(days=1), 3, meal="dinner")
    taps = count_taps(page)
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/day/")
    page.get_by_role("button", name="Copy all of yesterday").click()
    expect(page.get_by_text("Copied 3 foods")).to_be_visible()
    assert len(taps) == 1
    assert len(eaten(ada, today)) == 3


def test_a_usual_food_is_one_tap_with_its_last_amount(live_server, signed_in_page, ada, larder, today):
    page = signed_in_page
    log(ada, today - timedelta(days=2), 2, meal="lunch")
    taps = count_taps(page)
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/day/?meal=lunch")
    page.get_by_role("button", name="Rye bread 2 × slice").click()
    expect(page.get_by_text("Logged: Rye bread, 62 g.")).to_be_visible()
    assert len(taps) == 1


def test_a_meal_is_saved_made_a_recipe_logged_changed_and_split(
    live_server, signed_in_page, ada, larder, today, complaints, axe_violations
):
    page = signed_in_page
    log(ada, today, 3, meal="dinner")
    page.goto(f"{live_server.url}/day/")
    page.get_by_label("Copy, move, save or remove dinner").click()
    page.get_by_role("link", name="Save as a meal or recipe").click()
    page.get_by_label("Name").fill("Lentil soup")
    page.get_by_label("Add a food").press_sequentially("egg")
    page.get_by_role("button", name="Egg, boiled").click()
    expect(page.get_by_role("group", name="Egg, boiled").get_by_label("Amount")).to_be_focused()
    page.get_by_role("group", name="Egg, boiled").get_by_label("Amount").fill("4")
    page.get_by_label("Servings it makes").fill("4")
    page.get_by_label("Weight after cooking").fill("1400")
    assert axe_violations(page) == []
    page.get_by_label("Weight after cooking").press("Enter")
    expect(page.get_by_text("Saved: Lentil soup.")).to_be_visible()
    expect(page.get_by_text("4, of 350 g each after cooking")).to_be_visible()
    assert axe_violations(page) == []

    page.get_by_label("Unit").select_option("g")
    page.get_by_label("Amount").fill("700")
    page.get_by_label("Amount").press("Enter")
    expect(page.get_by_text("Logged: Lentil soup, 2 servings.")).to_be_visible()
    assert list(Helping.objects.get().entries.values_list("grams", flat=True)) == [200, 100]

    recipe = SavedMeal.objects.get()
    page.goto(f"{live_server.url}/meals/{recipe.pk}/edit/")
    page.get_by_role("button", name="Take Lentils, dry out").click()
    expect(page.get_by_role("group", name="Lentils, dry")).to_have_count(0)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved: Lentil soup.")).to_be_visible()
    assert recipe.foods.count() == 1
    assert list(Helping.objects.get().entries.values_list("grams", flat=True)) == [200, 100]

    page.goto(f"{live_server.url}/day/")
    row = page.locator("summary", has_text="Lentil soup")
    expect(row).to_contain_text("700 g")
    row.press("Enter")
    assert axe_violations(page) == []
    page.get_by_role("button", name="Split into its foods").click()
    expect(page.get_by_text("Split Lentil soup into 2 foods.")).to_be_visible()
    assert not Helping.objects.exists()
    assert [grams for _meal, _food, grams in eaten(ada, today)] == [400, 200, 100]
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("summary", has_text="Lentil soup")).to_be_visible()
    assert complaints == []


def test_without_javascript_a_recipe_is_made_and_enter_takes_no_food_out(
    live_server, browser: Browser, signed_in_page, ada, larder
):
    context = browser.new_context(java_script_enabled=False, storage_state=signed_in_page.context.storage_state())
    page = context.new_page()
    page.goto(f"{live_server.url}/meals/new/")
    page.get_by_label("Name").fill("Eggs")
    for words in ("egg", "bread"):
        page.get_by_label("Add a food").fill(words)
        page.get_by_label("Add a food").press("Enter")
        page.locator("[name=add]").first.click()
    page.get_by_label("Name").press("Enter")
    expect(page.get_by_text("Saved: Eggs.")).to_be_visible()
    assert SavedMeal.objects.of(ada).get().foods.count() == 2
    context.close()
