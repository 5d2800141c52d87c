"""What an editor wants, tried and taken back; the difference becomes a draft. No form of the admin writes a table."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.requests import PersonRequest
from desk.admin.edits import Edit
from desk.admin.meanwhile import Refusal
from desk.drafts.again import looked_again
from desk.drafts.may import may_edit
from nutrients.changesets import acts
from nutrients.changesets.difference import Rows, difference
from nutrients.changesets.drafts import difference_of
from nutrients.changesets.rows import labelled
from nutrients.models import ChangeSet
from nutrients.tables.recorded import RowDifference

SEND = "_send"
NO_DRAFT_ANY_MORE = gettext_lazy(
    "Nothing was saved: these changes were sent, published or withdrawn meanwhile. What you wrote is kept here."
    " Open their page in another window and make them a draft again, or note what you wrote and begin a new draft."
)
SEND_IN_SPITE = gettext_lazy("Say why it is right in spite of the warnings below, or correct what they name.")


@contextmanager
def taken_back() -> Iterator[None]:
    """A transaction of which nothing is left, however it ends. Nothing that is kept by version may be read in it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def draft_to_continue(request: PersonRequest) -> ChangeSet | None:
    """The draft named by ?draft=, if this person may change it, whatever became of it meanwhile."""
    number = request.GET.get("draft", "")
    if not number:
        return None
    if not number.isdecimal() or not (draft := ChangeSet.objects.filter(pk=int(number[:18])).first()):
        raise Http404
    if not may_edit(request.user, draft):
        raise PermissionDenied
    return draft


def settle(request: HttpRequest, edit: Edit) -> Rows:
    """The rows as they are to be; edit.refusals says what stands against them."""
    after = edit.settled()
    if SEND in request.POST and edit.warnings and not request.POST.get("in_spite", "").strip():
        edit.refusals.append(Refusal("", (), "in_spite", str(SEND_IN_SPITE)))
    return after


def drafted(request: PersonRequest, edit: Edit, after: Rows) -> ChangeSet | None:
    """The change as a draft, sent if that was asked; None where nothing differs from what is in force.

    None too, with a refusal in `edit`, where the draft that is continued is none any more.
    """
    changes = [*others_of(edit), *labelled(difference(edit.in_force, after))]
    if not changes and edit.draft is None:
        messages.info(request, _("Nothing is different from what is published, so there is nothing to draft."))
        return None
    why = request.POST["why"].strip()
    in_spite = "\n".join(filter(None, (request.POST.get("in_spite", "").strip(), looked_again(changes))))
    with transaction.atomic():
        try:
            changeset = acts.propose(
                request.user, changes, reason=why, override=in_spite, origin=ChangeSet.Origin.FORM, changeset=edit.draft
            )
        except ValueError:  # sent from elsewhere since this page was opened
            edit.refusals.append(Refusal("", (), "", str(NO_DRAFT_ANY_MORE)))
            return None
        if is_sent := SEND in request.POST and bool(changes):
            acts.send(changeset)
    tell(request, changeset, is_sent=is_sent, is_shown_there=is_sent or not edit.in_force)
    return changeset


def others_of(edit: Edit) -> list[RowDifference]:
    """What the continued draft says of other objects."""
    rows = edit.draft.rows.all() if edit.draft else ()
    changes = [difference_of(row) for row in rows]
    return [change for change in changes if change.row not in edit.own and change.row not in edit.in_force]


def tell(request: HttpRequest, changeset: ChangeSet, *, is_sent: bool, is_shown_there: bool) -> None:
    """is_shown_there: the page of the draft comes next, and needs no link to itself."""
    text = _("Sent for review; it is published when a reviewer agrees.") if is_sent else _("Saved as a draft.")
    address = "" if is_shown_there else page_of(changeset)
    link = format_html(' <a href="{}">{}</a>', address, _("See the draft and its effect")) if address else ""
    messages.success(request, format_html("{}{}", text, link))


def page_of(changeset: ChangeSet) -> str:
    try:
        return reverse("desk_draft", args=[changeset.pk])
    except NoReverseMatch:
        return ""
