"""The report of a week on paper: the page to print, and the same as a PDF."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from diary.kept.keeping import ShownReport, shown_report
from diary.models import CheckIn, Entry
from diary.summary.appendix import appendix_of
from diary.summary.paper import Paper, form_of, paper_of
from diary.summary.pdf import SYSTEM_PACKAGES, PdfBusy, PdfUnavailable, as_pdf
from diary.summary.sheet import sheet_of
from diary.views.clock import today_for
from diary.views.week import week_to_come
from diary.weeks import Week

BUSY_FOR = 10  # [s] after which trying again is worth it


@require_safe
def week_summary(request: PersonRequest, week: Week) -> HttpResponse:
    """The page to print; it works wherever a browser does."""
    today = today_for(request.user)
    if week.first_day > today:
        return week_to_come(request, week, today)
    paper = paper_asked(request)
    context = {"form": form_of(paper), "query": request.GET.urlencode()} | paper_context(request, week, today, paper)
    return render(request, "diary/summary.html", context)


@require_safe
def week_pdf(request: PersonRequest, week: Week) -> HttpResponse:
    today = today_for(request.user)
    if week.first_day > today:
        return week_to_come(request, week, today)
    paper = paper_asked(request)
    html = render_to_string("diary/summary_pdf.html", paper_context(request, week, today, paper))
    try:
        pdf = as_pdf(html, paper.size)
    except (PdfBusy, PdfUnavailable) as error:
        return no_pdf(request, week, error)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="gutcheck-{week}.pdf"'
    return answer


def no_pdf(request: PersonRequest, week: Week, error: Exception) -> HttpResponse:
    context = {
        "week": week, "query": request.GET.urlencode(), "is_busy": isinstance(error, PdfBusy),
        "packages": " ".join(SYSTEM_PACKAGES), "reason": str(error), "may_install": request.user.is_staff,
    }  # fmt: skip
    answer = render(request, "diary/no_pdf.html", context, status=503)
    if context["is_busy"]:
        answer.headers["Retry-After"] = str(BUSY_FOR)
    return answer


def paper_asked(request: PersonRequest) -> Paper:
    return paper_of(request.GET, request.headers.get("Accept-Language", ""))


def paper_context(request: PersonRequest, week: Week, today: date, paper: Paper) -> dict[str, object]:
    shown = shown_report(request.user, week, today)
    sheet = sheet_of(shown, week, today, paper, assumed_in(request, week, shown))
    is_logged = any(day.is_logged for day in shown.report.days)
    check_ins = CheckIn.objects.of(request.user).filter(date__in=week.days) if paper.shows_check_ins else ()
    has_appendix = paper.shows_appendix and is_logged
    return {
        "sheet": sheet,
        "appendix": appendix_of(shown, sheet.page, paper, list(check_ins)) if has_appendix else None,
        "paper": paper,
        "week": week,
    }


def assumed_in(request: PersonRequest, week: Week, shown: ShownReport) -> int | None:
    """How many entries rest on something that was not said. None of a kept week: its entries may be others now."""
    if shown.kept is not None:
        return None
    return Entry.objects.of(request.user).in_week(week).exclude(assumed="").count()
