"""Food search: words in any order, accents and plurals forgiven, the plainest food first.

This engine reads every food's name and weighs it in Python: the same answers on every database, and quick enough
for some thousands of foods. Callers know search_foods() only.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from nutrients.models import Food

MAX_QUERY = 200  # characters of a query that are read
SAME, PLURAL, BEGINS, HOLDS, ABSENT = range(5)  # how well a word of a name fits a typed word
PLURALS = ((re.compile(r"ies$"), "y"), (re.compile(r"(?<=o|x)es$|(?<=ch|sh)es$"), ""), (re.compile(r"(?<=[^s])s$"), ""))
Rank = tuple[bool, int, bool, int, bool, str, str]


def search_foods(query: str, limit: int = 20) -> list[Food]:
    """The foods with every word of the query in their name or official description, best first; [] for no words."""
    wanted = words_of(query[:MAX_QUERY])
    if not wanted:
        return []
    ranked: list[tuple[Rank, int]] = []
    rows = Food.objects.order_by().values_list("pk", "name", "description", "is_common", "food_code")
    for pk, name, description, is_common, food_code in rows:
        if rank := rank_of(wanted, name, description, is_common, food_code):
            ranked.append((rank, pk))
    best = [pk for _, pk in sorted(ranked)[:limit]]
    foods = Food.objects.in_bulk(best)
    return [foods[pk] for pk in best]


@lru_cache(maxsize=50_000)
def words_of(text: str) -> tuple[str, ...]:
    """Words without case and accents: "Crème fraîche, 30%" -> ("creme", "fraiche", "30%")."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return tuple(re.findall(r"[\w%]+", plain.casefold()))


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """A rough English singular, the same for a query and for a name: "tomatoes" -> "tomato"."""
    if len(word) > 3:
        for ending, instead in PLURALS:
            if ending.search(word):
                return ending.sub(instead, word)
    return word


def rank_of(wanted: Sequence[str], name: str, description: str, is_common: bool, food_code: str) -> Rank | None:
    """Sort key of a food for a query, smaller is better; None where a word of the query is not found in it.

    The survey's codes number a food's plain forms before the dishes made from it, so they settle what is left.
    """
    of_name = words_of(name)
    fits = [fit_of(word, of_name) for word in wanted]
    if ABSENT in fits:
        fits = [min(fit, fit_of(word, words_of(description))) for fit, word in zip(fits, wanted, strict=True)]
        if ABSENT in fits:
            return None
    place = place_of(wanted, name, description)
    return of_name != wanted, place, not is_common, sum(fits), not food_code, food_code, name


def place_of(wanted: Sequence[str], name: str, description: str) -> int:
    """Where the query stands in a food.

    0: it is what the food is ("Egg, whole, boiled"); 1: the name starts or its noun ends with it ("Egg salad",
    "Oat milk"); 2: the name starts with words that begin so ("Eggplant"); 3: elsewhere.
    """
    size = len(wanted)
    if fits_all(wanted, words_of(description.split(",")[0]), PLURAL):
        return 0
    noun, of_name = words_of(re.split(r"[,(]", name)[0]), words_of(name)
    if fits_all(wanted, of_name[:size], PLURAL) or fits_all(wanted, noun[-size:], PLURAL):
        return 1
    return 2 if fits_all(wanted, of_name[:size], BEGINS) else 3


def fits_all(wanted: Sequence[str], words: Sequence[str], worst: int) -> bool:
    """Whether the words are the wanted ones, one by one, each fitting no worse than that."""
    if len(wanted) != len(words):
        return False
    return all(fit_of(one, (word,)) <= worst for one, word in zip(wanted, words, strict=True))


def fit_of(wanted: str, words: Sequence[str]) -> int:
    """How the best of some words fits a typed one; it may stand inside a word from 4 letters on."""
    if wanted in words:
        return SAME
    stem = singular(wanted)
    if any(singular(word) == stem for word in words):
        return PLURAL
    if any(word.startswith((wanted, stem)) for word in words):
        return BEGINS
    return HOLDS if len(wanted) > 3 and any(wanted in word for word in words) else ABSENT
