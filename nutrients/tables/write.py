"""Rows -> one file, in the one canonical form: the same rows always give the same bytes."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from nutrients.tables import csvfile
from nutrients.tables.cells import Kind, Value, one_line, value_of
from nutrients.tables.columns import Column, Table
from nutrients.tables.definitions import BY_NAME, NUTRIENTS

Row = Mapping[str, Value]


def write_table(folder: Path, name: str, rows: Iterable[Row]) -> int:
    """Write `name`.csv into the folder: columns, order of rows and form of numbers as the definitions say.

    A row is {column name: value}; a column left out is blank (unknown). Values may be typed, or text as found in
    another file. In `composition`, amounts go by tagname ({"fdc_id": 1, "derivation": ..., "source": ..., "ZN": 1.29});
    the folder's nutrients.csv, written before, gives their order and units. Returns the number of rows.
    Raises ValueError for a column that does not exist, a cell that cannot be read, a blank where a value is required,
    and a key that comes twice.
    """
    table = BY_NAME[name]
    columns = [*table.columns, *(nutrient_columns(folder) if table.wide else ())]
    typed = [typed_row(table, columns, row) for row in rows]
    refuse_repeats(table, typed)
    typed.sort(key=lambda row: [(row[column] is not None, row[column]) for column in table.order])
    if table.wide:
        columns = [c for c in columns if c.required or any(row[c.name] is not None for row in typed)]
    csvfile.write(folder / table.file, [column.name for column in columns], typed)
    return len(typed)


def nutrient_columns(folder: Path) -> list[Column]:
    """The composition columns, one for each nutrient of the folder's nutrients.csv, in its order."""
    header, lines = csvfile.read(folder / NUTRIENTS.file)
    tagname, unit = header.index("tagname"), header.index("unit")
    return [amount_column(cells[tagname], cells[unit]) for _, cells in lines]


def amount_column(tagname: str, unit: str) -> Column:
    return Column(f"{tagname} [{unit}]", tagname, Kind.NUMBER, required=False, least=0)


def typed_row(table: Table, columns: Sequence[Column], row: Row) -> dict[str, Value]:
    """The row with every column, each cell in its type. Raises ValueError."""
    names = {column.name for column in columns} | {column.field for column in columns if table.wide}
    if unknown := set(row) - names:
        raise ValueError(f"{table.file}: no such column: {', '.join(sorted(unknown))}; the row is {dict(row)}")
    typed = {}
    for column in columns:
        value = row.get(column.name, row.get(column.field) if table.wide else None)
        try:
            typed[column.name] = typed_cell(column, value)
        except ValueError as error:
            raise ValueError(f"{table.file}: {column.name}: {error}; the row is {dict(row)}") from error
    return typed


def typed_cell(column: Column, value: Value) -> Value:
    if isinstance(value, str):
        value = value_of(column.kind, one_line(value))
    elif value is not None and column.kind is Kind.NUMBER:
        value = value_of(Kind.NUMBER, repr(float(value)))
    if value is None and column.required:
        raise ValueError("blank; a value is required")
    return value


def refuse_repeats(table: Table, rows: Iterable[Row]) -> None:
    seen = set()
    for row in rows:
        key = tuple(row[column] for column in table.key)
        if key in seen:
            raise ValueError(f"{table.file}: twice the same {', '.join(table.key)}: {key}")
        seen.add(key)
