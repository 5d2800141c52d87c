import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from diary.quantities import amount_text, as_written, quantity_of, servings_text

READ = {
    "2": 2, "1.5": 1.5, "1,5": 1.5, " 0,75 ": 0.75, ".5": 0.5, ",25": 0.25, "1/2": 0.5, "1 1/2": 1.5, "3 / 4": 0.75,
    "½": 0.5, "1½": 1.5, "2 ¾": 2.75, "0,125": 0.125, "1.125": 1.125, "0": 0, "1000": 1000, "1⁄3": 1 / 3,
}  # fmt: skip
NOT_READ = [
    "", "two", "-1", "+1", "1e3", "1_000", "４", "٣", "NaN", "nan", "inf", "-inf", "Infinity", "0x10", "1/0", "1/2/3",
    "½½", "1.2.3", "1 000", "2 eggs", "1.", "--", "½ 1", "1\x00",
]  # fmt: skip


@pytest.mark.parametrize(("text", "quantity"), READ.items())
def test_an_amount_is_read_as_people_write_it(text, quantity):
    assert quantity_of(text) == pytest.approx(quantity)


@pytest.mark.parametrize("text", NOT_READ)
def test_what_is_no_amount_is_refused_in_words(text):
    with pytest.raises(ValidationError, match="Write a number such as 2"):
        quantity_of(text)


@pytest.mark.parametrize("text", ["99999999", "1e9", "12345678.5", "1E+12", "9" * 20, "1e999"])
def test_a_number_that_is_too_large_is_said_to_be_that(text):
    with pytest.raises(ValidationError, match="too large") as refusal:
        quantity_of(text)
    assert refusal.value.code == "too_large"


def test_a_thousand_with_a_comma_is_asked_about_because_half_the_world_means_one():
    with pytest.raises(ValidationError) as refusal:
        quantity_of("1,000")
    assert refusal.value.messages == ["“1,000” can be read in two ways. Write 1000, or 1.000 with a point."]


@given(st.floats(min_value=0.001, max_value=5000))
def test_what_is_shown_reads_back_as_the_same_amount(quantity):
    assert quantity_of(as_written(quantity)) == pytest.approx(quantity, rel=1e-5, abs=1e-6)


@pytest.mark.parametrize(
    ("quantity", "description", "text"),
    [
        (1, "1 cup", "1 cup"),
        (2, "1 cup", "2 × cup"),
        (0.5, "1 cup", "½ cup"),
        (1.5, "1 large egg", "1½ × large egg"),
        (150, "1 g", "150 g"),
        (1, "quarter plate", "quarter plate"),
        (2, "quarter plate", "2 × quarter plate"),
    ],
)
def test_an_amount_in_words(quantity, description, text):
    assert amount_text(quantity, description) == text


@pytest.mark.parametrize(
    ("servings", "text"), [(0.5, "½ serving"), (1, "1 serving"), (1.5, "1½ servings"), (12, "12 servings")]
)
def test_servings_are_written_as_said(servings, text):
    assert servings_text(servings) == text
