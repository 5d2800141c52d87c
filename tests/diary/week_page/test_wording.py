import pytest
from django.utils.formats import number_format
from django.utils.translation import override
from hypothesis import assume, given
from hypothesis import strategies as st

from diary.week_page.wording import amount, chance, in_sentence, in_ten, level, percent, tag_of
from diary.words import VERDICTS
from nutrients.assessment.rules import Verdict


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (3.049, 1, "3.0"),
        (0.04, 1, "0.04"),
        (0.0, 1, "0"),
        (1234.5, 0, "1,234"),
        (0.3, 0, "0.3"),
        (0.00061, 2, "0.0006"),
    ],
)
def test_an_amount_never_reads_as_none_unless_it_is(value, decimals, text):
    assert amount(value, decimals) == text


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("grouped", [True, False])
@given(value=st.floats(0.001, 1e7), decimals=st.integers(0, 3))
def test_an_amount_is_written_as_django_writes_numbers_in_the_language(language, grouped, value, decimals):
    assume(value >= 0.5 * 10**-decimals)  # smaller ones get more decimals
    with override(language):
        assert amount(value, decimals, grouped) == number_format(
            round(value, decimals), decimals, use_l10n=True, force_grouping=grouped
        )


@pytest.mark.parametrize(
    ("value", "text"), [(6.8, "6.8"), (1000.0, "1,000"), (10.0, "10"), (40.92, "40.92"), (0.9, "0.9")]
)
def test_a_level_stands_as_published(value, text):
    assert level(value) == text


@pytest.mark.parametrize(
    ("share", "text"), [(0.0, "0%"), (0.001, "under 1%"), (0.145, "14%"), (0.999, "over 99%"), (1.0, "100%")]
)
def test_a_share_is_never_rounded_to_all_or_none(share, text):
    assert percent(share) == text


@pytest.mark.parametrize(
    ("p", "text"), [(0.0, "< 0.0001"), (0.00004, "< 0.0001"), (0.0001, "0.0001"), (0.5, "0.5000"), (1.0, "> 0.9999")]
)
def test_a_probability_is_never_printed_as_none_or_all(p, text):
    assert chance(p) == text


@pytest.mark.parametrize(
    ("probability", "words"),
    [(0.855, "about 9 in 10"), (0.99, "almost 10 in 10"), (0.5, "about 5 in 10"), (0.01, "almost none in 10")],
)
def test_a_chance_in_words(probability, words):
    assert in_ten(probability) == words


@pytest.mark.parametrize(
    ("name", "text"), [("Zinc", "zinc"), ("Vitamin D", "vitamin D"), ("L-glutamine", "L-glutamine")]
)
def test_a_name_inside_a_sentence(name, text):
    assert in_sentence(name) == text


def test_every_verdict_has_words_and_a_shape_or_bars():
    for verdict in Verdict:
        tag = tag_of(verdict)
        assert tag.words == str(VERDICTS[verdict])
        assert bool(tag.shape) != bool(tag.bars)
