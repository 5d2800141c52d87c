from uuid import uuid4

import pytest
from django.core import signing

from diary import log
from diary.models import Entry, Helping
from diary.saved import helpings
from diary.saved.meals import log_saved_meal
from tests.diary.larder import TODAY


@pytest.fixture
def serving(soup):
    """Ada had a serving of her soup: 350 g, of 100 g lentils and 50 g carrots."""
    log_saved_meal(soup, eaten_on=TODAY, meal="lunch", key=uuid4())
    return Helping.objects.get()


def grams():
    return list(Entry.objects.values_list("portion__food__name", "quantity", "grams"))


def test_twice_as_much_is_twice_of_every_food_and_goes_back_exactly(ada, bob, serving):
    note = helpings.resize(serving, 2)
    assert grams() == [("Lentils, dry", 1, 200), ("Carrot", 2, 100)]
    assert Helping.objects.values_list("servings", "grams").get() == (2, 700)
    with pytest.raises(signing.BadSignature):
        helpings.size_back(bob, note)
    assert [len(helpings.size_back(ada, note)) for _ in range(2)] == [2, 0]
    assert grams() == [("Lentils, dry", 0.5, 100), ("Carrot", 1, 50)]
    assert Helping.objects.values_list("servings", "grams").get() == (1, 350)


def test_a_food_changed_since_keeps_its_amount(ada, serving):
    note = helpings.resize(serving, 3)
    Entry.objects.filter(portion__food__name="Carrot").update(quantity=5, grams=250)
    helpings.size_back(ada, note)
    assert grams() == [("Lentils, dry", 0.5, 100), ("Carrot", 5, 250)]


def test_a_helping_without_known_weight_has_none_at_any_size(ada, serving):
    Helping.objects.update(grams=None)
    helpings.resize(Helping.objects.get(), 0.5)
    assert Helping.objects.values_list("servings", "grams").get() == (0.5, None)


def test_split_foods_stand_alone_with_their_grams_and_join_again(ada, bob, soup, serving):
    before = list(Entry.objects.values())
    note = helpings.split(serving)
    assert not Helping.objects.exists()
    assert list(Entry.objects.values_list("helping", "grams")) == [(None, 100), (None, 50)]
    with pytest.raises(signing.BadSignature):
        helpings.join_again(bob, note)
    assert [len(helpings.join_again(ada, note)) for _ in range(2)] == [2, 0]
    assert list(Entry.objects.values()) == before
    assert Helping.objects.values_list("recipe", "servings", "grams").get() == (soup.pk, 1, 350)


def test_the_last_food_takes_the_helping_along_and_brings_it_back(ada, soup, serving):
    lentils, carrot = Entry.objects.all()
    log.remove(ada, [lentils])
    assert Helping.objects.exists()
    note = log.remove(ada, [carrot])
    assert not Helping.objects.exists()
    soup.delete()
    log.put_back(ada, note)
    assert Entry.objects.values_list("helping__name", "helping__recipe", "grams").get() == ("Lentil soup", None, 50)


def test_undoing_what_was_logged_leaves_no_empty_helping(ada, serving):
    note = log.note_of_added(ada, Entry.objects.all())
    assert len(log.take_off(ada, note)) == 2
    assert not Helping.objects.exists()


def test_a_copied_meal_has_a_helping_of_its_own(ada, serving):
    helpings.resize(serving, 2)
    log.copy_entries(ada, TODAY, TODAY, uuid4(), "lunch", to_meal="dinner")
    copy = Helping.objects.exclude(pk=serving.pk).get()
    assert (copy.name, copy.servings, copy.grams, copy.recipe) == ("Lentil soup", 2, 700, serving.recipe)
    assert set(copy.entries.values_list("meal", "grams")) == {("dinner", 200), ("dinner", 100)}


def test_half_a_helping_is_copied_as_its_foods(ada, serving):
    lentils = Entry.objects.first()
    log.copy_entries(ada, TODAY, TODAY, uuid4(), but=[lentils.pk])
    assert Helping.objects.count() == 1
    assert Entry.objects.filter(helping=None).values_list("grams").get() == (50,)


def test_a_food_that_goes_to_another_meal_leaves_its_helping_and_comes_back(ada, serving):
    for entry in Entry.objects.all():
        before, entry.meal = log.row_of(entry), "dinner"
        note = log.save_change(before, entry)
    assert set(Entry.objects.values_list("meal", "helping")) == {("dinner", None)}
    assert not Helping.objects.exists()
    log.change_back(ada, note)
    assert Entry.objects.order_by("pk").values_list("meal", "helping").last() == ("lunch", serving.pk)


def test_a_food_whose_amount_changes_stays_in_its_helping(serving):
    entry = Entry.objects.first()
    before, entry.grams, entry.quantity = log.row_of(entry), 200, 1
    log.save_change(before, entry)
    assert serving.entries.count() == 2
