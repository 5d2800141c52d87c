"""Words that look like a supplement: the way to its label is offered, and no food that happens to share a word."""

import pytest

from diary.box.preview import preview_of
from diary.box.supplements import looks_like_supplement, supplement_words
from diary.models import Meal
from nutrients.models import Portion
from tests.diary.larder import TODAY, food, own


@pytest.mark.parametrize(
    "words", ["Vitamin D", "25mcg", "a multivitamin tablet", "400 IU", "vitamina C", "2 cápsulas", "vit C 500mg"]
)
def test_words_of_a_label_are_known(words):
    assert looks_like_supplement(words)


@pytest.mark.parametrize("words", ["", "2 eggs", "tablespoon of oil", "vitaminwater", "oma's zelnik", "12"])
def test_food_is_no_supplement(words):
    assert not looks_like_supplement(words)


def test_the_table_holds_words_of_both_languages():
    assert {"vitamin", "comprimido"} <= supplement_words()


def parts_of(text, person):
    return preview_of(text, person=person, meal=Meal.BREAKFAST, today=TODAY).parts


@pytest.mark.django_db
def test_a_drink_with_vitamins_is_not_what_vitamin_d_means(ada):
    food(1, "Fruit drink with vitamin D and more", ("1 glass", 240))
    (part,) = parts_of("vitamin d 25 mcg", ada)
    assert (part.row, part.near) == (None, [])


@pytest.mark.django_db
def test_an_own_supplement_is_found_by_its_name(ada, bob):
    tablet = own(ada, "Vitamin D3", is_supplement=True)
    Portion.objects.create(food=tablet, position=1, description="1 tablet", grams=1)
    for text in ("vitamin d3", "vitamin d3 25 mcg", "vitamin d3 1000 IU", "Vitamin D3 1000iu"):
        (part,) = parts_of(text, ada)
        assert part.row, text
        assert part.row.food == tablet
        assert part.row.grams == 1
    (part,) = parts_of("a vitamin d3 tablet", ada)
    assert part.row or part.near == [tablet]
    (part,) = parts_of("vitamin d3", bob)
    assert part.row is None


def test_the_card_leads_to_the_form_with_the_name_filled_in(ada_client):
    page = ada_client.get("/day/2026-11-19/", {"q": "multivitamin & zinc tablet"}).content.decode()
    assert "Add a supplement from its label" in page
    assert 'value="multivitamin"' in ada_client.get("/supplements/new/", {"name": "multivitamin"}).content.decode()
    assert "Add a supplement from its label" not in ada_client.get("/day/2026-11-19/", {"q": "zelnik"}).content.decode()


@pytest.mark.django_db
def test_a_strength_in_the_name_of_a_supplement_is_no_count(ada):
    tablet = own(ada, "Vitamin D 1000 IU", is_supplement=True)
    Portion.objects.create(food=tablet, position=1, description="1 tablet", grams=1)
    (part,) = parts_of("vitamin D 1000 IU", ada)
    assert part.row
    assert (part.row.food, part.row.quantity) == (tablet, 1)


@pytest.mark.django_db
def test_a_thousand_of_a_supplement_is_a_slip(ada):
    tablet = own(ada, "Vitamin D3", is_supplement=True)
    Portion.objects.create(food=tablet, position=1, description="1 tablet", grams=1)
    (part,) = parts_of("1000 vitamin d3", ada)
    assert (part.row, part.near) == (None, [tablet])
