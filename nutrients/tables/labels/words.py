"""The words of labels, without accents and capitals, each with what it means."""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

OTHER_FORMS = {"µ": "u", "μ": "u", "ß": "ss", "–": "-", "—": "-", "−": "-", "’": "'", "≤": "<"}


class Words(NamedTuple):
    """names: words -> tagname."""

    names: dict[str, str]
    headings: tuple[str, ...]
    portions: tuple[str, ...]


@cache
def words() -> Words:
    names: dict[str, str] = {}
    others: dict[str, list[str]] = {"heading": [], "portion": []}
    with Path(__file__).with_name("words.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] == "name":
                names[row["words"]] = row["tagname"]
            else:
                others[row["kind"]].append(row["words"])
    return Words(names, tuple(others["heading"]), tuple(others["portion"]))


def folded(text: str) -> tuple[str, list[int]]:
    """The text in small letters without accents, and for each of its characters the place of the original."""
    characters: list[str] = []
    places: list[int] = []
    for place, original in enumerate(text):
        for form in unicodedata.normalize("NFKD", OTHER_FORMS.get(original, original)):
            if not unicodedata.combining(form):
                small = OTHER_FORMS.get(form, form.lower())
                characters.extend(small)
                places.extend([place] * len(small))
    return "".join(characters), places


def one_of(some: list[str] | tuple[str, ...] | dict[str, str]) -> str:
    """A pattern of any of these words; the longest that fits, with spaces, hyphens or brackets between its words."""
    longest_first = sorted(some, key=len, reverse=True)
    between = r"[\s\-()/.,]{1,3}"
    alternatives = (between.join(map(re.escape, word.split(" "))) for word in longest_first)
    return rf"(?<![^\W_])(?:{'|'.join(alternatives)})(?![^\W_])"


def name_in(text: str) -> str:
    """The words of a name as words.csv has them."""
    return " ".join(re.findall(r"[^\W_]+", text))
