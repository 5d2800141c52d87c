"""Reports of others that a person was invited to read: view only, for as long as it is granted, each opening noted."""

from datetime import date
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PersonRequest
from accounts.security.attempts import guarded
from diary.kept.keeping import shown_report
from diary.models import CheckIn, Reader
from diary.sharing.endings import end
from diary.sharing.readers import invitation_with, take_up
from diary.sharing.readings import note_opening
from diary.sharing.weeks import weeks_of
from diary.submissions import SeeOther, once_per_key
from diary.views.clock import today_for
from diary.views.week import row_of
from diary.week_page.in_words import told, week_in_words
from diary.week_page.page import Heading, heading_of, week_page
from diary.week_page.why import why_page
from diary.weeks import Week


@require_safe
def readings(request: PersonRequest) -> HttpResponse:
    """Everybody whose reports the person may read, and nothing else of them."""
    context = {
        "given": Reader.objects.read_by(request.user).select_related("person"),
        "ended": request.session.pop("left", None),
        "new_key": uuid4,
    }
    with timezone.override(request.user.profile.zone):
        return render(request, "diary/readings.html", context)


@require_safe
def reading(request: PersonRequest, pk: int) -> HttpResponse:
    """The weeks of one of them."""
    given = granted(request, pk)
    today = today_for(given.person)
    weeks = weeks_of(given.person, today)
    return render(request, "diary/reading.html", {"given": given, "weeks": weeks, "new_key": uuid4})


@require_safe
def reading_week(request: PersonRequest, pk: int, week: Week) -> HttpResponse:
    given = granted(request, pk)
    today = today_for(given.person)
    heading = heading_for(given, week, today)
    shown = shown_report(given.person, week, today)
    opened(request, given, week)
    shows_check_ins = given.scope == Reader.Scope.REPORTS_AND_CHECK_INS
    context = {
        "page": week_page(shown.report, week, shown.told_on, shown.answers, heading),
        "in_words": week_in_words(shown.report) if given.person.profile.hides_numbers else None,
        "shown": shown,
        "reads": given,
        "check_ins": CheckIn.objects.of(given.person).filter(date__in=week.days) if shows_check_ins else None,
        "base": "diary/read_base.html",
    }
    return render(request, "diary/week.html", context)


@require_safe
def reading_why(request: PersonRequest, pk: int, week: Week, tagname: str) -> HttpResponse:
    given = granted(request, pk)
    today = today_for(given.person)
    heading = heading_for(given, week, today)
    shown = shown_report(given.person, week, today)
    row = row_of(shown.report, tagname)
    context = {
        "page": why_page(shown.report, row, heading, shown.answers),
        "told": told(row, shown.report) if given.person.profile.hides_numbers else None,
        "shown": shown,
        "reads": given,
        "base": "diary/read_base.html",
    }
    opened(request, given, week, tagname)
    return render(request, "diary/why.html", context)


def granted(request: PersonRequest, pk: int) -> Reader:
    """Asked anew on every request: what was taken back is not found from the next one on."""
    return get_object_or_404(Reader.objects.read_by(request.user).select_related("person__profile"), pk=pk)


def heading_for(given: Reader, week: Week, today: date) -> Heading:
    """A week that has not begun is no report, so it is not found."""
    if week.first_day > today:
        raise Http404
    weeks, own = reverse("reading", kwargs={"pk": given.pk}), heading_of(week, today)
    return Heading(week, own.title, own.previous, own.next, f"{weeks}{week}/", weeks)


def opened(request: PersonRequest, given: Reader, week: Week, tagname: str = "") -> None:
    if request.method == "GET":
        note_opening(given, timezone.now(), week, tagname)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("reading")
def reading_join(request: PersonRequest, token: str) -> HttpResponse:
    """The invitation: whose it is and what it lets one read; POST takes it up."""
    if request.method == "POST":
        return reading_take_up(request, token)
    invitation = invitation_with(token, timezone.now())
    if invitation is None:
        return render(request, "diary/invitation_gone.html", status=404)
    return render(request, "diary/reading_join.html", {"invitation": invitation, "new_key": uuid4})


@once_per_key
def reading_take_up(request: PersonRequest, token: str) -> HttpResponse:
    given = take_up(token, request.user, timezone.now())
    if given is None:
        return render(request, "diary/invitation_gone.html", status=404)
    messages.success(request, _("You can read these reports until one of you ends it."))
    return SeeOther(reverse("reading", kwargs={"pk": given.pk}))


@once_per_key
def reading_leave(request: PersonRequest, pk: int) -> HttpResponse:
    given = granted(request, pk)
    text = _("You no longer read the reports of %(name)s.") % {"name": given.person.email}
    request.session["left"] = {"text": text, "note": end(request.user, given, timezone.now())}
    return SeeOther(reverse("readings"))
