"""Rows against rows: what differs, and how far a draft still fits what is in force. Pure: no database."""

from collections.abc import Iterable
from dataclasses import replace

from nutrients.changesets.merging import merged
from nutrients.tables.recorded import STATEMENTS, Cells, Key, Row, RowDifference, Rows, touched

__all__ = [
    "Cells", "Key", "Row", "RowDifference", "Rows", "composed", "difference", "inverse", "merged", "still_fits",
    "touched",
]  # fmt: skip


def difference(before: Rows, after: Rows) -> list[RowDifference]:
    """The rows that differ, with all their cells, in the order of `before` and then what is new; labels are blank."""
    rows = [*before, *(row for row in after if row not in before)]
    return [
        RowDifference(*row, "", before.get(row), after.get(row))
        for row in rows
        if touched(row[0], before.get(row), after.get(row))
    ]


def inverse(change: RowDifference) -> RowDifference:
    return replace(change, before=change.after, after=change.before, is_conflict=False)


def composed(changes: Iterable[RowDifference]) -> list[RowDifference]:
    """Changes one after the other as one: for each row its first `before` and its last `after`, if these differ."""
    whole: dict[Row, RowDifference] = {}
    for change in changes:
        first = whole.get(change.row)
        whole[change.row] = replace(first, after=change.after, label=change.label) if first else change
    return [change for change in whole.values() if change.touched]


def still_fits(change: RowDifference, now: Cells | None) -> bool:
    """Whether what it was made from is still there, as far as it touches it; a statement is touched as a whole."""
    if change.before is None or now is None:
        return change.before is None and now is None
    differing = touched(change.table, change.before, now)
    return not differing if change.table in STATEMENTS else not set(differing) & set(change.touched)
