"""Single entries: add, change, remove, put back."""

from uuid import uuid4

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from accounts.requests import PersonRequest
from diary import log
from diary.forms import EntryForm
from diary.models import Entry, Meal
from diary.submissions import SeeOther, key_of, once_per_key
from diary.views.clock import now_for, today_for
from diary.views.day import day_page, offer_undo, url_of
from diary.views.foodbox import food_with_id


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
    messages.success(request, _("Logged: %(food)s, %(grams)s g.") % {"food": food, "grams": f"{entry.grams:.4g}"})
    keeps_meal = entry.eaten_on == now.date() and entry.meal != Meal.at(now.time())
    return SeeOther(url_of(entry.eaten_on) + (f"?meal={entry.meal}" if keeps_meal else ""))


def entry(request: PersonRequest, pk: int) -> HttpResponse:
    """The form of an entry, in its place on the day; POST saves it."""
    if request.method == "POST":
        return entry_save(request, pk)
    row = own_entry(request, pk)
    form = EntryForm(instance=row, food=row.portion.food, today=today_for(request.user), auto_id="edit-%s")
    if request.htmx:
        return render(request, "diary/_entry_form.html", {"edit": form, "date": row.eaten_on, "new_key": uuid4})
    return day_page(request, row.eaten_on, edit=form)


@once_per_key
def entry_save(request: PersonRequest, pk: int) -> HttpResponse:
    row = own_entry(request, pk)
    day, food = row.eaten_on, row.portion.food
    form = EntryForm(request.POST, instance=row, food=food, today=today_for(request.user), auto_id="edit-%s")
    if not form.is_valid():
        return day_page(request, day, edit=form)
    row = form.save()
    if row.eaten_on == day:
        messages.success(request, _("Changed: %(food)s, %(grams)s g.") % {"food": food, "grams": f"{row.grams:.4g}"})
    else:
        log.reopen_if_empty(request.user, day)
        day_name = date_format(row.eaten_on, "l j F")
        messages.success(request, _("Moved %(food)s to %(day)s.") % {"food": food, "day": day_name})
    return SeeOther(url_of(day))


@once_per_key
def entry_delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Take an entry off the day. The next page offers to put it back."""
    row = own_entry(request, pk)
    food = row.portion.food
    offer_undo(request, _("Removed %(food)s.") % {"food": food}, "removed", log.remove(row))
    return SeeOther(url_of(row.eaten_on))


UNDO = {
    "removed": (log.put_back, ngettext_lazy("Put back %(n)d food.", "Put back %(n)d foods.", "n")),
    "copied": (
        log.take_off,
        ngettext_lazy("Took %(n)d copied food off again.", "Took %(n)d copied foods off again.", "n"),
    ),
    "moved": (log.move_back, ngettext_lazy("Moved %(n)d food back.", "Moved %(n)d foods back.", "n")),
}


@once_per_key
def entry_restore(request: PersonRequest) -> HttpResponse:
    """Undo what was just removed, copied or moved."""
    act = request.POST.get("act", "")
    if act not in UNDO:
        raise Http404
    undo, text = UNDO[act]
    try:
        rows = undo(request.user, request.POST.get("note", ""))
    except BadSignature:
        return render(request, "diary/no_undo.html", status=400)
    if rows:
        messages.success(request, text % {"n": len(rows)})
    else:
        messages.info(request, _("There was nothing left to undo: the foods were changed or removed since."))
    return SeeOther(url_of(rows[0].eaten_on) if rows else reverse("day_today"))


def own_entry(request: PersonRequest, pk: int) -> Entry:
    """One of the person's own entries; another's is not found, just as one that does not exist."""
    return get_object_or_404(Entry.objects.of(request.user).select_related("person").with_food(), pk=pk)
