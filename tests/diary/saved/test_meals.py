from uuid import uuid4

import pytest
from django.core import signing
from django.db import IntegrityError, transaction

from diary import log
from diary.models import Entry, Helping, SavedFood, SavedMeal
from diary.saved import meals as saved_meals
from diary.saved.meals import FoodToSave
from tests.diary.larder import TODAY, own


def eat(saved, **how):
    return saved_meals.log_saved_meal(saved, **{"eaten_on": TODAY, "meal": "lunch", "key": uuid4()} | how)


def foods_of(saved):
    return list(saved.foods.values_list("portion__food__name", "quantity", "grams"))


def test_a_meal_is_logged_as_it_stands(ada, egg, bread, save):
    breakfast = save(ada, "Sunday breakfast", (egg, 2), (bread, 1), meal="breakfast")
    eat(breakfast, meal="breakfast")
    rows = Entry.objects.of(ada).values_list("eaten_on", "meal", "portion__food__name", "quantity", "grams", "helping")
    assert list(rows) == [
        (TODAY, "breakfast", "Egg, boiled", 2, 100, None),
        (TODAY, "breakfast", "Rye bread", 1, 31, None),
    ]


def test_a_serving_is_its_share_of_every_food_and_of_the_cooked_weight(ada, soup):
    """4 servings of 400 g lentils, 200 g carrots, 1400 g cooked: 1½ servings are 150 g, 75 g, 525 g."""
    eat(soup, servings=1.5)
    assert list(Entry.objects.values_list("portion__food__name", "quantity", "grams")) == [
        ("Lentils, dry", 0.75, 150), ("Carrot", 1.5, 75),
    ]  # fmt: skip
    helping = Helping.objects.of(ada).get()
    assert (helping.name, helping.servings, helping.grams, helping.entries.count()) == ("Lentil soup", 1.5, 525, 2)


def test_without_a_cooked_weight_the_weight_of_a_helping_is_unknown(ada, egg, save):
    eat(save(ada, "Omelette", (egg, 3), servings=2))
    assert Helping.objects.values_list("grams").get() == (None,)
    assert Entry.objects.values_list("grams").get() == (75,)


def test_the_same_key_logs_once(soup):
    key = uuid4()
    eat(soup, key=key)
    with pytest.raises(IntegrityError), transaction.atomic():
        eat(soup, key=key)
    assert Entry.objects.count() == 2


def test_editing_a_recipe_does_not_change_the_past(ada, soup, egg):
    eat(soup)
    before = list(Entry.objects.values())
    soup.name, soup.servings, soup.cooked_grams = "Egg soup", 2, None
    saved_meals.keep(soup, [FoodToSave(egg.portions.first(), 2)])
    assert foods_of(soup) == [("Egg, boiled", 2, 100)]
    assert list(Entry.objects.values()) == before
    assert Helping.objects.values_list("name", "servings", "grams").get() == ("Lentil soup", 1, 350)


def test_a_change_is_undone_once_and_not_over_a_later_one(ada, bob, soup, egg):
    before = foods_of(soup)
    soup.name = "Egg soup"
    note = saved_meals.keep(soup, [FoodToSave(egg.portions.first(), 2)])
    with pytest.raises(signing.BadSignature):
        saved_meals.put_back(bob, note)
    assert saved_meals.put_back(ada, note)
    soup.refresh_from_db()
    assert (soup.name, foods_of(soup)) == ("Lentil soup", before)
    assert not saved_meals.put_back(ada, note)


def test_deleting_keeps_what_was_logged_and_is_undone_as_it_was(ada, soup):
    eat(soup)
    before, foods = SavedMeal.objects.values().get(), foods_of(soup)
    note = saved_meals.delete(soup)
    assert not SavedMeal.objects.exists()
    assert Helping.objects.values_list("recipe", "name").get() == (None, "Lentil soup")
    assert Entry.objects.count() == 2
    assert [saved_meals.put_back(ada, note) for _ in range(2)] == [True, False]
    after = SavedMeal.objects.values().get()
    assert before.pop("changed_at") != after.pop("changed_at")
    assert (after, foods_of(SavedMeal.objects.get())) == (before, foods)
    assert Helping.objects.get().recipe_id == before["id"]


def test_a_name_taken_meanwhile_is_not_taken_away(ada, soup, egg, save):
    note = saved_meals.delete(soup)
    save(ada, "LENTIL SOUP", (egg, 1))
    assert not saved_meals.put_back(ada, note)
    assert SavedMeal.objects.values_list("name").get() == ("LENTIL SOUP",)


def test_a_new_one_taken_back_is_gone(ada, egg):
    note = saved_meals.keep(SavedMeal(person=ada, name="Eggs"), [FoodToSave(egg.portions.first(), 2)])
    assert saved_meals.put_back(ada, note)
    assert not SavedFood.objects.exists()
    assert not SavedMeal.objects.exists()


def test_who_leaves_takes_saved_meals_helpings_and_own_foods_along(ada, bob, egg, save):
    bread = own(ada)
    bread.portions.create(description="1 slice", grams=30)
    eat(save(ada, "Toast", (bread, 2), servings=1))
    save(bob, "Eggs", (egg, 2))
    ada.delete()
    assert list(SavedMeal.objects.values_list("name", flat=True)) == ["Eggs"]
    assert not Helping.objects.exists()


def test_logged_foods_are_taken_off_again(ada, soup):
    note = log.note_of_added(ada, eat(soup))
    assert len(log.take_off(ada, note)) == 2
    assert SavedMeal.objects.exists()


def test_a_recipes_foods_in_its_proportions_are_one_helping_however_they_were_logged(soup):
    """A third of a serving, by quantities that were written and read again."""
    entries = eat(soup, servings=1 / 3)
    Helping.objects.all().delete()
    for entry in entries:
        entry.helping, entry.grams = None, round(entry.grams, 4)
    helping = saved_meals.as_helping(soup, entries)
    assert (helping.name, helping.servings, helping.grams) == ("Lentil soup", 0.3333, pytest.approx(117, abs=1))
    assert Entry.objects.filter(helping=helping).count() == 2


@pytest.mark.parametrize("changed", ["grams", "portion", "count"])
def test_other_foods_or_amounts_stay_as_they_are(ada, egg, soup, changed):
    entries = eat(soup)
    Helping.objects.all().delete()
    if changed == "grams":
        entries[0].grams = 90
    elif changed == "portion":
        entries[0].portion = egg.portions.first()
    else:
        entries.pop()
    assert saved_meals.as_helping(soup, entries) is None
    assert not Helping.objects.exists()
