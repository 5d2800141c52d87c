"""Forms that accept what the table files accept, and say the same where something is wrong."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.admin.edits import Edit
from desk.admin.unasked import Unasked
from desk.drafts.again import own_words
from nutrients.changesets.rows import table_of
from nutrients.tables import csvfile
from nutrients.tables.cells import Kind, Value, value_of
from nutrients.tables.checks import ROW_CHECKS, cell_problem
from nutrients.tables.columns import Column, Table, field_of
from nutrients.tables.recorded import Cells, Key, cell_of, stored_row


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


# Boxes for text: one for numbers hands on nothing at all where somebody writes 1,5, and nothing means unknown.
NUMBER = {"form_class": NumberField, "widget": forms.TextInput(attrs={"inputmode": "decimal"})}
WHOLE = {"form_class": WholeField, "widget": forms.TextInput(attrs={"inputmode": "numeric"})}
NUMBERS: dict[type[models.Field], dict[str, Any]] = {
    models.FloatField: NUMBER,
    models.IntegerField: WHOLE,
    models.BigIntegerField: WHOLE,
}


class TableForm(Unasked, forms.ModelForm):
    """Refuses a row that load_tables would refuse, so that what was edited here can be written out and read back.

    `edit`: what the request knows of the object; what stands against a row is said beside its fields.
    """

    edit: Edit | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table_of(self._meta.model)

    def show(self, key: Key, cells: Cells) -> None:
        """Fill in a row of a draft."""
        self.initial.update(as_initial(self.table, key, cells))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        row = {column.name: self.value_of(column) for column in self.table.columns}
        for column in self.table.columns:
            if column.field in self.fields and column.field not in self.errors:
                self.object_to(column.name, cell_problem(self.table, column, row[column.name]))
        for check in ROW_CHECKS.get(self.table.name, ()) if self.can_be_read else ():
            for name, problem in check(row):
                self.object_to(name, problem)
        key = tuple(cell_of(row[name]) for name in self.table.key)
        for refusal in self.edit.refusals if self.edit else ():
            if refusal.row == (self.table.name, key):
                self.object_to(refusal.column, refusal.text)
        return cleaned

    @property
    def can_be_read(self) -> bool:
        """Whether nothing is wrong with the row's own fields so far; a missing reason keeps nothing from being said."""
        return not self.errors.keys() - WhyForm.base_fields.keys()

    def value_of(self, column: Column) -> Value:
        """The column's value as its file would hold it; None where it is blank or not filled in yet."""
        lookup, _, rest = column.field.partition("__")
        name = self._meta.model._meta.get_field(lookup).name
        value = self.cleaned_data.get(name) if name in self.fields else getattr(self.instance, name, None)
        if isinstance(value, models.Model):
            value = getattr(value, rest or "pk")
        return None if value == "" else value

    def object_to(self, name: str, problem: str) -> None:
        if problem:
            column = self.table.by_name.get(name)
            field = field_of(self._meta.model, column.field).name if column else None
            self.add_error(field if field in self.fields else None, problem)


def as_initial(table: Table, key: Key, cells: Cells) -> dict[str, Any]:
    """A row of a draft as a form takes it: a related row by its id. What cannot be read stays out."""
    try:
        stored = stored_row(table, key, cells)
    except ValueError:
        return {}
    initial = {}
    for lookup, value in stored.items():
        field = field_of(table.model, lookup)
        if field.related_model and value is not None:
            named = field.related_model._default_manager.filter(**{lookup.partition("__")[2] or "pk": value})
            value = named.values_list("pk", flat=True).first()
        initial[field.name] = value
    return initial


class WhyForm(forms.Form):
    """What every change of the tables says of itself."""

    why = forms.CharField(
        label=_("Why this change?"),
        help_text=_("And by which source. It stays in the history of the tables."),
        error_messages={"required": _("Say why; it stays in the history of the tables.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    in_spite = forms.CharField(
        label=_("Why in spite of the warnings?"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReasonedForm(TableForm):
    """The form of a page: with the reason, and all that stands against it at its top."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(WhyForm().fields)
        if self.edit and not self.is_bound:
            self.show_draft(self.edit)

    def show_draft(self, edit: Edit) -> None:
        if edit.draft:
            in_spite = own_words(edit.draft.override, edit.draft.rows.all())
            self.initial.update({"why": edit.draft.reason, "in_spite": in_spite})
            for key, cells in edit.cells_of(self.table.name).items():
                self.show(key, cells)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for refusal in self.edit.refusals if self.edit else ():
            if refusal.table == "":
                self.add_error(refusal.column or None, refusal.text)
            elif refusal.table != self.table.name:
                self.add_error(None, f"{' · '.join(refusal.key[1:])}: {refusal.text}")
        return cleaned
