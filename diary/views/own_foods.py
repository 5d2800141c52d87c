"""Foods of one's own: add, change, delete."""

from uuid import uuid4

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.requests import PersonRequest
from diary.models import Entry, SavedMeal
from diary.own.food import OwnFoodForm
from diary.own.portions import OwnPortions, keep_serving
from diary.submissions import SeeOther, once_per_key
from nutrients.models import Food


def food_new(request: PersonRequest) -> HttpResponse:
    """The blank form; POST saves it."""
    if request.method == "POST":
        return food_create(request)
    return form_page(request, OwnFoodForm(person=request.user), OwnPortions())


@once_per_key
def food_create(request: PersonRequest) -> HttpResponse:
    return saved_or_refused(request, None)


def food_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """The form of an own food; POST saves it."""
    if request.method == "POST":
        return food_save(request, pk)
    food = own_food(request, pk, is_supplement=False)
    return form_page(request, OwnFoodForm(person=request.user, food=food), OwnPortions(instance=food))


@once_per_key
def food_save(request: PersonRequest, pk: int) -> HttpResponse:
    return saved_or_refused(request, own_food(request, pk, is_supplement=False))


@once_per_key
def food_delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Delete an own food, unless it stands in the diary or in a saved meal."""
    food = own_food(request, pk)
    if last := Entry.objects.of(request.user).filter(portion__food=food).order_by("-eaten_on").first():
        text = _("%(food)s stands in your diary, so it stays. You last ate it on %(day)s.")
        messages.warning(request, text % {"food": food, "day": date_format(last.eaten_on, "j F Y")})
        return SeeOther(reverse("food", kwargs={"pk": pk}))
    if saved := SavedMeal.objects.of(request.user).filter(foods__portion__food=food).first():
        text = _("%(food)s is part of your saved meal “%(saved)s”, so it stays. Take it out there first.")
        messages.warning(request, text % {"food": food, "saved": saved})
        return SeeOther(reverse("food", kwargs={"pk": pk}))
    food.delete()
    messages.success(request, _("Deleted: %(food)s.") % {"food": food})
    return SeeOther(reverse("food_list"))


def saved_or_refused(request: PersonRequest, food: Food | None) -> HttpResponse:
    """Save food and portions, both or neither; else the form again with what is to be looked at."""
    form = OwnFoodForm(request.POST, person=request.user, food=food)
    portions = OwnPortions(request.POST, instance=food or Food())
    if not all([form.is_valid(), portions.is_valid()]):
        return form_page(request, form, portions)
    portions.instance = form.save()
    portions.save()
    keep_serving(portions.instance)
    messages.success(request, _("Saved: %(food)s.") % {"food": portions.instance})
    if form.left_out:
        messages.info(request, form.left_out)
    return SeeOther(reverse("food", kwargs={"pk": portions.instance.pk}))


def form_page(request: PersonRequest, form: OwnFoodForm, portions: BaseFormSet) -> HttpResponse:
    context = {"form": form, "portions": portions, "food": form.food, "new_key": uuid4}
    return render(request, "diary/own_food.html", context, status=422 if form.is_bound else 200)


def own_food(request: PersonRequest, pk: int, **fields: bool) -> Food:
    """One of the person's own foods, supplements too unless the fields say otherwise; any other is not found."""
    return get_object_or_404(Food, pk=pk, owner=request.user, **fields)
