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
        found = self.model._meta.get_field(column.field)
        assert isinstance(found, models.Field)  # noqa: S101 - a column never names a reverse relation
        return found

    @property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}


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
