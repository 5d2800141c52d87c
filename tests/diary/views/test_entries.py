import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Profile
from diary.models import Day, Entry, Sentence
from tests.conftest import signed_in
from tests.diary.larder import TODAY

pytestmark = pytest.mark.usefixtures("at_noon")


def test_a_food_is_logged_and_said(ada_client, ada, egg, typed):
    page = ada_client.post("/entries/add/", typed(egg), follow=True).content.decode()
    entry = Entry.objects.of(ada).get()
    assert (entry.quantity, entry.grams, entry.meal, entry.eaten_on) == (2, 100, "lunch", TODAY)
    assert "Logged: Egg, boiled, 100 g." in page
    assert "2 × large egg" in page


def test_a_meal_chosen_against_the_clock_stays_chosen(ada_client, egg, typed):
    assert ada_client.post("/entries/add/", typed(egg, meal="dinner")).url == "/day/2026-11-19/?meal=dinner"


def test_a_form_with_an_error_comes_back_with_what_was_typed(ada_client, egg, typed):
    answer = ada_client.post("/entries/add/", typed(egg, quantity="144", meal="dinner", find="eg"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Entry.objects.exists()
    assert 'value="144"' in page
    assert 'aria-invalid="true" aria-describedby="add-quantity_error"' in page
    assert 'id="add-quantity_error"' in page
    assert "That is 7,200 g of Egg, boiled" in page
    assert '<option value="dinner" selected>' in page
    assert 'name="find" type="text" value="eg"' in page


@pytest.mark.parametrize("food", ["", "0", "-1", "x", "９", "9" * 18, "9" * 40])
def test_a_food_that_does_not_exist_is_not_found(ada_client, egg, typed, food):
    assert ada_client.post("/entries/add/", typed(egg) | {"food": food}).status_code == 404


@pytest.mark.parametrize(("zone", "last"), [("Pacific/Kiritimati", "2026-11-21"), ("Pacific/Honolulu", "2026-11-20")])
def test_tomorrow_is_the_persons_own(ada, egg, typed, zone, last):
    """12:40 in Greenwich is 02:40 on the 20th in Kiritimati and 02:40 on the 19th in Honolulu."""
    Profile.objects.filter(user=ada).update(time_zone=zone)
    client, day_after = signed_in(ada), date.fromisoformat(last) + timedelta(days=1)
    assert client.post("/entries/add/", typed(egg, eaten_on=last)).status_code == 303
    assert client.post("/entries/add/", typed(egg, eaten_on=day_after.isoformat())).status_code == 422


def test_an_entry_is_changed_in_place(ada_client, ada, egg, log, typed):
    entry = log(ada, egg)
    page = ada_client.get(f"/entries/{entry.pk}/").content.decode()
    assert "<html" in page
    assert f'<li id="entry-{entry.pk}"><form' in page.replace("\n", "").replace("  ", "").replace(
        "{# An entry being changed, in its place. #}", ""
    )
    fragment = ada_client.get(f"/entries/{entry.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert 'name="quantity" value="1"' in fragment
    answer = ada_client.post(f"/entries/{entry.pk}/", typed(egg, quantity="3", meal="snack"))
    assert (answer.status_code, answer.url) == (303, "/day/2026-11-19/")
    entry.refresh_from_db()
    assert (entry.quantity, entry.grams, entry.meal) == (3, 150, "snack")


def test_moving_the_last_entry_away_opens_the_day(ada_client, ada, egg, log, typed):
    entry = log(ada, egg)
    Day.objects.create(person=ada, date=TODAY, complete=True)
    page = ada_client.post(f"/entries/{entry.pk}/", typed(egg, eaten_on="2026-11-18"), follow=True).content.decode()
    assert "Moved Egg, boiled to Wednesday 18 November." in page
    assert not Day.objects.get().complete


def test_a_change_with_an_error_saves_nothing(ada_client, ada, egg, log, typed):
    entry = log(ada, egg)
    answer = ada_client.post(f"/entries/{entry.pk}/", typed(egg, quantity="-3", meal="snack"))
    entry.refresh_from_db()
    assert (answer.status_code, entry.quantity, entry.meal) == (422, 1, "breakfast")
    assert 'id="edit-quantity_error"' in answer.content.decode()


def test_removing_offers_undo_and_undo_brings_the_same_entry_back(ada_client, ada, egg, log):
    entry = log(ada, egg, quantity=2)
    ada_client.post(f"/entries/{entry.pk}/delete/", {"key": str(uuid4())})
    answer = ada_client.get("/day/2026-11-19/")
    assert not Entry.objects.exists()
    assert "Removed Egg, boiled." in answer.content.decode()
    note = answer.context["undo"]["note"]
    page = ada_client.post(
        "/entries/restore/", {"key": str(uuid4()), "act": "removed", "note": note}, follow=True
    ).content.decode()
    assert "Put back 1 food." in page
    assert Entry.objects.get() == entry
    assert "Removed Egg" not in page


def test_an_undo_that_was_tampered_with_says_so(ada_client):
    answer = ada_client.post("/entries/restore/", {"key": str(uuid4()), "act": "moved", "note": "made up"})
    assert answer.status_code == 400
    assert "Nothing was changed" in answer.content.decode()


@pytest.mark.parametrize(("method", "path"), [("get", ""), ("post", ""), ("post", "delete/")])
def test_anothers_entry_is_not_found_as_one_that_does_not_exist(ada, bob_client, egg, log, typed, method, path):
    entry = log(ada, egg)
    seen = []
    for pk in (entry.pk, entry.pk + 1):
        fields = typed(egg) if method == "post" else {}
        with CaptureQueriesContext(connection) as queries:
            answer = getattr(bob_client, method)(f"/entries/{pk}/{path}", fields)
        page = re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", answer.content.decode())
        seen.append((answer.status_code, len(queries), page.replace(f"/entries/{pk}/", "/entries/")))
    assert seen[0] == seen[1]
    assert seen[0][0] == 404
    entry.refresh_from_db()
    assert entry.grams == 50


def mark_in(page):
    return re.search(r'name="was" value="([^"]*)"', page)[1]


def test_two_devices_changing_one_entry_overwrite_nothing_unseen(ada_client, ada, egg, log, typed):
    """Both open the form; one saves 3. The other, saving 5, is told so, keeps what it typed, and may save again."""
    entry = log(ada, egg)
    address = f"/entries/{entry.pk}/"
    phone, laptop = (mark_in(ada_client.get(address).content.decode()) for _ in range(2))
    assert ada_client.post(address, typed(egg, quantity="3", meal="breakfast", was=phone)).status_code == 303
    answer = ada_client.post(address, typed(egg, quantity="5", meal="breakfast", was=laptop))
    page = answer.content.decode()
    entry.refresh_from_db()
    assert (answer.status_code, entry.quantity) == (422, 3)
    assert "This row was changed meanwhile, perhaps on another device: it is now" in page
    assert 'name="quantity" value="5"' in page
    again = typed(egg, quantity="5", meal="breakfast", was=mark_in(page[page.index("changed meanwhile") - 3000 :]))
    assert ada_client.post(address, again).status_code == 303
    entry.refresh_from_db()
    assert entry.quantity == 5


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ({"quantity": "3", "meal": "breakfast"}, "food"),  # an amount that was said
        ({"quantity": "1", "meal": "breakfast"}, "food"),  # looked at and saved as it is
        ({"quantity": "1", "meal": "dinner"}, "food portion quantity"),  # only put elsewhere
    ],
)
def test_what_was_assumed_is_settled_by_saying_it(ada_client, ada, egg, log, typed, changes, left):
    entry = log(ada, egg)
    Entry.objects.update(assumed="food portion quantity")
    ada_client.post(f"/entries/{entry.pk}/", typed(egg, **changes))
    entry.refresh_from_db()
    assert entry.assumed == left


def test_another_food_takes_the_place_of_one(ada_client, ada, egg, bread, log, typed):
    """Two eggs are 100 g; rye bread has no eggs, so 100 g of it are offered."""
    entry = log(ada, egg, quantity=2)
    Entry.objects.update(assumed="food quantity")
    page = ada_client.get(f"/entries/{entry.pk}/", {"find": "rye"}).content.decode()
    assert f'href="/entries/{entry.pk}/?food={bread.pk}#entry-{entry.pk}"' in page
    form = ada_client.get(f"/entries/{entry.pk}/", {"food": bread.pk}).context["edit"]
    assert (form.food, form["quantity"].value(), form["portion"].value()) == (bread, "100", bread.portions.last().pk)
    gram = bread.portions.get(description="1 g")
    fields = typed(bread, quantity="100", portion=gram.pk, meal="breakfast")
    assert ada_client.post(f"/entries/{entry.pk}/", fields).status_code == 303
    entry.refresh_from_db()
    assert (entry.portion.food, entry.grams, entry.assumed) == (bread, 100, "")


def test_an_entry_says_the_words_it_is_from(ada_client, ada, egg, log):
    entry = log(ada, egg)
    words = Sentence.objects.create(person=ada, eaten_on=TODAY, meal="lunch", text="2 <eggs>", key=uuid4())
    Entry.objects.update(sentence=words)
    assert "from “2 &lt;eggs&gt;”" in ada_client.get(f"/entries/{entry.pk}/").content.decode()
