"""Database -> rows of cells, as the files would write them."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace

from django.db import models

from nutrients.changesets.difference import Cells, Key, Row, RowDifference, Rows
from nutrients.models import Food, FoodGroup
from nutrients.tables.cells import Value, value_of
from nutrients.tables.columns import Table, kept_in_files
from nutrients.tables.recorded import BY_NAME, RECORDED, cell_of, goes_with

AT_ONCE = 500  # rows named in one statement
LABEL_LENGTH = 250


def rows_of(table: str, keys: Collection[Key] | None = None) -> Rows:
    """The table's rows with these keys; None: all. `values` is composition and estimates, told per nutrient.

    Imported foods and people's own, and what hangs on them, are not among them; a key that cannot be read has no row.
    """
    described = BY_NAME[table]
    stored = kept_in_files(described.model)
    if keys is None:
        return dict(read(described, stored))
    wanted = {(table, key) for key in keys}
    named = [sorted(values_in(described, keys, place)) for place in range(len(described.key))]
    fields = [f"{described.by_name[name].field}__in" for name in described.key]
    for field, values in zip(fields[1:], named[1:], strict=True):
        stored = stored.filter(**{field: values}) if len(values) <= AT_ONCE else stored
    found: Rows = {}
    for start in range(0, len(named[0]), AT_ONCE):
        some = stored.filter(**{fields[0]: named[0][start : start + AT_ONCE]})
        found |= {row: cells for row, cells in read(described, some) if row in wanted}
    return found


def values_in(table: Table, keys: Iterable[Key], place: int = 0) -> set[Value]:
    """What stands at one place of these keys, as the model keeps it; without what cannot be read."""
    kind, values = table.by_name[table.key[place]].kind, set()
    for key in keys:
        try:
            values.add(value_of(kind, key[place]))
        except ValueError:
            continue
    return values - {None}


def read(table: Table, stored: models.QuerySet) -> Iterator[tuple[Row, Cells]]:
    names = [column.name for column in table.columns]
    places = [names.index(name) for name in table.key]
    rest = [(place, name) for place, name in enumerate(names) if name not in table.key]
    for values in stored.values_list(*(column.field for column in table.columns)).iterator(chunk_size=10_000):
        key = tuple(cell_of(values[place]) for place in places)
        yield (table.name, key), {name: cell_of(values[place]) for place, name in rest}


def rows_of_object(obj: models.Model) -> Rows:
    """A row with what its admin page edits beside it: of a food its portions, values and shares, of a food group the
    nutrients it is a source of, of anything else itself. Empty for what the files do not hold."""
    if obj.pk is None:
        return {}
    table = table_of(type(obj))
    rows = dict(read(table, kept_in_files(table.model).filter(pk=obj.pk)))
    for part, lookup in parts_of(type(obj)):
        rows |= read(part, kept_in_files(part.model).filter(**{lookup: obj.pk}))
    return rows


def table_of(model: type[models.Model]) -> Table:
    """The table whose rows are of this model. Raises LookupError."""
    for table in RECORDED:
        if table.model is model:
            return table
    raise LookupError(f"{model._meta.label} is not in the table files")


def parts_of(model: type[models.Model]) -> list[tuple[Table, str]]:
    """What is edited on the page of a food or a food group, and by which field it hangs there."""
    lookups = {Food: ("food", ("portions", "values", "group_shares")), FoodGroup: ("group", ("nutrient_sources",))}
    lookup, names = lookups.get(model, ("", ()))
    return [(BY_NAME[name], lookup) for name in names]


def rows_now(rows: Iterable[Row]) -> Rows:
    """Of these rows, those there are, as they stand now: a query for each table."""
    keys: dict[str, set[Key]] = defaultdict(set)
    for table, key in rows:
        keys[table].add(key)
    found: Rows = {}
    for table, some in keys.items():
        found |= rows_of(table, some)
    return found


def hanging_on(rows: Collection[Row]) -> Rows:
    """The rows that go when these go: of a food its portions, values and shares, for one."""
    return _naming(rows, lambda table, parent: goes_with(table.name, parent))


def rows_referring_to(rows: Collection[Row]) -> Rows:
    """The rows that name these: a food, a food group, a nutrient."""
    return _naming(rows, lambda table, parent: True)


def _naming(rows: Collection[Row], is_meant: Callable[[Table, str], bool]) -> Rows:
    found: Rows = {}
    keys: dict[str, list[Key]] = defaultdict(list)
    for name, key in rows:
        keys[name].append(key)
    naming = [(table, column) for table in RECORDED for column in table.columns if column.refers in keys]
    for table, column in naming:
        if is_meant(table, column.refers):
            values = sorted(values_in(BY_NAME[column.refers], keys[column.refers]))
            for start in range(0, len(values), AT_ONCE):
                some = {f"{column.field}__in": values[start : start + AT_ONCE]}
                found |= read(table, kept_in_files(table.model).filter(**some))
    return found


def labelled(differences: Iterable[RowDifference]) -> list[RowDifference]:
    """The same with what people call each row: Egg, whole · Zinc."""
    changes = list(differences)
    names = names_of(changes)
    return [change if change.label else replace(change, label=label(change, names)) for change in changes]


def label(change: RowDifference, names: dict[Row, str]) -> str:
    table = BY_NAME[change.table]
    parts = []
    for name, text in zip(table.key, change.key, strict=True):
        column = table.by_name[name]
        parts.append(names.get((column.refers or change.table, (text,)), text) if text else text)
    return " · ".join(part for part in parts if part)[:LABEL_LENGTH]


def names_of(changes: list[RowDifference]) -> dict[Row, str]:
    """Of every food, nutrient and food group among the rows, its name: as it will be, else as it is."""
    named = {table.name for table in RECORDED if "name" in table.by_name}
    wanted: set[Row] = set()
    for change in changes:
        table = BY_NAME[change.table]
        for name, text in zip(table.key, change.key, strict=True):
            wanted.add((table.by_name[name].refers or table.name, (text,)))
    names = {row: cells["name"] for row, cells in rows_now(row for row in wanted if row[0] in named).items()}
    for change in changes:
        if change.table in named and (cells := change.after or change.before):
            names[change.row] = cells["name"]
    return names


def key_text(key: Key) -> str:
    """As RowChange.key holds it."""
    return json.dumps(list(key), ensure_ascii=False)


def key_of(text: str) -> Key:
    return tuple(json.loads(text))
