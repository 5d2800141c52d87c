import csv
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from nutrients.search import search_foods
from nutrients.search.other_words import OtherWords, in_table_words, other_words
from nutrients.search.words import singulars_of
from tests.diary.larder import food, own


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("lentejas", "lentils"), ("Sopa de lentejas", "lentil soup"), ("pan integral", "whole wheat bread"),
        ("pechuga de pollo a la plancha", "grilled chicken breast"), ("huevos fritos", "fried egg"),
        ("nueces", "walnuts"), ("panes", "bread"), ("frijoles negros", "black beans"), ("CAFÉ", "coffee"),
    ],
)  # fmt: skip
def test_food_words_come_out_as_the_tables_have_them(spanish, english):
    assert in_table_words(spanish, "es") == in_table_words(spanish, "es-ar") == english


@pytest.mark.parametrize("text", ["pan de la abuela", "egg", "", "¿?", "de la"])
def test_a_text_with_a_word_that_is_not_known_stays_as_it_is(text):
    assert in_table_words(text, "es") == text


def test_other_languages_stay_as_they_are():
    assert in_table_words("pan", "en") == in_table_words("pan", None) == in_table_words("pan", "de") == "pan"


def test_the_last_word_may_have_begun():
    assert in_table_words("manza", "es", is_typing=True) == "apple"
    assert in_table_words("manza", "es") == "manza"
    assert in_table_words("pa", "es", is_typing=True) == "pa"


def test_no_word_stands_in_the_file_twice():
    rows = [("pan|pan blanco", "bread"), ("pan", "cake")]
    assert OtherWords(rows).in_english("pan") == "bread"  # the first counts, so that a second one would be lost


@pytest.mark.django_db
def test_a_search_on_a_spanish_page_finds_what_the_tables_call_otherwise():
    apple = food(1, "Apple, raw")
    with translation.override("es"):
        assert search_foods("manzanas") == search_foods("manz") == search_foods("apple") == [apple]
    assert search_foods("manzanas") == []


@pytest.mark.django_db
def test_a_food_of_ones_own_is_found_by_the_name_one_gave_it(ada):
    food(1, "Bread, white")
    her_own = own(ada, "Pan de Ada")
    with translation.override("es"):
        assert search_foods("pan", person=ada)[0] == her_own


def test_every_meaning_is_in_words_of_the_tables():
    """What no food is called would be taken for the next best: hake for cake."""
    foods, aliases = (rows_of(settings.FIXTURES / f"{name}.csv") for name in ("foods", "food_aliases"))
    known = {word for row in foods for word in singulars_of(f"{row['name']} {row['description']}")}
    known |= {word for row in aliases for word in singulars_of(row["phrase"])}
    known |= {
        word
        for row in rows_of(settings.BASE_DIR / "diary/suggested/food_families.csv")
        for word in singulars_of(row["word"])
    }
    means = {means for words in other_words().values() for means in words.meanings.values()}
    assert [one for one in sorted(means) if not set(singulars_of(one)) <= known] == []


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
