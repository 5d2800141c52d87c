"""Saved meals and recipes: the list, the page of one, logging it, deleting it, taking a change back."""

from uuid import uuid4

from django.contrib import messages
from django.core.signing import BadSignature
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.requests import PersonRequest
from diary import log
from diary.forms import MoveForm
from diary.models import Meal, SavedMeal
from diary.quantities import amount_text, as_written, servings_text
from diary.saved import meals as saved_meals
from diary.saved.forms import SERVINGS, ServedForm, Serving
from diary.submissions import SeeOther, key_of, once_per_key
from diary.views.chips import back_to
from diary.views.clock import now_for
from diary.views.day import offer_undo


def saved_meal_list(request: PersonRequest) -> HttpResponse:
    """All of the person's saved meals, each with a button that logs it today."""
    now = now_for(request.user)
    context = {
        "saved_meals": SavedMeal.objects.of(request.user).annotate(n=Count("foods")),
        "today": now.date(),
        "meal": Meal.at(now.time()),
        "undo": request.session.pop("undo", None),
        "new_key": uuid4,
    }
    return render(request, "diary/saved_meals.html", context)


def saved_meal(request: PersonRequest, pk: int) -> HttpResponse:
    """What is in it, and the form that logs it."""
    saved, now = own_saved_meal(request, pk), now_for(request.user)
    initial = {"meal": saved.meal or Meal.at(now.time()), "eaten_on": now.date()}
    where = MoveForm(initial=initial, today=now.date(), auto_id="log-%s")
    served = ServedForm(initial={"amount": 1.0, "unit": SERVINGS}, serving=serving_of(saved), auto_id="log-%s")
    return saved_meal_page(request, saved, where, served)


@once_per_key
def saved_meal_log(request: PersonRequest, pk: int) -> HttpResponse:
    """Log it: a meal as it stands, a recipe by servings or grams. The day page offers to undo it."""
    saved, today = own_saved_meal(request, pk), now_for(request.user).date()
    where = MoveForm(request.POST, today=today, auto_id="log-%s")
    served = ServedForm(request.POST if saved.is_recipe else None, serving=serving_of(saved), auto_id="log-%s")
    if not all([where.is_valid(), served.is_valid() or not saved.is_recipe]):
        return saved_meal_page(request, saved, where, served)
    day, meal = where.cleaned_data["eaten_on"], where.cleaned_data["meal"]
    servings = served.servings if saved.is_recipe else 1
    entries = saved_meals.log_saved_meal(saved, eaten_on=day, meal=meal, key=key_of(request), servings=servings)
    offer_undo(request, said_of(saved, len(entries), servings), "added", log.note_of_added(request.user, entries))
    return SeeOther(back_to(request, day, meal))


@once_per_key
def saved_meal_delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Forget it. What was logged of it stays; the list offers to put it back."""
    saved = own_saved_meal(request, pk)
    offer_saved_undo(request, _("Deleted: %(name)s.") % {"name": saved}, saved_meals.delete(saved))
    return SeeOther(reverse("saved_meal_list"))


@once_per_key
def saved_meal_restore(request: PersonRequest) -> HttpResponse:
    """Take the last change of a saved meal back."""
    try:
        is_back = saved_meals.put_back(request.user, request.POST.get("note", ""))
    except BadSignature:
        return render(request, "diary/no_undo.html", status=400)
    if is_back:
        messages.success(request, _("Undone: your saved meals are as they were."))
    else:
        text = _("Nothing was undone: this saved meal was changed since, or another one has its name now.")
        messages.info(request, text)
    return SeeOther(reverse("saved_meal_list"))


def saved_meal_page(request: PersonRequest, saved: SavedMeal, where: MoveForm, served: ServedForm) -> HttpResponse:
    serving = serving_of(saved)
    context = {
        "saved": saved,
        "foods": [
            (food.portion.food, amount_text(food.quantity, food.portion.description), food.grams)
            for food in saved.foods.all()
        ],
        "serving_grams": serving.grams,
        "servings": as_written(saved.servings) if saved.servings else "",
        "where": where,
        "served": served,
        "undo": request.session.pop("undo", None),
        "new_key": uuid4,
    }
    return render(request, "diary/saved_meal.html", context, status=422 if where.is_bound else 200)


def serving_of(saved: SavedMeal) -> Serving:
    return Serving.of_recipe(saved, list(saved.foods.all()))


def said_of(saved: SavedMeal, foods: int, servings: float) -> str:
    if saved.is_recipe:
        return _("Logged: %(name)s, %(amount)s.") % {"name": saved.name, "amount": servings_text(servings)}
    text = ngettext("Logged: %(name)s, %(n)d food.", "Logged: %(name)s, %(n)d foods.", foods)
    return text % {"name": saved.name, "n": foods}


def offer_saved_undo(request: PersonRequest, text: str, note: str) -> None:
    """The next page of saved meals says what was done and offers to undo it."""
    request.session["undo"] = {"text": text, "note": note, "url": reverse("saved_meal_restore")}


def own_saved_meal(request: PersonRequest, pk: int) -> SavedMeal:
    """One of the person's own; another's is not found, just as one that does not exist."""
    own = SavedMeal.objects.of(request.user).select_related("person").prefetch_related("foods__portion__food")
    return get_object_or_404(own, pk=pk)
