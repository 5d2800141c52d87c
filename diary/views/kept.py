"""Closing a week: keep its report, open it again, set it beside the report of now."""

from uuid import uuid4

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from diary.kept.keeping import keep_again, keep_week, open_again, shown_report
from diary.kept.then_and_now import then_and_now
from diary.report import weekly_report
from diary.submissions import SeeOther, once_per_key
from diary.views.clock import today_for
from diary.week_page.page import heading_of
from diary.weeks import Week


@once_per_key
def week_keep(request: PersonRequest, week: Week) -> HttpResponse:
    """Keep the report of a week as it is now."""
    today = today_for(request.user)
    if week.first_day > today:
        raise Http404
    if keep_week(request.user, week, today):
        messages.success(request, _("Kept. Whatever changes from now on, this report stays as it is shown here."))
    else:
        text = _("Nothing was kept: a week is kept once, when it is over or all its days are complete.")
        messages.info(request, text)
    return SeeOther(url_of(week))


@once_per_key
def week_open(request: PersonRequest, week: Week) -> HttpResponse:
    """Take the keeping back. The next page offers to undo it."""
    if note := open_again(request.user, week):
        request.session["reopened"] = note
    else:
        messages.info(request, _("This week was open already."))
    return SeeOther(url_of(week))


@once_per_key
def week_open_undo(request: PersonRequest, week: Week) -> HttpResponse:
    try:
        kept = keep_again(request.user, request.POST.get("note", ""))
    except BadSignature:
        return render(request, "diary/no_undo.html", status=400)
    if kept is None:
        messages.info(request, _("There was nothing to undo: this week’s report was kept anew since."))
    else:
        messages.success(request, _("The report is kept again, as it was."))
    return SeeOther(url_of(kept or week))


@require_safe
def week_compare(request: PersonRequest, week: Week) -> HttpResponse:
    """The kept report beside the one that today's diary, answers and tables give. It changes nothing."""
    today = today_for(request.user)
    shown = shown_report(request.user, week, today)
    if shown.kept is None:
        return redirect("week", week=week)
    now = weekly_report(request.user.profile, week)
    context = {
        "heading": heading_of(week, today), "kept": shown.kept, "page": then_and_now(shown.report, now),
        "new_key": uuid4,
    }  # fmt: skip
    return render(request, "diary/week_compare.html", context)


def url_of(week: Week) -> str:
    return reverse("week", kwargs={"week": week})
