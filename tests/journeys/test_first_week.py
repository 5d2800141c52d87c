"""A newcomer's first three days, from signing up to reading the report, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from diary.models import Day, Entry

pytestmark = pytest.mark.django_db(transaction=True)
SUNDAY = "2026-11-22T19:00:00Z"
MEALS = ["a bowl of oatmeal and a banana", "2 cups of white rice, 2 cups of black tea"]


def sign_up(page: Page, address: str) -> None:
    page.goto(f"{address}/accounts/signup/")
    page.locator("input[name=email]").fill("nora@example.org")
    page.locator("input[name=password1]").fill("four quiet words here")
    page.locator("input[name=password2]").fill("four quiet words here")
    page.locator("form:has(input[name=password2]) button[type=submit]").click()


def log(page: Page, words: str) -> None:
    box = page.get_by_label("What did you eat?")
    expect(box).to_be_focused()
    page.keyboard.type(words)
    expect(page.get_by_text("2 foods. Every phrase understood.").first).to_be_attached()
    page.keyboard.press("Enter")
    expect(box).to_have_value("")  # of the page that comes back
    expect(page.get_by_text("Added 2 foods to")).to_be_visible()


def test_sign_up_log_three_days_read_the_report(
    live_server, page: Page, shipped_tables, transactional_db, time_machine, complaints
):
    time_machine.move_to(SUNDAY, tick=True)
    sign_up(page, live_server.url)
    page.locator("input[name=birth_year]").fill("1992")
    page.locator("input[name=sex][value=female]").check()
    page.locator("form:has(input[name=birth_year]) button[type=submit]").last.click()
    for day in ("2026-11-20", "2026-11-21", "2026-11-22"):
        page.goto(f"{live_server.url}/day/{day}/")
        for words in MEALS:
            log(page, words)
        page.get_by_role("button", name="Mark day complete").click()
        expect(page.get_by_text("is complete and counts in your report.")).to_be_visible()
    nora = User.objects.get_by_natural_key("nora@example.org")
    assert Entry.objects.of(nora).count() == 12
    assert Day.objects.of(nora).filter(complete=True).count() == 3

    page.get_by_role("link", name="Week", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Week of 16–22 November")
    expect(page.get_by_text("Yes, as an early read")).to_be_visible()
    expect(page.get_by_text("Looks low in your log").first).to_be_visible()
    page.get_by_role("link", name="Why this flag?").first.click()
    expect(page.get_by_role("list", name="Formula with numbers")).to_contain_text("Φ(z)")
    assert complaints == []
