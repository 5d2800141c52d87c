import csv

import pytest
from django.utils import translation

from diary.reading.language import FOLDER, table_vocabulary, vocabulary
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


LANGUAGES = sorted(path.stem.removeprefix("words_") for path in FOLDER.glob("words_*.csv"))


def rows_of_table(language: str = "en") -> list[dict[str, str]]:
    with (FOLDER / f"words_{language}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_another_language_is_another_table() -> None:
    german = Vocabulary.from_rows(csv.DictReader(GERMAN.splitlines()))
    found = parse("ich hatte zwei Eier und ein Glas Milch ohne Zucker", german).phrases
    assert [(phrase.quantity, phrase.food, phrase.without) for phrase in found] == [
        (2, "Eier", ()), (1, "Milch", ("zucker",)),
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_of_the_table_has_an_amount_or_is_a_piece(language: str) -> None:
    rows = [row for row in rows_of_table(language) if row["kind"] in MEASURES]
    assert len(rows) > 30
    assert [row["words"] for row in rows if (row["kind"] == "piece") is not (row["value"] == "")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_judgement_is_called_one(language: str) -> None:
    """What no table of weights and measures says has its reason beside it."""
    guessed = [row for row in rows_of_table(language) if row["kind"] in {"container", "pinch", "loose", "vague"}]
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


@pytest.mark.parametrize(
    ("text", "quantity", "measure", "food"),
    [
        ("comí dos huevos", 2, None, "huevos"),
        ("un vaso de leche", 1, "glass", "leche"),
        ("media taza de arroz", 0.5, "cup", "arroz"),
        ("1,5 tazas de arroz", 1.5, "cup", "arroz"),
        ("1.500 g de sandía", 1500, "g", "sandía"),
        ("200 g de pollo a la plancha", 200, "g", "pollo a la plancha"),
        ("unas 20 almendras", 20, None, "almendras"),
        ("2 slices of toast", 2, "slice", "toast"),
    ],
)
def test_a_spanish_page_reads_spanish_and_english(text: str, quantity: float, measure: str | None, food: str) -> None:
    with translation.override("es"):
        [phrase] = parse(text, vocabulary()).phrases
    assert (phrase.quantity, phrase.measure and phrase.measure.name, phrase.food) == (quantity, measure, food)


def test_spanish_joins_and_leaves_out() -> None:
    with translation.override("es-MX"):
        found = parse("huevos, pan y un café sin azúcar", vocabulary()).phrases
    assert [(one.food, one.joint, one.without) for one in found] == [
        ("huevos", "", ()), ("pan", "", ()), ("café", "and", ("azucar",)),
    ]  # fmt: skip


def test_portions_are_read_in_the_language_of_the_tables() -> None:
    """A Spanish page has its own words, not another way of reading "1 cup"."""
    with translation.override("es"):
        assert table_vocabulary().row_of("taza") is None
        assert vocabulary().row_of("taza", "volume") is not None
