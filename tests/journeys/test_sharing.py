"""A week closed, shared and read by others, in real browsers."""

from datetime import date

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from diary.demo import fill_diary
from diary.models import CheckIn
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
WEEK = "/week/2026-W46/"
SCHEMES = [("light", 1280), ("dark", 360)]


@pytest.fixture
def diary(shipped_tables, transactional_db, ada, time_machine):
    time_machine.move_to("2026-11-16T12:00:00Z", tick=True)
    fill_diary(ada, date(2026, 11, 16), settings.FIXTURES)
    CheckIn.objects.update_or_create(person=ada, date=date(2026, 11, 10), defaults={"stress": 2})


def looks_good(page: Page, axe_violations, complaints):
    for scheme, width in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("document.querySelectorAll('main details').forEach((part) => { part.open = true })")
        assert axe_violations(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") == width, page.url
    assert complaints == []


def test_keep_share_open_and_take_back(
    live_server, signed_in_page: Page, browser: Browser, diary, complaints, axe_violations
):
    page = signed_in_page
    page.goto(live_server.url + WEEK)
    page.get_by_role("button", name="Keep this report as it is").click()
    expect(page.get_by_text("As kept on 16 November 2026")).to_be_visible()
    looks_good(page, axe_violations, complaints)
    page.get_by_role("link", name="Recompute with today’s tables").click()
    expect(page.get_by_text("Every nutrient reads as it did.")).to_be_visible()
    looks_good(page, axe_violations, complaints)

    page.goto(live_server.url + WEEK)
    page.get_by_text("Make a link that shows this report").click()
    page.get_by_label("30 days").check()
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_label("Address to copy")).to_be_focused()
    link = page.get_by_label("Address to copy").input_value()
    looks_good(page, axe_violations, complaints)

    guest = browser.new_context().new_page()
    heard: list[str] = []
    guest.on("console", lambda message: heard.append(message.text) if message.type in {"error", "warning"} else None)
    guest.goto(link)
    expect(guest.get_by_text("A weekly report, shared to be read.")).to_be_visible()
    looks_good(guest, axe_violations, heard)
    guest.locator("a[href*='/why/VITD/']").first.click()
    expect(guest.get_by_role("heading", level=1)).to_contain_text("Vitamin D")
    assert guest.evaluate("document.referrer") == ""
    looks_good(guest, axe_violations, heard)

    page.reload()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("status").get_by_text("That link opens nothing any more.")).to_be_visible()
    guest.reload()
    expect(guest.get_by_role("heading", name="This link opens nothing")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    guest.reload()
    expect(guest.get_by_role("heading", level=1)).to_contain_text("Vitamin D")
    guest.context.close()


def test_an_invited_reader_reads_and_is_shut_out(
    live_server, signed_in_page: Page, browser: Browser, diary, bob, complaints, axe_violations
):
    page = signed_in_page
    page.goto(live_server.url + "/sharing/")
    page.get_by_label("Who is it?").fill("Dr Weber")
    page.get_by_label("Weekly reports and check-ins").check()
    page.get_by_role("button", name="Make the invitation").click()
    address = page.get_by_label("Address to copy").input_value()

    context = browser.new_context()
    session = signed_in(bob).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    reader, heard = context.new_page(), []
    reader.on("console", lambda message: heard.append(message.text) if message.type in {"error", "warning"} else None)
    reader.goto(address)
    looks_good(reader, axe_violations, heard)
    reader.get_by_role("button", name="Accept").click()
    looks_good(reader, axe_violations, heard)
    reader.get_by_role("link", name="Week of 9–15 November").click()
    expect(reader.get_by_role("heading", name="How the days felt")).to_be_visible()
    looks_good(reader, axe_violations, heard)
    reader.goto(live_server.url + "/readings/")
    looks_good(reader, axe_violations, heard)

    page.goto(live_server.url + "/sharing/")
    expect(page.get_by_text("can read", exact=True)).to_be_visible()
    looks_good(page, axe_violations, complaints)
    page.get_by_role("button", name="Take it back Dr Weber").click()
    reader.reload()
    expect(reader.get_by_text("Nobody shares reports with you.")).to_be_visible()
    context.close()
