"""The number at a place in a sentence: 2, two, ½, 1 1/2, 1,5, 2-3, about 4, half a dozen, x2."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from diary.sentence.tokens import Token
from diary.sentence.vocabulary import Vocabulary

MOST = 100_000  # of anything; beyond it is a slip of the finger
TENS = range(20, 100, 10)  # what the ones are said after
HUNDRED = 100
POINTS = {".", ","}
DASHES = {"-", "–", "—", "−"}
SLASHES = {"/", "⁄"}


class Number(NamedTuple):
    """value: None where it cannot be an amount: 0, -3, 1e9, 1.2.3. end: the place after it."""

    value: float | None
    is_vague: bool
    end: int


@dataclass(frozen=True, slots=True)
class NumberReader:
    tokens: Sequence[Token]
    words: Vocabulary

    def number_at(self, place: int) -> Number | None:
        """The number that begins here, with a range, a factor or "about" around it; None where none begins."""
        start, is_about = self._after(place, "about"), False
        is_about = start != place
        if not (first := self._signed(start)):
            return None
        end = first.end
        if second := self._other_end(end):
            end, value = second.end, _middle(first.value, second.value)
            is_about = True
        else:
            value = first.value
        end = self._times(end)
        return Number(value if value is not None and 0 < value <= MOST else None, first.is_vague or is_about, end)

    def times_at(self, place: int) -> Number | None:
        """A number after "x": x2."""
        after = self._after(place, "times")
        return self._signed(after) if after != place else None

    def _signed(self, place: int) -> Number | None:
        """A number, or one below zero, which is no amount."""
        if self._word(place) in DASHES and self._is_free(place) and self._is_digits(place + 1, joined=True):
            below = self._plain(place + 1)
            return Number(None, False, below.end) if below else None
        return self._plain(place)

    def _is_free(self, place: int) -> bool:
        """Whether a sign does not join what is before it to what is after: -3, but not 2-3."""
        return self.tokens[place].is_apart or self.tokens[place - 1].kind == "mark"

    def _plain(self, place: int) -> Number | None:
        return self._written(place) if self._is_digits(place) else self._spelled(place)

    def _written(self, place: int) -> Number | None:
        """Digits, with a fraction after them or as one; None for what is no amount: 2 %."""
        fraction = self._fraction(place)
        if fraction is None:
            value, end = self._value(place), place + 1
            if (more := self._fraction(end)) and value is not None:
                value, end = None if more.value is None else value + more.value, more.end
        else:
            value, end = fraction.value, fraction.end
        if self._word(end) == "%":
            return None
        if self._word(end) in POINTS and self.tokens[end].is_apart and self._is_digits(end + 1):
            return Number(None, False, end + 2)  # 2 . 5
        value, end = self._added(value, end)
        return Number(value, False, end)

    def _fraction(self, place: int) -> Number | None:
        """½ or 1/2. Only single slips of paper divide: no number over 100 under the line."""
        if place < len(self.tokens) and self.tokens[place].kind == "sign":
            return Number(self._value(place), False, place + 1)
        if self._word(place + 1) not in SLASHES or not (self._is_digits(place) and self._is_digits(place + 2)):
            return None
        top, bottom = self._value(place), self._value(place + 2)
        return Number(top / bottom if top and bottom else None, False, place + 3)

    def _spelled(self, place: int) -> Number | None:
        found = self.words.longest_at(self._words_from(place), "number", "vague")
        if found is None:
            return None
        row, size = found
        value, end = self._added(*self._with_ones(row.value, place + size))
        if value is not None and row.kind == "number":
            value, end = self._with_tens(value, end)
        return Number(value, row.kind == "vague", end)

    def _added(self, value: float | None, end: int) -> tuple[float | None, int]:
        """With what is said after a number: two and a half, 1 and 1/2, two dozen."""
        if value is not None and self.words.is_any(self._word(end), "and") and (part := self._fraction(end + 1)):
            return (None if part.value is None else value + part.value), part.end
        for kind in ("add", "dozen"):
            if value is not None and (found := self.words.longest_at(self._words_from(end), kind)):
                more = found[0].value
                value, end = (value + more if kind == "add" else value * more), end + found[1]
        return value, end

    def _with_ones(self, value: float, end: int) -> tuple[float, int]:
        """The 25 of "twenty five", with its hyphen or without."""
        if value not in TENS:
            return value, end
        is_hyphen = self._word(end) == "-" and not self.tokens[end].is_apart
        ones = self.words.longest_at(self._words_from(end + is_hyphen), "ones")
        return (value + ones[0].value, end + is_hyphen + ones[1]) if ones else (value, end)

    def _with_tens(self, value: float, end: int) -> tuple[float, int]:
        """The 120 of "one hundred and twenty": after hundreds, a spelled whole number below."""
        if value < HUNDRED or value % HUNDRED:
            return value, end
        start = self._after(end, "and")
        found = self.words.longest_at(self._words_from(start), "number")
        if not found or not 1 <= found[0].value < HUNDRED or found[0].value % 1 or self._is_article(start):
            return value, end
        more, end = self._with_ones(found[0].value, start + found[1])
        return value + more, end

    def _is_article(self, place: int) -> bool:
        """ "A hundred and an egg": a word for one that is not the number."""
        row = self.words.longest_at(self._words_from(place), "number")
        return bool(row and row[0].value == 1 and not self.words.longest_at(self._words_from(place), "ones"))

    def _other_end(self, place: int) -> Number | None:
        """The second number of a range: the 3 of 2-3, "2 to 3", "two or three"."""
        is_range = self._word(place) in DASHES or self.words.is_any(self._word(place), "range")
        return self._plain(place + 1) if is_range else None

    def _times(self, place: int) -> int:
        """The place after the x of "2x toast"; the same place where none is."""
        after = self._after(place, "times")
        return after if after == place or not self._is_digits(after) else place

    def _after(self, place: int, kind: str) -> int:
        return place + 1 if self.words.is_any(self._word(place), kind) else place

    def _is_digits(self, place: int, *, joined: bool = False) -> bool:
        if place >= len(self.tokens):
            return False
        token = self.tokens[place]
        return token.kind in ("number", "sign") and not (joined and token.is_apart)

    def _value(self, place: int) -> float | None:
        return self.tokens[place].value("," if self.words.is_any(",", "decimal") else ".")

    def _word(self, place: int) -> str:
        return self.tokens[place].word if place < len(self.tokens) else ""

    def _words_from(self, place: int) -> tuple[str, ...]:
        longest = self.words.starting.get(self._word(place), 0)
        return tuple(token.word for token in self.tokens[place : place + longest])


def _middle(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else (one + other) / 2
