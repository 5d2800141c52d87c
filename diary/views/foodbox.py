"""The search for a single food on a day: type it, choose it, say how much."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from accounts.requests import PersonRequest
from diary.box.chosen import food_with_id
from diary.forms import EntryForm
from diary.models import Entry, ListedRow, Meal
from diary.reading.amounts import usual_amount
from diary.submissions import key_in
from diary.views.clock import now_for
from nutrients.models import Food
from nutrients.search import MAX_QUERY, search_foods


@dataclass(frozen=True, slots=True)
class FoodBox:
    """What the box shows: the typed words, what they found, and the form for a chosen food.

    clock is the person's time where it chose the meal; form and food are None until a food is chosen. key makes the
    form act once; is_cut: the words were too many to search with all of them; is_open: shown though nothing is typed.
    """

    date: date
    meal: Meal
    clock: time | None = None
    query: str = ""
    found: list[Food] | None = None
    form: EntryForm | None = None
    key: UUID = field(default_factory=uuid4)
    is_cut: bool = False
    is_open: bool = False


def food_box(request: PersonRequest, day: date, now: datetime, entries: Sequence[ListedRow]) -> FoodBox:
    """The search for a GET: `find` searches, `food` chooses, `meal` overrides the guess."""
    typed = request.GET.get("find", "").strip()
    query = typed[:MAX_QUERY].strip()
    meal, clock = meal_for(request.GET.get("meal", ""), day, now, entries)
    if food := food_with_id(request.user, request.GET.get("food", "")):
        form = form_for(request, food, day, meal, now.date())
        return FoodBox(day, meal, clock, query or food.name, form=form, key=key_in_address(request))
    found = foods_for(request, query, meal, now.date()) if query else None
    return FoodBox(day, meal, clock, query, found=found, is_cut=len(typed) > MAX_QUERY, is_open="find" in request.GET)


def meal_for(asked: str, day: date, now: datetime, entries: Sequence[ListedRow]) -> tuple[Meal, time | None]:
    """The meal that is asked for; else guessed, today from the clock, which is then given too."""
    if asked in Meal.values:
        return Meal(asked), None
    if day == now.date():
        return Meal.at(now.time()), now.time()
    return (Meal(entries[-1].meal) if entries else Meal.BREAKFAST), None


def key_in_address(request: PersonRequest) -> UUID:
    """The key that came with the link to the food, so that Back and send again is the same form; else a new one."""
    try:
        return key_in(request.GET.get("key", ""))
    except ValueError:
        return uuid4()


def form_for(request: PersonRequest, food: Food, day: date, meal: Meal, today: date) -> EntryForm:
    """The amount form, filled with what the person took of this food last time, else with what is usual."""
    last = Entry.objects.of(request.user).filter(portion__food=food).select_related("portion").order_by("-pk").first()
    quantity, portion = (last.quantity, last.portion) if last else usual_amount(food)
    initial = {"quantity": quantity, "portion": portion, "meal": meal, "eaten_on": day}
    return EntryForm(initial=initial, food=food, today=today, auto_id="add-%s")


def food_search(request: PersonRequest) -> HttpResponse:
    """Options for the box while somebody types; opened as a page, the day page answers instead."""
    query = request.GET.get("find", "").strip()[:MAX_QUERY]
    if not request.htmx:
        return redirect(f"{reverse('day_today')}?{urlencode({'find': query})}")
    now, asked = now_for(request.user), request.GET.get("meal", "")
    meal = Meal(asked) if asked in Meal.values else Meal.at(now.time())
    foods = foods_for(request, query, meal, now.date())
    return render(request, "diary/_options.html", {"query": query, "foods": foods})


def foods_for(request: PersonRequest, query: str, meal: Meal, today: date) -> list[Food]:
    """What the words find, the foods this person usually eats at this meal before others."""
    usual = Entry.objects.of(request.user).usual_foods(meal, today)
    return search_foods(query, recent=usual, person=request.user)
