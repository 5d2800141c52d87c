"""Text -> words, numbers and signs, each with its place in the text."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Every alternative begins differently or is one run, so that reading takes time in proportion to the text.
TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*(?:e[+-]?\d+)?)"
    r"|(?P<sign>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
    r"|(?P<word>[^\W\d_](?:/(?:o(?!\w))?|[^\W\d_]*(?:['’][^\W\d_]+)*))"
    r"|(?P<line>\n)"
    r"|(?P<mark>\S)",
    re.IGNORECASE,
)
THOUSANDS = {  # by the decimal sign of the language: what parts them is the other one
    ".": re.compile(r"[1-9]\d{0,2}(?:,\d{3})+"),
    ",": re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+"),
}
DECIMAL = re.compile(r"\d{1,12}(?:[.,]\d{1,12})?(?:e[+-]?\d{1,3})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """kind: "number", "sign" (a fraction), "word", "line" (its end) or "mark". start, end: its place in the text.

    word: as the vocabulary has it, without case and accents. is_apart: white space or the text's edge is before it.
    """

    kind: str
    word: str
    start: int
    end: int
    is_apart: bool

    def value(self, decimal: str = ".") -> float | None:
        """The number; None where it is none or cannot be read: 1.2.3. decimal: the decimal sign, a point or a comma."""
        if self.kind == "sign":
            return unicodedata.numeric(self.word)
        if self.kind != "number":
            return None
        is_parted = THOUSANDS[decimal].fullmatch(self.word)
        plain = re.sub("[.,]", "", self.word) if is_parted else self.word.replace(",", ".")
        return float(plain) if DECIMAL.fullmatch(plain) else None


def tokens_of(text: str) -> list[Token]:
    found: list[Token] = []
    end = 0
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        is_apart = match.start() != end or not found
        end = match.end()
        word = match[0] if kind == "sign" else folded(match[0])
        found.append(Token(kind, word, match.start(), end, is_apart))
    return found


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """Without case and accents, with a straight apostrophe: "Crème" -> "creme"."""
    if word.isascii():
        return word.lower()
    signs = unicodedata.normalize("NFKD", word).casefold().replace("’", "'")
    return "".join(sign for sign in signs if not unicodedata.combining(sign)) or word
