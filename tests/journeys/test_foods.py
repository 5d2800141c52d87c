"""Foods and nutrients in a real browser: a food typed from its label, logged, and what axe and the console say."""

from datetime import date

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from diary.demo import fill_diary
from diary.models import Entry
from nutrients.models import Food
from tests.diary.larder import own

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def diary(shipped_tables, transactional_db, ada, time_machine):
    """Ada eats what the demo person eats, and a bread of her own of which little is known."""
    time_machine.move_to("2026-11-16T12:00:00Z", tick=True)
    fill_diary(ada, date(2026, 11, 16), settings.FIXTURES)
    bread = own(ada, "Rye bread, corner bakery", makeup_known=False)
    bread.composition.create(nutrient_id="FE", amount=2, derivation="label", source="Label")
    portion = bread.portions.create(description="1 g", grams=1)
    Entry.objects.create(person=ada, eaten_on=date(2026, 11, 16), meal="lunch", portion=portion, quantity=60, grams=60)
    return bread


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_for_axe_or_the_console_to_say(
    live_server, signed_in_page: Page, diary, complaints, axe_violations, scheme, width
):
    page = signed_in_page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    egg, meal = (Food.objects.get(name=name) for name in ("Boiled egg", "Unknown meal"))
    foods = [f"/foods/{food.pk}/" for food in (egg, meal, diary)]
    lists = ["/foods/?q=egg", "/foods/?q=zzzz", "/nutrients/"]
    nutrients = [f"/nutrients/{tagname}/" for tagname in ("ZN", "GLN", "LIVECULT", "TRP")]
    for address in [*foods, *lists, *nutrients, "/foods/new/", f"/foods/{diary.pk}/edit/"]:
        page.goto(live_server.url + address)
        page.evaluate("document.querySelectorAll('main details').forEach((part) => { part.open = true })")
        assert axe_violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") == width, address
    page.goto(f"{live_server.url}/foods/new/")
    page.get_by_text("Minerals", exact=True).click()
    page.get_by_role("textbox", name="Zinc").fill("0")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Does it contain none?")).to_be_visible()
    assert axe_violations(page) == []
    assert [text for text in complaints if "422" not in text] == []


def test_a_food_from_its_label_is_logged_without_javascript(live_server, browser: Browser, signed_in_page: Page, diary):
    context = browser.new_context(java_script_enabled=False, storage_state=signed_in_page.context.storage_state())
    page = context.new_page()
    page.goto(f"{live_server.url}/foods/?q=oat+bar+of+mine")
    page.get_by_role("link", name="Add a food from a label").click()
    page.get_by_label("Name").fill("Oat bar of mine")
    page.get_by_text("one serving").click()
    page.get_by_label("Weight of a serving [g]").fill("40")
    page.get_by_role("textbox", name="Protein").fill("3.2")
    page.get_by_role("group", name="Salt").get_by_label("contains none").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Oat bar of mine")
    expect(page.get_by_role("row", name="Protein")).to_contain_text("8 g")
    expect(page.get_by_role("row", name="Iron")).to_contain_text("no data")
    page.get_by_role("button", name="Add to log").click()
    expect(page.get_by_text("Logged: Oat bar of mine, 40 g.")).to_be_visible()
    context.close()


def test_a_better_known_twin_takes_over_this_week(live_server, signed_in_page: Page, diary, ada):
    page = signed_in_page
    page.goto(f"{live_server.url}/nutrients/ZN/")
    page.get_by_role("button", name="Use it this week instead of Rye bread, corner bakery").click()
    expect(page.get_by_text("This week Rye bread stands in the place of Rye bread, corner bakery")).to_be_visible()
    assert not Entry.objects.of(ada).filter(portion__food=diary).exists()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("1 entry is as it was.")).to_be_visible()
    assert Entry.objects.of(ada).get(portion__food=diary).grams == 60
