"""What hangs on a row and is edited on its page: portions, group shares, the nutrients a group is a source of."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from desk.admin.base import plain_choice
from desk.admin.edits import Edit, edit_of, row_of
from desk.admin.forms import NUMBERS, TableForm, as_initial
from nutrients.changesets.rows import table_of


class PartFormSet(BaseInlineFormSet):
    """Shows the draft that is continued: cells it changes, rows it adds, rows it removes with their box ticked."""

    edit: Edit

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table_of(self.form._meta.model)
        self.drafted = {} if self.is_bound else self.edit.cells_of(self.table.name)
        if not self.is_bound:
            there = {row[1] for row in self.edit.in_force if row[0] == self.table.name}
            added = [as_initial(self.table, *row) for row in self.drafted.items() if row[0] not in there]
            self.initial_extra, self.extra = added, self.extra + len(added)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        row = str(_("new row")) if form.instance._state.adding else str(form.instance)
        for name, field in form.fields.items():
            field.widget.attrs["aria-label"] = f"{row}: {field.label or name}"
        if self.is_bound or form.instance._state.adding or not self.edit.draft:
            return
        key = row_of(form.instance)[1]
        if key in self.drafted:
            form.show(key, self.drafted[key])
        elif DELETION_FIELD_NAME in form.fields:
            form.initial[DELETION_FIELD_NAME] = True


class PartInline(admin.TabularInline):
    form: type[ModelForm] = TableForm
    formset: type[BaseInlineFormSet] = PartFormSet
    formfield_overrides = NUMBERS
    extra = 0
    comes_first = False  # before the row's own fields, on the page of a row that there is

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.edit = formset.form.edit = edit_of(request)
        return formset

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        return plain_choice(super().formfield_for_dbfield(db_field, request, **kwargs))
