"""What a week would read as for other answers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from diary.models import SavedReport
from diary.views.clock import today_for
from diary.views.week import week_to_come
from diary.week_page.page import heading_of
from diary.weeks import Week
from diary.what_if import WhatIfForm, what_if


@require_safe
def week_what_if(request: PersonRequest, week: Week) -> HttpResponse:
    """A form that changes nothing, and under it what it leads to."""
    today = today_for(request.user)
    if week.first_day > today:
        return week_to_come(request, week, today)
    form = WhatIfForm(request.GET, profile=request.user.profile)
    is_kept = SavedReport.objects.of(request.user).filter(first_day=week.first_day).exists()
    page = what_if(form, week) if form.is_valid() else None
    context = {"heading": heading_of(week, today), "form": form, "page": page, "is_kept": is_kept}
    return render(request, "diary/what_if.html", context, status=422 if form.errors else 200)
