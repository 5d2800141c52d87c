"""Words for foods in another language -> the English that the tables are written in. Knows no database.

One file a language, words_es.csv for Spanish: words that mean the same with "|" between them, and what they mean.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from nutrients.search.words import words_of

FOLDER = Path(__file__).parent
SMALL = frozenset({"a", "al", "con", "de", "del", "el", "en", "la", "las", "los", "por", "un", "una", "y"})
LEAST_LETTERS = 3  # of a word that is still being typed


class OtherWords:
    """`rows`: (words, means), as the file has them."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self.meanings: dict[tuple[str, ...], str] = {}
        spelled = [(words_of(one), means) for words, means in rows for one in words.split("|")]
        self.known = {word for words, _ in spelled for word in words}
        for words, means in spelled:
            self.meanings.setdefault(self._telling(words), means)
        self.longest = max(map(len, self.meanings), default=0)

    def in_english(self, text: str, *, is_typing: bool = False) -> str:
        """The text in English; as it stands where one of its words is not known, so that names of one's own stay.

        What says how a food is stands after it in Spanish and before it in English. is_typing: the last word may only
        have begun.
        """
        words = self._telling(words_of(text))
        pieces = list(self._pieces(words, is_typing=is_typing))
        return " ".join(reversed(pieces)) if pieces and all(pieces) else text

    def _pieces(self, words: tuple[str, ...], *, is_typing: bool) -> Iterator[str]:
        """What the words mean, the longest entries first; "" for a word that is not known."""
        while words:
            sizes = range(min(self.longest, len(words)), 0, -1)
            size = next((size for size in sizes if words[:size] in self.meanings), 0)
            if size:
                yield self.meanings[words[:size]]
            else:
                is_last = len(words) == 1
                yield self._beginning(words[0]) if is_last and is_typing else ""
            words = words[size or 1 :]

    def _beginning(self, letters: str) -> str:
        """What the shortest word means that begins so."""
        begun = [words for words in self.meanings if len(words) == 1 and words[0].startswith(letters)]
        return (
            self.meanings[min(begun, key=lambda words: len(words[0]))]
            if begun and len(letters) >= LEAST_LETTERS
            else ""
        )

    def _telling(self, words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self._singular(word) for word in words if word not in SMALL) or words

    def _singular(self, word: str) -> str:
        """The spelling of the file for a plural: lentejas, frijoles, nueces."""
        forms = (word, word.removesuffix("s"), word.removesuffix("es"), f"{word.removesuffix('ces')}z")
        return next((form for form in forms if form in self.known), word)


@cache
def other_words() -> Mapping[str, OtherWords]:
    """The languages there is a file of."""
    return {path.stem.removeprefix("words_"): OtherWords(_rows(path)) for path in FOLDER.glob("words_*.csv")}


def _rows(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["words"], row["means"]) for row in csv.DictReader(file)]


def in_table_words(text: str, language: str | None, *, is_typing: bool = False) -> str:
    """What is typed in a language, in the words of the tables."""
    words = other_words().get((language or "").partition("-")[0])
    return words.in_english(text, is_typing=is_typing) if words else text
