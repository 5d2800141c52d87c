"""Every version of a row, or of a food with all that hangs on it, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from accounts.models import User
from desk.drafts.shown import ShownRow, shown_row
from nutrients.changesets import acts
from nutrients.changesets.difference import difference
from nutrients.changesets.history import history_of
from nutrients.changesets.rows import key_of, labelled, rows_now
from nutrients.models import ChangeSet, RowChange
from nutrients.tables.recorded import Key, Row, Rows

Pairs = list[tuple[ChangeSet, RowChange]]


@dataclass(frozen=True, slots=True)
class Version:
    """number: 1 is the oldest that was recorded; what it changed, cell by cell."""

    number: int
    changeset: ChangeSet
    rows: tuple[ShownRow, ...]
    is_in_force: bool


def versions_of(table: str, key: Key, heading: str) -> list[Version]:
    together = list(_by_changeset(history_of(table, key)))
    return [
        Version(len(together) - n, changeset, tuple(shown_row(row, heading) for row in rows), is_in_force=n == 0)
        for n, (changeset, rows) in enumerate(together)
    ]


def back_to_version(table: str, key: Key, changeset_pk: int, author: User) -> ChangeSet:
    """A draft that makes these rows what they were right after this set of changes; 0: before the first recorded one.

    Raises KeyError where that set did not change them, ValueError where nothing would change.
    """
    pairs = history_of(table, key)
    rows = {(row.table, key_of(row.key)) for _set, row in pairs}
    if not changeset_pk:
        reason = _("Back to how it was before its first recorded change.")
        changes = labelled(difference(rows_now(rows), before_all(pairs)))
        if not changes:
            raise ValueError("What is in force says the same already.")
        return acts.propose(author, changes, reason=reason, origin=ChangeSet.Origin.ROLLBACK)
    changeset = {changeset.pk: changeset for changeset, _row in pairs}[changeset_pk]
    reason = _("Back to how it was after release %(release)s.") % {"release": changeset.release_id}
    return acts.back_to_version(rows, changeset, author, reason)


def before_all(pairs: Pairs) -> Rows:
    """The rows as they were before anything recorded happened to them."""
    first: dict[Row, RowChange] = {}
    for _changeset, row in pairs:  # newest first, so the oldest stays
        first[row.table, key_of(row.key)] = row
    return {row: change.before for row, change in first.items() if change.before is not None}


def _by_changeset(pairs: Pairs) -> Iterable[tuple[ChangeSet, list[RowChange]]]:
    for _pk, group in groupby(pairs, key=lambda pair: pair[0].pk):
        together = list(group)
        yield together[0][0], [row for _changeset, row in together]
