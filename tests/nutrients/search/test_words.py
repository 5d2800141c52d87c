import pytest

from nutrients.search.words import singular, telling, word_for, words_of


def test_words_have_no_case_accents_or_possessives():
    assert words_of("Crème fraîche, 30%") == ("creme", "fraiche", "30")
    assert words_of("Shepherd's pie / M&M’s and_more") == ("shepherd", "pie", "m", "m", "and", "more")


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("tomatoes", "tomato"), ("tomatoe", "tomato"), ("berries", "berry"), ("radishes", "radish"), ("eggs", "egg"),
        ("peas", "pea"), ("grass", "grass"), ("gas", "gas"), ("asparagus", "asparagus"), ("loaves", "loaf"),
        ("hummus", "hummus"), ("oats", "oat"), ("boxes", "box"),
    ],
)  # fmt: skip
def test_singulars(word, one):
    assert singular(word) == one


@pytest.mark.parametrize(
    ("typed", "beginnings"),
    [
        ("egg", ("egg",)),
        ("eggs", ("egg",)),
        ("cherry", ("cherry", "cherries")),
        ("cherries", ("cherry", "cherries")),
        ("loaf", ("loaf", "loaves")),
    ],
)
def test_what_a_fitting_word_may_begin_with(typed, beginnings):
    assert word_for(typed).beginnings == beginnings


def test_small_words_are_left_out_beside_others():
    assert telling(("loaf", "of", "bread")) == ("loaf", "bread")
    assert telling(("of", "the")) == ("of", "the")
