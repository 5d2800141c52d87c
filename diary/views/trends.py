"""The trends of a diary."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from diary.trends.page import trends_page
from diary.trends.spans import SpanForm, spans
from diary.views.clock import today_for


@require_safe
def trends(request: PersonRequest) -> HttpResponse:
    """The weeks asked for, up to the running one."""
    asked = SpanForm(request.GET, today=today_for(request.user))
    status = 200 if asked.is_valid() else 422
    page = trends_page(request.user, asked.past(), asked.today)
    context = {"page": page, "asked": asked, "spans": spans()}
    return render(request, "diary/trends.html", context, status=status)
