"""Files -> rows. Everything is read and checked before anything is stored, and every problem is told at once."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models

from nutrients.models import FoodNutrient
from nutrients.tables import csvfile
from nutrients.tables.cells import Kind, Value, value_of
from nutrients.tables.checks import COMPLETE_KEYS, ROW_CHECKS, TABLE_CHECKS, amount_problem, cell_problem
from nutrients.tables.columns import Column, Table
from nutrients.tables.definitions import NUTRIENTS, TABLES
from nutrients.tables.write import amount_column

NUTRIENT_HEADER = re.compile(r"(\S+) \[(\S+)\]")

Line = tuple[int, list[str]]
Row = dict[str, Value]
Progress = Callable[[Iterable[Any], str, int], Iterable[Any]]


def quietly(items: Iterable[Any], what: str, total: int) -> Iterable[Any]:
    return items


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in a file, where it stands, and what to do."""

    file: str
    line: int
    column: str
    text: str

    def __str__(self) -> str:
        column = f"{self.column}: " if self.column else ""
        return f"{self.file}:{self.line}: {column}{self.text}"


@dataclass
class Reading:
    """What a folder's files say. `rows`: {model field: value} for each model, to be stored only without problems."""

    folder: Path
    rows: dict[type[models.Model], list[Row]] = field(default_factory=lambda: defaultdict(list))
    problems: list[Problem] = field(default_factory=list)
    known: dict[str, set[Value]] = field(default_factory=lambda: defaultdict(set))  # keys that may be referred to
    units: dict[Value, Value] = field(default_factory=dict)  # tagname -> unit
    filled: dict[tuple[Value, Value], str] = field(default_factory=dict)  # (fdc_id, tagname) -> where its value stands

    def object_to(self, table: Table, line: int, column: str, text: str) -> None:
        self.problems.append(Problem(table.file, line, column, text))


def read_folder(folder: Path, progress: Progress = quietly) -> Reading:
    """Read and check every table of the folder."""
    reading = Reading(folder)
    for table in TABLES:
        header, lines = lines_of(reading, table)
        if header and (columns := columns_of(reading, table, header)):
            told = progress(lines, table.name, len(lines))
            read_table(reading, table, columns, told)
    return reading


def lines_of(reading: Reading, table: Table) -> tuple[list[str], list[Line]]:
    try:
        header, lines = csvfile.read(reading.folder / table.file)
    except FileNotFoundError:
        reading.object_to(table, 1, "", "the file is missing; add it, with only its header if it holds nothing")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        reading.object_to(table, line, "", "holds a character that is not UTF-8; save the file as UTF-8")
    except csv.Error as error:
        reading.object_to(table, 1, "", f"cannot be read as CSV ({error}); check its quotation marks")
    else:
        if not header:
            reading.object_to(table, 1, "", "the file is empty; write at least its header")
        return header, list(lines)
    return [], []


def columns_of(reading: Reading, table: Table, header: Sequence[str]) -> list[Column]:
    """The file's columns, or nothing (and problems) where the header is not the table's."""
    wanted = [column.name for column in table.columns]
    own = list(header[: len(wanted)]) if table.wide else list(header)
    if own != wanted:
        for name in sorted(set(own) - set(wanted)):
            reading.object_to(table, 1, name, "no such column; correct or remove it")
        for name in wanted:
            if name not in own:
                reading.object_to(table, 1, name, "the column is missing; add it")
        if sorted(own) == sorted(wanted):
            reading.object_to(table, 1, "", f"columns in another order; write them as {','.join(wanted)}")
        return []
    if not table.wide:
        return list(table.columns)
    return amount_columns(reading, table, header[len(wanted) :])


def amount_columns(reading: Reading, table: Table, names: Sequence[str]) -> list[Column]:
    columns = list(table.columns)
    for place, name in enumerate(names):
        match = NUTRIENT_HEADER.fullmatch(name)
        if problem := header_problem(reading, match, repeated=name in names[:place]):
            reading.object_to(table, 1, name, problem)
        elif match:
            columns.append(amount_column(*match.groups()))
    return columns if len(columns) == len(table.columns) + len(names) else []


def header_problem(reading: Reading, match: re.Match[str] | None, repeated: bool) -> str:
    if match is None:
        return "not a nutrient column; write it as TAGNAME [unit], like ZN [mg]"
    if repeated:
        return "the column is there twice; remove one"
    tagname, unit = match.groups()
    return unknown_key(reading, NUTRIENTS.name, tagname) or unit_problem(reading, tagname, unit)


def unknown_key(reading: Reading, table: str, value: Value) -> str:
    """Nothing is said where the other table could not be read: that is a problem of its own."""
    if table not in reading.known or value in reading.known[table]:
        return ""
    return f"{value} is not in {table}.csv; add it there or correct it"


def unit_problem(reading: Reading, tagname: Value, unit: Value) -> str:
    wanted = reading.units.get(tagname)
    if wanted is None or unit == wanted:
        return ""
    return f"{unit!r} is not the unit of {tagname} in {NUTRIENTS.file}; convert the numbers and write {wanted}"


def read_table(reading: Reading, table: Table, columns: list[Column], lines: Iterable[Line]) -> None:
    sound: list[tuple[int, Row]] = []
    keys: dict[tuple, int] = {}
    reading.known[table.name] = set()
    for line, cells in lines:
        before = len(reading.problems)
        if len(cells) != len(columns):
            text = f"{len(cells)} cells under {len(columns)} columns; check commas and quotation marks"
            reading.object_to(table, line, "", text)
            continue
        row = read_row(reading, table, columns, line, cells)
        note_key(reading, table, row, line, keys)
        if len(reading.problems) == before:
            sound.append((line, row))
    for key in sorted(COMPLETE_KEYS.get(table.name, frozenset()) - reading.known[table.name]):
        reading.object_to(table, 1, table.key[0], f"no row for {key}, which the rules read; add it")
    compare_rows(reading, table, sound)
    for line, row in sound:
        reading.rows[table.model].extend(stored_rows(reading, table, columns, line, row))


def read_row(reading: Reading, table: Table, columns: list[Column], line: int, cells: list[str]) -> Row:
    """The row by column name; a cell with a problem is None."""
    row: Row = {}
    for column, text in zip(columns, cells, strict=True):
        if not text and not column.required:  # most cells of the wide table
            row[column.name] = None
            continue
        row[column.name], problem = read_cell(reading, table, column, text, row)
        if problem:
            reading.object_to(table, line, column.name, problem)
    return row


def read_cell(reading: Reading, table: Table, column: Column, text: str, row: Row) -> tuple[Value, str]:
    """The value and no problem, or None and the problem. `row` holds the cells before this one."""
    try:
        value = value_of(column.kind, text)
    except ValueError as error:
        return None, str(error)
    problem = amount_cell_problem(column, value) if is_amount(table, column) else cell_problem(table, column, value)
    if not problem and value is not None and column.refers:
        problem = unknown_key(reading, column.refers, value)
    if not problem and column.is_unit:
        problem = unit_problem(reading, row["tagname"], value)
    return (None, problem) if problem else (value, "")


def is_amount(table: Table, column: Column) -> bool:
    return table.wide and not column.required


def amount_cell_problem(column: Column, value: Value) -> str:
    if value is None:
        return ""
    if value < 0:
        return f"{value:g} is negative; write the amount, or leave it blank if unknown"
    return amount_problem(value, column.name.rpartition("[")[2].rstrip("]"))


def note_key(reading: Reading, table: Table, row: Row, line: int, keys: dict[tuple, int]) -> None:
    """Remember what later rows and tables may refer to; object to a repeat."""
    for names in (table.key, *((name,) for name in table.unique)):
        key = (names, *(row[name] for name in names))
        if None in key:
            continue
        if key in keys:
            text = f"{', '.join(str(part) for part in key[1:])} stands on line {keys[key]} already; remove one"
            reading.object_to(table, line, ", ".join(names), text)
        keys.setdefault(key, line)
    reading.known[table.name].add(row[table.key[0]])
    if table is NUTRIENTS:
        reading.units[row["tagname"]] = row["unit"]


def compare_rows(reading: Reading, table: Table, rows: list[tuple[int, Row]]) -> None:
    for check in ROW_CHECKS.get(table.name, ()):
        for line, row in rows:
            for column, text in check(row):
                reading.object_to(table, line, column, text)
    if table.name in TABLE_CHECKS:
        for line, column, text in TABLE_CHECKS[table.name](rows):
            reading.object_to(table, line, column, text)


def stored_rows(reading: Reading, table: Table, columns: list[Column], line: int, row: Row) -> Iterator[Row]:
    """The row as the model keeps it; a line of composition is one row for each amount."""
    common = {c.field: stored_value(c, row[c.name]) for c in table.columns if not c.is_unit} | dict(table.fixed)
    if not table.wide:
        if table.model is FoodNutrient:
            note_value(reading, table, line, common["food__fdc_id"], common["nutrient_id"], "tagname")
        yield common
        return
    for column in columns[len(table.columns) :]:
        if (amount := row[column.name]) is not None:
            note_value(reading, table, line, common["food__fdc_id"], column.field, column.name)
            yield common | {"nutrient_id": column.field, "amount": amount}


def stored_value(column: Column, value: Value) -> Value:
    return "" if value is None and column.kind is Kind.TEXT and not column.refers else value


def note_value(reading: Reading, table: Table, line: int, fdc_id: Value, tagname: Value, column: str) -> None:
    """A nutrient of a food has one value, whichever line or file it stands on."""
    place = reading.filled.setdefault((fdc_id, tagname), f"{table.file}:{line}")
    if place != f"{table.file}:{line}":
        reading.object_to(table, line, column, f"{tagname} of food {fdc_id} is filled at {place} already; remove one")
