"""Rows -> database: insert, change and remove until the database holds what the files hold, in one transaction.

Rows are matched by their natural key, so what points at a food or a portion (a diary) points at the same one after.
Foods that were imported from a download on this computer are not seen: they stay, unless the files list them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import connection, models, transaction
from django.db.models import ProtectedError, RestrictedError

from nutrients.models import Food, FoodGroup, Nutrient
from nutrients.tables.cells import Value
from nutrients.tables.columns import field_of, kept_in_files
from nutrients.tables.definitions import TABLES
from nutrients.tables.load import Progress, Row, quietly

BATCH = 2000  # rows in one statement
AT_ONCE = 500  # rows named in one statement

Key = tuple[Value, ...]
Rest = tuple[Value, ...]


@dataclass
class Change:
    """What became of one model's rows. `kept`: gone from the files, but something (a diary) still points at them."""

    model: type[models.Model]
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    kept: list[Key] = field(default_factory=list)


@dataclass(frozen=True)
class Shape:
    """Which fields tell a model's rows apart, and which are the rest; as lookups."""

    model: type[models.Model]
    key: tuple[str, ...]
    rest: tuple[str, ...]

    def split(self, row: Row) -> tuple[Key, Rest]:
        return tuple(row[name] for name in self.key), tuple(row[name] for name in self.rest)

    def field_names(self, lookups: Iterable[str]) -> list[str]:
        return [field_of(self.model, lookup).name for lookup in lookups]


def shapes() -> list[Shape]:
    """One for each model, what is referred to before what refers to it."""
    found: dict[type[models.Model], Shape] = {}
    for table in TABLES:
        stored = [column.field for column in table.columns if not column.is_unit] + list(table.fixed)
        key = [table.by_name[name].field for name in table.key]
        if table.wide:
            stored, key = [*stored, "nutrient_id", "amount"], ["food__fdc_id", "nutrient_id"]
        found.setdefault(table.model, Shape(table.model, tuple(key), tuple(n for n in stored if n not in key)))
    return list(found.values())


def synchronise(rows: Mapping[type[models.Model], Sequence[Row]], progress: Progress = quietly) -> list[Change]:
    """Make the database hold exactly these rows, and those that others still point at: they are kept and told."""
    with transaction.atomic():
        plans = compared(rows)
        carry_out(plans, progress)
    return [plan.change for plan in plans]


def compared(rows: Mapping[type[models.Model], Sequence[Row]]) -> list["Plan"]:
    """What would have to be done, model by model; of the database only the mark of imported foods is changed."""
    take_over([row["fdc_id"] for row in rows.get(Food, ())])
    plans = [Plan(shape, rows.get(shape.model, ())) for shape in shapes()]
    for plan in plans:
        plan.compare()
    return plans


def carry_out(plans: Sequence["Plan"], progress: Progress = quietly) -> None:
    """Remove, insert and change; what cannot go because others point at it is in its plan's `change.kept`."""
    kept_foods: set[Value] = set()
    for plan in sorted(plans, key=removal_order):
        plan.remove(kept_foods)
    for plan in plans:
        plan.store(progress)


def take_over(fdc_ids: Sequence[Value]) -> list[Value]:
    """Foods that the files list are the files' from now on, also those that were imported before: these are told."""
    wanted = set(fdc_ids)
    imported = Food.objects.filter(is_imported=True).values_list("fdc_id", flat=True)
    listed = [fdc_id for fdc_id in imported.iterator() if fdc_id in wanted]
    for start in range(0, len(listed), AT_ONCE):
        Food.objects.filter(fdc_id__in=listed[start : start + AT_ONCE]).update(is_imported=False)
    return listed


def removal_order(plan: "Plan") -> int:
    """Foods first: one that a diary points at keeps what it is made of. Nutrients last: everything points at them."""
    return {Food: 0, Nutrient: 2}.get(plan.shape.model, 1)


class Plan:
    """One model's rows as they should be, beside the rows there are."""

    def __init__(self, shape: Shape, rows: Sequence[Row]) -> None:
        self.shape = shape
        self.change = Change(shape.model)
        self.wanted = dict(shape.split(row) for row in rows)
        self._references: list[tuple[int, dict[Value, Any]]] | None = None
        self.differing: dict[Key, Rest] = {}
        self.gone: dict[Key, Any] = {}  # key -> primary key, of rows the files do not hold
        self.before: dict[Key, Rest] = {}  # of rows that differ or are gone

    def compare(self) -> None:
        """Leave in `wanted` what is new, and collect what differs and what is gone."""
        width = len(self.shape.key)
        stored = kept_in_files(self.shape.model).values_list("pk", *self.shape.key, *self.shape.rest)
        for pk, *values in stored.iterator(chunk_size=10_000):
            key, rest = tuple(values[:width]), tuple(values[width:])
            if key not in self.wanted:
                self.gone[key], self.before[key] = pk, rest
            elif (wanted := self.wanted.pop(key)) == rest:
                self.change.unchanged += 1
            else:
                self.differing[key], self.before[key] = wanted, rest
        self.change.changed, self.change.new = len(self.differing), len(self.wanted)

    def remove(self, kept_foods: set[Value]) -> None:
        of_food = self.shape.key[0] == "food__fdc_id"
        gone = {key: pk for key, pk in self.gone.items() if not (of_food and key[0] in kept_foods)}
        pointed_at = kept_of(self.shape.model, gone)
        self.change.removed = len(gone) - len(pointed_at)
        self.change.kept = [key for key in self.gone if key in pointed_at or key not in gone]
        if self.shape.model is Food:
            kept_foods.update(key[0] for key in pointed_at)

    def store(self, progress: Progress) -> None:
        """Insert the new and overwrite what differs, in batches; primary keys stay."""
        self.free_names()
        model, names = self.shape.model, [*self.shape.key, *self.shape.rest]
        columns = self.shape.field_names(names)
        total = -(-len(self.wanted) // BATCH)
        rows = (self.resolved(names, item) for item in self.wanted.items())
        for batch in progress(batches(rows), str(model._meta.verbose_name_plural), total):
            insert(model, columns, batch)
        attributes = [field_of(model, column).attname for column in columns]
        changed = (self.resolved(names, item) for item in self.differing.items())
        for batch in batches(changed):
            model._default_manager.bulk_create(
                [model(**dict(zip(attributes, row, strict=True))) for row in batch],
                update_conflicts=True,
                unique_fields=self.shape.field_names(self.shape.key),
                update_fields=self.shape.field_names(self.shape.rest),
            )

    def free_names(self) -> None:
        """A name there is but once may move from one row to another: in between, no row that differs has it."""
        for name in self.shape.rest:
            if field_of(self.shape.model, name).unique:
                for place, key in enumerate(self.differing):
                    row = kept_in_files(self.shape.model).filter(**dict(zip(self.shape.key, key, strict=True)))
                    row.update(**{name: f"~{place}~"})

    def resolved(self, names: Sequence[str], item: tuple[Key, Rest]) -> list[Value]:
        """The row with primary keys in the place of the natural keys of foods and groups."""
        values = [*item[0], *item[1]]
        for place, keys in self.references(names):
            values[place] = keys[values[place]]
        return values

    def references(self, names: Sequence[str]) -> list[tuple[int, dict[Value, Any]]]:
        if self._references is None:
            pks = {"food__fdc_id": (Food, "fdc_id"), "group__key": (FoodGroup, "key")}
            self._references = [
                (names.index(name), dict(model._default_manager.values_list(key, "pk")))
                for name, (model, key) in pks.items()
                if name in names
            ]
        return self._references


def insert(model: type[models.Model], columns: Sequence[str], rows: list[list[Value]]) -> None:
    """Insert rows whose values were checked: no objects are made of them, for a third of the time."""
    if not rows:
        return
    fields = [field_of(model, column) for column in columns]
    for place, field_ in enumerate(fields):
        if isinstance(field_, models.DateField):
            for row in rows:
                row[place] = field_.get_db_prep_save(row[place], connection)
    quoted = [
        connection.ops.quote_name(name) for name in (model._meta.db_table, *(str(field_.column) for field_ in fields))
    ]
    into = f"INSERT INTO {quoted[0]} ({', '.join(quoted[1:])}) VALUES "  # noqa: S608 - the models' own names
    places = f"({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        if connection.features.max_query_params is None:  # a server: few statements of many rows
            for start in range(0, len(rows), AT_ONCE):
                some = rows[start : start + AT_ONCE]
                cursor.execute(into + ", ".join([places] * len(some)), [value for row in some for value in row])
        else:
            cursor.executemany(into + places, rows)


def batches(rows: Iterator[list[Value]]) -> Iterator[list[list[Value]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def kept_of(model: type[models.Model], gone: Mapping[Key, Any]) -> set[Key]:
    """Delete these rows; the keys of those that cannot go, because others point at them."""
    kept, rows = set(), list(gone.items())
    for start in range(0, len(rows), AT_ONCE):
        some = dict(rows[start : start + AT_ONCE])
        if not deleted(model, some.values()):
            kept |= {key for key, pk in some.items() if not deleted(model, [pk])}
    return kept


def deleted(model: type[models.Model], pks: Any) -> bool:
    try:
        with transaction.atomic():
            model._default_manager.filter(pk__in=list(pks)).delete()
    except (ProtectedError, RestrictedError):
        return False
    return True
