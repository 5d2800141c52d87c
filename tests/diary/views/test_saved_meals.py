import re
from uuid import uuid4

import pytest

from diary.models import Entry, Helping, SavedMeal
from diary.saved.meals import FoodToSave, keep
from tests.diary.larder import TODAY
from tests.diary.views.sent import form_in

pytestmark = pytest.mark.usefixtures("at_noon")


def post(client, url, **fields):
    answer = client.post(url, {"key": str(uuid4())} | fields, follow=True)
    return answer, answer.content.decode()


def undo(client, page):
    form = re.search(r'<form class="gc-note gc-undo".*?</form>', page, re.DOTALL)[0]
    fields = dict(re.findall(r'name="(act|note)" value="([^"]*)"', form))
    return post(client, re.search(r'action="([^"]*)"', form)[1], **fields)[1]


def test_the_list_says_what_each_is_and_is_reached_from_the_foods(ada_client, bob, egg, bread, soup, ada, save):
    save(ada, "Sunday breakfast", (egg, 2), (bread, 1), meal="breakfast")
    save(bob, "Bob's breakfast", (egg, 2))
    assert 'href="/meals/"' in ada_client.get("/foods/").content.decode()
    page = ada_client.get("/meals/").content.decode()
    assert "Recipe · 2 foods" in page
    assert "2 foods · Breakfast" in page
    assert "Bob" not in page


def test_without_any_the_list_says_how_to_make_one(ada_client):
    assert "None yet." in ada_client.get("/meals/").content.decode()


def test_the_list_logs_today_at_its_meal_with_one_tap(ada_client, ada, egg, save):
    save(ada, "Eggs", (egg, 2), meal="breakfast")
    form = re.search(
        r'<form method="post" action="(/meals/\d+/log/)".*?</form>',
        ada_client.get("/meals/").content.decode(),
        re.DOTALL,
    )
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[0]))
    _answer, page = post(ada_client, form[1], **fields)
    assert Entry.objects.of(ada).values_list("eaten_on", "meal", "grams").get() == (TODAY, "breakfast", 100)
    assert "Logged: Eggs, 1 food." in page
    undo(ada_client, page)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("sent", "says", "grams"),
    [
        ({"amount": "2", "unit": "servings"}, "Logged: Lentil soup, 2 servings.", [200, 100]),
        ({"amount": "175", "unit": "grams"}, "Logged: Lentil soup, ½ serving.", [50, 25]),
    ],
)
def test_a_recipe_is_logged_by_servings_or_grams_on_any_day_and_undone(ada_client, soup, sent, says, grams):
    where = {"meal": "dinner", "eaten_on": "2026-11-16"}
    answer, page = post(ada_client, f"/meals/{soup.pk}/log/", **sent, **where)
    assert answer.redirect_chain[-1][0] == "/day/2026-11-16/?meal=dinner"
    assert says in page
    assert list(Entry.objects.values_list("grams", flat=True)) == grams
    assert "Took 2 foods off again." in undo(ada_client, page)
    assert not Helping.objects.exists()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "1e9"}, "amount"),
        ({"amount": "9999999"}, "amount"),
        ({"amount": "5", "unit": "grammes"}, "unit"),
        ({"eaten_on": "2027-01-01"}, "eaten_on"),
        ({"meal": "brunch"}, "meal"),
    ],
)
def test_what_cannot_be_logged_is_answered_beside_it(ada_client, soup, sent, field):
    fields = {"amount": "1", "unit": "servings", "meal": "lunch", "eaten_on": "2026-11-19"} | sent
    answer, page = post(ada_client, f"/meals/{soup.pk}/log/", **fields)
    assert answer.status_code == 422
    assert f'id="log-{field}_error"' in page
    assert not Entry.objects.exists()
    assert not Helping.objects.exists()


def test_the_page_says_what_a_serving_weighs_or_that_it_is_not_known(ada_client, ada, soup, egg, save):
    assert "Servings it makes: 4, of 350 g each after cooking." in ada_client.get(f"/meals/{soup.pk}/").content.decode()
    omelette = save(ada, "Omelette", (egg, 3), servings=2)
    page = ada_client.get(f"/meals/{omelette.pk}/").content.decode()
    assert "is not known, so it cannot be logged in grams" in page
    assert 'value="grams"' not in page


def test_it_is_deleted_and_put_back(ada_client, soup):
    _answer, page = post(ada_client, f"/meals/{soup.pk}/delete/")
    assert "Deleted: Lentil soup." in page
    assert not SavedMeal.objects.exists()
    assert "Undone: your saved meals are as they were." in undo(ada_client, page)
    assert SavedMeal.objects.get().foods.count() == 2


def test_an_undo_that_came_too_late_changes_nothing(ada_client, soup, egg):
    _answer, page = post(ada_client, f"/meals/{soup.pk}/delete/")
    keep(SavedMeal(person=soup.person, name="Lentil soup"), [FoodToSave(egg.portions.first(), 1)])
    assert "Nothing was undone" in undo(ada_client, page)
    assert SavedMeal.objects.get().foods.count() == 1


def test_an_undo_that_was_tampered_with_says_so(ada_client):
    assert post(ada_client, "/meals/restore/", note="made:up")[0].status_code == 400


@pytest.mark.parametrize(
    ("method", "path"), [("get", ""), ("get", "edit/"), ("post", "edit/"), ("post", "log/"), ("post", "delete/")]
)
def test_anothers_saved_meal_is_not_found(bob_client, soup, method, path):
    fields = {"key": str(uuid4()), "amount": "1", "unit": "servings", "meal": "lunch", "eaten_on": "2026-11-19"}
    assert getattr(bob_client, method)(f"/meals/{soup.pk}/{path}", fields).status_code == 404
    assert SavedMeal.objects.exists()
    assert not Entry.objects.exists()


def test_a_recipe_named_in_the_box_is_logged_as_a_helping(ada_client, ada, soup):
    page = ada_client.post("/day/2026-11-19/read/", {"text": "2 lentil soup", "meal": "lunch"})
    assert "Your saved meal “Lentil soup”" in page.content.decode()
    ada_client.post("/day/2026-11-19/add/", form_in(page) | {"add": "add"})
    assert Helping.objects.of(ada).values_list("name", "servings", "grams").get() == ("Lentil soup", 2, 700)
    assert list(Entry.objects.values_list("grams", "helping__recipe")) == [(200, soup.pk), (100, soup.pk)]


def test_a_saved_meal_named_in_the_box_is_logged_as_its_foods(ada_client, ada, egg, bread, save):
    save(ada, "Sunday breakfast", (egg, 2), (bread, 1))
    page = ada_client.post("/day/2026-11-19/read/", {"text": "sunday breakfast", "meal": "lunch"})
    ada_client.post("/day/2026-11-19/add/", form_in(page) | {"add": "add"})
    assert list(Entry.objects.of(ada).values_list("grams", "helping")) == [(100, None), (31, None)]
