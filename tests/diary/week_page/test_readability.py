"""Plain language, measured: the report's fixed English texts."""

import pytest

from tests.diary.week_page.readability import LEAST_WORDS, ROOT, grade_of, syllables_of, texts_of, words_of

MEAN, HARDEST = 6, 10  # school grades: most adults read with ease what a pupil of grade 8 reads
PAGES = {
    "week",
    "why",
    "_verdicts",
    "_judge",
    "_glance",
    "_gut_tile",
    "_fixes",
    "_left_out",
    "_see_someone",
    "_first_look",
}
PAGES |= {"_all_nutrients", "_low_card", "_week_in_words", "_why_inputs", "_why_sources", "_why_sum"}


@pytest.fixture(scope="module")
def texts() -> set[str]:
    code = [*(ROOT / "diary" / "week_page").glob("*.py"), ROOT / "diary" / "words.py"]
    return texts_of(code, [ROOT / "templates" / "diary" / f"{name}.html" for name in PAGES])


@pytest.mark.parametrize(("word", "count"), [("food", 1), ("logged", 1), ("needed", 2), ("table", 2), ("average", 3)])
def test_syllables(word: str, count: int) -> None:
    assert syllables_of(word) == count


def test_the_grade_by_hand() -> None:
    """Two sentences of 5 words, 11 syllables: 0.39 x 5 + 11.8 x 1.1 - 15.59."""
    text = "Your log holds little zinc. One day more would help."
    assert (len(words_of(text)), sum(map(syllables_of, words_of(text)))) == (10, 11)
    assert grade_of(text) == pytest.approx(0.39 * 5 + 11.8 * 1.1 - 15.59)


def test_a_text_is_found_wherever_it_is_written(texts: set[str]) -> None:
    assert len(texts) > 150
    assert "Nothing recorded is above an upper level (UL)." in texts  # a template
    assert "With three a day more it would read “three”." in texts  # code, with places filled in
    assert all(len(words_of(text)) >= LEAST_WORDS for text in texts)


def test_the_report_reads_easily(texts: set[str]) -> None:
    assert sum(map(grade_of, texts)) / len(texts) <= MEAN


def test_no_text_of_the_report_is_hard(texts: set[str]) -> None:
    assert {text for text in texts if grade_of(text) > HARDEST} == set()
