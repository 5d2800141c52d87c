"""Sets of changes: all of them by state, one of them row by row."""

from uuid import uuid4

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from desk.doors import editors_only
from desk.drafts.checks import Checks, checks_of
from desk.drafts.conflicts import in_the_way
from desk.drafts.lists import OPEN, chosen
from desk.drafts.may import acts_for
from desk.drafts.places import with_pages_to_edit
from desk.drafts.shown import ROWS_ON_A_PAGE, objects_of, ordered_keys
from desk.forms import NoteForm, PublishForm, ReasonForm
from nutrients.changesets.acts import is_stale, may_publish
from nutrients.models import ChangeSet

FILTERS = [("open", _("Open")), ("mine", _("Mine")), *ChangeSet.State.choices]
ON_A_PAGE = 50


@editors_only
@require_safe
def desk_drafts(request: PersonRequest) -> HttpResponse:
    return drafts_page(request, request.GET.get("state", "open"))


def drafts_page(request: PersonRequest, shown: str, problem: str = "") -> HttpResponse:
    """problem: why what was ticked was not published."""
    try:
        drafts = chosen(shown, request.user)
    except KeyError:
        raise Http404 from None
    page = Paginator(drafts, ON_A_PAGE).get_page(request.GET.get("page"))
    ticked = set(request.POST.getlist("draft"))
    rows = [
        {"draft": draft, "may_tick": draft.state == "review" and may_publish(request.user, draft),
         "is_ticked": str(draft.pk) in ticked}
        for draft in page
    ]  # fmt: skip
    context = {
        "rows": rows, "page": page, "shown": shown, "filters": FILTERS, "problem": problem, "new_key": uuid4,
        "may_tick": any(row["may_tick"] for row in rows), "form": PublishForm(request.POST or None, auto_id="many-%s"),
    }  # fmt: skip
    return render(request, "desk/drafts.html", context, status=422 if problem else 200)


@editors_only
@require_safe
def desk_draft(request: PersonRequest, pk: int) -> HttpResponse:
    return draft_page(request, get_object_or_404(ChangeSet.objects.select_related("author__profile"), pk=pk))


def draft_page(
    request: PersonRequest, changeset: ChangeSet, *, reason: ReasonForm | None = None, note: NoteForm | None = None,
    problem: str = "", checks: Checks | None = None,
) -> HttpResponse:  # fmt: skip
    """reason, note: forms to show again with what is wrong in them. problem: why an act was not carried out."""
    checks = checks or checks_of(changeset)
    paged = Paginator(ordered_keys(changeset), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    found = changeset.rows.in_bulk(list(paged))
    objects, may = objects_of(found[key] for key in paged), acts_for(request.user, changeset)
    if may.edit:
        objects = with_pages_to_edit(changeset, objects)
    conflicts = list(changeset.rows.filter(is_conflict=True))
    told = {"reason": changeset.reason, "override": changeset.override}
    context = {
        "changeset": changeset, "objects": objects, "page": paged,
        "acts": may, "checks": checks, "problem": problem, "new_key": uuid4,
        "conflicts": len(conflicts), "in_the_way": in_the_way(conflicts) if changeset.state in OPEN else (),
        "reason_form": reason or ReasonForm(initial=told, has_warnings=bool(checks.warnings)),
        "note_form": note or NoteForm(auto_id="back-%s", is_own=changeset.author_id == request.user.pk),
        "publish_form": PublishForm(auto_id="publish-%s"),
        "is_stale": changeset.state in OPEN and is_stale(changeset),
    }  # fmt: skip
    return render(request, "desk/draft.html", context, status=422 if reason or note or problem else 200)
