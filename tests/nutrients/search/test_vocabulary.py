import pytest

from nutrients.search.reading import slots_of
from nutrients.search.vocabulary import Vocabulary

COUNTS = {
    "egg": 40,
    "eggplant": 3,
    "chicken": 300,
    "chickpea": 9,
    "chcken": 1,
    "peanut": 20,
    "butter": 50,
    "pea": 9,
    "nut": 30,
}
ALIASES = [("aubergine", "eggplant"), ("spring chicken", "chicken"), ("chips", "peanut"), ("chips", "butter")]


@pytest.fixture
def known():
    return Vocabulary(COUNTS, ALIASES)


def read(query, vocabulary):
    """Each slot as {words: slips}."""
    return [
        {" ".join(word.singular for word in r.words): r.slips for r in slot} for slot in slots_of(query, vocabulary)
    ]


def test_foods_are_counted_by_the_beginnings_of_their_words(known):
    assert [known.foods_with(text) for text in ("egg", "eggs", "eggp", "c", "zz", "")] == [43, 43, 3, 310, 0, 462]


def test_a_vocabulary_may_be_empty():
    assert slots_of("egg", Vocabulary({})) == []


@pytest.mark.parametrize(
    ("query", "slots"),
    [
        ("egg", [{"egg": 0}]),
        ("chiken", [{"chicken": 1}]),
        ("chcken", [{"chcken": 1, "chicken": 1}]),  # the foods written so have it wrong: 300 to 1
        ("cihcken", [{"chicken": 1}]),  # two letters in the other order are one slip
        ("hcicken", [{"chicken": 1}]),
        ("egk", [{"egg": 1}]),
        ("ek", []),  # too short to tell
        ("peanutbutter", [{"peanut butter": 1}]),
        ("pea nut", [{"pea nut": 0, "peanut": 0}]),
        ("aubergines", [{"eggplant": 0}]),
        ("auberg", [{"eggplant": 0}]),
        ("aubergene", [{"eggplant": 1}]),
        ("chips egg", [{"peanut": 0, "butter": 0}, {"egg": 0}]),
        ("the spring chicken and egg", [{"chicken": 0}, {"egg": 0}]),
        ("zelnik egg", [{"egg": 0}]),
        ("egg " * 20, [{"egg": 0}] * 8),
    ],
)
def test_readings(known, query, slots):
    assert read(query, known) == slots
