from uuid import uuid4

import pytest

from diary.models import Entry, SavedMeal
from diary.saved.meals import log_saved_meal
from tests.diary.larder import TODAY, own

pytestmark = pytest.mark.usefixtures("at_noon")


def sheet(*foods, **fields):
    """What the page sends: sheet((egg, "2"), name="Eggs")."""
    lines = {}
    for n, (food, quantity) in enumerate(foods):
        lines |= {
            f"food-{n}-food": food.pk,
            f"food-{n}-quantity": quantity,
            f"food-{n}-portion": food.portions.first().pk,
        }
    start = {"key": str(uuid4()), "name": "Eggs", "meal": "", "servings": "", "cooked_grams": "", "q": "", "asked": ""}
    return start | lines | fields


def foods_of(saved):
    return list(saved.foods.values_list("portion__food__name", "quantity", "grams"))


def test_a_meal_of_a_day_is_saved_with_its_foods(ada_client, ada, bob, egg, bread, log):
    log(ada, egg, quantity=1.5)
    log(ada, bread, quantity=2)
    log(ada, bread, meal="lunch")
    log(bob, bread)
    page = ada_client.get("/meals/new/?day=2026-11-19&meal=breakfast")
    form = page.context["sheet"]
    assert [(line.food, line["quantity"].value()) for line in form.foods] == [(egg, "1½"), (bread, "2")]
    assert form.form["meal"].value() == "breakfast"
    answer = ada_client.post(
        "/meals/new/", sheet((egg, "1½"), (bread, "2"), name="Sunday", meal="breakfast"), follow=True
    )
    saved = SavedMeal.objects.of(ada).get()
    assert (saved.name, saved.meal, saved.is_recipe) == ("Sunday", "breakfast", False)
    assert foods_of(saved) == [("Egg, boiled", 1.5, 75), ("Rye bread", 2, 62)]
    assert "Saved: Sunday." in answer.content.decode()


@pytest.mark.parametrize("query", ["", "?day=x&meal=breakfast", "?day=2026-11-19&meal=brunch", "?day=2026-11-19"])
def test_an_address_that_names_no_meal_starts_blank(ada_client, ada, egg, log, query):
    log(ada, egg)
    assert ada_client.get(f"/meals/new/{query}").context["sheet"].foods == []


def test_a_food_is_looked_for_and_added_and_nothing_typed_is_lost(ada_client, ada, egg, bread, log):
    log(ada, bread, quantity=3)
    typed = sheet((egg, "two"), name="Egg bread", servings="x", q="rye")
    page = ada_client.post("/meals/new/", typed | {"find": "1"})
    assert [food.name for food in page.context["sheet"].found] == ["Rye bread"]
    page = ada_client.post("/meals/new/", typed | {"add": bread.pk, "asked": "rye"})
    shown = page.context["sheet"]
    assert shown.foods[0]["quantity"].value() == "two"
    assert shown.foods[1].food == bread
    assert (shown.form["name"].value(), shown.form["servings"].value()) == ("Egg bread", "x")
    assert page.status_code == 200
    assert not SavedMeal.objects.exists()


def test_enter_after_new_words_looks_for_them_and_save_says_it_did_not(ada_client, egg, bread):
    page = ada_client.post("/meals/new/", sheet((egg, "2"), q="rye", enter="1"))
    assert [food.name for food in page.context["sheet"].found] == ["Rye bread"]
    page = ada_client.post("/meals/new/", sheet((egg, "2"), q="rye", save="1"))
    assert "Not saved yet: add a food for “rye” from the list, or save again without it." in page.content.decode()
    assert page.status_code == 422
    assert not SavedMeal.objects.exists()
    ada_client.post("/meals/new/", sheet((egg, "2"), q="rye", asked="rye", save="1"))
    assert SavedMeal.objects.exists()


def test_a_food_is_taken_out(ada_client, egg, bread):
    page = ada_client.post("/meals/new/", sheet((egg, "2"), (bread, "1"), drop="0"))
    assert [line.food for line in page.context["sheet"].foods] == [bread]
    page = ada_client.post("/meals/new/", sheet((egg, "2"), (bread, "1"), drop="x"))
    assert len(page.context["sheet"].foods) == 2


def test_a_recipe_is_changed_and_the_change_is_undone(ada_client, soup, egg):
    before = foods_of(soup)
    seen = soup.changed_at.isoformat()
    assert f'name="seen" value="{seen}"' in ada_client.get(f"/meals/{soup.pk}/edit/").content.decode()
    fields = sheet((egg, "4"), name="Egg soup", servings="2", cooked_grams="600", seen=seen)
    answer = ada_client.post(f"/meals/{soup.pk}/edit/", fields, follow=True)
    soup.refresh_from_db()
    assert (soup.name, soup.servings, soup.cooked_grams) == ("Egg soup", 2, 600)
    assert foods_of(soup) == [("Egg, boiled", 4, 200)]
    ada_client.post("/meals/restore/", {"key": str(uuid4()), "note": answer.context["undo"]["note"]})
    soup.refresh_from_db()
    assert (soup.name, soup.servings, foods_of(soup)) == ("Lentil soup", 4, before)


def test_what_another_phone_saved_meanwhile_is_not_overwritten_silently(ada_client, soup, egg, time_machine):
    """Both open the recipe. The first saves; the second is shown that, keeps what it typed, and may save again."""
    url, seen = f"/meals/{soup.pk}/edit/", soup.changed_at.isoformat()
    time_machine.shift(60)
    ada_client.post(url, sheet((egg, "4"), name="First", servings="2", seen=seen))
    second = sheet((egg, "6"), name="Second", servings="3", seen=seen)
    answer = ada_client.post(url, second)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This was changed on another page or device after you opened it" in page
    assert "<b>First</b>" in page
    assert "Egg, boiled, 4 × large egg" in page
    assert 'value="Second"' in page
    soup.refresh_from_db()
    assert (soup.name, foods_of(soup)) == ("First", [("Egg, boiled", 4, 200)])
    ada_client.post(url, second | {"seen": answer.context["sheet"].seen})
    soup.refresh_from_db()
    assert (soup.name, foods_of(soup)) == ("Second", [("Egg, boiled", 6, 300)])


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": ""}, "A name is needed to find it again."),
        ({"name": "LENTIL SOUP"}, "You have a saved meal called “LENTIL SOUP” already."),
        ({"name": "<b>" + "x" * 90}, "Ensure this value has at most 80 characters"),
        ({"cooked_grams": "500"}, "A weight after cooking belongs to a recipe."),
        ({"food-0-quantity": "0"}, "The amount must be more than 0."),
        ({"food-0-quantity": "1e9"}, "That is too large for an amount."),
        ({"food-0-quantity": "101"}, "That is 5,050 g of one food; at most 5,000 g can be kept here."),
        ({"food-0-portion": ""}, "The amount needs a portion to count."),
        ({"meal": "brunch"}, "There is no such meal."),
    ],
)
def test_what_cannot_be_saved_is_answered_beside_it(ada_client, soup, egg, fields, says):
    answer = ada_client.post("/meals/new/", sheet((egg, "2"), **fields))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "Nothing is saved yet. Please look at the marked fields." in page
    assert "<b>xxx" not in page
    assert SavedMeal.objects.count() == 1


def test_without_a_food_there_is_no_meal(ada_client):
    answer = ada_client.post("/meals/new/", sheet(name="Nothing"))
    assert answer.status_code == 422
    assert "A saved meal needs at least one food." in answer.content.decode()
    assert not SavedMeal.objects.exists()


@pytest.mark.parametrize("pk", ["x", "", "-1", "99999999", "9" * 30])
def test_a_food_that_does_not_exist_is_left_out_and_said(ada_client, egg, pk):
    answer = ada_client.post("/meals/new/", sheet((egg, "2"), **{"food-1-food": pk}))
    assert answer.status_code == 422
    assert "not in the tables any more and was left out" in answer.content.decode()
    assert not SavedMeal.objects.exists()


def test_a_food_of_somebody_else_is_not_seen(ada, bob_client):
    bread = own(ada)
    bread.portions.create(description="1 slice", grams=30)
    for fields in (sheet((bread, "1")), sheet(add=bread.pk)):
        answer = bob_client.post("/meals/new/", fields)
        assert bread.name not in answer.content.decode()
    assert not SavedMeal.objects.exists()


def test_a_helping_is_saved_as_what_was_in_it(ada_client, ada, soup):
    log_saved_meal(soup, eaten_on=TODAY, meal="lunch", key=uuid4())
    form = ada_client.get("/meals/new/?day=2026-11-19&meal=lunch").context["sheet"]
    assert [line["quantity"].value() for line in form.foods] == ["½", "1"]
    assert Entry.objects.count() == 2


def test_the_same_form_sent_twice_saves_once(ada_client, egg):
    fields = sheet((egg, "2"))
    for _ in range(2):
        ada_client.post("/meals/new/", fields)
    assert SavedMeal.objects.count() == 1
