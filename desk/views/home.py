"""Where an editor begins: what is open, what was published, and the way to every table."""

from django.contrib import admin
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from desk.doors import editors_only, is_admin
from desk.drafts.lists import counted, waiting_for
from nutrients.changesets import history
from nutrients.models import ChangeSet

SHOWN = 5


@editors_only
@require_safe
def desk(request: PersonRequest) -> HttpResponse:
    person, drafts = request.user, counted(ChangeSet.objects.all())
    tables = [app for app in admin.site.get_app_list(request) if app["app_label"] == "nutrients"]
    context = {
        "waiting": waiting_for(person),
        "mine": drafts.filter(author=person, state__in=[ChangeSet.State.DRAFT, ChangeSet.State.REVIEW]),
        "releases": history.releases()[:SHOWN],
        "tables": [table for app in tables for table in app["models"]],
        "is_admin": is_admin(person),
    }
    return render(request, "desk/home.html", context)
