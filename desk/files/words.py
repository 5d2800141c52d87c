"""What people call the tables."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nutrients.tables.columns import Table
from nutrients.tables.definitions import COMPOSITION, ESTIMATES


def name_of(table: Table) -> str:
    if table is COMPOSITION:
        return _("Composition (a column for each nutrient)")
    if table is ESTIMATES:
        return _("Estimates (values with a low and a high)")
    return str(capfirst(table.model._meta.verbose_name_plural))
