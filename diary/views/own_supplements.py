"""Supplements of one's own: add and change. They are deleted as foods are."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import PersonRequest
from diary.own.supplement import SupplementForm
from diary.submissions import SeeOther, once_per_key
from nutrients.models import Food


def supplement_new(request: PersonRequest) -> HttpResponse:
    """The blank form; POST saves it."""
    if request.method == "POST":
        return supplement_create(request)
    return form_page(request, SupplementForm(person=request.user, name=request.GET.get("name", "")))


@once_per_key
def supplement_create(request: PersonRequest) -> HttpResponse:
    return saved_or_refused(request, None)


def supplement_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """The form of an own supplement; POST saves it."""
    if request.method == "POST":
        return supplement_save(request, pk)
    return form_page(request, SupplementForm(person=request.user, food=own_supplement(request, pk)))


@once_per_key
def supplement_save(request: PersonRequest, pk: int) -> HttpResponse:
    return saved_or_refused(request, own_supplement(request, pk))


def saved_or_refused(request: PersonRequest, food: Food | None) -> HttpResponse:
    form = SupplementForm(request.POST, person=request.user, food=food)
    if not form.is_valid():
        return form_page(request, form)
    saved = form.save()
    messages.success(request, _("Saved: %(food)s.") % {"food": saved})
    for text in form.left_out:
        messages.info(request, text)
    return SeeOther(reverse("food", kwargs={"pk": saved.pk}))


def form_page(request: PersonRequest, form: SupplementForm) -> HttpResponse:
    context = {"form": form, "food": form.food, "new_key": uuid4}
    return render(request, "diary/own_supplement.html", context, status=422 if form.is_bound else 200)


def own_supplement(request: PersonRequest, pk: int) -> Food:
    """One of the person's own supplements; any other is not found."""
    return get_object_or_404(Food, pk=pk, owner=request.user, is_supplement=True)
