"""Single entries: add, change, remove."""

from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from accounts.requests import PersonRequest
from diary import log
from diary.box.chosen import food_with_id, same_amount
from diary.forms import EntryForm
from diary.models import Entry, Meal
from diary.submissions import SeeOther, key_of, once_per_key
from diary.views.clock import now_for, today_for
from diary.views.day import day_page, offer_undo, url_of
from diary.views.foodbox import foods_for
from diary.words import day_named


@once_per_key
def entry_add(request: PersonRequest) -> HttpResponse:
    """Log one food."""
    food = food_with_id(request.user, request.POST.get("food", ""))
    if food is None:
        raise Http404
    now = now_for(request.user)
    instance = Entry(person=request.user, key=key_of(request))
    form = EntryForm(request.POST, instance=instance, food=food, today=now.date(), auto_id="add-%s")
    if not form.is_valid():
        return day_page(request, form.cleaned_data.get("eaten_on", now.date()), add=form)
    entry = form.save()
    text = _("Logged: %(food)s, %(amount)s.") % {"food": food, "amount": entry}
    offer_undo(request, text, "added", log.note_of_added(request.user, [entry]))
    keeps_meal = entry.eaten_on == now.date() and entry.meal != Meal.at(now.time())
    return SeeOther(url_of(entry.eaten_on) + (f"?meal={entry.meal}" if keeps_meal else ""))


def entry(request: PersonRequest, pk: int) -> HttpResponse:
    """The form of an entry, in its place on the day; POST saves it."""
    if request.method == "POST":
        return entry_save(request, pk)
    row = own_entry(request, pk)
    form = edit_form(request, row)
    if request.htmx:
        return render(request, "diary/_entry_form.html", {"edit": form, "date": row.eaten_on, "new_key": uuid4})
    return day_page(request, row.eaten_on, edit=form)


def edit_form(request: PersonRequest, row: Entry) -> EntryForm:
    """The form of an entry; `food` puts another food in its place, in the same amount, `find` looks for one."""
    food, words = food_with_id(request.user, request.GET.get("food", "")), request.GET.get("find", "").strip()
    amount = same_amount(food, row.portion, row.quantity) if food else None
    initial = {"quantity": amount[0], "portion": amount[1]} if amount else {}
    form = EntryForm(
        instance=row, food=food if food and amount else row.portion.food, initial=initial,
        today=today_for(request.user), auto_id="edit-%s",
    )  # fmt: skip
    form.words, form.found = words, foods_for(request, words, Meal(row.meal), row.eaten_on) if words else None
    return form


@once_per_key
def entry_save(request: PersonRequest, pk: int) -> HttpResponse:
    row = own_entry(request, pk)
    day, food = row.eaten_on, food_with_id(request.user, request.POST.get("food", "")) or row.portion.food
    before = log.row_of(row)
    form = EntryForm(request.POST, instance=row, food=food, today=today_for(request.user), auto_id="edit-%s")
    if not form.is_valid():
        return day_page(request, day, edit=form)
    row = form.save(commit=False)
    if row.eaten_on == day:
        text = _("Changed: %(food)s, %(amount)s.") % {"food": food, "amount": row}
    else:
        text = _("Moved %(food)s to %(day)s.") % {"food": food, "day": day_named(row.eaten_on, today_for(request.user))}
    offer_undo(request, text, "changed", log.save_change(before, row))
    return SeeOther(url_of(day))


@once_per_key
def entry_delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Take an entry off the day. The next page offers to put it back."""
    row = own_entry(request, pk)
    food = row.portion.food
    offer_undo(request, _("Removed %(food)s.") % {"food": food}, "removed", log.remove(request.user, [row]))
    return SeeOther(url_of(row.eaten_on))


def own_entry(request: PersonRequest, pk: int) -> Entry:
    """One of the person's own entries; another's is not found, just as one that does not exist."""
    return get_object_or_404(Entry.objects.of(request.user).select_related("person", "sentence").with_food(), pk=pk)
