"""How a table file is described: its columns, its key, its order of rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import models

from nutrients.tables.cells import Kind, Value


@dataclass(frozen=True)
class Column:
    """One column. `field` is where the model keeps it, as a lookup (food__fdc_id); choices, length: the model's."""

    name: str
    field: str
    kind: Kind = Kind.TEXT
    required: bool = True
    least: float | None = None  # smallest value allowed
    above: float | None = None  # values must be greater than this
    most: float | None = None  # largest value allowed
    refers: str = ""  # the table whose key the cell must name
    is_unit: bool = False  # repeats the unit of the row's nutrient, for the reader; never stored


@dataclass(frozen=True)
class Table:
    """One file `name`.csv. `key` tells rows apart, `order` sorts them; both by column name."""

    name: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    order: tuple[str, ...]
    unique: tuple[str, ...] = ()  # columns without repeats besides the key
    fixed: Mapping[str, Value] = field(default_factory=dict)  # model fields the file does not spell out
    wide: bool = False  # after `columns`, one column `TAGNAME [unit]` for each nutrient

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    def stored(self, column: Column) -> models.Field:
        """The model's field of a column that is not taken from another model."""
        return field_of(self.model, column.field)

    @property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}


def field_of(model: type[models.Model], lookup: str) -> models.Field:
    """The model's own field that a lookup begins with."""
    found = model._meta.get_field(lookup.partition("__")[0])
    assert isinstance(found, models.Field)  # noqa: S101 - no lookup here goes by a reverse relation
    return found


def kept_in_files(model: type[models.Model]) -> models.QuerySet:
    """The rows that the files answer for: all but imported foods, people's own, and what hangs on them. In no order."""
    names = {field.name for field in model._meta.fields}
    rows = model._default_manager.order_by()
    if "is_imported" in names:
        return rows.filter(is_imported=False, owner=None)
    return rows.filter(food__is_imported=False, food__owner=None) if "food" in names else rows


def text(name: str, field: str = "", **more) -> Column:
    return Column(name, field or name, **more)


def blank_text(name: str, field: str = "") -> Column:
    return Column(name, field or name, required=False)


def yes_no(name: str, field: str = "") -> Column:
    return Column(name, field or name, Kind.YES_NO)


def number(name: str, field: str = "", **more) -> Column:
    return Column(name, field or name, Kind.NUMBER, **more)


def whole(name: str, field: str = "", **more) -> Column:
    return Column(name, field or name, Kind.WHOLE, **more)
