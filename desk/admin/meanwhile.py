"""What an editor changed, laid onto what is in force by then: cell by cell, so that two editors change only what each
of them touched. Pure.

opened: the rows as the page showed them. now: as they are in force. mine: as the form, once sent, would have them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nutrients.tables.recorded import STATEMENTS, Cells, Key, Row, Rows, own_columns, touched


@dataclass(frozen=True, slots=True)
class Refusal:
    """What stands against a cell: a sentence that says what is wrong and what to do. Blank column: the whole row."""

    table: str
    key: Key
    column: str
    text: str

    @property
    def row(self) -> Row:
        return self.table, self.key


def mine_onto(opened: Rows, now: Rows, mine: Rows) -> tuple[Rows, list[Refusal]]:
    """The rows as they are to be, and where somebody else changed the same cell to something else meanwhile."""
    after, refusals = dict(now), []
    for row in {**opened, **mine}:
        was, wish, stands = opened.get(row), mine.get(row), now.get(row)
        names = touched(row[0], was, wish)
        if was is not None and wish is not None and stands is not None and row[0] not in STATEMENTS:
            after[row] = stands | {name: wish[name] for name in names}
            refusals += [
                Refusal(*row, name, changed_meanwhile(was[name], stands[name]))
                for name in names
                if stands[name] not in (was[name], wish[name])
            ]
        elif names:
            put(after, row, wish)
            if touched(row[0], was, stands) and touched(row[0], wish, stands):
                refusals.append(Refusal(*row, "", changed_as_a_whole(row[0], stands)))
    return after, refusals


def acknowledged(opened: Rows, now: Rows, refusals: Sequence[Refusal]) -> Rows:
    """What counts as shown once the refusals were read: of the refused cells what is in force."""
    shown = dict(opened)
    for refusal in refusals:
        stands, seen = now.get(refusal.row), shown.get(refusal.row)
        if stands is None or seen is None or not refusal.column:
            put(shown, refusal.row, stands)
        else:
            shown[refusal.row] = seen | {refusal.column: stands[refusal.column]}
    return shown


def laid_over(now: Rows, drafted: dict[Row, tuple[Cells | None, Cells | None]]) -> tuple[Rows, Rows]:
    """(what the draft was made from, what it wants), each with what is in force where the draft says nothing."""
    opened, wanted = dict(now), dict(now)
    for row, (before, after) in drafted.items():
        put(opened, row, onto(now.get(row), after, before))
        put(wanted, row, onto(now.get(row), before, after))
    return opened, wanted


def onto(now: Cells | None, one: Cells | None, other: Cells | None) -> Cells | None:
    """`now` with those cells of `other` in which it differs from `one`; `other` itself where one of them is no row."""
    if now is None or one is None or other is None:
        return other
    return now | {name: cell for name, cell in other.items() if cell != one.get(name)}


def put(rows: Rows, row: Row, cells: Cells | None) -> None:
    if cells is None:
        rows.pop(row, None)
    else:
        rows[row] = cells


def changed_meanwhile(was: str, now: str) -> str:
    text = _(
        "Somebody else changed this meanwhile, from %(was)s to %(now)s. "
        "What you wrote is kept here; save again to propose it all the same."
    )
    return text % {"was": was or _("blank"), "now": now or _("blank")}


def changed_as_a_whole(table: str, stands: Cells | None) -> str:
    if stands is None:
        return _(
            "Somebody else removed this meanwhile. What you wrote is kept here; save again to propose it all the same."
        )
    text = _(
        "Somebody else changed this meanwhile; it now says: %(cells)s. "
        "What you wrote is kept here; save again to propose it all the same."
    )
    return text % {"cells": ", ".join(filter(None, (stands.get(column.name) for column in own_columns(table))))}
