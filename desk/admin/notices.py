"""What else is drafted about the rows of a page, so that two editors know of each other before either is done."""

from dataclasses import dataclass
from itertools import islice

from django.db.models import Q

from accounts.models import User
from desk.admin.edits import HANGING, Edit
from desk.admin.proposing import page_of
from desk.drafts.may import may_edit
from desk.drafts.shown import ShownCell, shown_row
from nutrients.changesets.rows import key_text
from nutrients.models import ChangeSet, RowChange
from nutrients.tables.recorded import Row

OPEN = (ChangeSet.State.DRAFT, ChangeSet.State.REVIEW)
CELLS = 8  # told of one draft; its page has them all


@dataclass(frozen=True, slots=True)
class Notice:
    """An open draft about the page's rows. who: blank where nobody stands for it. more: cells not told here."""

    draft: ChangeSet
    who: str
    is_own: bool
    may_continue: bool
    cells: list[tuple[str, ShownCell]]
    more: int
    page: str


def notices(edit: Edit, person: User) -> list[Notice]:
    """Of all open drafts but the one that is continued, the latest first. Two queries, however many."""
    main = next(iter(edit.in_force), None)
    if main is None:
        return []
    changes: dict[ChangeSet, list[RowChange]] = {}
    rows = RowChange.objects.filter(about(main), changeset__state__in=OPEN).order_by("-changeset__changed_at", "pk")
    for change in rows.select_related("changeset__author"):
        changes.setdefault(change.changeset, []).append(change)
    return [notice(draft, told, person) for draft, told in changes.items() if draft != edit.draft]


def about(main: Row) -> Q:
    """Row changes of this row and of what hangs on it, also where they add what is not there yet."""
    table, key = main
    found = Q(table=table, key=key_text(key))
    for part, place in HANGING.get(table, {}).items():
        said = key_text(key)[1:-1]
        found |= Q(table=part, key__endswith=f", {said}]") if place else Q(table=part, key__startswith=f"[{said}, ")
    return found


def notice(draft: ChangeSet, changes: list[RowChange], person: User) -> Notice:
    cells = [(row.label, cell) for row in map(shown_row, changes) for cell in row.cells]
    return Notice(
        draft,
        who=draft.author.email if draft.author else "",
        is_own=draft.author_id == person.pk,
        may_continue=draft.state == ChangeSet.State.DRAFT and may_edit(person, draft),
        cells=list(islice(cells, CELLS)),
        more=max(len(cells) - CELLS, 0),
        page=page_of(draft),
    )
