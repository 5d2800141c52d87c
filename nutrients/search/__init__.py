"""Food search: one box for words in any order, beginnings of words, slips, plurals, other names and barcodes.

Callers know search_foods() only; migrations that alter foods or aliases in place end with install().
The index (sqlite, postgresql) finds at most CANDIDATES foods, the plainest first; ranking orders them.
"""

from collections.abc import Sequence
from types import ModuleType

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.db.models import Q

from nutrients.models import Food, FoodAlias, gtin_of
from nutrients.search import postgresql, sqlite
from nutrients.search.ranking import ABSENT, Candidate, best_fit, rank_of, said_of
from nutrients.search.reading import MAX_QUERY, Slot, slots_of
from nutrients.search.vocabulary import Vocabulary
from nutrients.search.words import words_of

__all__ = ["MAX_QUERY", "install", "remove", "search_foods"]

CANDIDATES = 200
FEW = 5
RECENT = 50
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
    own_words = {word for food in familiar for word in words_of(f"{food.name} {food.description}")}
    slots = slots_of(query, vocabulary(), own_words)
    if not slots:
        return []
    found = found_foods(slots, familiar)
    places = {food: place for place, food in enumerate(recent)}
    best = sorted(rank_of(food, slots, places) for food in found.values())[:limit]
    foods = Food.objects.in_bulk([rank.id for rank in best])
    return [foods[rank.id] for rank in best]


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


def found_foods(slots: Sequence[Slot], familiar: Sequence[Candidate]) -> dict[int, Candidate]:
    """Foods with every word or phrase; where they are few, also with all but one; where still few, with any."""
    found: dict[int, Candidate] = {}
    for needed in sorted({len(slots), max(len(slots) - 1, 1), 1}, reverse=True):
        known = [food for food in familiar if slots_fitted(food, slots) >= needed]
        found |= {food.id: food for food in [*engine().candidates(slots, needed, CANDIDATES), *known]}
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
