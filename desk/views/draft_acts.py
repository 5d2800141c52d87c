"""What is done with a set of changes. Each act asks who may (desk/drafts/may.py) and leads back to its page."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import PersonRequest
from desk.doors import editors_only
from desk.drafts.checks import checks_of
from desk.drafts.may import Acts, acts_for
from desk.forms import NoteForm, ReasonForm
from desk.views.drafts import draft_page
from diary.submissions import SeeOther, once_per_key
from diary.views.clock import now_for
from nutrients.changesets import acts
from nutrients.models import ChangeSet, RowChange


def locked(request: PersonRequest, pk: int, may: Callable[[Acts], bool]) -> ChangeSet:
    """The change set, nobody else's to change until the request ends; refused where this person may not."""
    changeset = get_object_or_404(ChangeSet.objects.select_for_update(), pk=pk)
    if not may(acts_for(request.user, changeset)):
        raise PermissionDenied
    return changeset


def page_of(changeset: ChangeSet) -> HttpResponse:
    return SeeOther(reverse("desk_draft", args=[changeset.pk]))


@editors_only
@once_per_key
def desk_draft_reason(request: PersonRequest, pk: int) -> HttpResponse:
    """Save the reason; with `send` in the form, send it for review at once."""
    changeset = locked(request, pk, lambda may: may.edit)
    checks = checks_of(changeset)
    form = ReasonForm(request.POST, has_warnings=bool(checks.warnings))
    is_sent = "send" in request.POST
    if form.is_valid() and is_sent and checks.warnings and not form.cleaned_data["override"]:
        form.add_error("override", _("Checks warn of this change. Put it right, or say here why it is meant."))
    if not form.is_valid():
        return draft_page(request, changeset, reason=form, checks=checks)
    form.save(changeset)
    if is_sent and checks.errors:
        problem = _("It was not sent: the checks found errors, which must be put right first.")
        return draft_page(request, changeset, reason=form, problem=problem, checks=checks)
    if is_sent and not changeset.rows.filter(is_left_out=False).exists():
        problem = _("It was not sent: there is nothing in it to publish.")
        return draft_page(request, changeset, reason=form, problem=problem, checks=checks)
    if is_sent:
        acts.send(changeset)
    messages.success(request, _("Sent for review.") if is_sent else _("Saved."))
    return page_of(changeset)


@editors_only
@once_per_key
def desk_draft_back(request: PersonRequest, pk: int) -> HttpResponse:
    """Send it back to its author, with a note; its author takes it back without one."""
    changeset = locked(request, pk, lambda may: may.send_back)
    is_own = changeset.author_id == request.user.pk
    form = NoteForm(request.POST, auto_id="back-%s", is_own=is_own)
    if not form.is_valid():
        return draft_page(request, changeset, note=form)
    acts.send_back(changeset, request.user, form.cleaned_data.get("note", ""), now_for(request.user))
    said = _("It is a draft again.") if is_own else _("Sent back. Its author reads your note on its page.")
    messages.success(request, said)
    return page_of(changeset)


@editors_only
@once_per_key
def desk_draft_withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    changeset = locked(request, pk, lambda may: may.withdraw)
    acts.withdraw(changeset)
    return page_of(changeset)  # which says so, and offers to undo it


@editors_only
@once_per_key
def desk_draft_restore(request: PersonRequest, pk: int) -> HttpResponse:
    changeset = locked(request, pk, lambda may: may.restore)
    acts.restore(changeset)
    messages.success(request, _("It is a draft again."))
    return page_of(changeset)


@editors_only
@once_per_key
def desk_draft_rebase(request: PersonRequest, pk: int) -> HttpResponse:
    """Draft it anew from what is in force now. What was sent for review is a draft again: it is another change now."""
    changeset = locked(request, pk, lambda may: may.withdraw)
    if changeset.state == ChangeSet.State.REVIEW:
        acts.send_back(changeset, request.user, _("Brought up to date; to be sent anew."), now_for(request.user))
    acts.rebase(changeset)
    messages.success(request, _("Brought up to date. Look it through: “before” is what is in force now."))
    return page_of(changeset)


@editors_only
@once_per_key
def desk_draft_choose(request: PersonRequest, pk: int) -> HttpResponse:
    """Of each conflict: ours stays (the row is left out), or the shipped one is taken."""
    changeset = locked(request, pk, lambda may: may.edit)
    rows = changeset.rows.filter(is_conflict=True)
    changed = []
    for row in rows:
        choice = request.POST.get(f"row-{row.pk}", "")
        if choice in {"ours", "shipped"} and row.is_left_out != (choice == "ours"):
            row.is_left_out = choice == "ours"
            changed.append(row)
    RowChange.objects.bulk_update(changed, ["is_left_out"])
    messages.success(request, _("Saved."))
    return page_of(changeset)
