"""What other connections see: every worker process has its own, and its own vocabulary."""

import threading

import pytest
from django.db import connection, transaction

from nutrients.models import Food, FoodAlias
from nutrients.search import install, remove, search_foods, vocabulary
from tests.nutrients.search.conftest import food

pytestmark = pytest.mark.django_db(transaction=True)


def names(query):
    return [food.name for food in search_foods(query)]


def elsewhere(act):
    """Do something as another worker would, in a connection of its own."""

    def run():
        act()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_words_of_a_food_saved_elsewhere_are_known_at_once():
    food(1, "Quinoa")
    assert names("qinoa") == ["Quinoa"]
    elsewhere(lambda: food(2, "Freekeh"))
    assert names("frekeh") == ["Freekeh"]
    elsewhere(lambda: Food.objects.filter(fdc_id=2).update(name="Bulgur", description="Bulgur"))
    assert (names("frekeh"), names("bulgar")) == ([], ["Bulgur"])
    elsewhere(lambda: FoodAlias.objects.create(phrase="pligouri", means="bulgur"))
    assert names("pligouri") == ["Bulgur"]


def test_what_was_rolled_back_is_forgotten():
    food(1, "Quinoa")
    with transaction.atomic():
        food(2, "Freekeh")
        assert names("frekeh") == ["Freekeh"]
        transaction.set_rollback(True)
    assert names("frekeh") == []
    food(3, "Fonio")  # as many changes as before the rollback
    assert (names("frekeh"), names("fonia")) == ([], ["Fonio"])


def test_the_vocabulary_is_read_again_only_after_a_change():
    row = food(1, "Quinoa")
    known = vocabulary()
    assert vocabulary() is known
    row.save()
    assert vocabulary() is not known


def test_an_import_of_many_rows_at_once_is_indexed():
    rows = [Food(fdc_id=n, name=f"Grain {n}", description="Teff", data_type="t", source="t") for n in range(1, 300)]
    Food.objects.bulk_create(rows)
    assert len(search_foods("tef", limit=1000)) == 200
    rows[0].name = "Millet"
    Food.objects.bulk_create(rows[:1], update_conflicts=True, unique_fields=["fdc_id"], update_fields=["name"])
    assert names("milet") == ["Millet"]
    Food.objects.all().delete()
    assert names("teff") == []


def test_the_index_can_be_made_anew_over_foods_that_are_there():
    food(1, "Quinoa")
    remove(None, None)
    install(None, None)
    assert names("quinoa") == names("qinoa") == ["Quinoa"]
