"""What holds for every text, however odd."""

from hypothesis import given, settings
from hypothesis import strategies as st

from diary.reading.language import vocabulary
from diary.sentence.parse import MAX_READ, parse
from diary.sentence.tokens import tokens_of

WORDS = [
    "2", "two", "½", "1/2", "0", "-3", "2-3", "x2", "a", "cup", "g", "slices of", "large", "eggs", "toast", "oat milk",
    "zelnik", "with", "and", "on", "no", "without", ",", ";", "\n", "usual", "breakfast", "at 8", "🍕", "(", ")", "%",
]  # fmt: skip
SENTENCES = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
    st.text("0123456789./,-x½ ge", max_size=60),
)
SAYS_NOTHING = (
    "filler", "of", "meal", "clock", "hour", "about", "break", "and", "with", "on", "or", "without", "usual", "times",
)  # fmt: skip


@settings(deadline=None)  # on a busy machine a run may take long
@given(SENTENCES)
def test_every_text_is_read_and_twice_alike(text: str) -> None:
    assert parse(text, vocabulary()) == parse(text, vocabulary())


@settings(deadline=None)  # on a busy machine a run may take long
@given(SENTENCES)
def test_no_quantity_is_nothing_or_less(text: str) -> None:
    quantities = [phrase.quantity for phrase in parse(text, vocabulary()).phrases]
    assert all(quantity is None or 0 < quantity < float("inf") for quantity in quantities)


@settings(deadline=None)  # on a busy machine a run may take long
@given(SENTENCES)
def test_every_word_that_says_something_goes_somewhere(text: str) -> None:
    """The vocabulary's own words are left aside: a joint or a filler stands between phrases."""
    words, parsed = vocabulary(), parse(text, vocabulary())
    kept = " ".join([*(phrase.text for phrase in parsed.phrases), *parsed.not_read, *parsed.left_out])
    there = {token.word for token in tokens_of(kept) if token.kind == "word"}
    single = {word for entry in words.rows if set(words.rows[entry]) & set(SAYS_NOTHING) for word in entry}
    for token in tokens_of(parsed.text):
        assert token.kind != "word" or token.word in there or token.word in single


@settings(deadline=None)  # on a busy machine a run may take long
@given(st.text("aé 2,\n", min_size=10).map(lambda text: text * MAX_READ))
def test_no_more_is_read_than_the_bound(text: str) -> None:
    parsed = parse(text, vocabulary())
    assert len(parsed.text) <= MAX_READ
