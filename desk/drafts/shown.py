"""The rows of a set of changes for a page: by food, else by table, each with the cells that differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from desk.drafts.words import Said, column_name, row_name, side_words, table_name
from nutrients.changesets.rows import key_of
from nutrients.models import ChangeSet, RowChange
from nutrients.tables.recorded import BY_NAME, Cells, Key, touched

OF_A_FOOD = ("foods", "portions", "group_shares", "values")  # their first key cell is the food's number
ROWS_ON_A_PAGE = 200


@dataclass(frozen=True, slots=True)
class ShownCell:
    """before, after None: there is no such row. A value that is not there is unknown instead."""

    column: str
    before: Said | None
    after: Said | None


@dataclass(frozen=True, slots=True)
class ShownRow:
    """kind: added, removed or changed; is_value: of a nutrient, which is unknown without its row."""

    pk: int
    table: str
    label: str
    kind: str
    cells: tuple[ShownCell, ...]
    is_left_out: bool
    is_conflict: bool
    is_value: bool


@dataclass(frozen=True, slots=True)
class ShownObject:
    """What is changed of one food, or in one table. row: whose history can be read; None for a whole table.
    edit: the address where it is gone on with; blank where it is not, or not by this person."""

    heading: str
    table: str
    row: tuple[str, Key] | None
    rows: tuple[ShownRow, ...]
    edit: str = ""

    @property
    def goes(self) -> bool:
        """Whether the row itself is removed, not only something of it."""
        return any(row.kind == "removed" and row.table == table_name(self.table) for row in self.rows)


def objects_of(changes: Iterable[RowChange]) -> tuple[ShownObject, ...]:
    """Changes that stand in the order of ordered_keys(), grouped."""
    return tuple(
        _object(of, list(rows)) for of, rows in groupby(changes, key=lambda row: _object_key(row.table, row.key))
    )


def ordered_keys(changeset: ChangeSet) -> list[int]:
    """The keys of its rows: conflicts first, then food by food, then table by table, as they were drafted."""
    rows = [
        (pk, _object_key(table, key), is_conflict)
        for pk, table, key, is_conflict in changeset.rows.order_by("pk").values_list(
            "pk", "table", "key", "is_conflict"
        )
    ]
    first: dict[tuple[str, str], int] = {}
    for pk, of, _is_conflict in rows:
        first.setdefault(of, pk)
    return [pk for pk, _of, _is_conflict in sorted(rows, key=lambda row: (not row[2], first[row[1]], row[0]))]


def shown_row(change: RowChange, heading: str = "") -> ShownRow:
    before, after = change.before, change.after
    kind = "added" if before is None else "removed" if after is None else "changed"
    names = touched(change.table, before, after)
    if kind != "changed":  # of a row that comes or goes what it says, at least one cell of it
        names = tuple(name for name in names if (before or after or {}).get(name)) or names[:1]
    label = row_name(change.label.removeprefix(f"{heading} · "))
    return ShownRow(
        change.pk, table_name(change.table), label, kind,
        tuple(_cell(change.table, name, before, after) for name in names),
        change.is_left_out, change.is_conflict, change.table == "values",
    )  # fmt: skip


def _cell(table: str, name: str, before: Cells | None, after: Cells | None) -> ShownCell:
    sides = (side_words(table, name, cells) for cells in (before, after))
    return ShownCell(column_name(table, name), *sides)


def _object_key(table: str, key: str) -> tuple[str, str]:
    return ("foods", key_of(key)[0]) if table in OF_A_FOOD else (table, "")


def _object(of: tuple[str, str], changes: Sequence[RowChange]) -> ShownObject:
    table, number = of
    if table == "foods":
        heading = next((row.label for row in changes if row.table == "foods"), changes[0].label.partition(" · ")[0])
        row: tuple[str, Key] | None = ("foods", (number,))
    else:
        heading = table_name(table)
        row = (table, key_of(changes[0].key)) if len(changes) == 1 and table in BY_NAME else None
    return ShownObject(row_name(heading), table, row, tuple(shown_row(change, heading) for change in changes))
