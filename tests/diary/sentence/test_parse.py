"""Sentences and the phrases they are read into, by the English table."""

import pytest

from diary.reading.language import vocabulary
from diary.sentence.parse import MAX_READ, Parsed, parse


def read(text: str) -> Parsed:
    return parse(text, vocabulary())


def told(text: str) -> list[tuple[float | None, str, str]]:
    """Quantity, measure and food of each phrase."""
    return [
        (phrase.quantity, phrase.measure.name if phrase.measure else "", phrase.food) for phrase in read(text).phrases
    ]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("2 eggs", 2), ("two eggs", 2), ("a couple of eggs", 2), ("half a dozen eggs", 6), ("2 dozen eggs", 24),
        ("1/2 eggs", 0.5), ("½ eggs", 0.5), ("1 ½ eggs", 1.5), ("1½ eggs", 1.5), ("1 1/2 eggs", 1.5),
        ("1 and 1/2 eggs", 1.5), ("one and a half eggs", 1.5), ("1.5 eggs", 1.5), ("1,5 eggs", 1.5), ("an eggs", 1),
        ("1,200 eggs", 1200), ("2-3 eggs", 2.5), ("2 to 3 eggs", 2.5), ("2–3 eggs", 2.5), ("eggs x2", 2),
        ("twenty five eggs", 25), ("twenty-one eggs", 21), ("one hundred and twenty eggs", 120),
        ("a hundred eggs", 100), ("two hundred and fifty-five eggs", 255), ("ninety eggs", 90),
        ("twenty five and a half eggs", 25.5),
        ("2x eggs", 2), ("eggs (2)", 2), ("eggs, 2", 2), ("about 3 eggs", 3), ("eggs", None),
    ],
)  # fmt: skip
def test_numbers(text: str, quantity: float | None) -> None:
    [phrase] = read(text).phrases
    assert (phrase.quantity, phrase.food) == (quantity, "eggs")


@pytest.mark.parametrize("text", ["2-3 eggs", "about 3 eggs", "a few eggs", "2 or 3 eggs"])
def test_what_is_not_exact_says_so(text: str) -> None:
    assert read(text).phrases[0].is_vague


@pytest.mark.parametrize(
    "text",
    [
        "-3 eggs",
        "0 apples",
        "1e9 g rice",
        "1/0 eggs",
        "'-3 eggs",
        "1.2.3 eggs",
        "1e999 eggs",
        "2 . 5 eggs",
        "2 .5 eggs",
    ],
)
def test_an_amount_that_cannot_be_one_is_not_read_as_another(text: str) -> None:
    [phrase] = read(text).phrases
    assert (phrase.is_unreadable, phrase.quantity) == (True, None)


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("150g grilled salmon", [(150, "g", "grilled salmon")]),
        ("6 oz steak", [(6, "oz", "steak")]),
        ("250 ml milk", [(250, "ml", "milk")]),
        ("chicken breast 150g rice 200g", [(150, "g", "chicken breast"), (200, "g", "rice")]),
        ("coffee 2 sugars", [(None, "", "coffee"), (2, "", "sugars")]),
        ("rice 2 chicken 1", [(2, "", "rice"), (1, "", "chicken")]),
        ("2 x 150 g chicken breasts", [(300, "g", "chicken breasts")]),
        ("330ml can of cola", [(330, "ml", "cola")]),
        ("half-cup of rice", [(0.5, "cup", "rice")]),
        ("two slices of sourdough", [(2, "slice", "sourdough")]),
        ("a bowl of oatmeal", [(1, "bowl", "oatmeal")]),
        ("handful of walnuts", [(1, "handful", "walnuts")]),
        ("hash browns, 2 patties", [(2, "patty", "hash browns")]),
        ("a bar", [(1, "", "bar")]),
        ("a grapefruit half", [(0.5, "", "grapefruit")]),
        ("2% milk", [(None, "", "2% milk")]),
        ("semi-skimmed milk 200 ml", [(200, "ml", "semi-skimmed milk")]),
        ("2 eggs 1 banana", [(2, "", "eggs"), (1, "", "banana")]),
        ("toast with butter and jam", [(None, "", "toast"), (None, "", "butter"), (None, "", "jam")]),
        ("rice\nbeans; peas + corn & leeks", [(None, "", food) for food in ("rice", "beans", "peas", "corn", "leeks")]),
        ("for breakfast i had two eggs then a coffee", [(2, "", "eggs"), (1, "", "coffee")]),
        (
            "at 8 porridge, at 10:30 a pear, around 3pm tea",
            [(None, "", "porridge"), (1, "", "pear"), (None, "", "tea")],
        ),
        ("egg, fried", [(None, "", "egg fried")]),
        ("coffee, black", [(None, "", "black coffee")]),
        ("a hundred grams of rice and an egg", [(100, "g", "rice"), (1, "", "egg")]),
        ("tea with milk x3", [(3, "", "tea"), (None, "", "milk")]),
        (
            "tea with milk and sugar x3, toast",
            [(3, "", "tea"), (None, "", "milk"), (None, "", "sugar"), (None, "", "toast")],
        ),
        ("a cup of tea with milk x2", [(2, "cup", "tea"), (None, "", "milk")]),
        ("tea and egg x3", [(None, "", "tea"), (3, "", "egg")]),
        ("half and half", [(None, "", "half and half")]),
        ("coke zero", [(None, "", "coke zero")]),
    ],
)
def test_phrases(text: str, phrases: list[tuple[float | None, str, str]]) -> None:
    assert told(text) == phrases


def test_a_size_goes_with_its_food() -> None:
    sizes = {text: read(text).phrases[0].size for text in ("3 large eggs", "a small bowl of soup", "coffee (large)")}
    assert [size.called[0] for size in sizes.values() if size] == ["large", "small", "large"]


@pytest.mark.parametrize(
    ("text", "foods", "without"),
    [
        ("tea without milk or sugar", ["tea"], ("milk", "sugar")),
        ("burger without cheese and fries", ["burger", "fries"], ("cheese",)),
        ("toast w/o butter", ["toast"], ("butter",)),
        ("coffee, no sugar", ["coffee"], ("sugar",)),
    ],
)
def test_what_was_not_in_it_is_no_food(text: str, foods: list[str], without: tuple[str, ...]) -> None:
    phrases = read(text).phrases
    assert ([phrase.food for phrase in phrases], phrases[0].without) == (foods, without)


def test_what_joins_two_phrases_is_known() -> None:
    assert [phrase.joint for phrase in read("eggs on toast with butter and jam, tea").phrases] == [
        "", "on", "with", "and", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "usual", "meal"),
    [("usual breakfast", "usual", "breakfast"), ("same as yesterday", "yesterday", ""), ("my usual", "usual", "")],
)
def test_the_usual_is_asked_for(text: str, usual: str, meal: str) -> None:
    [phrase] = read(text).phrases
    assert (phrase.usual, phrase.meal) == (usual, meal)


def test_usual_before_a_food_says_nothing() -> None:
    assert told("my usual toast") == [(None, "", "toast")]


@pytest.mark.parametrize("text", ["", "   ", "!!! ... ;;;", "(), - --", "I had"])
def test_nothing_is_read_where_nothing_is_said(text: str) -> None:
    assert (read(text).phrases, read(text).not_read) == ((), ())


def test_signs_that_mean_something_are_kept() -> None:
    assert read("toast, 🍕🍕").not_read == ("🍕🍕",)


def test_a_phrase_is_as_typed_with_its_bracket() -> None:
    parsed = read("Some  Oatmeal (1 bowl), w/ honey")
    assert [phrase.text for phrase in parsed.phrases] == ["Oatmeal (1 bowl)", "honey"]
    assert all(parsed.text[phrase.start : phrase.end] == phrase.text for phrase in parsed.phrases)


def test_a_long_text_is_cut_after_a_word() -> None:
    parsed = read("porridge, " * 1000)
    assert parsed.is_cut
    assert len(parsed.text) <= MAX_READ
    assert {phrase.food for phrase in parsed.phrases} == {"porridge"}


@pytest.mark.parametrize(
    ("text", "day"),
    [("yesterday I had pasta", ("yesterday",)), ("pasta last night", ("last night",)), ("pasta from yesterday", ())],
)
def test_another_day_is_left_over(text: str, day: tuple[str, ...]) -> None:
    assert [phrase.food for phrase in read(text).phrases] == ["pasta"]
    assert read(text).not_read == day
