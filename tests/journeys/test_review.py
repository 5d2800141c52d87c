"""A change of the tables taken through all its steps in real browsers: drafted, reviewed, published, taken back."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from diary.demo import fill_diary
from diary.models import Entry
from tests.desk.cast import Staff, change, draft, staff

pytestmark = pytest.mark.django_db(transaction=True)
WEEK = "/week/2026-W46/"


@pytest.fixture
def desk_staff(shipped_tables, transactional_db, ada, time_machine) -> Staff:
    time_machine.move_to("2026-11-16T12:00:00Z", tick=True)
    fill_diary(ada, date(2026, 11, 16), settings.FIXTURES)
    return staff()


def browser_of(browser: Browser, client: Client, address: str) -> tuple[Page, list[str]]:
    """A browser of their own, signed in, and what it complains of."""
    context = browser.new_context()
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
    page, heard = context.new_page(), []
    page.on("console", lambda said: heard.append(said.text) if said.type in {"error", "warning"} else None)
    return page, heard


def test_drafted_reviewed_published_and_taken_back(
    live_server, browser: Browser, ada, desk_staff, signed_in_page: Page, axe_violations
):
    food = Entry.objects.of(ada).earliest("pk").portion.food
    draft(desk_staff.ed, change("foods", str(food.fdc_id), name="Renamed by Ed"), reason="")
    ed, ed_heard = browser_of(browser, desk_staff.as_ed, live_server.url)
    rita, rita_heard = browser_of(browser, desk_staff.as_rita, live_server.url)

    ed.goto(f"{live_server.url}/desk/")
    ed.get_by_role("link", name="No reason yet").click()
    expect(ed.get_by_role("heading", name="A change without a reason yet")).to_be_visible()
    ed.get_by_role("button", name="Send for review").click()
    expect(ed.get_by_text("Say why: whoever reviews it")).to_be_visible()
    ed.get_by_label("Why this change?").fill("Its maker calls it so since October.")
    ed.get_by_role("button", name="Send for review").click()
    expect(ed.get_by_text("Sent for review.")).to_be_visible()
    expect(ed.get_by_text("A reviewer publishes it.")).to_be_visible()
    expect(ed.get_by_role("button", name="Publish")).to_have_count(0)

    rita.goto(f"{live_server.url}/desk/")
    expect(rita.get_by_role("heading", name="1 waits for your review")).to_be_visible()
    rita.get_by_role("link", name="Its maker calls it so since October.").click()
    expect(rita.get_by_text("Renamed by Ed").first).to_be_visible()
    assert axe_violations(rita) == []
    rita.get_by_role("button", name="Publish", exact=True).click()
    expect(rita.get_by_role("heading", name="Release 2026.11.1+1")).to_be_visible()

    page = signed_in_page
    page.goto(live_server.url + WEEK)
    expect(page.get_by_text("2026.11.1+1", exact=True)).to_be_visible()

    rita.get_by_role("button", name="Take back").click()
    expect(rita.get_by_role("heading", name="Takes back “Its maker calls it so since October.”")).to_be_visible()
    rita.get_by_role("button", name="Send for review").click()
    expect(rita.get_by_text("Somebody other than its author publishes it")).to_be_visible()

    boss, boss_heard = browser_of(browser, desk_staff.as_max, live_server.url)
    boss.goto(f"{live_server.url}/desk/drafts/?state=review")
    boss.get_by_role("checkbox").check()
    boss.get_by_role("button", name="Publish").click()
    expect(boss.get_by_role("heading", name="Release 2026.11.1+2")).to_be_visible()
    page.reload()
    expect(page.get_by_text("2026.11.1+2", exact=True)).to_be_visible()

    ed.goto(f"{live_server.url}/desk/history/foods/{food.fdc_id}/")
    expect(ed.get_by_role("heading", name="Version 2, release 2026.11.1+2")).to_be_visible()
    ed.get_by_role("button", name="Back to this version 1").click()
    expect(ed.get_by_role("heading", name="Back to how it was after release 2026.11.1+1.")).to_be_visible()
    food.refresh_from_db()
    assert food.name != "Renamed by Ed"
    refused = [line for line in ed_heard if "422" not in line]  # the form without its reason
    assert (refused, rita_heard, boss_heard) == ([], [], [])
    for each in (ed, rita, boss):
        each.context.close()
