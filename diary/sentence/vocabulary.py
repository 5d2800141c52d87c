"""The words a sentence is read with, from a table: one file a language, words_en.csv for English.

Columns: kind, words (one or more that mean the same, "|" between), means, value, note. The kinds are:

number (value: how many), vague (the same, but not exactly), ones (value: the 5 of "twenty five"), add (after a number:
"and a half"), dozen (a factor after a number), range (between two numbers), about (before a number), times ("x2")
weight (value: grams), volume (millilitres), container (millilitres, where the food has no such portion), loose (usual
amounts of the food), pinch (grams, where the food has no such portion), piece (no weight of its own)
natural (words only: what a portion is called that is one of the food, the likeliest first)
size (means: what a portion of that size is called; value: a factor where the food has no such portion)
odd, middling, sized, packed, cut (words of portions: of something else, of the usual size, of another size, of as much
as is sold together, of a part of one)
break, and, with, on (what stands between foods), without, or (what goes on with it), of
clock and hour (a time of day stands after, before), meal (means: its code), usual (means: "usual" or "yesterday")
day (another day than the one that is open, which is left over)
filler (says nothing), colour (which of a food, and none by itself)
adjective (says how; a food that lacks it may be meant; value: 1 where that is another food)
name (kept together whatever its words mean alone), filled (a dish that two foods joined by "and" are in)
under (what the word before it is on), dish (means: the foods it is, "|" between)
general (means: the food taken for it; value: 1 where hardly anybody means another, else the person is asked)
near (means: the food taken for one that is in no table)
decimal (words: the decimal sign where it is not a point)
word (a word of a food, where another language behind this one has something else under its letters)
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from diary.sentence.tokens import tokens_of

Words = tuple[str, ...]
MEASURES = ("weight", "volume", "container", "loose", "pinch", "piece")
COLUMNS = ("kind", "words", "means", "value")


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit, container or other measure.

    name: its first word in the table. kind: one of MEASURES. amount: grams, millilitres or usual amounts by the kind;
    0: a piece, which has no weight of its own. called: what a food's portion of it may be called, the likeliest first.
    """

    name: str
    kind: str
    amount: float
    called: Words


@dataclass(frozen=True, slots=True)
class Size:
    """called: what a food's portion of this size may be called. factor: for a food without one."""

    called: Words
    factor: float


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table. name: the first of its words; value: 0 where it has none."""

    kind: str
    name: str
    means: str
    value: float

    def as_measure(self) -> Measure:
        return Measure(self.name, self.kind, self.value, self._called())

    def as_size(self) -> Size:
        return Size(self._called(), self.value)

    def _called(self) -> Words:
        return tuple(filter(None, self.means.split("|")))


@dataclass(frozen=True)
class Vocabulary:
    """rows: words -> kind -> row. starting: first word -> words of the longest entry that begins so.

    natural: what a portion is called that is one of a food, the likeliest first.
    """

    rows: Mapping[Words, Mapping[str, Row]]
    starting: Mapping[str, int]
    natural: Words

    @classmethod
    def from_rows(cls, table: Iterable[Mapping[str, str]]) -> "Vocabulary":
        """Read the table. KeyError for a missing column, ValueError for a value that is no number."""
        rows: dict[Words, dict[str, Row]] = {}
        starting: dict[str, int] = {}
        natural: list[str] = []
        for line in table:
            kind, words, means, value = (line[column] for column in COLUMNS)
            row = Row(kind, words.split("|")[0], means, float(value or 0))
            for spelled in map(words_in, words.split("|")):
                rows.setdefault(spelled, {}).setdefault(kind, row)
                starting[spelled[0]] = max(starting.get(spelled[0], 0), len(spelled))
            natural += words.split("|") if kind == "natural" else []
        return cls(rows, starting, tuple(natural))

    def before(self, other: "Vocabulary") -> "Vocabulary":
        """Both: what this one has under the same words goes before all that the other has under them."""
        rows = {**other.rows, **self.rows}
        longest = {
            first: max(self.starting.get(first, 0), other.starting.get(first, 0))
            for first in {*self.starting, *other.starting}
        }
        return Vocabulary(rows, longest, self.natural or other.natural)

    def row(self, words: Words, *among: str) -> Row | None:
        """The row these words stand in, of the kinds asked for; the first of them that has the words."""
        found = self.rows.get(words, {})
        return next((found[kind] for kind in among if kind in found), None)

    def longest_at(self, words: Words, *among: str) -> tuple[Row, int] | None:
        """The row and the number of words of the longest entry of these kinds that the words begin with."""
        longest = self.starting.get(words[0], 0) if words else 0
        for size in range(min(longest, len(words)), 0, -1):
            if (row := self.row(words[:size], *among)) is not None:
                return row, size
        return None

    def is_any(self, word: str, *among: str) -> bool:
        return self.row((word,), *among) is not None

    def row_of(self, text: str, *among: str) -> Row | None:
        """The row a text as a whole stands in."""
        return self.row(words_in(text), *among)


def words_in(text: str) -> Words:
    return tuple(token.word for token in tokens_of(text))
