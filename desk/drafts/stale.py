"""What changed meanwhile: of each row what the draft started from, what is in force now, and what the draft wants."""

from collections.abc import Iterable
from dataclasses import dataclass

from desk.drafts.words import Said, column_name, row_name, side_words, table_name
from nutrients.changesets.acts import StaleRow
from nutrients.models import ChangeSet
from nutrients.tables.recorded import touched


@dataclass(frozen=True, slots=True)
class StaleCell:
    """Each side None: no such row."""

    changeset: ChangeSet
    table: str
    label: str
    column: str
    from_: Said | None
    now: Said | None
    wanted: Said | None


def stale_rows(rows: Iterable[StaleRow]) -> list[StaleCell]:
    return [cell for row in rows for cell in _cells(row)]


def _cells(row: StaleRow) -> list[StaleCell]:
    change, now = row
    columns = touched(change.table, change.before, now) or touched(change.table, change.before, change.after)
    if now is None or change.before is None:
        there = now or change.before or {}
        columns = tuple(name for name in columns if there.get(name))
    return [
        StaleCell(
            change.changeset, table_name(change.table), row_name(change.label), column_name(change.table, name),
            *(side_words(change.table, name, cells) for cells in (change.before, now, change.after)),
        )
        for name in columns
    ]  # fmt: skip
