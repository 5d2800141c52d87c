from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from desk.files.comparison import Comparison, compared
from desk.files.job import AT_ONCE
from desk.files.sheet import MOST_BYTES, Unreadable
from desk.files.words import name_of
from nutrients.tables.definitions import BY_NAME, RELEASES, TABLES

# A release is made by publishing, never typed.
IMPORTED = tuple(table for table in TABLES if table is not RELEASES)


def tables_by_name() -> list[tuple[str, str]]:
    return [("", str(_("Choose a table"))), *((table.name, name_of(table)) for table in IMPORTED)]


class ImportForm(forms.Form):
    """A file for a table. clean() reads a small one and leaves `comparison`; of a large one it leaves that None."""

    table = forms.ChoiceField(
        label=_("Table"), choices=tables_by_name, widget=forms.Select({"class": "form-select"}),
        error_messages={
            "required": _("Choose the table that the file is of."),
            "invalid_choice": _("Choose one of the tables in the list."),
        },
    )  # fmt: skip
    file = forms.FileField(
        label=_("File"), help_text=_("CSV or XLSX, up to 10 MB, in the form that this page exports."),
        widget=forms.FileInput({"class": "form-control", "accept": ".csv,.xlsx,.txt"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Export the table here, and begin with that."),
            "max_length": _("The file’s name is too long; give it a shorter one."),
        },
    )  # fmt: skip
    missing_go = forms.BooleanField(
        label=_("Rows missing from the file are to go"), required=False,
        help_text=_("Otherwise they stay as they are. Of portions, values and shares: only of the foods in the file."),
    )  # fmt: skip

    comparison: Comparison | None = None

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Split it."))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "table" in cleaned and "file" in cleaned and cleaned["file"].size <= AT_ONCE:
            table, content = BY_NAME[cleaned["table"]], cleaned["file"].read()
            try:
                self.comparison = compared(table, content, missing_go=cleaned["missing_go"])
            except Unreadable as error:
                self.add_error("file", str(error))
        return cleaned
