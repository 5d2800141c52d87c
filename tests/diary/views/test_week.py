"""The report's pages, over HTTP and the database."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from accounts.models import Profile, User
from diary.models import Day, Entry
from nutrients.models import Food
from tests.conftest import signed_in
from tests.diary.larder import TODAY

pytestmark = pytest.mark.usefixtures("at_noon", "shipped_tables")
WEEK = "/week/2026-W47/"  # the week of TODAY


def a_food(words: str) -> Food:
    return Food.objects.filter(name__icontains=words).exclude(portions=None).order_by("fdc_id").first()


def mark(person: User, *dates: date) -> None:
    Day.objects.bulk_create(Day(person=person, date=on, complete=True) for on in dates)


def eat(person: User, food: Food, grams: float, *dates: date) -> None:
    portion = food.portions.get(description="1 g")
    Entry.objects.bulk_create(
        Entry(person=person, eaten_on=on, meal="lunch", portion=portion, quantity=grams, grams=grams) for on in dates
    )


def test_the_walk_from_a_logged_food_to_a_verdict(ada_client, ada):
    """Rice alone, typed in and closed three days running: vitamin C looks low, and the page says why."""
    rice = a_food("rice, white") or a_food("rice")
    for back in (1, 2, 3):
        on = (TODAY - timedelta(days=back)).isoformat()
        fields = {"food": rice.pk, "quantity": "700", "portion": rice.portions.get(description="1 g").pk}
        sent = {"key": str(uuid4()), "meal": "lunch", "eaten_on": on} | fields
        assert ada_client.post("/entries/add/", sent).status_code == 303
        closed = ada_client.post(f"/day/{on}/close/", {"key": str(uuid4()), "complete": "true", "typical": "typical"})
        assert closed.status_code == 303
    page = ada_client.get(WEEK).content.decode()
    assert "Looks low in your log" in page
    assert '<a class="gc-sm gc-b" href="/week/2026-W47/why/' in page
    tagname = re.search(r'href="/week/2026-W47/why/([^/]+)/">Why this flag', page)[1]
    why = ada_client.get(f"{WEEK}why/{tagname}/").content.decode()
    assert "looks low in your log" in why
    assert "Tuesday" in why


def test_the_demo_week_takes_twelve_queries_at_most(maya, django_assert_max_num_queries):
    """Once the tables and its foods were read; four of them for what would help, as something reads low.

    The first of the report asks whether the week is kept.
    """
    client = signed_in(maya)
    client.get("/week/2026-W46/")
    with django_assert_max_num_queries(12):
        page = client.get("/week/2026-W46/").content.decode()
    assert "Looks low in your log" in page
    with django_assert_max_num_queries(12):
        client.get("/week/2026-W46/why/VITD/")


def test_every_page_of_the_demo_week_opens(maya):
    client = signed_in(maya)
    page = client.get("/week/2026-W46/").content.decode()
    addresses = set(re.findall(r'href="(/week/2026-W46/why/[^"]+)"', page))
    assert len(addresses) > 20
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_bob_sees_his_own_empty_week(ada, bob_client):
    egg = a_food("egg")
    eat(ada, egg, 100, TODAY)
    mark(ada, TODAY)
    page = bob_client.get(WEEK).content.decode()
    assert "Nothing can be told yet" in page
    assert "You have no complete days." in page
    assert egg.name not in page
    assert egg.name in signed_in(ada).get(f"{WEEK}why/CHOLN/").content.decode()
    why = bob_client.get(f"{WEEK}why/ZN/").content.decode()
    assert "No day is complete, so nothing went in." in why


@pytest.mark.parametrize(
    "text", ["2026-W00", "2026-W54", "2025-W53", "1899-W01", "2200-W01", "2026-47", "2026-w47", "abc", "2026-W7"]
)
def test_a_week_that_is_none_says_how_weeks_are_written(ada_client, text):
    for address in (f"/week/{text}/", f"/week/{text}/why/ZN/"):
        answer = ada_client.get(address)
        assert answer.status_code == 404
        page = answer.content.decode()
        assert "Weeks are written 2026-W47" in page
        assert f'href="{WEEK}"' in page


def test_a_week_without_its_last_slash_is_still_found(ada_client):
    assert ada_client.get("/week/2026-W47").url == WEEK


@pytest.mark.parametrize("tagname", ["NOPE", "zn", "ZN'--", "LUT+ZEA"])
def test_a_nutrient_that_the_report_does_not_hold_is_not_found(ada_client, tagname):
    assert ada_client.get(f"{WEEK}why/{tagname}/").status_code == 404


@pytest.mark.parametrize("week", ["2026-W48", "2030-W01", "2199-W52"])
def test_a_week_to_come_is_a_page_of_its_own(ada_client, week):
    for address in (f"/week/{week}/", f"/week/{week}/why/ZN/"):
        answer = ada_client.get(address)
        assert answer.status_code == 200
        page = answer.content.decode()
        assert "This week has not begun" in page
        assert f'href="{WEEK}"' in page


def test_a_week_long_ago_is_empty_and_no_error(ada_client):
    page = ada_client.get("/week/1900-W01/").content.decode()
    assert "Nothing can be told yet" in page
    assert "Previous week" not in page
    assert "Log today" not in page


def test_the_days_of_a_week_gone_by_are_offered_and_this_week_offers_today(ada_client):
    past = ada_client.get("/week/2026-W46/").content.decode()
    assert all(f'href="/day/2026-11-{n:02d}/"' in past for n in range(9, 16))
    assert "Its days can still be filled in" in past
    assert "Log today’s food" not in past
    assert "Log today’s food" in ada_client.get(WEEK).content.decode()


def test_what_nothing_is_known_of_reads_so_in_the_shipped_tables(maya):
    client = signed_in(maya)
    assert "Not known at all: iodine and biotin" in client.get("/week/2026-W46/").content.decode()
    for tagname in ("ID", "BIOT"):
        why = client.get(f"/week/2026-W46/why/{tagname}/").content.decode()
        assert "– no data" in why
        assert not re.search(r"(?<![\d.,])0 mcg", why)
        assert "Nothing needs to" not in why


def test_the_tile_of_glutamine_says_what_its_plants_are_worth(maya):
    assert "a serving of either holds little glutamine" in signed_in(maya).get("/week/2026-W46/").content.decode()


def test_the_newest_week_is_the_one_that_can_be_judged(ada_client, ada):
    egg, monday = a_food("egg"), date(2026, 11, 16)
    assert ada_client.get("/week/").url == WEEK  # nothing anywhere
    eat(ada, egg, 100, monday - timedelta(days=3))
    assert ada_client.get("/week/").url == "/week/2026-W46/"  # last week has something
    this_week = [monday, monday + timedelta(days=1), monday + timedelta(days=2)]
    eat(ada, egg, 100, *this_week)
    mark(ada, *this_week[:2])
    assert ada_client.get("/week/").url == "/week/2026-W46/"
    mark(ada, this_week[2])
    assert ada_client.get("/week/").url == WEEK


def test_the_week_turns_at_the_persons_own_midnight(ada, time_machine):
    time_machine.move_to("2026-11-22T23:30:00Z", tick=False)  # Sunday in London, Monday in Berlin
    assert signed_in(ada).get("/week/").url == "/week/2026-W48/"
    Profile.objects.filter(user=ada).update(time_zone="Europe/London")
    assert signed_in(User.objects.get(pk=ada.pk)).get("/week/").url == WEEK


def test_strangers_are_sent_to_the_door(client):
    for address in ("/week/", WEEK, f"{WEEK}why/ZN/"):
        assert client.get(address).url.startswith("/accounts/login/")


def test_numbers_are_hidden_and_shown_with_one_button(maya):
    client, here = signed_in(maya), "/week/2026-W46/"
    assert "Hide numbers" in client.get(here).content.decode()
    answer = client.post(f"{here}numbers/", {"key": str(uuid4()), "hides": "yes"})
    assert (answer.status_code, answer.url) == (303, here)
    page = client.get(here).content.decode()
    assert "Show numbers" in page
    assert "most likely short of your own need" in page
    answer = client.post(f"{here}numbers/", {"key": str(uuid4()), "hides": "no", "tagname": "VITD"})
    assert answer.url == f"{here}why/VITD/"
    assert "Hide numbers" in client.get(answer.url).content.decode()
    answer = client.post(f"{here}numbers/", {"key": str(uuid4()), "hides": "no", "tagname": "//evil.example"})
    assert answer.url == here


def test_what_would_help_can_be_planned_from_the_report(maya):
    client = signed_in(maya)
    page = client.get("/week/2026-W46/").content.decode()
    form = re.search(r'action="/plan/".*?</form>', page, re.S)[0]
    sent = dict(re.findall(r'name="(key|food|grams|reason)" value="([^"]+)"', form))
    assert client.post("/plan/", sent).status_code == 303
    assert "You planned" in client.get(f"/day/{TODAY + timedelta(days=1)}/").content.decode()
    assert "Plan for tomorrow" in client.get("/week/2026-W46/why/VITD/").content.decode()
