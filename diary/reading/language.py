"""The words sentences are read with: one table a language, read once."""

import csv
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from diary.sentence.vocabulary import Vocabulary

FOLDER = Path(__file__).parent.parent / "sentence"
TABLES = "en"  # the language of the food tables: their names and portions


def vocabulary() -> Vocabulary:
    """For what a person types: the words of the page's language, and those of the tables' behind them."""
    return _behind((get_language() or TABLES).partition("-")[0])


def table_vocabulary() -> Vocabulary:
    """For what stands in the tables, and for words that are put as they have them."""
    return _of(TABLES)


@cache
def _behind(language: str) -> Vocabulary:
    has_table = language != TABLES and _path(language).exists()
    return _of(language).before(_of(TABLES)) if has_table else _of(TABLES)


@cache
def _of(language: str) -> Vocabulary:
    with _path(language).open(encoding="utf-8", newline="") as file:
        return Vocabulary.from_rows(csv.DictReader(file))


def _path(language: str) -> Path:
    return FOLDER / f"words_{language}.csv"
