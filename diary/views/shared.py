"""A report behind a link: read-only, for whoever holds the link, signed in or not."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.security.attempts import View, guarded
from diary.kept.keeping import ShownReport, shown_report
from diary.kept.report import own_foods_in
from diary.models import ShareLink
from diary.sharing.anonymous import without_own_names
from diary.sharing.links import link_with
from diary.sharing.readings import note_opening
from diary.views.clock import today_for
from diary.views.week import row_of
from diary.week_page.in_words import told, week_in_words
from diary.week_page.page import Heading, title_of, week_page
from diary.week_page.why import why_page
from diary.weeks import Week
from nutrients.assessment.coverage import CoverageReport

HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


def for_holders(view: Callable[..., HttpResponse]) -> View:
    """Hands the view the link behind a token; a token that opens nothing gets one and the same answer, whatever it is.

    Wrong tokens are counted by address. They cannot be guessed anyway, but nobody is to try at full speed.
    """

    @wraps(view)
    def answer(request: HttpRequest, token: str, **kwargs: str) -> HttpResponse:
        link = link_with(token, timezone.now())
        if link is None:
            response = render(request, "diary/link_gone.html", status=404)
        else:
            response = view(request, link, reverse("shared", kwargs={"token": token}), **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return login_not_required(require_safe(guarded("shared")(answer)))


@for_holders
def shared(request: HttpRequest, link: ShareLink, address: str) -> HttpResponse:
    heading, shown = heading_at(link, address), shown_by(link)
    opened(request, link, heading.week)
    report = report_of(link, shown)
    page = week_page(report, heading.week, shown.told_on, shown.answers, heading)
    in_words = week_in_words(report) if link.person.profile.hides_numbers else None
    return render(request, "diary/week.html", {"page": page, "shown": shown, "in_words": in_words} | frame_of(link))


@for_holders
def shared_why(request: HttpRequest, link: ShareLink, address: str, tagname: str) -> HttpResponse:
    heading, shown = heading_at(link, address), shown_by(link)
    report = report_of(link, shown)
    row = row_of(report, tagname)
    opened(request, link, heading.week, tagname)
    page = why_page(report, row, heading, shown.answers)
    in_words = told(row, report) if link.person.profile.hides_numbers else None
    return render(request, "diary/why.html", {"page": page, "shown": shown, "told": in_words} | frame_of(link))


def heading_at(link: ShareLink, address: str) -> Heading:
    week = Week.of(link.first_day)
    return Heading(week, title_of(week, today_for(link.person)), None, None, address)


def shown_by(link: ShareLink) -> ShownReport:
    return shown_report(link.person, Week.of(link.first_day), today_for(link.person))


def report_of(link: ShareLink, shown: ShownReport) -> CoverageReport:
    """The report, without the person's own words unless the link shows them."""
    if link.shows_notes:
        return shown.report
    own = shown.kept.own_foods if shown.kept else own_foods_in(shown.report, link.person.profile)
    return without_own_names(shown.report, own)


def opened(request: HttpRequest, link: ShareLink, week: Week, tagname: str = "") -> None:
    if request.method == "GET":
        note_opening(link, timezone.now(), week, tagname)


def frame_of(link: ShareLink) -> dict[str, object]:
    """What stands around a report for others: whose it is, if they said so, and until when the link opens it."""
    return {
        "base": "diary/shared_base.html",
        "whose": link.person.email if link.shows_name else "",
        "until": link.expires_at.astimezone(link.person.profile.zone).date(),
    }
