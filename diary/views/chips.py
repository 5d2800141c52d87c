"""One tap: a food as it was last eaten at this meal."""

import re
from datetime import date as Date

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from accounts.requests import PersonRequest
from diary import log
from diary.forms import EntryForm
from diary.models import Entry, Meal
from diary.submissions import SeeOther, key_of, once_per_key
from diary.views.clock import now_for
from diary.views.day import offer_undo, shown, url_of
from nutrients.models import Food, Portion


@once_per_key
def food_again(request: PersonRequest, date: Date, meal: str) -> HttpResponse:
    """Log a portion of a food. The chip says all of it, so there is nothing to correct: what is wrong is not found."""
    day, now = shown(date), now_for(request.user)
    portion = portion_with_id(request, request.POST.get("portion", ""))
    fields = {
        "portion": portion.pk, "quantity": request.POST.get("quantity", ""), "meal": meal, "eaten_on": day.isoformat(),
    }  # fmt: skip
    instance = Entry(person=request.user, key=key_of(request), assumed="")
    form = EntryForm(fields, instance=instance, food=portion.food, today=now.date())
    if not form.is_valid():
        raise Http404
    entry = form.save()
    text = _("Logged: %(food)s, %(amount)s.") % {"food": portion.food, "amount": entry}
    offer_undo(request, text, "added", log.note_of_added(request.user, [entry]))
    return SeeOther(back_to(request, day, meal))


def back_to(request: PersonRequest, day: Date, meal: str) -> str:
    """The page of the day, its box still at this meal."""
    now = now_for(request.user)
    is_guessed = day == now.date() and meal == Meal.at(now.time())
    return url_of(day) if is_guessed else f"{url_of(day)}?meal={meal}"


def portion_with_id(request: PersonRequest, text: str) -> Portion:
    """A portion of a food this person sees; any other is not found."""
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise Http404
    foods = Food.objects.for_person(request.user)
    portion = Portion.objects.filter(pk=int(text), food__in=foods).select_related("food").first()
    if portion is None:
        raise Http404
    return portion
