"""Every page of the site, and the states that look different, in a browser: no finding of axe in light or dark, wide or
narrow; one first-level heading; no sideways scrolling at 320 px; nothing that the content security policy stopped.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Profile, User
from tests.conftest import signed_in
from tests.journeys.furnished import Furnished, furnish
from tests.journeys.looking import look, visit, width
from tests.journeys.visits import ADA, NO_PAGES, NOBODY, ROOMS
from tests.test_doors import ROWS

NOW = "2026-11-22T12:00:00Z"  # a Sunday: the week behind it is whole
PageOf = Callable[[str], tuple[Page, list[str]]]


def test_no_page_is_forgotten() -> None:
    visited = {stop.route for stops in ROOMS.values() for stop in stops if not stop.route.startswith("admin:")}
    assert visited | set(NO_PAGES) == set(ROWS)
    assert visited & set(NO_PAGES) == set()


@pytest.fixture
def furnished(shipped_tables: None, transactional_db: None, ada: User, bob: User, time_machine) -> Furnished:
    time_machine.move_to(NOW, tick=True)
    return furnish(ada, bob, datetime.fromisoformat(NOW).date())


@pytest.fixture
def page_of(browser: Browser, live_server: LiveServer, ada: User, bob: User) -> Iterator[PageOf]:
    """The page of each person, and what it complains of."""
    pages: dict[str, tuple[Page, list[str]]] = {}

    def opened(who: str) -> tuple[Page, list[str]]:
        if who not in pages:
            context = browser.new_context(reduced_motion="reduce", service_workers="block")
            if who != NOBODY:
                person = User.objects.get(email=f"{who}@example.org")
                session = signed_in(person).cookies[settings.SESSION_COOKIE_NAME].value
                cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
                context.add_cookies([cookie])
            page, heard = context.new_page(), []
            page.on("console", lambda said: heard.append(said.text) if is_complaint(said.type, said.text) else None)
            page.on("pageerror", lambda error: heard.append(str(error)))
            pages[who] = page, heard
        return pages[who]

    yield opened
    for page, _ in pages.values():
        page.context.close()


def is_complaint(kind: str, text: str) -> bool:
    """Pages that are not found, and the service worker, which the crawl does without, are none."""
    expected = text.startswith("Failed to load resource") or "Service Worker registration blocked" in text
    return kind in {"error", "warning"} and not expected


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("room", ROOMS)
def test_every_page(live_server: LiveServer, furnished: Furnished, page_of: PageOf, room: str) -> None:
    found: dict[str, list[str]] = {}
    routes: set[str] = set()
    for stop in ROOMS[room]:
        page, heard = page_of(stop.who)
        findings = visit(page, live_server.url + stop.address.format(**furnished.names), stop)
        findings += look(page, is_new=stop.route not in routes)
        routes.add(stop.route)
        if findings or heard:
            found[str(stop)] = findings + heard[:]
            heard.clear()
    assert found == {}


LONG_WORDS = (
    "/day/", "/foods/{food}/", "/meals/{saved}/", "/week/{week}/", "/week/2025-W02/", "/week/{week}/why/ZN/",
    "/week/{kept}/compare/", "/week/{week}/what-if/", "/week/{week}/summary/", "/trends/", "/nutrients/ZN/",
    "/sharing/", "/accounts/profile/", "/accounts/preferences/",
)  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_longer_words_fit_too(live_server: LiveServer, furnished: Furnished, ada: User, page_of: PageOf) -> None:
    Profile.objects.filter(user=ada).update(language="es")
    page, _ = page_of(ADA)
    found = {}
    for address in LONG_WORDS:
        page.goto(live_server.url + address.format(**furnished.names))
        expect(page.locator("html")).to_have_attribute("lang", "es")
        if findings := width(page):
            found[address] = findings
    assert found == {}


COVERED = """() => {
  const focused = document.activeElement, box = focused.getBoundingClientRect();
  if (focused === document.body) return null;
  const bars = [...document.querySelectorAll(".gc-top, .gc-tabbar, .gc-undo")].filter((bar) =>
    ["fixed", "sticky"].includes(getComputedStyle(bar).position) && !bar.contains(focused) && bar.checkVisibility());
  const style = getComputedStyle(focused);
  const isMarked = style.outlineStyle !== "none" || style.boxShadow !== "none" || focused.tagName === "MAIN"
    || getComputedStyle(focused.labels?.[0] ?? focused).outlineStyle !== "none";
  const isHidden = bars.some((bar) => {
    const over = bar.getBoundingClientRect();
    return box.height > 0 && box.top >= over.top && box.bottom <= over.bottom;
  });
  return {what: focused.outerHTML.slice(0, 120), isMarked, isHidden};
}"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1280, 360])
def test_the_keyboard_reaches_what_it_needs_and_is_always_seen(
    live_server: LiveServer, furnished: Furnished, page_of: PageOf, width: int
) -> None:
    """From the top of the day and of the week to their ends: focus is marked, and never under a bar."""
    page, heard = page_of(ADA)
    page.set_viewport_size({"width": width, "height": 700})
    for address in ("/day/", "/week/{week}/"):
        page.goto(live_server.url + address.format(**furnished.names))
        page.evaluate("document.activeElement.blur()")
        seen: list[str] = []
        for _ in range(200):
            page.keyboard.press("Tab")
            at = page.evaluate(COVERED)
            if at is None or (seen and at["what"] == seen[0]):
                break
            assert at["isMarked"], f"no focus to be seen: {at['what']}"
            assert not at["isHidden"], f"under a bar: {at['what']}"
            seen.append(at["what"])
        assert len(seen) > 20
    assert heard == []


@pytest.mark.django_db(transaction=True)
def test_who_wants_less_motion_gets_none(live_server: LiveServer, furnished: Furnished, page_of: PageOf) -> None:
    page, _ = page_of(ADA)
    moving = """() => [...document.querySelectorAll("body *")].filter((part) => {
      const style = getComputedStyle(part);
      return [...style.transitionDuration.split(","), ...style.animationDuration.split(",")]
        .some((time) => parseFloat(time) > 0.01);
    }).map((part) => part.className)"""
    for address in ("/day/", "/week/{week}/"):
        page.goto(live_server.url + address.format(**furnished.names))
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate(moving) == []
