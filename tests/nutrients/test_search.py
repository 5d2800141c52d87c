import re

import pytest

from nutrients.models import Food
from nutrients.search import search_foods, singular, words_of

LARDER = """
    31101010  Raw whole egg     Egg, whole, raw
    31103010  Boiled egg        Egg, whole, boiled or poached
    31102000  Egg whites        Egg, white, cooked
    32103020  Egg salad         Egg salad, made with mayonnaise
    58100300  Egg burrito       Egg burrito
    75412010  Eggplant          Eggplant, cooked
    11111000  Milk (whole)      Milk, whole
    11112110  Milk (2%)         Milk, reduced fat (2%)
    11115000  Buttermilk        Buttermilk, fat free
    91700010  Milk chocolate    Chocolate candy
    11340000  Oat milk          Oat milk
    -         Rolled oats, dry  Oats, raw
    51501010  Oatmeal bread     Bread, oatmeal
    75122100  Jalapeño          Peppers, hot, raw
    74101000  Tomatoes          Tomatoes, raw
    74601000  Tomato soup       Soup, tomato
    63223020  Strawberries      Strawberries, raw
    92302000  Black tea         Tea, hot, leaf, black
    26155110  Tuna steak        Fish, tuna, baked
"""  # food code, name, official description


@pytest.fixture
def larder(db):
    for n, line in enumerate(LARDER.strip().splitlines()):
        code, name, description = re.split(r"  +", line.strip())
        Food.objects.create(
            fdc_id=n,
            name=name,
            description=description,
            data_type="t",
            category="",
            source="t",
            food_code=code.strip("-"),
        )


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("egg", "Raw whole egg"),
        ("EGGS", "Raw whole egg"),
        ("egg boiled", "Boiled egg"),
        ("boiled eggs", "Boiled egg"),
        ("eggp", "Eggplant"),
        ("milk", "Milk (whole)"),
        ("2% milk", "Milk (2%)"),
        ("milk oat", "Oat milk"),
        ("oat m", "Oat milk"),
        ("oats", "Rolled oats, dry"),
        ("jalapeno", "Jalapeño"),
        ("JALAPEÑO", "Jalapeño"),
        ("tomato", "Tomatoes"),
        ("strawberry", "Strawberries"),
        ("termil", "Buttermilk"),
        ("mayonnaise egg", "Egg salad"),
    ],
)
def test_the_likeliest_food_comes_first(larder, query, first):
    assert search_foods(query)[0].name == first


@pytest.mark.parametrize("query", ["", "  ", "…!?", "zelnik", "egg zelnik"])
def test_no_words_or_no_match_find_nothing(larder, query):
    assert search_foods(query) == []


def test_the_plain_food_comes_before_dishes_and_longer_words(larder):
    names = [food.name for food in search_foods("egg")]
    assert names == ["Raw whole egg", "Egg whites", "Boiled egg", "Egg salad", "Egg burrito", "Eggplant"]


def test_what_an_editor_called_common_comes_first_among_equals(larder):
    Food.objects.filter(name__in=["Boiled egg", "Egg burrito"]).update(is_common=True)
    assert search_foods("egg")[0].name == "Boiled egg"


def test_a_short_word_does_not_match_inside_others(larder):
    assert [food.name for food in search_foods("tea")] == ["Black tea"]


def test_a_search_is_two_queries_and_as_long_as_asked(larder, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(search_foods("milk", limit=3)) == 3


def test_a_query_is_read_up_to_200_characters(larder):
    assert search_foods(" " * 200 + "egg") == []


def test_words_and_singulars():
    assert words_of("Crème fraîche, 30%") == ("creme", "fraiche", "30%")
    assert [singular(word) for word in ("tomatoes", "berries", "radishes", "eggs", "peas", "grass", "gas")] == [
        "tomato", "berry", "radish", "egg", "pea", "grass", "gas",
    ]  # fmt: skip
