import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from diary.models import Day, Entry
from diary.saved.meals import log_saved_meal
from tests.diary.larder import TODAY

pytestmark = pytest.mark.usefixtures("at_noon")
YESTERDAY = TODAY - timedelta(days=1)


def key(**fields):
    return {"key": str(uuid4())} | fields


def test_yesterday_is_copied_once_and_counted(ada_client, ada, egg, bread, log):
    log(ada, egg, on=YESTERDAY)
    log(ada, bread, meal="lunch", on=YESTERDAY)
    fields = key()
    page = ada_client.post("/day/2026-11-19/copy/", fields, follow=True).content.decode()
    ada_client.post("/day/2026-11-19/copy/", fields)
    assert "Copied 2 foods from Wednesday 18 November." in page
    assert Entry.objects.of(ada).on(TODAY).count() == 2


def undo_in(page):
    """What the undo form of a page sends."""
    form = page[page.index('action="/entries/restore/"') :]
    return key() | {name: re.search(rf'name="{name}" value="([^"]*)"', form)[1] for name in ("act", "note")}


def test_a_copy_can_be_undone(ada_client, ada, egg, bread, log):
    log(ada, egg, on=YESTERDAY)
    log(ada, bread, meal="lunch", on=YESTERDAY)
    log(ada, egg, quantity=3)
    page = ada_client.post("/day/2026-11-19/copy/", key(), follow=True).content.decode()
    page = ada_client.post("/entries/restore/", undo_in(page), follow=True).content.decode()
    assert "Took 2 copied foods off again." in page
    assert [entry.quantity for entry in Entry.objects.on(TODAY)] == [3]


def test_the_same_copy_again_is_asked_about_first(ada_client, ada, egg, bread, log):
    log(ada, egg, on=YESTERDAY)
    ada_client.post("/day/2026-11-19/copy/", key())
    log(ada, bread, meal="lunch", on=YESTERDAY)
    for _ in range(2):
        page = ada_client.post("/day/2026-11-19/copy/", key(), follow=True).content.decode()
        assert "Nothing was copied: this day holds 1 of the 2 foods already, same meal and amount." in page
    assert "Copy the other one" in page
    assert "Copy all 2 again anyway" in page
    assert Entry.objects.on(TODAY).count() == 1
    ada_client.post("/day/2026-11-19/copy/", key(already="skip"))
    assert Entry.objects.on(TODAY).count() == 2
    ada_client.post("/day/2026-11-19/copy/", key(already="copy", meal="lunch"))
    assert Entry.objects.on(TODAY).filter(meal="lunch").count() == 2


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Nothing is logged on Wednesday 18 November, so nothing was copied."),
        ({"meal": "snack"}, "Nothing is logged on Wednesday 18 November under “Snacks and drinks”"),
    ],
)
def test_nothing_to_copy_says_so(ada_client, bob, egg, log, fields, says):
    log(bob, egg, meal="snack", on=YESTERDAY)
    assert says in ada_client.post("/day/2026-11-19/copy/", key(**fields), follow=True).content.decode()
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(("day", "meal"), [("2026-11-19", "elevenses"), ("2026-11-22", "")])
def test_copying_to_nowhere_is_not_found(ada_client, day, meal):
    assert ada_client.post(f"/day/{day}/copy/", key(meal=meal)).status_code == 404


def test_a_meal_is_moved(ada_client, ada, bob, egg, log):
    log(ada, egg)
    log(bob, egg)
    fields = key(meal="dinner", eaten_on="2026-11-18")
    page = ada_client.post("/day/2026-11-19/breakfast/move/", fields, follow=True).content.decode()
    assert "Moved 1 food to dinner, Wednesday 18 November." in page
    assert Entry.objects.of(ada).values_list("meal", "eaten_on").get() == ("dinner", YESTERDAY)
    assert Entry.objects.of(bob).values_list("meal", "eaten_on").get() == ("breakfast", TODAY)
    page = ada_client.post("/entries/restore/", undo_in(page), follow=True).content.decode()
    assert "Moved 1 food back." in page
    assert Entry.objects.of(ada).values_list("meal", "eaten_on").get() == ("breakfast", TODAY)


def test_a_meal_is_not_moved_beyond_tomorrow(ada_client, ada, egg, log):
    log(ada, egg)
    answer = ada_client.post("/day/2026-11-19/breakfast/move/", key(meal="dinner", eaten_on="2027-01-01"))
    assert answer.status_code == 422
    assert 'id="move-breakfast-eaten_on_error"' in answer.content.decode()
    assert Entry.objects.get().eaten_on == TODAY


def test_a_meal_is_copied_to_another_meal_of_any_day_and_undone(ada_client, ada, egg, bread, log):
    log(ada, egg, quantity=2)
    log(ada, bread, meal="lunch")
    fields = key(meal="dinner", eaten_on="2026-10-01")
    page = ada_client.post("/day/2026-11-19/breakfast/copy/", fields, follow=True).content.decode()
    assert "Copied 1 food to dinner, Thursday 1 October." in page
    copies = Entry.objects.of(ada).on(date(2026, 10, 1))
    assert copies.values_list("meal", "grams").get() == ("dinner", 100)
    page = ada_client.post("/entries/restore/", undo_in(page), follow=True).content.decode()
    assert "Took 1 copied food off again." in page
    assert Entry.objects.of(ada).count() == 2


def test_a_day_is_copied_from_and_to_any_day(ada_client, ada, egg, bread, log):
    log(ada, egg, on=date(2026, 10, 1))
    log(ada, bread, meal="lunch", on=date(2026, 10, 1))
    page = ada_client.post("/day/2026-11-19/copy/", key(source="2026-10-01"), follow=True).content.decode()
    assert "Copied 2 foods from Thursday 1 October." in page
    page = ada_client.post("/day/2026-11-19/copy-to/", key(eaten_on="2026-11-20"), follow=True).content.decode()
    assert "Copied 2 foods to Friday 20 November." in page
    assert Entry.objects.of(ada).on(TODAY + timedelta(days=1)).count() == 2


def test_a_copy_of_what_another_day_holds_is_asked_about_first(ada_client, ada, egg, log):
    log(ada, egg)
    log(ada, egg, meal="dinner", on=YESTERDAY)
    fields = {"meal": "dinner", "eaten_on": "2026-11-18"}
    page = ada_client.post("/day/2026-11-19/breakfast/copy/", key(**fields), follow=True).content.decode()
    assert "Nothing was copied: Wednesday 18 November holds that food already, same meal and amount." in page
    again = page[page.index("Nothing was copied") - 900 : page.index("Copy it again anyway")]
    assert all(f'name="{name}" value="{value}"' in again for name, value in fields.items())
    ada_client.post("/day/2026-11-19/breakfast/copy/", key(already="copy", **fields))
    assert Entry.objects.of(ada).on(YESTERDAY).filter(meal="dinner").count() == 2


@pytest.mark.parametrize(
    ("url", "fields", "error"),
    [
        ("copy/", {"source": "2026-11-31"}, "copy-from-source"),
        ("copy/", {"source": "1999-12-31"}, "copy-from-source"),
        ("copy/", {"source": "2027-01-01"}, "copy-from-source"),
        ("copy-to/", {"eaten_on": "2027-01-01"}, "copy-to-eaten_on"),
        ("copy-to/", {"eaten_on": ""}, "copy-to-eaten_on"),
        ("breakfast/copy/", {"meal": "dinner", "eaten_on": "yesterday"}, "move-breakfast-eaten_on"),
        ("breakfast/copy/", {"meal": "brunch", "eaten_on": "2026-11-19"}, "move-breakfast-meal"),
    ],
)
def test_a_day_that_cannot_be_is_answered_beside_it(ada_client, ada, egg, log, url, fields, error):
    log(ada, egg)
    answer = ada_client.post(f"/day/2026-11-19/{url}", key(**fields))
    assert answer.status_code == 422
    assert f'id="{error}_error"' in answer.content.decode()
    assert Entry.objects.count() == 1


def test_a_meal_is_removed_and_put_back(ada_client, ada, egg, soup, log):
    """Two eggs of a sentence's worth and a serving of soup go, and come back as they were; the day is closed again."""
    log(ada, egg, meal="lunch")
    log_saved_meal(soup, eaten_on=TODAY, meal="lunch", key=uuid4())
    Entry.objects.filter(portion__food=egg).update(assumed="quantity portion")
    Day.objects.create(person=ada, date=TODAY, complete=True)
    before = list(Entry.objects.order_by("pk").values())
    page = ada_client.post("/day/2026-11-19/lunch/remove/", key(), follow=True).content.decode()
    assert "Removed 3 foods: lunch." in page
    assert not Entry.objects.exists()
    assert not Day.objects.get().complete
    page = ada_client.post("/entries/restore/", undo_in(page), follow=True).content.decode()
    assert "Put back 3 foods." in page
    after = list(Entry.objects.order_by("pk").values())
    assert [row | {"created_at": None} for row in after] == [row | {"created_at": None} for row in before]
    assert Day.objects.get().complete


@pytest.mark.parametrize("act", ["move", "copy", "remove"])
def test_a_meal_that_is_not_there_is_not_found(ada, ada_client, bob_client, egg, log, act):
    log(ada, egg)
    fields = {"meal": "dinner", "eaten_on": "2026-11-18"}
    assert bob_client.post(f"/day/2026-11-19/breakfast/{act}/", key(**fields)).status_code == 404
    assert ada_client.post(f"/day/2026-11-19/lunch/{act}/", key(**fields)).status_code == 404
    assert ada_client.post(f"/day/2026-11-19/brunch/{act}/", key(**fields)).status_code == 404
    assert Entry.objects.values_list("meal", "eaten_on").get() == ("breakfast", TODAY)
