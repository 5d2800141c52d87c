"""Adding, changing and deleting foods of one's own, over HTTP."""

from uuid import uuid4

import pytest
from django.urls import reverse

from diary.models import Entry
from nutrients.models import Food, Nutrient
from tests.diary.larder import own

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture(autouse=True)
def zinc(db):
    return Nutrient.objects.create(tagname="ZN", name="Zinc", unit="mg", kind="mineral", assessment="adequacy")


def typed(**changes):
    return {
        "key": str(uuid4()), "name": "Oat bar", "basis": "100", "energy_unit": "kcal", "fibre": "apart",
        "amount-ZN": "2.1", "portion-TOTAL_FORMS": "1", "portion-INITIAL_FORMS": "0", "portion-0-id": "",
        "portion-0-description": "1 bar", "portion-0-grams": "40",
    } | changes  # fmt: skip


def url(name, food):
    return reverse(name, kwargs={"pk": food.pk})


def test_a_food_is_added_with_its_portion_and_shown(ada_client, ada):
    page = ada_client.post("/foods/new/", typed(), follow=True).content.decode()
    food = Food.objects.get()
    assert (food.owner, food.composition.get().amount) == (ada, 2.1)
    assert list(food.portions.values_list("description", "grams")) == [("1 bar", 40), ("1 g", 1)]
    assert "Saved: Oat bar." in page
    assert "nobody else sees it" in page


def test_what_could_not_be_kept_is_said(ada_client):
    Nutrient.objects.create(tagname="CHOCDF", name="Carbohydrate", unit="g", kind="macronutrient", assessment="amount")
    page = ada_client.post("/foods/new/", typed(**{"amount-CHOCDF": "60"}), follow=True).content.decode()
    assert "Carbohydrate stays unknown" in page
    assert not Food.objects.get().composition.filter(nutrient="CHOCDF").exists()


def test_the_same_form_sent_twice_adds_one_food(ada_client):
    form = typed()
    assert [ada_client.post("/foods/new/", form).status_code for _ in range(2)] == [303, 303]
    assert Food.objects.count() == 1


def test_a_refused_form_saves_nothing_and_keeps_what_was_typed(ada_client):
    answer = ada_client.post("/foods/new/", typed(**{"amount-ZN": "0"}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Food.objects.exists()
    assert "Does it contain none?" in page
    assert 'value="Oat bar"' in page
    assert 'id="id_amount-ZN_error"' in page


def test_a_wrong_portion_saves_no_food_either(ada_client):
    answer = ada_client.post("/foods/new/", typed(**{"portion-0-grams": "0"}))
    assert answer.status_code == 422
    assert not Food.objects.exists()


def test_a_tampered_portion_list_is_refused(ada_client):
    answer = ada_client.post("/foods/new/", typed(**{"portion-TOTAL_FORMS": "x"}))
    assert answer.status_code == 422
    assert not Food.objects.exists()


def test_a_food_without_portions_is_eaten_by_the_serving(ada_client):
    fields = {"basis": "serving", "serving": "40", "portion-0-description": "", "portion-0-grams": ""}
    ada_client.post("/foods/new/", typed(**fields))
    food = Food.objects.get()
    assert list(food.portions.values_list("description", "grams")) == [("1 serving", 40), ("1 g", 1)]
    assert food.composition.get().amount == 5.25


def test_a_food_is_changed_and_what_was_logged_keeps_its_grams(ada_client, ada, log):
    ada_client.post("/foods/new/", typed())
    food = Food.objects.get()
    entry, portion = log(ada, food), food.portions.first()
    fields = {"portion-INITIAL_FORMS": "1", "portion-0-id": portion.pk, "portion-0-grams": "45", "amount-ZN": ""}
    answer = ada_client.post(url("food_edit", food), typed(name="Oat bar, big", **fields))
    assert answer.status_code == 303
    food.refresh_from_db()
    entry.refresh_from_db()
    assert (food.name, food.composition.count(), food.portions.first().grams) == ("Oat bar, big", 0, 45)
    assert entry.grams == 40


def test_the_form_shows_what_is_known(ada_client, ada):
    bread = own(ada, "Bread")
    bread.composition.create(nutrient_id="ZN", amount=1.5, derivation="label", source="Label")
    page = ada_client.get(url("food_edit", bread)).content.decode()
    assert 'name="amount-ZN" value="1.5"' in page


def test_a_food_is_deleted_unless_it_is_logged(ada_client, ada, log):
    bread = own(ada, "Bread")
    bread.portions.create(description="1 g", grams=1)
    entry = log(ada, bread)
    page = ada_client.post(url("food_delete", bread), {"key": str(uuid4())}, follow=True).content.decode()
    assert "Bread stands in your diary, so it stays." in page
    entry.delete()
    page = ada_client.post(url("food_delete", bread), {"key": str(uuid4())}, follow=True).content.decode()
    assert "Deleted: Bread." in page
    assert not Food.objects.exists()


def test_a_food_of_a_saved_meal_stays_and_the_meal_is_named(ada_client, ada, save):
    bread = own(ada, "Bread")
    bread.portions.create(description="1 slice", grams=30)
    toast = save(ada, "Sunday toast", (bread, 2))
    page = ada_client.post(url("food_delete", bread), {"key": str(uuid4())}, follow=True).content.decode()
    assert "Bread is part of your saved meal “Sunday toast”, so it stays. Take it out there first." in page
    toast.delete()
    ada_client.post(url("food_delete", bread), {"key": str(uuid4())})
    assert not Food.objects.exists()


@pytest.mark.parametrize("name", ["food_edit", "food_delete"])
def test_nobody_changes_another_persons_food_or_one_of_everybody(ada, bob_client, egg, name):
    bread = own(ada, "Bread")
    for food in (bread, egg):
        answer = bob_client.post(url(name, food), typed(name="Mine now"))
        assert answer.status_code == 404
    assert set(Food.objects.values_list("name", flat=True)) == {"Bread", "Egg, boiled"}
    assert not Entry.objects.exists()


def test_an_offered_food_stays_private_until_an_editor_publishes_it(ada_client, bob_client):
    ada_client.post("/foods/new/", typed(is_offered="on"))
    food = Food.objects.get()
    assert food.is_offered
    assert bob_client.get(url("food", food)).status_code == 404
    food.publish()
    assert bob_client.get(url("food", food)).status_code == 200
    assert ada_client.get(url("food_edit", food)).status_code == 404
