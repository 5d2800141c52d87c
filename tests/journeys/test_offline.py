"""Without a connection: the day is there, what is typed waits, and each sentence arrives once, for its own person."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from diary.models import Entry, Sentence, Submission
from diary.views import outbox
from tests.diary.larder import food

pytestmark = pytest.mark.django_db(transaction=True)
BOX = "What did you eat?"
UNREACHED = re.compile(
    r"net::ERR_|Failed to load resource|status of 50"
)  # the browser's own lines about a failed request


@pytest.fixture
def larder(transactional_db):
    food(1, "Egg, boiled", ("1 large egg", 50), category="Eggs", is_common=True)
    food(2, "Rye bread", ("1 slice", 31), is_common=True)
    food(3, "Pear, raw", ("1 medium", 178), is_common=True)


@pytest.fixture
def day(signed_in_page: Page, live_server: LiveServer, larder) -> Page:
    """Ada's day, with the worker at work and the page kept."""
    signed_in_page.goto(f"{live_server.url}/day/")
    wait_until(signed_in_page, "caches.keys().then(names => names.length > 1 && !!navigator.serviceWorker.controller)")
    wait_until(signed_in_page, "caches.match('/static/vendor/fonts.css').then(Boolean)")
    return signed_in_page


def wait_until(page: Page, script: str) -> None:
    """The browser's own wait takes a promise for true."""
    for _ in range(100):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {script}")


def write(page: Page, *sentences: str) -> None:
    for sentence in sentences:
        page.get_by_label(BOX).fill(sentence)
        page.get_by_label(BOX).press("Enter")
        expect(page.locator("#outbox").get_by_text(f"“{sentence}”")).to_be_visible()
        expect(page.get_by_label(BOX)).to_have_value("")


def banner(page: Page):
    return page.locator("#outbox-banner")


def log_in(page: Page, live_server: LiveServer, person: User) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password", exact=True).fill(person.email)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/day/")


def log_out(page: Page) -> None:
    page.locator(".gc-menu summary").click()
    page.get_by_role("button", name="Sign out").click()


def test_three_sentences_written_offline_arrive_once_each(day, context, ada, live_server, complaints, axe_violations):
    context.set_offline(True)
    write(day, "2 boiled eggs", "a slice of rye bread", "a pear")
    expect(banner(day)).to_contain_text("Offline. 3 entries waiting.")
    assert axe_violations(day) == []

    day.reload()
    expect(day.get_by_role("heading", level=1)).to_be_visible()
    expect(banner(day)).to_contain_text("3 entries waiting.")
    expect(day.locator("#outbox li")).to_have_count(3)
    assert Sentence.objects.count() == 0

    context.set_offline(False)
    expect(day.locator("#outbox li")).to_have_count(0)
    expect(banner(day)).to_be_empty()
    foods = Entry.objects.of(ada).order_by("id").values_list("portion__food__name", "quantity")
    assert list(foods) == [("Egg, boiled", 2), ("Rye bread", 1), ("Pear, raw", 1)]
    expect(day.get_by_text("Sent and logged", exact=False).first).to_be_visible()
    assert Submission.objects.of(ada).count() == 3
    assert [line for line in complaints if not UNREACHED.search(line)] == []


def test_an_entry_sent_again_with_its_key_changes_nothing(day, context, ada):
    context.set_offline(True)
    write(day, "a pear")
    entry = day.evaluate("async person => (await Outbox.waiting(person))[0]", ada.pseudonym)
    with day.expect_event("load"):  # the page comes anew, with what was sent
        context.set_offline(False)
    expect(day.locator("#outbox li")).to_have_count(0)
    day.evaluate("async ({entry}) => Outbox.put(entry)", {"entry": entry})  # as if the answer had been lost
    with day.expect_response(lambda answer: answer.request.method == "POST") as sent:
        day.reload()
    assert sent.value.status == 200
    expect(day.locator("#outbox li")).to_have_count(0)
    assert Entry.objects.of(ada).count() == 1


def test_two_tabs_send_at_once(day, context, ada, live_server):
    context.set_offline(True)
    write(day, "2 boiled eggs", "a pear")
    other = context.new_page()
    other.goto(f"{live_server.url}/day/")
    expect(other.locator("#outbox li")).to_have_count(2)
    context.set_offline(False)
    expect(day.locator("#outbox li")).to_have_count(0)
    expect(other.locator("#outbox li")).to_have_count(0)
    assert Entry.objects.of(ada).count() == 2


def test_what_waits_can_be_changed_and_removed(day, context, ada, axe_violations):
    context.set_offline(True)
    write(day, "2 boiled eggs", "a pear")
    day.get_by_role("button", name="“2 boiled eggs”").click()
    expect(day.locator("#outbox textarea")).to_be_focused()
    assert axe_violations(day) == []
    day.locator("#outbox textarea").fill("3 boiled eggs")
    day.get_by_role("button", name="Save").click()
    expect(day.get_by_text("“3 boiled eggs”")).to_be_visible()

    day.get_by_role("button", name="“a pear”").click()
    day.get_by_role("button", name="Remove", exact=True).click()
    expect(day.get_by_text("Removed “a pear”.")).to_be_visible()
    expect(day.locator("#outbox li")).to_have_count(1)
    day.get_by_role("button", name="Undo").click()
    expect(day.locator("#outbox li")).to_have_count(2)

    context.set_offline(False)
    expect(day.locator("#outbox li")).to_have_count(0)
    assert sorted(Entry.objects.of(ada).values_list("quantity", flat=True)) == [1, 3]


def test_a_server_that_fails_keeps_the_entry_until_it_answers(day, context, ada, monkeypatch):
    def broken(*args):
        raise OSError("No space left on device")

    monkeypatch.setattr(outbox, "take_in", broken)
    context.set_offline(True)
    write(day, "a pear")
    context.set_offline(False)
    expect(banner(day)).to_contain_text("The server does not answer. 1 entry waiting.")
    assert not Sentence.objects.exists()
    monkeypatch.undo()
    day.get_by_role("button", name="Try now").click()
    expect(day.locator("#outbox li")).to_have_count(0)
    assert Entry.objects.of(ada).count() == 1


def test_a_day_never_seen_takes_sentences_too(day, context, ada, live_server, axe_violations):
    context.set_offline(True)
    day.goto(f"{live_server.url}/day/2026-03-02/")
    expect(day.get_by_role("heading", name="This page needs a connection")).to_be_visible()
    expect(day.get_by_text("Monday 2 March")).to_be_visible()
    assert axe_violations(day) == []
    write(day, "a pear")
    context.set_offline(False)
    expect(day.get_by_role("heading", name="Monday 2 March")).to_be_visible()
    assert Entry.objects.of(ada).get().eaten_on.isoformat() == "2026-03-02"


def test_the_week_is_not_kept(day, context, live_server):
    day.goto(f"{live_server.url}/nutrients/")
    day.goto(f"{live_server.url}/day/")
    context.set_offline(True)
    day.goto(f"{live_server.url}/nutrients/")
    expect(day.get_by_role("heading", name="This page needs a connection")).to_be_visible()


def test_nobody_sees_what_another_person_left(day, context: BrowserContext, ada, bob, live_server, monkeypatch):
    """Ada's entry cannot be sent, she signs out all the same; Bob sees nothing of hers, and it waits for her."""
    monkeypatch.setattr(outbox, "take_in", lambda *args: 1 / 0)
    context.set_offline(True)
    write(day, "a pear at midnight")
    context.set_offline(False)
    expect(banner(day)).to_contain_text("The server does not answer.")
    log_out(day)
    expect(banner(day)).to_contain_text("Not everything could be sent. 1 entry waiting.")
    day.get_by_role("button", name="Sign out").click()
    day.wait_for_url("**/login/**")
    monkeypatch.undo()

    context.set_offline(True)
    day.goto(f"{live_server.url}/day/")
    expect(day.get_by_text("Nobody is signed in on this device.")).to_be_visible()
    expect(day.get_by_label(BOX)).to_be_hidden()
    context.set_offline(False)

    log_in(day, live_server, bob)
    expect(day.get_by_label(BOX)).to_be_visible()
    expect(day.get_by_text("midnight")).to_have_count(0)
    expect(banner(day)).to_be_empty()
    log_out(day)
    day.wait_for_url("**/login/**")
    assert not Sentence.objects.exists()

    log_in(day, live_server, ada)
    expect(day.get_by_text("Sent: “a pear at midnight”", exact=False)).to_be_visible()
    assert Sentence.objects.get().person == ada


def test_signed_out_meanwhile_the_entry_waits_for_the_sign_in(day, context, ada, live_server):
    context.set_offline(True)
    write(day, "a pear")
    context.clear_cookies()
    context.set_offline(False)
    expect(banner(day)).to_contain_text("You are signed out. 1 entry waiting.")
    with day.expect_response("**/read/") as refused:  # the box that was emptied asks what nothing means
        day.evaluate("htmx.trigger('#sentence', 'look')")
    assert refused.value.status == 403
    expect(banner(day)).to_contain_text("You are signed out. 1 entry waiting.")
    day.get_by_role("link", name="Sign in").click()
    log_in(day, live_server, ada)
    expect(day.get_by_text("Sent and logged", exact=False)).to_be_visible()
    assert Entry.objects.of(ada).count() == 1


def test_adding_while_the_server_fails_keeps_the_words(day, ada, monkeypatch):
    """The preview came, then the server broke: what was added waits under the key of its form."""
    day.get_by_label(BOX).press_sequentially("a pear")
    expect(day.locator("#preview [data-add]")).to_be_visible()
    monkeypatch.setattr("diary.views.say.log_sentence", lambda *args, **facts: 1 / 0)
    monkeypatch.setattr(outbox, "take_in", lambda *args: 1 / 0)
    day.get_by_label(BOX).press("Enter")
    expect(banner(day)).to_contain_text("The server does not answer. 1 entry waiting.")
    expect(day.locator("#outbox").get_by_text("“a pear”")).to_be_visible()
    monkeypatch.undo()
    day.get_by_role("button", name="Try now").click()
    expect(day.locator("#outbox li")).to_have_count(0)
    assert Entry.objects.of(ada).count() == 1


def test_what_the_server_refuses_stays_with_its_reason_until_it_is_changed(day, context, ada):
    context.set_offline(True)
    write(day, "a pear")
    entry = day.evaluate("async person => (await Outbox.waiting(person))[0]", ada.pseudonym)
    day.evaluate("entry => Outbox.put(entry)", {**entry, "text": "a pear " * 4000})
    context.set_offline(False)
    expect(day.locator("#outbox li")).to_contain_text("It is longer than can be kept.")
    expect(day.locator("#outbox li")).to_contain_text("not sent")
    day.locator("#outbox li button").click()
    day.locator("#outbox textarea").fill("a pear")
    day.get_by_role("button", name="Save").click()
    expect(day.locator("#outbox li")).to_have_count(0)
    assert Entry.objects.of(ada).count() == 1


def test_coming_back_takes_nothing_from_under_the_fingers(day, context, ada):
    context.set_offline(True)
    write(day, "a pear")
    day.get_by_label(BOX).fill("half a sente")
    context.set_offline(False)
    expect(banner(day)).to_contain_text("Connected again.")
    expect(day.get_by_label(BOX)).to_have_value("half a sente")
    assert Entry.objects.of(ada).count() == 1


def test_other_forms_say_that_nothing_was_changed(day, context):
    context.set_offline(True)
    day.get_by_role("button", name="As the device").click()
    expect(day.get_by_text("nothing was sent and nothing was changed")).to_be_visible()


def test_the_seven_days_last_seen_are_kept(day, context, live_server):
    days = [f"/day/2026-03-{number:02}/" for number in range(1, 9)]
    for url in days:
        day.goto(live_server.url + url)
    wait_until(day, f"caches.match('{days[-1]}').then(Boolean)")
    context.set_offline(True)
    day.goto(f"{live_server.url}/nutrients/")
    expect(day.locator("[data-kept-days] a")).to_have_count(7)
    day.get_by_role("link", name="Monday 2 March").click()
    expect(day.get_by_role("heading", name="Monday 2 March")).to_be_visible()
    day.goto(live_server.url + days[0])
    expect(day.get_by_role("heading", name="This page needs a connection")).to_be_visible()
