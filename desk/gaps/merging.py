"""Two foods that are one: a draft that keeps one of them, and what is said of the other where it helps.

Nothing is moved in anybody's diary: a food that stands in one stays, and only comes last in a search from then on.
"""

from collections.abc import Iterable, Iterator, Sequence

from accounts.models import User
from nutrients.changesets.acts import propose
from nutrients.changesets.rows import rows_of, rows_of_object
from nutrients.changesets.writing import are_needed
from nutrients.models import ChangeSet, Food, FoodAlias
from nutrients.tables.definitions import FOOD_ALIASES, FOODS, PORTIONS
from nutrients.tables.recorded import Row, RowDifference, Rows

LONGEST = 60  # characters, of an alias


def merge(person: User, kept: Food, others: Sequence[Food], reason: str) -> ChangeSet | None:
    """The draft; None where nothing would change: the others stand in diaries, and already come last."""
    changes = list(differences(kept, others))
    return propose(person, changes, reason=reason, origin=ChangeSet.Origin.FORM) if changes else None


def differences(kept: Food, others: Sequence[Food]) -> Iterator[RowDifference]:
    """The other foods go, or come last; what their portions and names say is said of the one that stays."""
    yield from portions_taken_over(kept, others)
    yield from names_taken_over(kept, others)
    stored = rows_of(FOODS.name, [(str(food.fdc_id),) for food in others])
    needed = are_needed(stored)
    for row, cells in stored.items():
        if row not in needed:
            yield RowDifference(*row, "", cells, None)
        elif cells["common"] != "no":
            yield RowDifference(*row, "", cells, cells | {"common": "no"})


def portions_taken_over(kept: Food, others: Iterable[Food]) -> Iterator[RowDifference]:
    """Portions that the kept food does not have under that description."""
    found: Rows = {row: cells for row, cells in rows_of_object(kept).items() if row[0] == PORTIONS.name}
    for food in others:
        for (table, key), cells in rows_of_object(food).items():
            row: Row = (table, (str(kept.fdc_id), *key[1:]))
            if table == PORTIONS.name and row not in found:
                found[row] = cells
                yield RowDifference(*row, "", None, cells)


def names_taken_over(kept: Food, others: Iterable[Food]) -> Iterator[RowDifference]:
    """Who types the name of another one finds the kept food."""
    known = {phrase.casefold() for phrase in FoodAlias.objects.values_list("phrase", flat=True)}
    known.add(kept.name.casefold())
    for food in others:
        if food.name.casefold() not in known and max(len(food.name), len(kept.name)) <= LONGEST:
            known.add(food.name.casefold())
            yield RowDifference(FOOD_ALIASES.name, (food.name, kept.name), "", None, {"note": ""})
