"""Changes are put in force: one set of them from its page, or several at once as one release."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import PersonRequest
from desk.doors import reviewers_only
from desk.drafts.checks import checks_of
from desk.drafts.stale import stale_rows
from desk.drafts.words import row_name
from desk.forms import PublishForm
from desk.views.draft_acts import locked
from desk.views.drafts import draft_page, drafts_page
from diary.submissions import SeeOther, once_per_key
from diary.views.clock import now_for
from nutrients.changesets import acts
from nutrients.changesets.acts import Refused, Stale
from nutrients.models import ChangeSet


@reviewers_only
@once_per_key
def desk_draft_publish(request: PersonRequest, pk: int) -> HttpResponse:
    """One set of changes. A draft that nobody has to review is sent and published in one step."""
    changeset = locked(request, pk, lambda may: may.publish)
    if problem := why_not_yet(changeset):
        return draft_page(request, changeset, problem=problem)
    if changeset.state == ChangeSet.State.DRAFT:
        acts.send(changeset)
    return published(request, [changeset])


@reviewers_only
@once_per_key
def desk_publish(request: PersonRequest) -> HttpResponse:
    """All that are ticked, as one release."""
    ticked = [int(pk) for pk in request.POST.getlist("draft") if pk.isdecimal() and len(pk) < 19]
    chosen = ChangeSet.objects.select_for_update().filter(pk__in=ticked, state=ChangeSet.State.REVIEW).order_by("pk")
    changesets = list(chosen)
    if not all(acts.may_publish(request.user, changeset) for changeset in changesets):
        raise PermissionDenied
    if not changesets or len(changesets) < len(set(ticked)):
        problem = _(
            "Nothing was published: tick what is to be in the release. What was published meanwhile is gone here."
        )
        return drafts_page(request, ChangeSet.State.REVIEW, problem)
    for changeset in changesets:
        if problem := why_not_yet(changeset):
            return drafts_page(request, ChangeSet.State.REVIEW, f"“{changeset}”: {problem}")
    return published(request, changesets)


def why_not_yet(changeset: ChangeSet) -> str:
    """What the checks or its author still owe it; blank for nothing."""
    checks = checks_of(changeset)
    if checks.errors:
        return _("It was not published: the checks found errors, which must be put right first.")
    if checks.warnings and not changeset.override:
        return _("It was not published: the checks warn of it, and nobody said why it is meant.")
    if not changeset.reason:
        return _("It was not published: it has no reason yet.")
    if not changeset.rows.filter(is_left_out=False).exists():
        return _("It was not published: there is nothing in it to publish.")
    return ""


def published(request: PersonRequest, changesets: list[ChangeSet]) -> HttpResponse:
    """Publish, and lead to the release; or show why the tables refused it. Nothing is written then."""
    form = PublishForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        release = acts.publish(changesets, reviewer=request.user, note=note, at=now_for(request.user))
    except Stale as stale:
        context = {"rows": stale_rows(stale.rows), "changesets": changesets, "is_stale": True}
        return render(request, "desk/not_published.html", context, status=409)
    except Refused as refused:
        rows = [row._replace(label=row_name(row.label)) for row in refused.rows]
        context = {"rows": rows, "changesets": changesets}
        return render(request, "desk/not_published.html", context, status=422)
    text = _("Published as release %(release)s. Reports are worked out with it from now on.")
    messages.success(request, text % {"release": release.version})
    return SeeOther(reverse("desk_release", args=[release.version]))
