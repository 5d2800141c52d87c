"""Releases of the tables: what each changed, and the ways back."""

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from desk.doors import editors_only
from desk.drafts.lists import counted
from desk.drafts.shown import ROWS_ON_A_PAGE, objects_of, ordered_keys
from desk.views.draft_acts import locked, page_of
from diary.submissions import once_per_key
from nutrients.changesets import acts, history
from nutrients.models import TableRelease


@editors_only
@require_safe
def desk_releases(request: PersonRequest) -> HttpResponse:
    context = {"releases": history.releases(), "new_key": uuid4}
    return render(request, "desk/releases.html", context)


@editors_only
@require_safe
def desk_release(request: PersonRequest, version: str) -> HttpResponse:
    """Its sets of changes, each with its first rows; all of them are on its own page."""
    release = get_object_or_404(TableRelease, version=version)
    changesets = list(counted(release.changesets.all()).order_by("pk"))
    parts = []
    for changeset in changesets:
        first = ordered_keys(changeset)[: ROWS_ON_A_PAGE // len(changesets) + 1]
        rows = changeset.rows.in_bulk(first)
        parts.append({"changeset": changeset, "objects": objects_of(rows[key] for key in first)})
    is_newest = TableRelease.objects.first() == release
    context = {"release": release, "parts": parts, "is_newest": is_newest, "new_key": uuid4}
    return render(request, "desk/release.html", context)


@editors_only
@once_per_key
def desk_release_back(request: PersonRequest, version: str) -> HttpResponse:
    """A draft that undoes everything published after this release."""
    release = get_object_or_404(TableRelease, version=version)
    reason = _("Back to release %(release)s.") % {"release": release.version}
    try:
        return page_of(acts.back_to(release, request.user, reason))
    except ValueError:
        return nothing_to_undo(request, reverse("desk_release", args=[version]))


@editors_only
@once_per_key
def desk_take_back(request: PersonRequest, pk: int) -> HttpResponse:
    """A draft of the opposite of one published set of changes."""
    changeset = locked(request, pk, lambda may: may.take_back)
    told = {"reason": changeset.reason, "release": changeset.release_id}
    reason = _("Takes back “%(reason)s” of release %(release)s.") % told
    try:
        return page_of(acts.take_back(changeset, request.user, reason))
    except ValueError:
        return nothing_to_undo(request, reverse("desk_draft", args=[pk]))


def nothing_to_undo(request: PersonRequest, back: str) -> HttpResponse:
    return render(request, "desk/nothing_to_undo.html", {"back": back}, status=422)
