"""Forms that accept what the table files accept, and say the same where something is wrong."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from nutrients.tables import csvfile
from nutrients.tables.cells import Kind, Value, value_of
from nutrients.tables.checks import ROW_CHECKS, cell_problem
from nutrients.tables.columns import Column, Table
from nutrients.tables.definitions import TABLES

TABLE_OF = {table.model: table for table in TABLES if not table.wide}


class NumberField(forms.FloatField):
    """A number as the table files write it: ASCII digits and a point. Blank is None."""

    kind = Kind.NUMBER

    def to_python(self, value: Any) -> Value:
        try:
            return value if isinstance(value, float | int) else value_of(self.kind, str(value or ""))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        """In a form as in a file: 12.0 is 12."""
        return csvfile.as_text(value) if isinstance(value, float) else value


class WholeField(NumberField):
    kind = Kind.WHOLE


NUMBERS: dict[type[models.Field], dict[str, Any]] = {
    models.FloatField: {"form_class": NumberField},
    models.IntegerField: {"form_class": WholeField},
    models.BigIntegerField: {"form_class": WholeField},
}


class TableForm(forms.ModelForm):
    """Refuses a row that load_tables would refuse, so that what was edited here can be written out and read back."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        table = TABLE_OF[self._meta.model]
        row = {column.name: self.value_of(column) for column in table.columns}
        for column in table.columns:
            if column.field in self.fields and column.field not in self.errors:
                self.object_to(table, column.name, cell_problem(table, column, row[column.name]))
        for check in ROW_CHECKS.get(table.name, ()) if not self.errors else ():
            for name, problem in check(row):
                self.object_to(table, name, problem)
        return cleaned

    def value_of(self, column: Column) -> Value:
        """The column's value as its file would hold it; None where it is blank or not filled in yet."""
        lookup, _, rest = column.field.partition("__")
        name = self._meta.model._meta.get_field(lookup).name
        value = self.cleaned_data.get(name) if name in self.fields else getattr(self.instance, name, None)
        if isinstance(value, models.Model):
            value = getattr(value, rest or "pk")
        return None if value == "" else value

    def object_to(self, table: Table, name: str, problem: str) -> None:
        if problem:
            lookup = table.by_name[name].field.partition("__")[0]
            field = self._meta.model._meta.get_field(lookup).name
            self.add_error(field if field in self.fields else None, problem)
