"""Putting drafts in force: all of it or nothing, under one release number."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext as _

from nutrients.changesets.difference import Cells, Row, RowDifference, still_fits
from nutrients.changesets.drafts import difference_of, row_of, store_rows
from nutrients.changesets.merging import referred
from nutrients.changesets.numbering import next_release
from nutrients.changesets.rows import hanging_on, labelled, rows_now, rows_of_object
from nutrients.changesets.writing import Refused, RefusedRow, write
from nutrients.models import ChangeSet, Food, RowChange, TableRelease
from nutrients.tables.sanity.around import Around
from nutrients.tables.sanity.rows import errors

Person = Any  # a user of the install, or None: the command line
# What changes more rows at once is a new edition of the tables, not somebody's edit: it is remembered by its count
# only, cannot be taken back row by row, and is checked as its files are. Row by row it would double the database.
MOST_ROWS = 20_000
LOCK = 0x7461626C6573  # "tables": one publisher at a time


class StaleRow(NamedTuple):
    """A row that is no longer what the draft was made from. now None: there is no such row (any more)."""

    row_change: RowChange
    now: Cells | None


class Stale(Exception):
    """What is in force is no longer what the draft was made from. Nothing was written; see rebase()."""

    def __init__(self, rows: Sequence[StaleRow]) -> None:
        self.rows = tuple(rows)
        super().__init__("; ".join(f"{row.row_change.label} has changed since" for row in rows))


def lock_tables() -> None:
    """Wait until nobody else publishes; until the end of the transaction nobody else will.

    SQLite has one writer anyway: its transactions begin with the lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@transaction.atomic
def publish(changesets: Iterable[ChangeSet], *, reviewer: Person, note: str = "", at: datetime) -> TableRelease:
    """Put what waits for review in force, all of it or nothing, under a new release number.

    Raises Stale where a cell it changes is no longer what it was drafted from, Refused where the tables cannot be so
    or a set of changes does not wait for review (any more). Rows left out are skipped, and stay in the record as such.
    """
    lock_tables()
    chosen = waiting([changeset.pk for changeset in changesets])
    release = next_release(at, note or "; ".join(changeset.reason for changeset in chosen))
    for changeset in chosen:
        put_in_force(changeset)
        mark_published(changeset, reviewer, release, note, at)
    return release


def waiting(pks: Sequence[int]) -> list[ChangeSet]:
    """Locked until the end of the transaction. Raises Refused where one does not wait for review (any more)."""
    chosen = list(ChangeSet.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    if other := [changeset for changeset in chosen if changeset.state != ChangeSet.State.REVIEW]:
        text = _("does not wait for review (any more); look at it again")
        raise Refused([RefusedRow("", (), str(changeset), text) for changeset in other])
    if not chosen:
        raise Refused([RefusedRow("", (), "", _("Nothing was chosen; choose what to publish"))])
    return chosen


def put_in_force(changeset: ChangeSet) -> None:
    rows = list(changeset.rows.filter(is_left_out=False))
    if not rows:
        raise Refused([RefusedRow("", (), str(changeset), _("has no row that is not left out; withdraw it"))])
    changes = [difference_of(row) for row in rows]
    now = rows_now(change.row for change in changes)
    outgrown = parents_of_what_was_added(changeset, changes)
    stale = [
        StaleRow(row, now.get(change.row))
        for row, change in zip(rows, changes, strict=True)
        if not still_fits(change, now.get(change.row)) or change.row in outgrown
    ]
    if stale:
        raise Stale(stale)
    exact = [change.upon(now.get(change.row)) for change in changes]
    refuse_errors(exact)
    write(exact)
    for row, change in zip(rows, exact, strict=True):
        if (row.before, row.after) != (change.before, change.after):
            row.before, row.after = change.before, change.after
            row.save(update_fields=["before", "after"])


def refuse_errors(changes: Sequence[RowDifference]) -> None:
    """What each draft says may be right, and wrong beside what was published since. Raises Refused."""
    labels = {change.row: change.label for change in changes}
    found = list(errors(Around({}, changes)))
    if found:
        raise Refused([
            RefusedRow(
                each.table, each.key, labels.get((each.table, each.key), " ".join(each.key)),
                f"{each.column}: {each.text}" if each.column else each.text,
            )
            for each in found
        ])  # fmt: skip


def parents_of_what_was_added(changeset: ChangeSet, changes: Sequence[RowDifference]) -> set[Row]:
    """Rows that would go, and take along a row that the draft does not know. Raises Refused for one it leaves out."""
    going = {change.row: change for change in changes if change.after is None}
    unsaid = {row: cells for row, cells in hanging_on(going.keys()).items() if row not in going}
    left_out = {row_of(row): row for row in changeset.rows.filter(is_left_out=True)}
    if held := [left_out[row] for row in unsaid if row in left_out]:
        text = _("is left out, but it goes when the row goes that it hangs on; leave out both or neither")
        raise Refused([RefusedRow(*row_of(row), row.label, text) for row in held])
    return {parent for row, cells in unsaid.items() for parent in referred(row, cells) if parent in going}


def mark_published(changeset: ChangeSet, reviewer: Person, release: TableRelease, note: str, at: datetime) -> None:
    changeset.state, changeset.release = ChangeSet.State.PUBLISHED, release
    changeset.reviewer, changeset.review_note, changeset.reviewed_at = reviewer, note, at
    changeset.save(update_fields=["state", "release", "reviewer", "review_note", "reviewed_at", "changed_at"])


@transaction.atomic
def record(
    changes: Sequence[RowDifference], *, origin: str, reason: str, release: TableRelease, at: datetime,
    author: Person = None, reviewer: Person = None, override: str = "",
) -> ChangeSet:  # fmt: skip
    """Remember changes that were written already, in this transaction, as published."""
    if len(changes) > MOST_ROWS:
        reason, changes = f"{reason} ({len(changes)} rows, too many to keep one by one)", []
    changeset = ChangeSet.objects.create(
        author=author, reviewer=reviewer, origin=origin, reason=reason, override=override, release=release,
        state=ChangeSet.State.PUBLISHED, reviewed_at=at,
    )  # fmt: skip
    store_rows(changeset, labelled(changes))
    return changeset


@transaction.atomic
def publish_offered(foods: Iterable[Food], *, reviewer: Person, at: datetime) -> ChangeSet:
    """Give people's own foods, which they offered, to everybody, as a recorded change of the tables.

    Whose they were is not remembered. Raises ValueError without a food.
    """
    lock_tables()
    offered = list(foods)
    if not offered:
        raise ValueError("No food was chosen; choose one that its owner offers.")
    changes: list[RowDifference] = []
    for food in offered:
        food.publish()
        changes += [RowDifference(*row, "", None, cells) for row, cells in rows_of_object(food).items()]
    reason = f"Offered by people: {', '.join(food.name for food in offered)}"
    release = next_release(at, reason)
    return record(
        changes, origin=ChangeSet.Origin.OFFER, reason=reason, release=release, at=at, author=reviewer,
        reviewer=reviewer,
    )  # fmt: skip


@contextmanager
def trial(changeset: ChangeSet) -> Iterator[None]:
    """Inside, the database is as if the change set were published; afterwards nothing of it is left.

    It keeps other writers waiting: SQLite has one. Raises Refused as publish() does; a stale cell is overwritten.
    """
    with transaction.atomic():
        changes = [difference_of(row) for row in changeset.rows.filter(is_left_out=False)]
        now = rows_now(change.row for change in changes)
        told = [change.upon(now.get(change.row)) for change in changes]
        write([change for change in told if change.touched])
        try:
            yield
        finally:
            transaction.set_rollback(True)
