"""Rows -> database: insert, change and remove until the database holds what the files hold, in one transaction.

Rows are matched by their natural key, so what points at a food or a portion (a diary) points at the same one after.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError

from nutrients.models import Food, FoodGroup, Nutrient
from nutrients.tables.cells import Value
from nutrients.tables.definitions import TABLES
from nutrients.tables.load import Progress, Row, quietly

BATCH = 2000  # rows in one statement
REMOVED_AT_ONCE = 500

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
        return [self.model._meta.get_field(lookup.partition("__")[0]).name for lookup in lookups]


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
    plans = [Plan(shape, rows.get(shape.model, ())) for shape in shapes()]
    with transaction.atomic():
        for plan in plans:
            plan.compare()
        kept_foods: set[Value] = set()
        for plan in sorted(plans, key=removal_order):
            plan.remove(kept_foods)
        for plan in plans:
            plan.store(progress)
    return [plan.change for plan in plans]


def removal_order(plan: "Plan") -> int:
    """Foods first: one that a diary points at keeps what it is made of. Nutrients last: everything points at them."""
    return {Food: 0, Nutrient: 2}.get(plan.shape.model, 1)


class Plan:
    """One model's rows as they should be, beside the rows there are."""

    def __init__(self, shape: Shape, rows: Sequence[Row]) -> None:
        self.shape = shape
        self.change = Change(shape.model)
        self.wanted = dict(shape.split(row) for row in rows)
        self.gone: dict[Key, Any] = {}  # key -> primary key, of rows the files do not hold

    def compare(self) -> None:
        """Leave in `wanted` what is new or changed, and collect what is gone."""
        width = len(self.shape.key)
        stored = self.shape.model._default_manager.order_by().values_list("pk", *self.shape.key, *self.shape.rest)
        for pk, *values in stored.iterator(chunk_size=10_000):
            key, rest = tuple(values[:width]), tuple(values[width:])
            if key not in self.wanted:
                self.gone[key] = pk
            elif self.wanted[key] == rest:
                self.change.unchanged += 1
                del self.wanted[key]
            else:
                self.change.changed += 1
        self.change.new = len(self.wanted) - self.change.changed

    def remove(self, kept_foods: set[Value]) -> None:
        of_food = self.shape.key[0] == "food__fdc_id"
        gone = {key: pk for key, pk in self.gone.items() if not (of_food and key[0] in kept_foods)}
        pointed_at = kept_of(self.shape.model, gone)
        self.change.removed = len(gone) - len(pointed_at)
        self.change.kept = [key for key in self.gone if key in pointed_at or key not in gone]
        if self.shape.model is Food:
            kept_foods.update(key[0] for key in pointed_at)

    def store(self, progress: Progress) -> None:
        """Insert the new and overwrite the changed, in batches; primary keys stay."""
        total = -(-len(self.wanted) // BATCH)
        for batch in progress(batches(self.objects()), str(self.shape.model._meta.verbose_name_plural), total):
            self.shape.model._default_manager.bulk_create(
                batch,
                update_conflicts=True,
                unique_fields=self.shape.field_names(self.shape.key),
                update_fields=self.shape.field_names(self.shape.rest),
            )

    def objects(self) -> Iterator[models.Model]:
        names = [*self.shape.key, *self.shape.rest]
        keys: dict[str, dict[Value, Any]] = {}
        if "food__fdc_id" in names:
            keys["food__fdc_id"] = dict(Food.objects.values_list("fdc_id", "pk"))
        if "group__key" in names:
            keys["group__key"] = dict(FoodGroup.objects.values_list("key", "pk"))
        for key, rest in self.wanted.items():
            fields = {}
            for name, value in zip(names, (*key, *rest), strict=True):
                relation, double, _ = name.partition("__")
                fields[f"{relation}_id" if double else name] = keys[name][value] if double else value
            yield self.shape.model(**fields)


def batches(objects: Iterator[models.Model]) -> Iterator[list[models.Model]]:
    while batch := list(islice(objects, BATCH)):
        yield batch


def kept_of(model: type[models.Model], gone: Mapping[Key, Any]) -> set[Key]:
    """Delete these rows; the keys of those that cannot go, because others point at them."""
    kept, rows = set(), list(gone.items())
    for start in range(0, len(rows), REMOVED_AT_ONCE):
        some = dict(rows[start : start + REMOVED_AT_ONCE])
        if not deleted(model, some.values()):
            kept |= {key for key, pk in some.items() if not deleted(model, [pk])}
    return kept


def deleted(model: type[models.Model], pks: Any) -> bool:
    try:
        with transaction.atomic():
            model._default_manager.filter(pk__in=list(pks)).delete()
    except ProtectedError:
        return False
    return True
