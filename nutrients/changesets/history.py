"""What was published: of one row, of everything."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from nutrients.changesets.difference import Key, Row
from nutrients.changesets.rows import key_of, key_text
from nutrients.models import ChangeSet, RowChange, TableRelease
from nutrients.tables.recorded import RECORDED, goes_with


def history_of(table: str, key: Key) -> list[tuple[ChangeSet, RowChange]]:
    """What was published of a row, newest first; of a food or a food group with the rows that hang on it."""
    about = Q(table=table, key=key_text(key))
    for part in RECORDED:
        if goes_with(part.name, table):
            column = next(column.name for column in part.columns if column.refers == table)
            about |= Q(table=part.name) & named_in_key(part.key.index(column), len(part.key), key[0])
    rows = RowChange.objects.filter(about, is_left_out=False, changeset__in=published())
    found = list(rows.select_related("changeset__release", "changeset__author", "changeset__reviewer"))
    place = {changeset.pk: number for number, changeset in enumerate(in_order() if found else ())}
    return sorted(((row.changeset, row) for row in found), key=lambda pair: (-place[pair[0].pk], pair[1].pk))


def named_in_key(place: int, length: int, text: str) -> Q:
    """Keys, as they are stored, that name a row: their first cell can be looked up, another one is looked for."""
    cell = key_text((text,))[1:-1]
    if place == 0:
        return Q(key__startswith=f"[{cell}, ")
    return Q(key__endswith=f", {cell}]") if place == length - 1 else Q(key__contains=f", {cell}, ")


def published() -> QuerySet[ChangeSet]:
    return ChangeSet.objects.filter(state=ChangeSet.State.PUBLISHED)


def in_order() -> list[ChangeSet]:
    """What was published, in the order in which it was."""
    releases = TableRelease.objects.values_list("pk", flat=True)
    place: dict[str | None, int] = {version: -number for number, version in enumerate(releases)}
    changesets = published().select_related("release")
    return sorted(changesets, key=lambda each: (place[each.release_id], each.reviewed_at, each.pk))


def since(release: TableRelease) -> list[ChangeSet]:
    """What was published after a release, oldest first."""
    newer = list(TableRelease.objects.values_list("pk", flat=True))
    newer = newer[: newer.index(release.pk)]
    return [changeset for changeset in in_order() if changeset.release_id in newer]


def rows_about(changesets: Iterable[ChangeSet], rows: Iterable[Row] | None = None) -> list[RowChange]:
    """The rows that were published with these, in their order; only those about `rows`, if given."""
    place = {changeset.pk: number for number, changeset in enumerate(changesets)}
    found = RowChange.objects.filter(changeset__in=place, is_left_out=False)
    wanted = None if rows is None else set(rows)
    chosen = [row for row in found if wanted is None or (row.table, key_of(row.key)) in wanted]
    return sorted(chosen, key=lambda row: (place[row.changeset_id], row.pk))


def releases() -> list[TableRelease]:
    """All releases, newest first, each with `changesets` at hand (no query)."""
    return list(TableRelease.objects.prefetch_related("changesets__author", "changesets__reviewer"))
