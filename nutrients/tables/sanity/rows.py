"""Errors: what a cell, a row or a table may not say. The sentences are those of nutrients.tables.checks."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from nutrients.models import FoodNutrient
from nutrients.tables.cells import Value, value_of
from nutrients.tables.checks import (
    COMPLETE_KEYS,
    ROW_CHECKS,
    TABLE_CHECKS,
    Row,
    amount_problem,
    cell_problem,
    estimate_problems,
)
from nutrients.tables.columns import Column, Table
from nutrients.tables.recorded import BY_NAME, VALUES, typed
from nutrients.tables.sanity.around import Around, Change
from nutrients.tables.sanity.finding import Finding

ESTIMATED = FoodNutrient.Derivation.ESTIMATED


def errors(around: Around) -> Iterator[Finding]:
    for change in around.changes:
        if change.after is not None:
            yield from row_errors(around, BY_NAME[change.table], change)
    yield from table_errors(around)


def row_errors(around: Around, table: Table, change: Change) -> Iterator[Finding]:
    row, found = read_row(around, table, change)
    yield from found
    if found:
        return
    checks = (value_problems,) if table is VALUES else ROW_CHECKS.get(table.name, ())
    for check in checks:
        for column, text in check(row):
            yield Finding("error", table.name, change.key, column, text, "row")


def read_row(around: Around, table: Table, change: Change) -> tuple[dict[str, Value], list[Finding]]:
    """The row by column name, and what is wrong with its cells one by one."""
    texts = dict(zip(table.key, change.key, strict=True)) | (change.after or {})
    row: dict[str, Value] = {}
    found = []
    for column in table.columns:
        text = texts.get(column.name, "")
        if column.is_unit and not text:  # it repeats the nutrient's, for the reader
            row[column.name] = around.units.get(str(row["tagname"]))
            continue
        row[column.name], problem = read_cell(around, table, column, text, row)
        if problem:
            code = "unit" if column.is_unit else "cell"
            found.append(Finding("error", table.name, change.key, column.name, problem, code))
    return row, found


def read_cell(around: Around, table: Table, column: Column, text: str, row: Row) -> tuple[Value, str]:
    try:
        value = value_of(column.kind, text)
    except ValueError as error:
        return None, str(error)
    problem = cell_problem(table, column, value)
    if not problem and value is not None and column.refers and not around.knows(column.refers, str(value)):
        problem = _("%(key)s is not in the table %(table)s; add it there first, or correct it.") % {
            "key": value, "table": column.refers,
        }  # fmt: skip
    if not problem and column.is_unit:
        problem = unit_problem(around, row.get("tagname"), str(value))
    return (None, problem) if problem else (value, "")


def unit_problem(around: Around, tagname: Value, unit: str) -> str:
    wanted = around.units.get(str(tagname))
    if wanted is None or unit == wanted:
        return ""
    return _("%(unit)s is not the unit of %(tagname)s: convert the numbers and write %(wanted)s.") % {
        "unit": unit, "tagname": tagname, "wanted": wanted,
    }  # fmt: skip


def value_problems(row: Row) -> Iterator[tuple[str, str]]:
    """A value of a food: an estimate as the estimates' file has it, anything else without a low and a high."""
    if row["derivation"] == ESTIMATED:
        yield from estimate_problems(row)
        return
    for name in ("low per 100 g", "high per 100 g"):
        if row[name] is not None:
            yield name, _("Only an estimate has a low and a high; leave it blank.")
    if problem := amount_problem(row["amount per 100 g"], row["unit"]):
        yield "amount per 100 g", problem


def table_errors(around: Around) -> Iterator[Finding]:
    """What only the whole table shows, as it will be. All tables looked at here are small."""
    for name in dict.fromkeys(change.table for change in around.changes):
        table = BY_NAME[name]
        if name in TABLE_CHECKS:
            yield from out_of_order(around, table)
        if table.unique:
            yield from repeated(around, table)
        if name in COMPLETE_KEYS:
            yield from missing(around, table)


def out_of_order(around: Around, table: Table) -> Iterator[Finding]:
    lines, keys = [], []
    for (_name, key), cells in around.whole_table(table.name).items():
        try:
            row = typed(table, key, cells)
        except ValueError:
            continue  # told of its cell
        if all(row[column.name] is not None for column in table.columns if column.required and not column.is_unit):
            keys.append(key)
            lines.append((len(keys) - 1, row))
    for line, column, text in TABLE_CHECKS[table.name](lines):
        yield Finding("error", table.name, keys[line], column, text, "order")


def repeated(around: Around, table: Table) -> Iterator[Finding]:
    rows = around.whole_table(table.name)
    changed = {change.key for change in around.changes if change.table == table.name}
    for column in table.unique:
        times = Counter(cells.get(column, "") for cells in rows.values())
        for (_name, key), cells in rows.items():
            text = cells.get(column, "")
            if key in changed and text and times[text] > 1:
                told = _("%(text)s is there already, in another row; give one of them another name.") % {"text": text}
                yield Finding("error", table.name, key, column, told, "repeated")


def missing(around: Around, table: Table) -> Iterator[Finding]:
    for change in around.changes:
        if change.table == table.name and change.after is None and change.key[0] in COMPLETE_KEYS[table.name]:
            told = _("The rules read this row; change it, but leave it there.")
            yield Finding("error", table.name, change.key, "", told, "needed")
