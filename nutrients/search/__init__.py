"""Food search: one box for words in any order, beginnings of words, slips, plurals, other names and barcodes.

Callers know search_foods() and matches_for() only; migrations that alter foods or aliases in place end with install().
The index (sqlite, postgresql) finds at most CANDIDATES foods, the plainest first; ranking orders them.
"""

from collections.abc import Sequence
from types import ModuleType

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.db.models import Q
from django.utils.translation import get_language

from nutrients.models import Food, FoodAlias, gtin_of
from nutrients.search import postgresql, sqlite
from nutrients.search.matches import Match, match_of
from nutrients.search.other_words import in_table_words
from nutrients.search.ranking import ABSENT, Candidate, best_fit, rank_of, said_of
from nutrients.search.reading import MAX_QUERY, Slot, said_slots, slots_of
from nutrients.search.vocabulary import Vocabulary
from nutrients.search.words import words_of

__all__ = ["MAX_QUERY", "Match", "in_table_words", "install", "matches_for", "remove", "search_foods"]

CANDIDATES = 200
FEW = 5
RECENT = 50
SAID = 60  # of the candidates, where whole words were said: the plainest of them
MATCHES = 25  # of these, foods that a sentence is weighed by
FAMILIAR = 1000
_latest: tuple[str, Vocabulary] | None = None  # the index's version, and the vocabulary read then


def search_foods(
    query: str, limit: int = 20, recent: Sequence[int] = (), person: AbstractBaseUser | None = None
) -> list[Food]:
    """The foods a query may mean, best first; [] for no words, and for words that resemble no food's.

    `recent`: ids of foods the person ate lately, the likeliest now first; the search knows nobody's meals.
    `person`: whose own foods are searched too; None: only the foods of everybody.
    """
    if gtin := gtin_of(query):
        return list(Food.objects.for_person(person).filter(gtin=gtin)[:limit])
    recent = recent[:RECENT]
    familiar = familiar_foods(recent, person)
    text = in_table_words(query, get_language(), is_typing=True)
    slots = slots_of(text, vocabulary(), words_of_foods(familiar))
    found = [food.id for food in ranked(slots, familiar, recent)[:limit]] if slots else []
    if text != query:  # foods of one's own are called in one's own language
        words = words_of(query)
        found = [*(food.id for food in familiar if words_of(food.name)[: len(words)] == words), *found]
    best = list(dict.fromkeys(found))[:limit]
    foods = Food.objects.in_bulk(best)
    return [foods[pk] for pk in best]


def matches_for(
    queries: Sequence[str], recent: Sequence[int] = (), person: AbstractBaseUser | None = None
) -> list[list[Match]]:
    """For each of the texts, whole words of somebody who finished typing: how the foods found fit them, best first.

    `recent` and `person` as for search_foods(); the words of all foods and of the person's are read once for all.
    """
    recent = recent[:RECENT]
    familiar = familiar_foods(recent, person)
    words, own_words = vocabulary(), words_of_foods(familiar)
    found = []
    for query in queries:
        said = said_slots(query, words, own_words, whole=True)
        slots = [slot for _, slot in said if slot]
        foods = ranked(slots, familiar, recent, SAID) if slots else []
        found.append([match_of(food, said, frozenset(recent)) for food in foods[:MATCHES]])
    return found


def words_of_foods(foods: Sequence[Candidate]) -> set[str]:
    return {word for food in foods for word in words_of(f"{food.name} {food.description}")}


def ranked(
    slots: Sequence[Slot], familiar: Sequence[Candidate], recent: Sequence[int], most: int = CANDIDATES
) -> list[Candidate]:
    found = found_foods(slots, familiar, most)
    places = {food: place for place, food in enumerate(recent)}
    return [found[rank.id] for rank in sorted(rank_of(food, slots, places) for food in found.values())]


def familiar_foods(recent: Sequence[int], person: AbstractBaseUser | None) -> list[Candidate]:
    """The foods eaten lately and the person's own, which count as common: they were entered to be eaten."""
    if not recent and person is None:
        return []
    own = Q(owner=person.pk) if person else Q()
    rows = Food.objects.for_person(person).filter(Q(pk__in=recent) | own).order_by("-pk")
    return [
        Candidate(pk, name, description, is_common or owner is not None, code)
        for pk, name, description, is_common, code, owner in rows.values_list(*Candidate._fields, "owner")[:FAMILIAR]
    ]


def found_foods(slots: Sequence[Slot], familiar: Sequence[Candidate], most: int = CANDIDATES) -> dict[int, Candidate]:
    """Foods with every word or phrase; where they are few, also with all but one; where still few, with any."""
    found: dict[int, Candidate] = {}
    for needed in sorted({len(slots), max(len(slots) - 1, 1), 1}, reverse=True):
        known = [food for food in familiar if slots_fitted(food, slots) >= needed]
        found |= {food.id: food for food in [*engine().candidates(slots, needed, most), *known]}
        if len(found) >= FEW:
            break
    return found


def slots_fitted(food: Candidate, slots: Sequence[Slot]) -> int:
    said = said_of(food.name, food.description)
    return sum(best_fit(said, slot).fit < ABSENT for slot in slots)


def vocabulary() -> Vocabulary:
    """The words of all foods, read again when the index says that something changed: one short query a search."""
    global _latest
    version = engine().version()
    if _latest is None or _latest[0] != version:
        _latest = version, Vocabulary(engine().vocabulary(), FoodAlias.objects.values_list("phrase", "means"))
    return _latest[1]


def engine() -> ModuleType:
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]


def install(apps: object, schema_editor: object) -> None:
    """Make the index, for RunPython. Run it again wherever a migration alters foods or aliases in place."""
    engine().install()


def remove(apps: object, schema_editor: object) -> None:
    engine().remove()
