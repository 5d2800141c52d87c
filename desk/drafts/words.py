"""Tables, columns and cells in words. A blank amount is unknown, and says so; it is never a 0."""

from typing import NamedTuple

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nutrients.in_language import in_language
from nutrients.models import FoodNutrient
from nutrients.tables.cells import Kind
from nutrients.tables.columns import Column, field_of
from nutrients.tables.recorded import BY_NAME, Cells

YES_NO = {"yes": gettext_lazy("yes"), "no": gettext_lazy("no")}
IN_UNIT = {
    "amount per 100 g", "low per 100 g", "high per 100 g", "EAR", "RDA", "AI", "UL", "CDRR", "requirement", "mean",
    "sd_between", "sd_within",
}  # fmt: skip
AMOUNTS = {
    "amount per 100 g": gettext_lazy("Amount per 100 g"),
    "low per 100 g": gettext_lazy("At least, per 100 g"),
    "high per 100 g": gettext_lazy("At most, per 100 g"),
}


class Said(NamedTuple):
    """A cell in words. is_unknown: nothing is known here, which a page hatches."""

    text: str
    is_unknown: bool = False


def table_name(table: str) -> str:
    if table == "values":
        return _("Composition")
    return capfirst(str(BY_NAME[table].model._meta.verbose_name_plural)) if table in BY_NAME else table


def row_name(label: str) -> str:
    """What people call a row, each part of it in the language of the page: Boiled egg · Hierro."""
    return " · ".join(map(in_language, label.split(" · ")))


def column_name(table: str, name: str) -> str:
    """What people call a column, with its unit where its heading gives one: Usual portion [g]."""
    if name in AMOUNTS:
        return str(AMOUNTS[name])
    field = _field(table, name)
    if field is None:
        return name
    words = capfirst(str(field.verbose_name))
    return f"{words} [{name.partition('[')[2]}" if "[" in name and "[" not in words else words


def cell_words(table: str, name: str, cells: Cells) -> Said:
    """One cell of a row that is there."""
    text = cells.get(name, "")
    if not text:
        return _blank(table, name)
    if name == "derivation":
        return Said(str(dict(FoodNutrient.Derivation.choices).get(text, text)))
    field = _field(table, name)
    choices: dict = dict(field.flatchoices) if field is not None else {}
    if text in choices:
        return Said(str(choices[text]))
    if _kind(table, name) is Kind.YES_NO:
        return Said(str(YES_NO.get(text, text)))
    unit = cells.get("unit", "") if name in IN_UNIT else ""
    return Said(f"{text} {unit}".strip())


def side_words(table: str, name: str, cells: Cells | None) -> Said | None:
    """One cell of a row that may not be there: None. A nutrient without a row is unknown."""
    if cells is not None:
        return cell_words(table, name, cells)
    if table != "values":
        return None
    return _blank(table, name) if name == "amount per 100 g" else Said("–")


def _blank(table: str, name: str) -> Said:
    if name == "amount per 100 g":
        return Said(_("unknown"), is_unknown=True)
    if _kind(table, name) in {Kind.NUMBER, Kind.WHOLE}:
        return Said(_("not given"), is_unknown=True)
    return Said(_("blank"))


def _column(table: str, name: str) -> Column | None:
    return BY_NAME[table].by_name.get(name) if table in BY_NAME else None


def _kind(table: str, name: str) -> Kind:
    column = _column(table, name)
    return column.kind if column else Kind.TEXT


def _field(table: str, name: str) -> models.Field | None:
    column = _column(table, name)
    return field_of(BY_NAME[table].model, column.field) if column else None
