"""The benchmark of sentences: every line can be judged."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from nutrients.tables import csvfile

FILE = Path(__file__).resolve().parents[2] / "bench" / "sentences.csv"


@pytest.fixture(scope="module")
def lines() -> list[dict[str, str]]:
    header, rows = csvfile.read(FILE)
    return [dict(zip(header, cells, strict=True)) for _, cells in rows]


def foods_of(line: dict[str, str]) -> list[dict[str, Any]]:
    return json.loads(line["rows"])


def test_there_are_enough_sentences_and_none_twice(lines: list[dict[str, str]]) -> None:
    sentences = [line["sentence"].casefold() for line in lines]
    assert len(sentences) >= 300
    assert sorted(set(sentences)) == sorted(sentences)
    assert all(sentences)


def test_the_halves_are_alike_and_in_order(lines: list[dict[str, str]]) -> None:
    """The second half was not looked at while the reading of sentences was made."""
    parts = [line["part"] for line in lines]
    assert parts == sorted(parts)
    assert set(parts) == {"dev", "held_out"}
    assert abs(parts.count("dev") - parts.count("held_out")) <= len(parts) // 20
    for part in ("dev", "held_out"):
        counts = [len(foods_of(line)) for line in lines if line["part"] == part]
        assert {0, 1, 2, 3, 4, 5} <= set(counts)


def test_every_row_names_shipped_foods_and_a_weight(lines: list[dict[str, str]]) -> None:
    header, rows = csvfile.read(settings.FIXTURES / "foods.csv")
    shipped = {int(cells[header.index("fdc_id")]) for _, cells in rows}
    for line in lines:
        for food in foods_of(line):
            ids = food["fdc_id"]
            assert set(food) == {"fdc_id", "grams"}, line["sentence"]
            assert ids, line["sentence"]
            assert len(set(ids)) == len(ids), line["sentence"]
            assert set(ids) <= shipped, line["sentence"]
            assert 0 < food["grams"] <= 2000, line["sentence"]


def test_words_not_understood_are_words_of_the_sentence(lines: list[dict[str, str]]) -> None:
    for line in lines:
        words = json.loads(line["not_understood"] or "[]")
        assert all(word and word in line["sentence"] for word in words), line["sentence"]


def test_the_file_is_written_as_all_tables_are(lines: list[dict[str, str]], tmp_path: Path) -> None:
    again = tmp_path / "again.csv"
    csvfile.write(again, ["part", "sentence", "rows", "not_understood"], lines)
    assert again.read_bytes() == FILE.read_bytes()
