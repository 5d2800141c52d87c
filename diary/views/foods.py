"""Foods: looking for one, and the page of one."""

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.requests import PersonRequest
from diary.food_page import food_page
from diary.models import Entry, Meal
from diary.nutrient_page import LOOKED_BACK
from diary.own.supplement_page import supplement_page
from diary.quantities import amount_text
from diary.reading.amounts import usual_amount
from diary.twins import same_name
from diary.views.clock import now_for, today_for
from diary.views.foodbox import foods_for, form_for
from nutrients.models import Food
from nutrients.search import MAX_QUERY


def food_list(request: PersonRequest) -> HttpResponse:
    """The person's own foods, and what the typed words find."""
    query, now = request.GET.get("q", "").strip()[:MAX_QUERY], now_for(request.user)
    found = foods_for(request, query, Meal.at(now.time()), now.date()) if query else None
    own = Food.objects.filter(owner=request.user)
    return render(request, "diary/foods.html", {"query": query, "found": found, "own": own})


def food(request: PersonRequest, pk: int) -> HttpResponse:
    row = visible_food(request, pk)
    now = now_for(request.user)
    quantity, portion = usual_amount(row)
    weight = quantity * portion.grams if portion else quantity
    form = form_for(request, row, now.date(), Meal.at(now.time()), now.date())
    form.fields["quantity"].widget.attrs["autofocus"] = False  # who comes to read is not asked to type
    context = {"form": form, "days": days_eaten(request, row), "new_key": uuid4}
    if row.is_supplement:
        return render(request, "diary/supplement.html", context | {"page": supplement_page(row)})
    page = food_page(row, amount_text(quantity, portion.description) if portion else "", weight)
    return render(request, "diary/food.html", context | {"page": page, "twins": same_name(row, request.user)})


def days_eaten(request: PersonRequest, food: Food) -> int:
    """On how many of the last 90 days the food was logged."""
    today = today_for(request.user)
    lately = Entry.objects.of(request.user).between(today - LOOKED_BACK, today)
    return lately.filter(portion__food=food).order_by().values("eaten_on").distinct().count()


def visible_food(request: PersonRequest, pk: int) -> Food:
    """A food of everybody or the person's own; another's own food is not found, just as one that does not exist."""
    return get_object_or_404(Food.objects.for_person(request.user), pk=pk)
