"""The tables as changes tell of them: rows of cells, each a text as the files write it.

All tables are as in their files but two: composition and estimates are one narrow table here, `values`, with a row for
each nutrient of a food, so that a change names the cell it changes and nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from django.db import models

from nutrients.tables import csvfile
from nutrients.tables.cells import Kind, Value, one_line, value_of
from nutrients.tables.columns import Column, Table
from nutrients.tables.definitions import COMPOSITION, ESTIMATES, TABLES

Cells = dict[str, str]  # column name -> cell; "" is blank: unknown, or none
Key = tuple[str, ...]  # the cells that tell a row apart, in the order of the table's key
Row = tuple[str, Key]  # table name, key
Rows = dict[Row, Cells]  # the cells besides the key

VALUES = replace(
    ESTIMATES,
    name="values",
    columns=(*ESTIMATES.columns[:-1], COMPOSITION.by_name["derivation"], ESTIMATES.columns[-1]),
    fixed={},
)
# As in TABLES, what is referred to comes before what refers to it.
RECORDED = tuple(VALUES if table is COMPOSITION else table for table in TABLES if table is not ESTIMATES)
BY_NAME = {table.name: table for table in RECORDED}
# A row of these is one statement: numbers that belong together, and who says so. Half of one editor's and half of
# another's would put words into a source's mouth, so such rows are only ever compared as a whole.
STATEMENTS = frozenset(
    {"values", "group_shares", "nutrient_sources", "requirement_percentiles", "intake_priors", "rule_settings"}
)


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row before and after. `before` None: there was no such row; `after` None: it goes. `label`: for people."""

    table: str
    key: Key
    label: str
    before: Cells | None
    after: Cells | None
    is_conflict: bool = False

    @property
    def row(self) -> Row:
        return self.table, self.key

    @property
    def touched(self) -> tuple[str, ...]:
        """The columns whose cells differ, in the table's order; all of them where the row is new or goes."""
        return touched(self.table, self.before, self.after)

    def on(self, now: Cells | None) -> Cells | None:
        """The row as this difference makes it of what there is now: cells that it does not touch stay."""
        if now is None or self.after is None:
            return self.after
        return now | {name: self.after.get(name, "") for name in self.touched}

    def upon(self, now: Cells | None) -> "RowDifference":
        """The same change told of what there is now."""
        return replace(self, before=now, after=self.on(now))


@cache
def own_columns(table: str) -> tuple[Column, ...]:
    """The columns that say something besides the key; a unit that is repeated for the reader says nothing."""
    found = BY_NAME[table]
    return tuple(column for column in found.columns if column.name not in found.key and not column.is_unit)


@cache
def references(table: str) -> tuple[tuple[str, str], ...]:
    """(column, the table whose key it names) of each column that names one."""
    return tuple((column.name, column.refers) for column in BY_NAME[table].columns if column.refers)


@cache
def goes_with(table: str, parent: str) -> bool:
    """Whether rows of a table go when the row of `parent` goes that they name."""
    found = BY_NAME[table]
    keys = [found.stored(column) for column in found.columns if column.refers == parent]
    return any(isinstance(key, models.ForeignKey) and key.remote_field.on_delete is models.CASCADE for key in keys)


def touched(table: str, before: Cells | None, after: Cells | None) -> tuple[str, ...]:
    names = tuple(column.name for column in own_columns(table))
    if before is None or after is None:
        return names if before != after else ()
    return tuple(name for name in names if before.get(name, "") != after.get(name, ""))


def cell_of(value: Value) -> str:
    """A value as its cell reads in a file; None is blank. No apostrophe is put before what looks like a formula."""
    return one_line(value) if isinstance(value, str) else csvfile.as_text(value)


def cells_of(columns: Iterable[Column], values: Iterable[Value]) -> Cells:
    return {column.name: cell_of(value) for column, value in zip(columns, values, strict=True)}


def typed(table: Table, key: Key, cells: Mapping[str, str]) -> dict[str, Value]:
    """{column name: value} of key and cells. Raises ValueError for a cell that cannot be read."""
    texts = dict(zip(table.key, key, strict=True)) | dict(cells)
    return {column.name: value_of(column.kind, texts.get(column.name, "")) for column in table.columns}


def stored_row(table: Table, key: Key, cells: Mapping[str, str]) -> dict[str, Value]:
    """The row as the model keeps it: {lookup: value}; blank text is "", any other blank None. Raises ValueError."""
    values = typed(table, key, cells)
    row = {column.field: blank_text(column, values[column.name]) for column in table.columns if not column.is_unit}
    return row | dict(table.fixed)


def blank_text(column: Column, value: Value) -> Value:
    return "" if value is None and column.kind is Kind.TEXT and not column.refers else value


def canonical(column: Column, text: str) -> str:
    """A cell as typed somewhere -> as the files write it: "1.50" is 1.5. Raises ValueError."""
    return cell_of(value_of(column.kind, one_line(text)))
