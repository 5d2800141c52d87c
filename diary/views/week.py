"""The weekly report, and the page that says why a nutrient reads as it does."""

from datetime import date
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.models import Profile, User
from accounts.requests import PersonRequest
from diary.handed_out.as_csv import csv_of
from diary.kept.keeping import may_be_kept, shown_report
from diary.models import Day, Entry
from diary.sharing.forms import LinkForm
from diary.submissions import SeeOther, once_per_key
from diary.views.clock import today_for
from diary.week_page.in_words import told, week_in_words
from diary.week_page.page import heading_of, week_page
from diary.week_page.why import why_page
from diary.weeks import Week
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.models import Nutrient, RuleSetting


def week_latest(request: PersonRequest) -> HttpResponse:
    return redirect("week", week=latest_week(request.user, today_for(request.user)))


def latest_week(person: User, today: date) -> Week:
    """This week once it can be judged; before that last week, if anything was logged in it."""
    this = Week.of(today)
    wanted = RuleSetting.objects.filter(key="minimum_days").values_list("value", flat=True).first()
    complete = Day.objects.of(person).in_week(this).filter(complete=True).count()
    if (wanted is None or complete < wanted) and Entry.objects.of(person).in_week(this.previous).exists():
        return this.previous
    return this


def week(request: PersonRequest, week: Week) -> HttpResponse:
    today = today_for(request.user)
    if week.first_day > today:
        return week_to_come(request, week, today)
    return week_report(request, week, today)


def week_report(request: PersonRequest, week: Week, today: date, share: LinkForm | None = None) -> HttpResponse:
    """The page of a week: as it was kept, else as it is now. share: a form to show again, with what is wrong in it."""
    shown = shown_report(request.user, week, today)
    page = week_page(shown.report, week, shown.told_on, shown.answers, heading_of(week, today))
    context = {
        "page": page,
        "in_words": week_in_words(shown.report) if request.user.profile.hides_numbers else None,
        "shown": shown,
        "may_be_kept": shown.kept is None and may_be_kept(shown.report, week, today),
        "share": share or LinkForm(auto_id="share-%s"),
        "reopened": request.session.pop("reopened", None),
        "new_key": uuid4,
    }
    return render(request, "diary/week.html", context, status=422 if share else 200)


def week_to_come(request: PersonRequest, week: Week, today: date) -> HttpResponse:
    return render(request, "diary/week_to_come.html", {"heading": heading_of(week, today), "this": Week.of(today)})


def no_week(request: PersonRequest, written: str, tagname: str = "") -> HttpResponse:
    """What stands in the place of a week and is none."""
    return render(request, "diary/no_week.html", {"this": Week.of(today_for(request.user))}, status=404)


def week_why(request: PersonRequest, week: Week, tagname: str) -> HttpResponse:
    today = today_for(request.user)
    if week.first_day > today:
        return week_to_come(request, week, today)
    shown = shown_report(request.user, week, today)
    row = row_of(shown.report, tagname)
    context = {
        "page": why_page(shown.report, row, heading_of(week, today), shown.answers),
        "told": told(row, shown.report) if request.user.profile.hides_numbers else None,
        "shown": shown,
        "new_key": uuid4,
    }
    return render(request, "diary/why.html", context)


@once_per_key
def week_numbers(request: PersonRequest, week: Week) -> HttpResponse:
    """Hide or show the numbers of the person's own reports; then back to the page the button stood on."""
    Profile.objects.filter(user=request.user).update(hides_numbers=request.POST.get("hides") == "yes")
    tagname = request.POST.get("tagname", "")
    if tagname and Nutrient.objects.filter(pk=tagname).exists():
        return SeeOther(reverse("week_why", kwargs={"week": week, "tagname": tagname}))
    return SeeOther(reverse("week", kwargs={"week": week}))


def row_of(report: CoverageReport, tagname: str) -> NutrientReport:
    row = next((row for row in report.nutrients if row.nutrient.tagname == tagname), None)
    if row is None:
        raise Http404
    return row


def week_csv(request: PersonRequest, week: Week) -> HttpResponse:
    """The report of a week for a spreadsheet."""
    today = today_for(request.user)
    if week.first_day > today:
        return week_to_come(request, week, today)
    shown = shown_report(request.user, week, today)
    answer = HttpResponse(csv_of(shown.report, week), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="gutcheck-{week}.csv"'
    return answer
