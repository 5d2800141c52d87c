"""What all table pages of the admin share."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import ngettext

from desk.admin.forms import NUMBERS, TableForm


class TableAdmin(admin.ModelAdmin):
    """`lasting` fields tell rows apart, or give numbers their meaning: they are written once, when a row is added."""

    form = TableForm
    formfield_overrides = NUMBERS
    lasting: tuple[str, ...] = ()
    list_per_page = 50

    class Media:
        css = {"all": ["admin-tables.css"]}

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        return (*self.readonly_fields, *(self.lasting if obj else ()))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """What still points at a row is counted, not listed: it may be people's diaries."""
        to_delete, counts, lacking, pointers = super().get_deleted_objects(objs, request)
        return to_delete, counts, lacking, told(len(pointers))


def told(pointers: int) -> list[str]:
    if not pointers:
        return []
    text = ngettext(
        "%(count)d row of a diary or another table points at it",
        "%(count)d rows of diaries or other tables point at it",
        pointers,
    )
    return [text % {"count": pointers}]


def number_of(rows: QuerySet | models.Manager, pointing_by: str) -> Coalesce:
    """For an annotation: how many of these rows point at the row in question."""
    grouped = rows.filter(**{pointing_by: OuterRef("pk")}).order_by().values(pointing_by)
    return Coalesce(Subquery(grouped.annotate(count=Count("pk")).values("count")), 0)


def with_unit(value: float | None, unit: str) -> str:
    """A number with its unit; a dash where none is given."""
    return "–" if value is None else f"{value:g} {unit}"
