"""The views that pages are held against: an empty one, one with three queries, and the pages' values without a page."""

import types
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any


def add_views() -> None:
    """The two views the pages are held against."""
    from django.http import HttpRequest, HttpResponse
    from django.urls import path

    from diary.models import Day, Entry
    from gutcheck.urls import urlpatterns
    from nutrients.models import Nutrient

    def empty(request: HttpRequest) -> HttpResponse:
        return HttpResponse("")

    def three(request: Any) -> HttpResponse:
        eaten = [entry.grams for entry in Entry.objects.of(request.user).with_food()[:15]]
        days = Day.objects.of(request.user).count()
        return HttpResponse(f"{sum(eaten)} {days} {Nutrient.objects.first()}")

    urlpatterns += [path("bench/empty/", empty), path("bench/three/", three), *views_of_data()]


def views_of_data() -> list[Any]:
    """The values of a day and of a week without their templates; the week's core, and the same sums by hand."""
    from django.http import HttpRequest, HttpResponse
    from django.urls import path

    from diary.models import Day
    from diary.report import days_of, eaten_between
    from diary.views.day import day_page
    from diary.views.week import week_report
    from nutrients.assessment.bare import bare_intakes
    from nutrients.assessment.verdicts import aligned_by
    from nutrients.published import compositions, published_tables

    day_data, week_data = without_template(day_page), without_template(week_report)

    def eaten(request: Any, week: Any) -> tuple[Any, Any, Any]:
        person = request.user.profile.as_person(week.last_day)
        tables = published_tables(person.reference_set, person.stages)
        rows = eaten_between(request.user, week.first_day, week.last_day)
        return tables, rows, compositions(rows, [nutrient.tagname for nutrient in tables.nutrients])

    def core(request: Any, week: Any) -> HttpResponse:
        tables, rows, foods = eaten(request, week)
        days = days_of(week.days, rows, foods, Day.objects.of(request.user).in_week(week))
        return HttpResponse(str(len(bare_intakes(days, aligned_by(tables)))))

    def by_hand(request: Any, week: Any) -> HttpResponse:
        _tables, rows, foods = eaten(request, week)
        complete = set(Day.objects.of(request.user).in_week(week).filter(complete=True).values_list("date", flat=True))
        sums: dict[str, float] = defaultdict(float)
        for row in rows:
            if row.eaten_on in complete:
                for tagname, amount in foods[row.food_id].amounts.items():
                    sums[tagname] += amount * row.grams / 100
        return HttpResponse(str(len(sums)))

    def data_of_week(request: HttpRequest, week: Any) -> HttpResponse:
        answer: HttpResponse = week_data(request, week, week.last_day + timedelta(days=1))
        return answer

    return [
        path("bench/day/<date:date>/", day_data), path("bench/week/<week:week>/", data_of_week),
        path("bench/core/<week:week>/", core), path("bench/by-hand/<week:week>/", by_hand),
    ]  # fmt: skip


def without_template(view: Any) -> Callable[..., Any]:
    """The same view, which works out all that its template would be given and then answers with nothing."""
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    def worked_out(_request: HttpRequest, _name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        for value in context.values():
            if isinstance(value, QuerySet | Iterator):
                list(value)
        return HttpResponse("", status=status)

    names = {**view.__globals__, "render": worked_out}
    copy = types.FunctionType(view.__code__, names, view.__name__, view.__defaults__, view.__closure__)
    copy.__kwdefaults__ = view.__kwdefaults__
    return copy
