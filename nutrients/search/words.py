"""Words as the search compares them: without case, accents and plurals. Knows no database."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

POSSESSIVE = re.compile(r"(?<=\w)['’`]s\b")
WORD = re.compile(r"[^\W_]+")
PLURALS = (
    (re.compile(r"ies$"), "y"),
    (re.compile(r"(?<=o|x)es$|(?<=ch|sh|ss)es$"), ""),
    (re.compile(r"(?<=[^su])s$"), ""),
    (re.compile(r"(?<=at)oe$"), "o"),  # tomatoe, potatoe
)
IRREGULAR = {"loaves": "loaf", "leaves": "leaf", "halves": "half", "knives": "knife", "calves": "calf"}
SINGULAR = {"asparagus", "cous", "couscous", "molasses", "swiss", "brussels", "hummus", "citrus", "octopus", "anise"}
# Words that say nothing about the food: left out of a query that has others.
SMALL = {"a", "an", "and", "at", "for", "in", "my", "n", "of", "on", "or", "some", "the", "to", "with"}


@lru_cache(maxsize=50_000)
def words_of(text: str) -> tuple[str, ...]:
    """Words without case and accents: "Crème fraîche, 30%" -> ("creme", "fraiche", "30")."""
    plain = text.lower()
    if not text.isascii():
        signs = unicodedata.normalize("NFKD", text).lower()
        plain = "".join(sign for sign in signs if not unicodedata.combining(sign))
    return tuple(WORD.findall(POSSESSIVE.sub("", plain)))


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """A rough English singular, the same for a query and for a name: "tomatoes" -> "tomato"."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) > 3 and word not in SINGULAR:
        for ending, instead in PLURALS:
            if ending.search(word):
                return ending.sub(instead, word)
    return word


@lru_cache(maxsize=50_000)
def singulars_of(text: str) -> tuple[str, ...]:
    """The words of a text, each in its singular."""
    return tuple(singular(word) for word in words_of(text))


def telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that say something about the food; all of them where none does."""
    return tuple(word for word in words if word not in SMALL) or words


@dataclass(frozen=True, slots=True)
class Word:
    """A word to look for: its singular, and what a food's word may begin with to fit it.

    "cherry" also finds "cherries", and "loaf" finds "loaves".
    """

    singular: str
    beginnings: tuple[str, ...]


@lru_cache(maxsize=10_000)
def word_for(typed: str) -> Word:
    stem = singular(typed)
    forms = {typed, stem, *(plural for plural, one in IRREGULAR.items() if one == stem)}
    if stem.endswith("y") and len(stem) > 3:
        forms.add(f"{stem[:-1]}ies")
    ordered = sorted(forms, key=lambda form: (len(form), form))
    shortest = [form for n, form in enumerate(ordered) if not form.startswith(tuple(ordered[:n]))]
    return Word(stem, tuple(shortest))
