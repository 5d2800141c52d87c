"""Where the rows of a draft are edited: the page of the table's row with the draft laid over."""

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from desk.drafts.shown import ShownObject
from nutrients.changesets.rows import key_text
from nutrients.models import ChangeSet, Food
from nutrients.tables.recorded import BY_NAME, Row


def with_pages_to_edit(changeset: ChangeSet, objects: Iterable[ShownObject]) -> tuple[ShownObject, ...]:
    """Each object that is one row, and does not go, with the address to go on at. Foods cost one query together."""
    shown = list(objects)
    numbers = [each.row[1][0] for each in shown if each.row and each.table == "foods"]
    foods = {str(number): pk for number, pk in Food.objects.filter(fdc_id__in=numbers).values_list("fdc_id", "pk")}
    return tuple(
        replace(each, edit=address(changeset, each.row, foods.get(each.row[1][0]) or stored(each.row)))
        if each.row and not each.goes
        else each
        for each in shown
    )


def address(changeset: ChangeSet, row: Row, pk: object) -> str:
    """pk None: the draft adds the row."""
    opts = BY_NAME[row[0]].model._meta
    name = f"admin:{opts.app_label}_{opts.model_name}"
    if pk is None:
        return f"{reverse(f'{name}_add')}?{urlencode({'draft': changeset.pk, 'row': key_text(row[1])})}"
    return f"{reverse(f'{name}_change', args=[pk])}?draft={changeset.pk}"


def stored(row: Row) -> object:
    """The id of a row of any table but the foods, which were looked up together."""
    table = BY_NAME[row[0]]
    if table.model is Food:
        return None
    wanted = {table.by_name[name].field: cell for name, cell in zip(table.key, row[1], strict=True)}
    return table.model._default_manager.filter(**wanted).values_list("pk", flat=True).first()
