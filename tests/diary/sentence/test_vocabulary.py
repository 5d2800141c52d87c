import csv

import pytest

from diary.language import WORDS, vocabulary
from diary.sentence.parse import parse
from diary.sentence.vocabulary import MEASURES, Vocabulary

GERMAN = """kind,words,means,value,note
number,zwei,,2,
number,ein|eine|einen,,1,
container,glas,glas,200,
and,und,,,
with,mit,,,
without,ohne,,,
filler,ich|hatte,,,
"""


def rows_of_table() -> list[dict[str, str]]:
    with WORDS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_another_language_is_another_table() -> None:
    german = Vocabulary.from_rows(csv.DictReader(GERMAN.splitlines()))
    found = parse("ich hatte zwei Eier und ein Glas Milch ohne Zucker", german).phrases
    assert [(phrase.quantity, phrase.food, phrase.without) for phrase in found] == [
        (2, "Eier", ()), (1, "Milch", ("zucker",)),
    ]  # fmt: skip


def test_every_measure_of_the_table_has_an_amount_or_is_a_piece() -> None:
    rows = [row for row in rows_of_table() if row["kind"] in MEASURES]
    assert len(rows) > 40
    assert [row["words"] for row in rows if (row["kind"] == "piece") is not (row["value"] == "")] == []


def test_a_judgement_is_called_one() -> None:
    """What no table of weights and measures says has its reason beside it."""
    guessed = [row for row in rows_of_table() if row["kind"] in {"container", "pinch", "loose", "vague"}]
    assert [row["words"] for row in guessed if not row["note"]] == []


@pytest.mark.parametrize(("measure", "times", "other"), [("cup", 16, "tbsp"), ("tbsp", 3, "tsp"), ("cup", 8, "fl oz")])
def test_the_measures_of_volume_fit_each_other(measure: str, times: float, other: str) -> None:
    rows = [found["volume"] for found in vocabulary().rows.values() if "volume" in found]
    sizes = {row.name: row.value for row in rows}
    assert sizes[measure] == pytest.approx(times * sizes[other], rel=1e-5)


def test_the_longest_entry_counts() -> None:
    found = vocabulary().longest_at(("half", "a", "dozen", "eggs"), "number")
    assert found
    assert (found[0].value, found[1]) == (6, 3)
