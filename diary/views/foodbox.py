"""The box at the top of a day: type a food, choose it, say how much."""

import math
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from accounts.requests import PersonRequest
from diary.forms import EntryForm
from diary.models import Entry, Meal
from diary.quantities import GRAM
from diary.submissions import key_in
from diary.views.clock import now_for
from nutrients.models import Food, Portion
from nutrients.search import MAX_QUERY, search_foods

SIMPLE = (1.0, 2.0, 0.5, 3.0, 4.0, 5.0, 6.0, 1.5)  # numbers of a portion people say, the likelier first


@dataclass(frozen=True, slots=True)
class FoodBox:
    """What the box shows: the typed words, what they found, and the form for a chosen food.

    clock is the person's time where it chose the meal; form and food are None until a food is chosen. key makes the
    form act once; is_cut: the words were too many to search with all of them.
    """

    date: date
    meal: Meal
    clock: time | None = None
    query: str = ""
    found: list[Food] | None = None
    form: EntryForm | None = None
    key: UUID = field(default_factory=uuid4)
    is_cut: bool = False

    @property
    def meals(self) -> list[Meal]:
        return list(Meal)


def food_box(request: PersonRequest, day: date, now: datetime, entries: list[Entry]) -> FoodBox:
    """The box for a GET: `q` searches, `food` chooses, `meal` overrides the guess."""
    typed = request.GET.get("q", "").strip()
    query = typed[:MAX_QUERY].strip()
    asked = request.GET.get("meal", "")
    if asked in Meal.values:
        meal, clock = Meal(asked), None
    elif day == now.date():
        meal, clock = Meal.at(now.time()), now.time()
    else:
        meal, clock = Meal(entries[-1].meal) if entries else Meal.BREAKFAST, None
    if food := food_with_id(request.user, request.GET.get("food", "")):
        form = form_for(request, food, day, meal, now.date())
        return FoodBox(day, meal, clock, query or food.name, form=form, key=key_in_address(request))
    found = foods_for(request, query, meal, now.date()) if query else None
    return FoodBox(day, meal, clock, query, found=found, is_cut=len(typed) > MAX_QUERY)


def key_in_address(request: PersonRequest) -> UUID:
    """The key that came with the link to the food, so that Back and send again is the same form; else a new one."""
    try:
        return key_in(request.GET.get("key", ""))
    except ValueError:
        return uuid4()


def food_with_id(person: User, text: str) -> Food | None:
    """The food a form names; None for anything that is not the id of a food this person sees."""
    if not re.fullmatch(r"[0-9]{1,18}", text):
        return None
    return Food.objects.for_person(person).filter(pk=int(text)).first()


def form_for(request: PersonRequest, food: Food, day: date, meal: Meal, today: date) -> EntryForm:
    """The amount form, filled with what the person took of this food last time, else with what is usual."""
    last = Entry.objects.of(request.user).filter(portion__food=food).select_related("portion").order_by("-pk").first()
    quantity, portion = (last.quantity, last.portion) if last else usual_amount(food)
    initial = {"quantity": quantity, "portion": portion, "meal": meal, "eaten_on": day}
    return EntryForm(initial=initial, food=food, today=today, auto_id="add-%s")


def usual_amount(food: Food) -> tuple[float, Portion | None]:
    """The food's usual weight as a simple number of one of its portions, else in grams.

    Its first portion where no usual weight is known; None where it has no portion at all.
    """
    portions = list(food.portions.all())
    measures = [portion for portion in portions if portion.description != GRAM]
    gram = next((portion for portion in portions if portion.description == GRAM), None)
    if food.usual_grams is None:
        return (1.0, measures[0]) if measures else (100.0, gram)
    for quantity in SIMPLE:
        for portion in measures:
            if math.isclose(quantity * portion.grams, food.usual_grams):
                return quantity, portion
    return (food.usual_grams, gram) if gram else (1.0, measures[0] if measures else None)


def food_search(request: PersonRequest) -> HttpResponse:
    """Options for the box while somebody types; opened as a page, the day page answers instead."""
    query = request.GET.get("q", "").strip()[:MAX_QUERY]
    if not request.htmx:
        return redirect(f"{reverse('day_today')}?{urlencode({'q': query})}")
    now, asked = now_for(request.user), request.GET.get("meal", "")
    meal = Meal(asked) if asked in Meal.values else Meal.at(now.time())
    foods = foods_for(request, query, meal, now.date())
    return render(request, "diary/_options.html", {"query": query, "foods": foods})


def foods_for(request: PersonRequest, query: str, meal: Meal, today: date) -> list[Food]:
    """What the words find, the foods this person usually eats at this meal before others."""
    usual = Entry.objects.of(request.user).usual_foods(meal, today)
    return search_foods(query, recent=usual, person=request.user)
