"""The report in a real browser: what axe says, what the console says, and whether it fits a phone."""

import re
from datetime import date

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from diary.demo import fill_diary
from diary.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ["/week/", "/week/2026-W46/why/VITD/", "/week/2026-W46/why/FE/", "/week/2026-W46/why/LIVECULT/"]
PAGES += ["/week/2026-W46/why/ID/", "/week/2026-W46/why/NA/"]
PAGES += ["/nutrients/ZN/", "/nutrients/CHOLN/?weeks=52", "/nutrients/LIVECULT/?weeks=26", "/trends/"]
PAGES += ["/week/2026-W46/what-if/?reference_set=EFSA&sex=male&age=70"]
CUT_OFF = """[...document.querySelectorAll("main .gc-v")].map((v) => [v.textContent, v.getBoundingClientRect()])
    .filter(([, box]) => box.right > innerWidth).map(([text]) => text)"""


@pytest.fixture
def diary(shipped_tables, transactional_db, ada, time_machine):
    """Ada eats what the demo person eats."""
    time_machine.move_to("2026-11-16T12:00:00Z", tick=True)  # Monday: last week is the newest with anything in it
    fill_diary(ada, date(2026, 11, 16), settings.FIXTURES)
    assert Entry.objects.of(ada).exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_for_axe_or_the_console_to_say(
    live_server, signed_in_page: Page, diary, complaints, axe_violations, scheme, width
):
    page = signed_in_page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for address in PAGES:
        page.goto(live_server.url + address)
        page.evaluate("document.querySelectorAll('main details').forEach((part) => { part.open = true })")
        assert axe_violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") == width, address
        assert page.evaluate(CUT_OFF) == [], address
    assert complaints == []


def test_a_summary_is_hidden_only_where_the_browser_can_open_what_it_hides():
    """Browsers without ::details-content keep the summary: else the table behind it could not be reached."""
    css = (settings.BASE_DIR / "static" / "gutcheck.css").read_text()
    inside, outside = "", css
    for block in re.findall(r"@supports selector\(::details-content\) \{.*?\n  \}", css, re.S):
        inside, outside = inside + block, outside.replace(block, "")
    assert inside.count("display: none") == 3
    assert not re.search(r"(openlg2?|gc-more)[^{}]*\{[^}]*display: none|::details-content", outside)


def test_from_the_flag_to_the_sum_and_back(live_server, signed_in_page: Page, diary):
    page = signed_in_page
    page.goto(f"{live_server.url}/week/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Week of 9–15 November")
    page.get_by_role("link", name="Why this flag? Vitamin D").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vitamin D: looks low in your log")
    expect(page.get_by_role("list", name="Formula with numbers")).to_contain_text("Φ(z)")
    page.get_by_role("link", name="Week of 9–15 November").click()
    expect(page.get_by_role("heading", name="Looks low", exact=True)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_to_say_of_the_report_in_words_and_of_the_list_of_foods_not_eaten(
    live_server, signed_in_page: Page, diary, ada, complaints, axe_violations, scheme, width
):
    ada.profile.avoidances.create(words="peanuts", reason="allergy")
    type(ada.profile).objects.filter(user=ada).update(hides_numbers=True)
    page = signed_in_page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("/week/2026-W46/", "/week/2026-W46/why/VITD/", "/accounts/foods-not-eaten/"):
        page.goto(live_server.url + address)
        page.evaluate("document.querySelectorAll('main details').forEach((part) => { part.open = true })")
        assert axe_violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") == width, address
    assert complaints == []


def test_one_tap_plans_and_the_day_offers_to_log_it(
    live_server, signed_in_page: Page, diary, complaints, axe_violations
):
    page = signed_in_page
    page.goto(f"{live_server.url}/week/")
    page.get_by_role("button", name="Plan for tomorrow").first.click()
    expect(page.get_by_text("Planned for Tuesday.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Week of 9–15 November")  # still on the report
    page.get_by_role("link", name="See the day").click()
    expect(page.get_by_role("heading", name="You planned")).to_be_visible()
    assert axe_violations(page) == []
    page.get_by_role("button", name="Log it").click()
    expect(page.get_by_text("Logged at")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Not this day").click()
    expect(page.get_by_text("No longer planned")).to_be_visible()
    expect(page.get_by_role("heading", name="You planned")).to_have_count(0)
    assert complaints == []
