"""Whole meals and days: copied to and from any day, moved, removed."""

from dataclasses import dataclass
from datetime import date as Date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.requests import PersonRequest
from diary import log
from diary.copy_forms import CopyFromForm, CopyToForm
from diary.forms import MoveForm, last_day
from diary.models import Entry, Meal
from diary.submissions import SeeOther, key_of, once_per_key
from diary.views.clock import today_for
from diary.views.day import day_page, offer_undo, shown, url_of
from diary.words import day_named


@dataclass(frozen=True, slots=True)
class Copying:
    """What is copied, where to, and the day page that answers. to_meal "": each food at the meal it was eaten at."""

    source: Date
    target: Date
    meal: str
    to_meal: str
    page: Date


@once_per_key
def day_copy(request: PersonRequest, date: Date) -> HttpResponse:
    """Log another day again here, all of it or one meal. Without a `source` it is the day before."""
    today, day = today_for(request.user), shown(date)
    meal = request.POST.get("meal", "")
    if meal not in ["", *Meal.values] or day > last_day(today):
        raise Http404
    form = CopyFromForm(request.POST, today=today, day=day)
    if not form.is_valid():
        return day_page(request, day, copy=form)
    return carry_over(request, Copying(form.cleaned_data["source"], day, meal, "", day))


@once_per_key
def day_copy_to(request: PersonRequest, date: Date) -> HttpResponse:
    """Log all of this day on another day too."""
    form = CopyToForm(request.POST, today=today_for(request.user))
    if not form.is_valid():
        return day_page(request, shown(date), copy=form)
    return carry_over(request, Copying(shown(date), form.cleaned_data["eaten_on"], "", "", date))


@once_per_key
def meal_copy(request: PersonRequest, date: Date, meal: str) -> HttpResponse:
    """Log a meal of this day at another meal or day too."""
    form = where_to(request, date, meal)
    if not form.is_valid():
        return day_page(request, date, move=(meal, form))
    to_day, to_meal = form.cleaned_data["eaten_on"], form.cleaned_data["meal"]
    return carry_over(request, Copying(date, to_day, meal, to_meal, date))


@once_per_key
def meal_move(request: PersonRequest, date: Date, meal: str) -> HttpResponse:
    """Put a whole meal at another meal or day."""
    form = where_to(request, date, meal)
    if not form.is_valid():
        return day_page(request, date, move=(meal, form))
    to_day, to_meal = form.cleaned_data["eaten_on"], form.cleaned_data["meal"]
    n, note = log.move_meal(request.user, date, meal, to_day=to_day, to_meal=to_meal)
    text = ngettext("Moved %(n)d food to %(meal)s, %(day)s.", "Moved %(n)d foods to %(meal)s, %(day)s.", n)
    names = {"n": n, "meal": Meal(to_meal).label.lower(), "day": day_named(to_day, today_for(request.user))}
    offer_undo(request, text % names, "moved", note)
    return SeeOther(url_of(date))


@once_per_key
def meal_remove(request: PersonRequest, date: Date, meal: str) -> HttpResponse:
    """Take a whole meal off the day. The next page offers to put it back."""
    entries = list(meal_on(request, date, meal))
    text = ngettext("Removed %(n)d food: %(meal)s.", "Removed %(n)d foods: %(meal)s.", len(entries))
    names = {"n": len(entries), "meal": Meal(meal).label.lower()}
    offer_undo(request, text % names, "removed", log.remove(request.user, entries))
    return SeeOther(url_of(date))


def meal_on(request: PersonRequest, date: Date, meal: str) -> list[Entry]:
    """The entries of one's own meal; without any it is not found."""
    entries = list(Entry.objects.of(request.user).on(shown(date)).filter(meal=meal))
    if not entries:
        raise Http404
    return entries


def where_to(request: PersonRequest, date: Date, meal: str) -> MoveForm:
    """The form in the menu of a meal that is there."""
    meal_on(request, date, meal)
    return MoveForm(request.POST, today=today_for(request.user), auto_id=f"move-{meal}-%s")


def carry_over(request: PersonRequest, act: Copying) -> HttpResponse:
    """Copy, and offer to undo it. Foods that the other day holds already are asked about first.

    The answer: `already` is "skip" (copy the others) or "copy" (all of them).
    """
    person, answer = request.user, request.POST.get("already", "")
    already = set() if answer == "copy" else log.logged_already(person, act.source, act.target, act.meal, act.to_meal)
    if already and answer != "skip":
        return ask_again(request, act, len(already))
    copies = log.copy_entries(
        person, act.source, act.target, key_of(request), act.meal, to_meal=act.to_meal, but=already
    )
    if copies:
        offer_undo(
            request, said_of(act, len(copies), today_for(request.user)), "copied", log.note_of_added(person, copies)
        )
    else:
        messages.info(request, nothing_said_of(act, today_for(request.user)))
    return SeeOther(url_of(act.page))


def said_of(act: Copying, n: int, today: Date) -> str:
    """What was copied, in the words of the page that answers."""
    if act.page == act.target and not act.to_meal:
        text = ngettext("Copied %(n)d food from %(day)s.", "Copied %(n)d foods from %(day)s.", n)
    elif act.to_meal:
        text = ngettext("Copied %(n)d food to %(meal)s, %(to_day)s.", "Copied %(n)d foods to %(meal)s, %(to_day)s.", n)
    else:
        text = ngettext("Copied %(n)d food to %(to_day)s.", "Copied %(n)d foods to %(to_day)s.", n)
    return text % {
        "n": n, "day": day_named(act.source, today), "to_day": day_named(act.target, today),
        "meal": Meal(act.to_meal).label.lower() if act.to_meal else "",
    }  # fmt: skip


def nothing_said_of(act: Copying, today: Date) -> str:
    if act.meal:
        text = _("Nothing is logged on %(day)s under “%(meal)s”, so nothing was copied.")
    else:
        text = _("Nothing is logged on %(day)s, so nothing was copied.")
    return text % {"day": day_named(act.source, today), "meal": Meal(act.meal).label if act.meal else ""}


def ask_again(request: PersonRequest, act: Copying, already: int) -> HttpResponse:
    """Nothing is copied; the next page asks whether to copy what is there already."""
    entries = Entry.objects.of(request.user).on(act.source)
    total = entries.filter(meal=act.meal).count() if act.meal else entries.count()
    text = ngettext(
        "Nothing was copied: this day holds that food already, same meal and amount.",
        "Nothing was copied: this day holds %(n)d of the %(total)d foods already, same meal and amount.",
        total,
    )
    if act.page != act.target:
        text = ngettext(
            "Nothing was copied: %(to_day)s holds that food already, same meal and amount.",
            "Nothing was copied: %(to_day)s holds %(n)d of the %(total)d foods already, same meal and amount.",
            total,
        )
    names = {"n": already, "total": total, "to_day": day_named(act.target, today_for(request.user))}
    request.session["copy_again"] = {
        "text": text % names, "url": request.path, "total": total, "others": total - already,
        "fields": {name: request.POST[name] for name in ("source", "meal", "eaten_on") if name in request.POST},
    }  # fmt: skip
    return SeeOther(url_of(act.page))
