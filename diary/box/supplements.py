"""Do words look like a supplement? The table of such words is beside this file, all languages in one."""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("supplement_words.csv")


@cache
def supplement_words() -> frozenset[str]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return frozenset(_folded(row["word"]) for row in csv.DictReader(file))


def looks_like_supplement(words: str) -> bool:
    """One of its words, also straight behind a number ("25mcg"), is one that labels of supplements use."""
    return any(word in supplement_words() for word in _words_of(words))


def names_only_a_supplement(words: str) -> bool:
    """Every word is one of a label, but for single letters: "vitamin C 500mg", not "multivitamin and porridge"."""
    found = [word for word in _words_of(words) if len(word) > 1]
    return bool(found) and supplement_words().issuperset(found)


def _words_of(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+[0-9]*", _folded(text))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
