"""Making and changing a saved meal. Buttons that add or drop a food show the page again; only Save writes."""

from datetime import date
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import PersonRequest
from diary.box.chosen import food_with_id
from diary.models import Entry, Meal, SavedMeal
from diary.saved import meals as saved_meals
from diary.saved.sheet import Sheet, is_step, sheet_of, sheet_of_entries, typed_sheet
from diary.submissions import SeeOther, key_in, once_per_key
from diary.views.clock import now_for
from diary.views.foodbox import foods_for
from diary.views.saved_meals import offer_saved_undo
from nutrients.search import MAX_QUERY

MOST_FOUND = 10  # more are found by one more word


def saved_meal_new(request: PersonRequest) -> HttpResponse:
    """A blank page, or one with the foods of a meal: `day` and `meal` in the address. POST saves it."""
    if request.method == "POST":
        return step_page(request, None) if is_step(request.POST) else saved_meal_save(request, None)
    meal = request.GET.get("meal", "")
    meal = meal if meal in Meal.values else ""
    return sheet_page(request, sheet_of_entries(request.user, eaten(request, meal), meal), None)


def saved_meal_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """The page of one that is there; POST saves it."""
    saved = own_saved_meal(request, pk)
    if request.method == "POST":
        return step_page(request, saved) if is_step(request.POST) else saved_meal_save(request, pk)
    return sheet_page(request, sheet_of(saved), saved)


@once_per_key
def saved_meal_save(request: PersonRequest, pk: int | None) -> HttpResponse:
    """Save all of it or nothing. Where it was changed elsewhere meanwhile, that is shown and asked about first."""
    saved = own_saved_meal(request, pk, lock=True) if pk else None
    stands = sheet_of(saved) if saved else None
    sheet = typed_sheet(request.POST, person=request.user, saved=saved, is_sent=True)
    if stands and sheet.seen != stands.seen:
        sheet.seen = stands.seen
        return sheet_page(request, sheet, saved, stands=stands)
    if sheet.problem or not sheet.is_valid():
        return sheet_page(request, sheet, saved)
    kept = sheet.form.save(commit=False)
    try:
        with transaction.atomic():
            note = saved_meals.keep(kept, sheet.to_save())
    except IntegrityError:  # the same name from two pages at one moment
        sheet.form.add_error("name", _("You have a saved meal of this name already. Choose another one."))
        return sheet_page(request, sheet, saved)
    offer_saved_undo(request, _("Saved: %(name)s.") % {"name": kept}, note)
    return SeeOther(reverse("saved_meal", kwargs={"pk": kept.pk}))


def step_page(request: PersonRequest, saved: SavedMeal | None) -> HttpResponse:
    """Look for a food, add it, or drop one; nothing is saved and nothing typed is lost."""
    person, data = request.user, request.POST
    sheet = typed_sheet(data, person=person, saved=saved, is_sent=False)
    if "drop" in data:
        sheet.drop(data["drop"])
    elif food := food_with_id(person, data.get("add", "")):
        sheet.add(food, person=person)
    if sheet.query:
        now = now_for(person)
        meal = Meal(data["meal"]) if data.get("meal") in Meal.values else Meal.at(now.time())
        sheet.found = foods_for(request, sheet.query[:MAX_QUERY], meal, now.date())[:MOST_FOUND]
        if "save" in data:
            text = _("Not saved yet: add a food for “%(words)s” from the list, or save again without it.")
            sheet.problem = text % {"words": sheet.query}
    return sheet_page(request, sheet, saved)


def sheet_page(
    request: PersonRequest, sheet: Sheet, saved: SavedMeal | None, *, stands: Sheet | None = None
) -> HttpResponse:
    """stands: how the saved meal is now, where that is not what the person saw."""
    context = {"sheet": sheet, "saved": saved, "stands": stands, "key": sent_key(request)}
    is_refused = sheet.form.is_bound or bool(sheet.problem)
    return render(request, "diary/saved_meal_form.html", context, status=422 if is_refused else 200)


def sent_key(request: PersonRequest) -> UUID:
    """The key of the form that is shown again; a new one for a new form."""
    try:
        return key_in(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


def eaten(request: PersonRequest, meal: str) -> list[Entry]:
    """The entries of the meal that the address names; [] where it names none."""
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return []
    entries = Entry.objects.of(request.user).on(day)
    return list(entries.filter(meal=meal).select_related("portion__food").prefetch_related("portion__food__portions"))


def own_saved_meal(request: PersonRequest, pk: int, *, lock: bool = False) -> SavedMeal:
    """One of the person's own, held till the end of the transaction where it is about to be changed."""
    own = SavedMeal.objects.of(request.user).select_related("person")
    return get_object_or_404(own.select_for_update(of=("self",)) if lock else own, pk=pk)
