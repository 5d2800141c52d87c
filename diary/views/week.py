"""The weekly report, and the page that says why a nutrient reads as it does."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.models import User
from accounts.requests import PersonRequest
from diary.models import Day, Entry
from diary.report import weekly_report
from diary.views.clock import today_for
from diary.week_page.page import heading_of, week_page
from diary.week_page.why import why_page
from diary.weeks import Week
from nutrients.models import RuleSetting


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
    report = weekly_report(request.user.profile, week)
    return render(request, "diary/week.html", {"page": week_page(report, week, today, request.user.profile)})


def week_to_come(request: PersonRequest, week: Week, today: date) -> HttpResponse:
    return render(request, "diary/week_to_come.html", {"heading": heading_of(week, today), "this": Week.of(today)})


def no_week(request: PersonRequest, written: str, tagname: str = "") -> HttpResponse:
    """What stands in the place of a week and is none."""
    return render(request, "diary/no_week.html", {"this": Week.of(today_for(request.user))}, status=404)


def week_why(request: PersonRequest, week: Week, tagname: str) -> HttpResponse:
    today = today_for(request.user)
    if week.first_day > today:
        return week_to_come(request, week, today)
    report = weekly_report(request.user.profile, week)
    row = next((row for row in report.nutrients if row.nutrient.tagname == tagname), None)
    if row is None:
        raise Http404
    heading = heading_of(week, today)
    return render(request, "diary/why.html", {"page": why_page(report, row, heading, request.user.profile)})
