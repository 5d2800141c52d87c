"""One tap plans a suggested food for tomorrow; its day offers to log it or to leave it."""

import math
import re
from datetime import timedelta

from django.core.signing import BadSignature
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import PersonRequest
from diary.forms import last_day, weight_error
from diary.models import Meal, PlannedFood
from diary.submissions import SeeOther, key_of, once_per_key
from diary.suggested import plans
from diary.views.clock import now_for, today_for
from diary.views.day import url_of
from nutrients.models import Food, Nutrient


@once_per_key
def plan_add(request: PersonRequest) -> HttpResponse:
    """Plan a food for tomorrow. The button says all of it, so there is nothing to correct: what is wrong is not found.

    Without JavaScript its day is shown, where the plan stands; with htmx the button says that it is planned.
    """
    food, grams = food_asked_for(request), grams_asked_for(request)
    reason = request.POST.get("reason", "")
    if weight_error(grams, food) or not Nutrient.objects.filter(pk=reason).exists():
        raise Http404
    made = plans.plan(request.user, food, grams, today_for(request.user) + timedelta(days=1), reason)
    if made is None:
        raise Http404
    return SeeOther(reverse("planned", kwargs={"pk": made[0].pk}))


def planned(request: PersonRequest, pk: int) -> HttpResponse:
    """For htmx what takes the place of the button; else the day of the plan."""
    row = own_plan(request, pk)
    if not request.htmx:
        return redirect(url_of(row.date))
    return render(request, "diary/_plan_made.html", {"planned": row})


@once_per_key
def plan_log(request: PersonRequest, pk: int) -> HttpResponse:
    """Log what was planned, at the meal of this hour."""
    row, now = own_plan(request, pk), now_for(request.user)
    if row.date > last_day(now.date()):
        raise Http404
    entry, note = plans.log_plan(row, Meal.at(now.time()).value, key_of(request))
    said = {"food": row.portion.food, "amount": entry, "meal": entry.get_meal_display().lower()}
    offer_undo(request, _("Logged at %(meal)s: %(food)s, %(amount)s.") % said, note)
    return SeeOther(url_of(row.date))


@once_per_key
def plan_drop(request: PersonRequest, pk: int) -> HttpResponse:
    row = own_plan(request, pk)
    offer_undo(request, _("No longer planned: %(food)s.") % {"food": row.portion.food}, plans.drop_plan(row))
    return SeeOther(url_of(row.date))


@once_per_key
def plan_undo(request: PersonRequest) -> HttpResponse:
    try:
        with transaction.atomic():
            again = plans.take_back(request.user, request.POST.get("note", ""))
    except BadSignature:
        return render(request, "diary/no_undo.html", status=400)
    return SeeOther(url_of(again.date))


def offer_undo(request: PersonRequest, text: str, note: str) -> None:
    """The next day page says what was done and offers to undo it."""
    request.session["undo"] = {"text": text, "note": note, "url": reverse("plan_undo")}


def own_plan(request: PersonRequest, pk: int) -> PlannedFood:
    """One of the person's own; another's is not found, just as one that does not exist."""
    own = PlannedFood.objects.of(request.user).select_related("person", "portion__food")
    return get_object_or_404(own, pk=pk)


def food_asked_for(request: PersonRequest) -> Food:
    text = request.POST.get("food", "")
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise Http404
    return get_object_or_404(Food.objects.for_person(request.user).filter(is_supplement=False), pk=int(text))


def grams_asked_for(request: PersonRequest) -> float:
    try:
        grams = float(request.POST.get("grams", ""))
    except ValueError:
        raise Http404 from None
    if not math.isfinite(grams):
        raise Http404
    return grams
