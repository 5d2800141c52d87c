"""From a draft to what waits for review: nothing of it is in force."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Q, QuerySet

from nutrients.changesets.difference import Row, RowDifference, still_fits
from nutrients.changesets.rows import hanging_on, key_of, key_text, labelled, rows_now
from nutrients.models import ChangeSet, RowChange

Person = Any  # a user of the install, or None: the command line
State = ChangeSet.State
MAY_PUBLISH = "nutrients.review_changeset"
AT_ONCE = 500  # rows named or written in one statement


@transaction.atomic
def propose(
    author: Person, differences: Iterable[RowDifference], *, reason: str, origin: str, override: str = "",
    changeset: ChangeSet | None = None, at: datetime | None = None,
) -> ChangeSet:  # fmt: skip
    """A new draft of these changes; with `changeset` (a draft) its rows, reason and override are replaced.

    Where nobody stands for that draft, who goes on with it does: they do not publish it alone.
    Rows that change nothing are dropped; where a food goes, what hangs on it goes too and is told. What was left out
    stays left out. Raises ValueError for a change set that is no draft (any more).
    """
    if changeset is None:
        changeset = ChangeSet.objects.create(author=author, origin=origin, reason=reason, override=override)
    else:
        require(changeset, State.DRAFT)
        told = {"reason": reason, "override": override} | ({} if changeset.author_id else {"author": author})
        ChangeSet.objects.filter(pk=changeset.pk).update(**told)
        changeset.refresh_from_db()
        changeset.save(update_fields=["changed_at"])
    left_out = {row_of(row) for row in changeset.rows.filter(is_left_out=True)}
    changeset.rows.all().delete()
    store_rows(changeset, labelled(with_what_hangs_on_it(differences)), left_out)
    if at is not None:
        ChangeSet.objects.filter(pk=changeset.pk).update(changed_at=at)
        changeset.changed_at = at
    return changeset


def with_what_hangs_on_it(differences: Iterable[RowDifference]) -> list[RowDifference]:
    """The changes, and beside every row that goes those that go with it."""
    changes = {change.row: change for change in differences if change.touched}
    gone = [row for row, change in changes.items() if change.after is None]
    for row, cells in hanging_on(gone).items():
        known = changes.get(row)
        if known is None or known.after is not None:
            changes[row] = RowDifference(*row, "", known.before if known else cells, None)
    return list(changes.values())


def store_rows(changeset: ChangeSet, changes: Iterable[RowDifference], left_out: Iterable[Row] = ()) -> None:
    out = set(left_out)
    RowChange.objects.bulk_create(
        (
            RowChange(
                changeset=changeset, table=change.table, key=key_text(change.key), label=change.label,
                before=change.before, after=change.after, is_conflict=change.is_conflict,
                is_left_out=change.row in out,
            )
            for change in changes
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip


def row_of(row: RowChange) -> Row:
    return row.table, key_of(row.key)


def difference_of(row: RowChange) -> RowDifference:
    return RowDifference(row.table, key_of(row.key), row.label, row.before, row.after, row.is_conflict)


def require(changeset: ChangeSet, *states: State) -> None:
    """Raises ValueError where the change set is in another state by now; locks it until the transaction ends."""
    now = ChangeSet.objects.select_for_update().get(pk=changeset.pk)
    if now.state not in states:
        wanted = " or ".join(repr(str(state.label)) for state in states)
        raise ValueError(f"The set of changes {now.pk} is {str(now.get_state_display())!r}, not {wanted}.")


@transaction.atomic
def send(changeset: ChangeSet) -> None:
    """Draft -> to be reviewed. Raises ValueError without a reason or without a row that is not left out."""
    require(changeset, State.DRAFT)
    if not changeset.reason.strip():
        raise ValueError("The changes have no reason; write why, and by which source.")
    if not changeset.rows.filter(is_left_out=False).exists():
        raise ValueError("Nothing would change; add a row, or withdraw the draft.")
    become(changeset, State.REVIEW)


@transaction.atomic
def send_back(changeset: ChangeSet, reviewer: Person, note: str, at: datetime) -> None:
    """To be reviewed -> draft, with what the reviewer says."""
    require(changeset, State.REVIEW)
    changeset.reviewer, changeset.review_note, changeset.reviewed_at = reviewer, note, at
    become(changeset, State.DRAFT, "reviewer", "review_note", "reviewed_at")


@transaction.atomic
def withdraw(changeset: ChangeSet) -> None:
    """Draft or to be reviewed -> withdrawn. Its rows stay, so that restore() undoes it."""
    require(changeset, State.DRAFT, State.REVIEW)
    become(changeset, State.WITHDRAWN)


@transaction.atomic
def restore(changeset: ChangeSet) -> None:
    """Withdrawn -> draft."""
    require(changeset, State.WITHDRAWN)
    become(changeset, State.DRAFT)


def become(changeset: ChangeSet, state: State, *fields: str) -> None:
    changeset.state = state
    changeset.save(update_fields=["state", "changed_at", *fields])


@transaction.atomic
def rebase(changeset: ChangeSet) -> None:
    """Make `before` what is in force now; rows that say nothing any more are dropped.

    The cells a row touches keep what the draft says; all others are as they are now.
    """
    require(changeset, State.DRAFT, State.REVIEW)
    rows = list(changeset.rows.all())
    now = rows_now(row_of(row) for row in rows)
    changes = [difference_of(row).upon(now.get(row_of(row))) for row in rows]
    left_out = {row_of(row) for row in rows if row.is_left_out}
    changeset.rows.all().delete()
    store_rows(changeset, labelled(with_what_hangs_on_it(changes)), left_out)
    changeset.save(update_fields=["changed_at"])


def is_stale(changeset: ChangeSet) -> bool:
    """Whether a row of a draft is no longer what it was made from; publishing it would be refused."""
    rows = list(changeset.rows.filter(is_left_out=False))
    now = rows_now(row_of(row) for row in rows)
    return any(not still_fits(difference_of(row), now.get(row_of(row))) for row in rows)


def open_about(rows: Iterable[Row]) -> QuerySet[ChangeSet]:
    """Drafts, sent or not, that touch one of these rows."""
    keys: dict[str, list[str]] = {}
    for table, key in rows:
        keys.setdefault(table, []).append(key_text(key))
    touching = Q(pk__in=[])
    for table, some in keys.items():
        touching |= Q(table=table, key__in=some)
    waiting = ChangeSet.objects.filter(state__in=(State.DRAFT, State.REVIEW))
    return waiting.filter(pk__in=RowChange.objects.filter(touching).values("changeset"))


def may_publish(person: Person, changeset: ChangeSet) -> bool:
    """Whether this person may publish this change set: a reviewer, and not its author where there are others.

    GUTCHECK_FOUR_EYES: auto (a reviewer alone on the install may publish their own), 1 (never), 0 (always).
    """
    if person is None or not person.has_perm(MAY_PUBLISH):
        return False
    if changeset.author_id != person.pk or settings.FOUR_EYES == "0":
        return True
    return settings.FOUR_EYES == "auto" and reviewers().exclude(pk=person.pk).first() is None


def reviewers() -> QuerySet:
    """The people who may publish changes."""
    app, _, codename = MAY_PUBLISH.partition(".")
    allowed = Permission.objects.filter(content_type__app_label=app, codename=codename)
    may = Q(is_superuser=True) | Q(user_permissions__in=allowed) | Q(groups__permissions__in=allowed)
    return get_user_model()._default_manager.filter(may, is_active=True).distinct()
