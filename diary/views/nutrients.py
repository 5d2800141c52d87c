"""Nutrients: the list, the page of one, and putting a better known food in the place of one without a value."""

from itertools import groupby
from uuid import uuid4

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.requests import PersonRequest
from diary import log
from diary.nutrient_page import DIETS, diet_of, nutrient_page
from diary.submissions import SeeOther, once_per_key
from diary.trends.given import given_in
from diary.trends.nutrient import nutrient_weeks
from diary.trends.past import past_weeks
from diary.trends.sources import source_weeks
from diary.trends.spans import SpanForm, spans
from diary.views.clock import today_for
from diary.views.foodbox import food_with_id
from diary.weeks import Week
from diary.words import KINDS
from nutrients.models import Nutrient


def nutrient_list(request: PersonRequest) -> HttpResponse:
    """All nutrients by kind, those the report judges before the others."""
    rows = Nutrient.objects.order_by("position", "tagname")
    kinds = list(Nutrient.Kind.values)
    first_of = {kind: min((r.position for r in rows if r.kind == kind), default=0) for kind in kinds}
    ordered = sorted(rows, key=lambda row: (first_of[row.kind], row.position))
    groups = [(KINDS[members[0].kind], members) for members in grouped(ordered)]
    return render(request, "diary/nutrients.html", {"groups": groups})


def grouped(nutrients: list[Nutrient]) -> list[list[Nutrient]]:
    return [list(members) for _kind, members in groupby(nutrients, key=lambda row: row.kind)]


def nutrient(request: PersonRequest, tagname: str) -> HttpResponse:
    row = get_object_or_404(Nutrient, pk=tagname)
    today = today_for(request.user)
    asked = SpanForm(request.GET, today=today, days=True)
    context = {
        "page": nutrient_page(row, request.user, today, diet_of(request.GET.get("diet"), request.user)),
        "diets": DIETS,
        "week": Week.of(today),
        "asked": asked,
        "spans": spans(),
        "swapped": request.session.pop("swapped", None),
        "new_key": uuid4,
    }
    status = 200 if asked.is_valid() else 422
    return render(request, "diary/nutrient.html", context | over_weeks(row, request.user, asked), status=status)


def over_weeks(row: Nutrient, person: User, asked: SpanForm) -> dict[str, object]:
    """The nutrient over the weeks and days asked for. Energy has none: there is no goal for it to be set beside."""
    if row.kind == Nutrient.Kind.ENERGY:
        return {}
    value = row.as_value()
    past = past_weeks(person.profile, asked.past(), [value])
    if row.assessment == Nutrient.Assessment.SOURCES:
        return {"source_weeks": source_weeks(value, past, asked.today)}
    return {
        "weeks": nutrient_weeks(value, past, asked.today),
        "source_weeks": source_weeks(value, past, asked.today),
        "given": given_in(row, person, asked.days()),
        "days": asked.days(),
    }


@once_per_key
def food_swap(request: PersonRequest, tagname: str) -> HttpResponse:
    """This week's entries of a food become entries of its twin, grams as eaten."""
    get_object_or_404(Nutrient, pk=tagname)
    food, twin = (food_with_id(request.user, request.POST.get(name, "")) for name in ("food", "twin"))
    if food is None or twin is None:
        raise Http404
    note = log.swap_food(request.user, Week.of(today_for(request.user)).days, food, twin)
    if note:
        request.session["swapped"] = {"food": str(food), "twin": str(twin), "note": note}
    else:
        messages.info(request, _("%(food)s is not logged this week, so nothing was changed.") % {"food": food})
    return SeeOther(reverse("nutrient", kwargs={"tagname": tagname}))


@once_per_key
def food_swap_undo(request: PersonRequest, tagname: str) -> HttpResponse:
    get_object_or_404(Nutrient, pk=tagname)
    try:
        n = log.swap_back(request.user, request.POST.get("note", ""))
    except BadSignature:
        return render(request, "diary/no_undo.html", status=400)
    messages.success(request, ngettext("%(n)d entry is as it was.", "%(n)d entries are as they were.", n) % {"n": n})
    return SeeOther(reverse("nutrient", kwargs={"tagname": tagname}))
