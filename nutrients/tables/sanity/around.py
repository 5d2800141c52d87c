"""The tables as they will be, as far as the checks look at them: what is in the database, and the changes over it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple, Protocol

from nutrients.models import Food, FoodGroup, FoodNutrient, GroupShare, Nutrient, NutrientSource
from nutrients.tables.cells import value_of
from nutrients.tables.columns import kept_in_files
from nutrients.tables.recorded import BY_NAME, VALUES, Cells, Key, Rows, cells_of, own_columns

AT_ONCE = 500  # foods named in one statement


class Change(Protocol):
    """What a RowDifference is, and a RowChange almost."""

    @property
    def table(self) -> str: ...
    @property
    def key(self) -> Key: ...
    @property
    def before(self) -> Cells | None: ...
    @property
    def after(self) -> Cells | None: ...
    @property
    def touched(self) -> tuple[str, ...]: ...


class Amount(NamedTuple):
    """Per 100 g, as its source says; in the nutrient's unit."""

    amount: float
    is_estimate: bool


class Around:
    """rows_after may be no more than the changed rows: what else a food or a table holds is read when it is asked."""

    def __init__(self, rows_after: Rows, changes: Sequence[Change]) -> None:
        self.changes = changes
        self.after: dict[tuple[str, Key], Cells | None] = dict(rows_after)
        self.after.update(((change.table, change.key), change.after) for change in changes)
        self.by_table: dict[str, dict[Key, Cells | None]] = defaultdict(dict)
        for (table, key), cells in self.after.items():
            self.by_table[table][key] = cells

    def of_table(self, table: str) -> Iterator[tuple[Key, Cells | None]]:
        """The rows of a table that were handed over; None: it goes."""
        return iter(self.by_table[table].items())

    @cached_property
    def units(self) -> dict[str, str]:
        units = dict(Nutrient.objects.values_list("tagname", "unit"))
        for (tagname,), cells in self.of_table("nutrients"):
            units.pop(tagname, None)
            if cells is not None:
                units[tagname] = cells.get("unit", "")
        return units

    @cached_property
    def judged(self) -> frozenset[str]:
        """Nutrients that a report judges by their amount."""
        return frozenset(
            Nutrient.objects.exclude(assessment__in=["amount", "sources"]).values_list("tagname", flat=True)
        )

    @cached_property
    def groups(self) -> frozenset[str]:
        return self._with_changes("food_groups", FoodGroup.objects.values_list("key", flat=True))

    @cached_property
    def foods(self) -> dict[str, str]:
        """fdc_id -> category, of the foods that the changes speak of."""
        named = {key[0] for (table, key) in self.after if BY_NAME[table].key[0] == "fdc_id"}
        stored: dict[str, str] = {}
        for some in batches_of(sorted(fdc_id for fdc_id in named if fdc_id.isdecimal() and len(fdc_id) < 19)):
            rows = Food.objects.filter(fdc_id__in=some).values_list("fdc_id", "category")
            stored.update((str(fdc_id), category) for fdc_id, category in rows)
        for (fdc_id,), cells in self.of_table("foods"):
            stored.pop(fdc_id, None)
            if cells is not None:
                stored[fdc_id] = cells.get("category", "")
        return stored

    def _with_changes(self, table: str, stored: Iterable[str]) -> frozenset[str]:
        known = set(stored)
        for (key,), cells in self.of_table(table):
            (known.discard if cells is None else known.add)(key)
        return frozenset(known)

    def knows(self, table: str, key: str) -> bool:
        """Whether there will be a row that a cell may refer to."""
        known: Collection[str] = {"nutrients": self.units, "food_groups": self.groups, "foods": self.foods}[table]
        return key in known

    @cached_property
    def values(self) -> dict[str, dict[str, Amount]]:
        """fdc_id -> tagname -> amount, of the foods whose values change. Unknown: no key."""
        changed = sorted({change.key[0] for change in self.changes if change.table == VALUES.name})
        found: dict[str, dict[str, Amount]] = {fdc_id: {} for fdc_id in changed}
        for some in batches_of([fdc_id for fdc_id in changed if fdc_id in self.foods]):
            rows = FoodNutrient.objects.filter(food__fdc_id__in=some).order_by()
            for number, tagname, amount, derivation in rows.values_list(
                "food__fdc_id", "nutrient_id", "amount", "derivation"
            ):
                found[str(number)][tagname] = Amount(amount, derivation == FoodNutrient.Derivation.ESTIMATED)
        for (fdc_id, tagname), cells in self.of_table(VALUES.name):
            if fdc_id in found:
                found[fdc_id].pop(tagname, None)
                if (value := amount_in(cells)) is not None:
                    found[fdc_id][tagname] = value
        return found

    def known(self, fdc_id: str) -> dict[str, float]:
        """What is known of a food; an estimate is not."""
        return {tag: value.amount for tag, value in self.values[fdc_id].items() if not value.is_estimate}

    def foods_in(self, group: str) -> bool:
        """Whether any food will count for the group."""
        shares = {key: cells for key, cells in self.of_table("group_shares") if key[1] == group}
        if any(cells is not None for cells in shares.values()):
            return True
        stored = GroupShare.objects.filter(group__key=group).values_list("food__fdc_id", flat=True)
        return any((str(fdc_id), group) not in shares for fdc_id in stored[: len(shares) + 1])

    def is_source(self, group: str) -> bool:
        """Whether the group will be a source of a nutrient."""
        rows = {key: cells for key, cells in self.of_table("nutrient_sources") if key[1] == group}
        if any(cells is not None for cells in rows.values()):
            return True
        stored = NutrientSource.objects.filter(group__key=group).values_list("nutrient_id", flat=True)
        return any((tagname, group) not in rows for tagname in stored)

    def whole_table(self, name: str) -> Rows:
        """All rows of a (small) table as they will be."""
        table = BY_NAME[name]
        keys = [table.by_name[column] for column in table.key]
        columns = [*keys, *own_columns(name)]
        rows: dict[Key, Cells | None] = {}
        for values in kept_in_files(table.model).values_list(*(column.field for column in columns)):
            key = tuple(cells_of(keys, values[: len(keys)]).values())
            rows[key] = cells_of(columns[len(keys) :], values[len(keys) :])
        rows.update(self.of_table(name))
        return {(name, key): cells for key, cells in rows.items() if cells is not None}


def amount_in(cells: Cells | None) -> Amount | None:
    """The amount of a row of values; None where there is none, or none that can be read."""
    if cells is None:
        return None
    try:
        amount = value_of(VALUES.by_name["amount per 100 g"].kind, cells.get("amount per 100 g", ""))
    except ValueError:
        return None
    if amount is None:
        return None
    return Amount(amount, cells.get("derivation") == FoodNutrient.Derivation.ESTIMATED)


def batches_of(items: Iterable[str]) -> Iterator[list[str]]:
    """The items, as many at a time as one statement may name."""
    rest = iter(items)
    while some := list(islice(rest, AT_ONCE)):
        yield some
