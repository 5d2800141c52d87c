"""The versions of one row: who changed it, when, why, from what to what; and one step back to any of them."""

from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from desk.doors import editors_only
from desk.drafts.lists import counted
from desk.drafts.versions import back_to_version, versions_of
from desk.drafts.words import table_name
from desk.keys import Key
from desk.views.draft_acts import page_of
from desk.views.releases import nothing_to_undo
from diary.submissions import once_per_key
from nutrients.changesets.acts import open_about
from nutrients.changesets.difference import RowDifference
from nutrients.changesets.rows import labelled
from nutrients.tables.recorded import BY_NAME


@editors_only
@require_safe
def desk_history(request: PersonRequest, table: str, key: Key) -> HttpResponse:
    label = label_of(table, key)
    context = {
        "label": label, "table": table_name(table), "name": table, "key": key, "new_key": uuid4,
        "versions": versions_of(table, key, label), "open": counted(open_about([(table, key)])),
    }  # fmt: skip
    return render(request, "desk/history.html", context)


@editors_only
@once_per_key
def desk_history_back(request: PersonRequest, table: str, pk: int, key: Key) -> HttpResponse:
    """pk: the set of changes after which it was as it is to be again; 0: before the first."""
    label_of(table, key)
    try:
        return page_of(back_to_version(table, key, pk, request.user))
    except KeyError:
        raise Http404 from None
    except ValueError:
        return nothing_to_undo(request, reverse("desk_history", args=[table, key]))


def label_of(table: str, key: Key) -> str:
    """What people call the row. Raises Http404 for a key that is none."""
    if table not in BY_NAME or len(key) != len(BY_NAME[table].key):
        raise Http404
    [row] = labelled([RowDifference(table, key, "", {}, None)])
    return row.label or " ".join(key)
