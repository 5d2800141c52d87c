"""The way back: drafts that undo what was published, to be looked at and published like any other."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from nutrients.changesets.difference import Key, RowDifference, composed, inverse
from nutrients.changesets.drafts import difference_of, propose
from nutrients.changesets.history import in_order, rows_about, since
from nutrients.models import ChangeSet, TableRelease

Person = Any  # a user of the install


@transaction.atomic
def take_back(changeset: ChangeSet, author: Person, reason: str) -> ChangeSet:
    """A draft of the opposite of a published change set.

    What was published of the same cells later makes it stale: publish() then says so, and rebase() shows both.
    """
    draft = draft_of(opposite([changeset]), author, reason)
    draft.takes_back = changeset
    draft.save(update_fields=["takes_back", "changed_at"])
    return draft


def back_to(release: TableRelease, author: Person, reason: str) -> ChangeSet:
    """A draft of the opposite of everything that was published after this release."""
    return draft_of(opposite(since(release)), author, reason)


def back_to_version(rows: Iterable[tuple[str, Key]], changeset: ChangeSet, author: Person, reason: str) -> ChangeSet:
    """A draft that makes these rows what they were right after this published change set; other rows stay."""
    published = in_order()
    later = published[[each.pk for each in published].index(changeset.pk) + 1 :]
    return draft_of(opposite(later, rows), author, reason)


def opposite(changesets: Sequence[ChangeSet], rows: Iterable[tuple[str, Key]] | None = None) -> list[RowDifference]:
    """What undoes these, given in the order in which they were published; only of `rows`, if given.

    Raises ValueError where one replaced so much that its rows were not kept.
    """
    counted = ChangeSet.objects.filter(pk__in=[each.pk for each in changesets], rows=None).select_related("release")
    if (whole := counted.first()) is not None:
        raise ValueError(
            f"Release {whole.release} replaced more rows than are kept, so it cannot be taken back row by row;"
            " load the files of the release before it with load_tables."
        )
    return [inverse(change) for change in composed(difference_of(row) for row in rows_about(changesets, rows))]


def draft_of(changes: Sequence[RowDifference], author: Person, reason: str) -> ChangeSet:
    if not changes:
        raise ValueError("There is nothing to take back: no row is different since.")
    return propose(author, changes, reason=reason, origin=ChangeSet.Origin.ROLLBACK)
