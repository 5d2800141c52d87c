"""The desk without a mouse: words are drafted, sent, reviewed and published by the keyboard alone."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from nutrients.models import FoodAlias
from tests.desk.cast import Staff, staff

pytestmark = pytest.mark.django_db(transaction=True)
MOST_TABS = 150
RING = """(part) => {
  const box = part.getBoundingClientRect(), style = getComputedStyle(part);
  return box.bottom > 0 && box.top < innerHeight && (style.outlineStyle !== "none" || style.boxShadow !== "none");
}"""


@pytest.fixture
def desk_staff(shipped_tables: None, transactional_db: None) -> Staff:
    return staff()


def page_of(browser: Browser, client: Client, address: str) -> Page:
    """A browser of their own, signed in; where nothing moves slowly, so that what has the focus is where it stays."""
    context = browser.new_context(reduced_motion="reduce")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
    return context.new_page()


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it has the focus, which is to be seen at every stop, and goes down the page only."""
    expect(wanted).to_be_visible()
    stops: list[int] = []
    for _stop in range(MOST_TABS):
        page.keyboard.press("Tab")
        here = page.locator(":focus")
        assert here.count() == 1, "the focus left the page before it came there"
        assert here.evaluate(RING), f"the focus is not seen: {here.evaluate('(part) => part.outerHTML')[:160]}"
        stops.append(here.evaluate("(part) => [...document.querySelectorAll('*')].indexOf(part)"))
        if wanted.evaluate("(part) => part === document.activeElement"):
            break
    else:
        pytest.fail(f"{MOST_TABS} times Tab do not lead there")
    assert stops == sorted(set(stops)), "the order of the stops is that of the page"


def press(page: Page, wanted: Locator) -> None:
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def write(page: Page, wanted: Locator, text: str) -> None:
    tab_to(page, wanted)
    page.keyboard.type(text)


@pytest.mark.parametrize("width", [1280, 390])
def test_words_are_drafted_sent_and_published_without_a_mouse(
    live_server: LiveServer, browser: Browser, desk_staff: Staff, width: int
) -> None:
    ed = page_of(browser, desk_staff.as_ed, live_server.url)
    rita = page_of(browser, desk_staff.as_rita, live_server.url)
    for page in (ed, rita):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server.url}/desk/")

    press(ed, ed.get_by_role("link", name="Other words for foods"))
    press(ed, ed.get_by_role("link", name="Add other word for a food"))
    expect(ed.get_by_label("Phrase")).to_be_visible()
    write(ed, ed.get_by_label("Phrase"), "gloopy oats")
    write(ed, ed.get_by_label("Means"), "porridge")
    write(ed, ed.get_by_label("Why this change?"), "Said so in the north")
    press(ed, ed.get_by_role("button", name="Send for review"))
    expect(ed.get_by_text("A reviewer publishes it.")).to_be_visible()

    rita.reload()
    press(rita, rita.get_by_role("link", name="Said so in the north"))
    expect(rita.get_by_role("button", name="Publish", exact=True)).to_be_visible()
    press(rita, rita.get_by_role("button", name="Publish", exact=True))
    expect(rita.get_by_role("heading", name="Release 2026.11.1+1")).to_be_visible()
    assert FoodAlias.objects.filter(phrase="gloopy oats", means="porridge").exists()
    for page in (ed, rita):
        page.context.close()
