"""One day of the diary: the page, and closing, copying and moving on it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.requests import PersonRequest
from diary import log
from diary.forms import FIRST_DAY, DayForm, EntryForm, MoveForm, last_day
from diary.models import Day, Entry, Meal
from diary.quantities import GRAM, amount_text
from diary.submissions import SeeOther, key_of, once_per_key
from diary.views.clock import now_for, today_for
from diary.views.foodbox import FoodBox, food_box
from diary.weeks import Week
from diary.weekstrip import week_strip
from nutrients.models import Nutrient

LAST_DAY_SHOWN = date(2199, 12, 31)  # pages end where weeks end


@dataclass(slots=True)
class MealLog:
    """A meal as listed: its rows, and the form that moves it."""

    meal: Meal
    move: MoveForm
    rows: list["Row"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as listed. amount: its portion in words, "" where that says no more than the grams.

    unknown: of the nutrients judged by amount, for how many its food has no value.
    """

    entry: Entry
    amount: str
    unknown: int


def home(request: PersonRequest) -> HttpResponse:
    return redirect("day_today")


def day_today(request: PersonRequest) -> HttpResponse:
    return day(request, today_for(request.user))


def day(request: PersonRequest, date: date) -> HttpResponse:
    """The page of a day; for htmx only the food box, when a food was chosen."""
    if request.htmx:
        box = food_box(request, shown(date), now_for(request.user), [])
        return render(request, "diary/_food_box.html", {"box": box, "new_key": uuid4})
    return day_page(request, shown(date))


def day_page(
    request: PersonRequest,
    date: date,
    *,
    add: EntryForm | None = None,
    edit: EntryForm | None = None,
    move: tuple[str, MoveForm] | None = None,
    close: DayForm | None = None,
) -> HttpResponse:
    """The page of a day, with the form that could not be carried out, if any, in its place (then 422)."""
    person, now = request.user, now_for(request.user)
    today = now.date()
    entries = list(Entry.objects.of(person).on(date).with_food().with_known_nutrients())
    strip = week_strip(person, Week.of(date), today)
    previous = date - timedelta(days=1) if date > FIRST_DAY else None
    box = food_box(request, date, now, entries)
    if add:
        box = FoodBox(date, box.meal, query=request.POST.get("q", "") or add.food.name, form=add, key=key_of(request))
    is_refused = any(form and form.is_bound for form in (add, edit, move and move[1], close))
    context = {
        "date": date,
        "today": today,
        "is_loggable": FIRST_DAY <= date <= last_day(today),
        "previous": previous,
        "next": date + timedelta(days=1) if date < last_day(today) else None,
        "box": box,
        "edit": edit,
        "meals": meals_of(entries, date, today, move),
        "copyable": [meal for meal in Meal if previous and (previous, meal) in strip.logged],
        "strip": strip,
        "said": Day.objects.of(person).filter(date=date).first() or Day(date=date),
        "typical_choices": Day.Typical.choices,
        "close": close,
        "is_first_day": not entries and not Entry.objects.of(person).exists(),
        "undo": request.session.pop("undo", None),
        "copy_again": request.session.pop("copy_again", None),
        "new_key": uuid4,
        "is_refused": is_refused,
    }
    return render(request, "diary/day.html", context, status=422 if is_refused else 200)


def meals_of(entries: list[Entry], date: date, today: date, refused: tuple[str, MoveForm] | None) -> list[MealLog]:
    """The meals that have something logged, in the order of a day."""
    judged = Nutrient.objects.filter(assessment=Nutrient.Assessment.ADEQUACY).count() if entries else 0
    meals = {}
    for meal in Meal:
        form = MoveForm(initial={"meal": meal, "eaten_on": date}, today=today, auto_id=f"move-{meal}-%s")
        meals[meal] = MealLog(meal, refused[1] if refused and refused[0] == meal else form)
    for entry in entries:
        amount = amount_text(entry.quantity, entry.portion.description) if entry.portion.description != GRAM else ""
        meals[Meal(entry.meal)].rows.append(Row(entry, amount, judged - entry.known_nutrients))
    return [meal for meal in meals.values() if meal.rows]


@once_per_key
def day_close(request: PersonRequest, date: date) -> HttpResponse:
    """Mark the day complete, or say that things were left out."""
    entries = Entry.objects.of(request.user).on(shown(date))
    has_come = date <= today_for(request.user)
    form = DayForm(request.POST, anything_logged=entries.exists(), has_come=has_come)
    if not form.is_valid():
        return day_page(request, date, close=form)
    Day.objects.update_or_create(person=request.user, date=date, defaults=form.cleaned_data)
    if form.cleaned_data["complete"]:
        text = _("%(day)s is complete and counts in your report.")
    else:
        text = _("%(day)s is open and does not count yet.")
    messages.success(request, text % {"day": date_format(date, "l")})
    return SeeOther(url_of(date))


@once_per_key
def day_copy(request: PersonRequest, date: date) -> HttpResponse:
    """Log the day before again, all of it or one meal. Foods that this day holds already are asked about first.

    The answer: `already` is "skip" (copy the others) or "copy" (all of them).
    """
    source, meal = shown(date) - timedelta(days=1), request.POST.get("meal", "")
    if meal not in ["", *Meal.values] or date > last_day(today_for(request.user)):
        raise Http404
    answer = request.POST.get("already", "")
    already = set() if answer == "copy" else log.logged_already(request.user, source, date, meal)
    if already and answer != "skip":
        return ask_again(request, date, meal, len(already))
    copies = log.copy_entries(request.user, source, date, key_of(request), meal, but=already)
    names = {"n": len(copies), "day": date_format(source, "l j F"), "meal": Meal(meal).label if meal else ""}
    if copies:
        text = ngettext("Copied %(n)d food from %(day)s.", "Copied %(n)d foods from %(day)s.", len(copies))
        offer_undo(request, text % names, "copied", log.note_of_copies(request.user, copies))
        return SeeOther(url_of(date))
    if meal:
        text = _("Nothing is logged on %(day)s under “%(meal)s”, so nothing was copied.")
    else:
        text = _("Nothing is logged on %(day)s, so nothing was copied.")
    messages.info(request, text % names)
    return SeeOther(url_of(date))


def ask_again(request: PersonRequest, date: date, meal: str, already: int) -> HttpResponse:
    """Nothing is copied; the next page asks whether to copy what is there already."""
    entries = Entry.objects.of(request.user).on(date - timedelta(days=1))
    total = entries.filter(meal=meal).count() if meal else entries.count()
    names = {"n": already, "total": total}
    text = ngettext(
        "Nothing was copied: this day holds that food already, same meal and amount.",
        "Nothing was copied: this day holds %(n)d of the %(total)d foods already, same meal and amount.",
        total,
    )
    request.session["copy_again"] = {
        "text": text % names, "url": request.path, "meal": meal, "total": total, "others": total - already
    }  # fmt: skip
    return SeeOther(url_of(date))


def offer_undo(request: PersonRequest, text: str, act: str, note: str) -> None:
    """The next day page says what was done and offers to undo it."""
    request.session["undo"] = {"text": text, "act": act, "note": note}


@once_per_key
def meal_move(request: PersonRequest, date: date, meal: str) -> HttpResponse:
    """Put a whole meal at another meal or day."""
    if meal not in Meal.values or not Entry.objects.of(request.user).on(shown(date)).filter(meal=meal).exists():
        raise Http404
    form = MoveForm(request.POST, today=today_for(request.user), auto_id=f"move-{meal}-%s")
    if not form.is_valid():
        return day_page(request, date, move=(meal, form))
    to_day, to_meal = form.cleaned_data["eaten_on"], form.cleaned_data["meal"]
    n, note = log.move_meal(request.user, date, meal, to_day=to_day, to_meal=to_meal)
    text = ngettext("Moved %(n)d food to %(meal)s, %(day)s.", "Moved %(n)d foods to %(meal)s, %(day)s.", n)
    names = {"n": n, "meal": Meal(to_meal).label.lower(), "day": date_format(to_day, "l j F")}
    offer_undo(request, text % names, "moved", note)
    return SeeOther(url_of(date))


def shown(date: date) -> date:
    """The day itself where it has a page; days outside the calendar of the diary are not found."""
    if not FIRST_DAY <= date <= LAST_DAY_SHOWN:
        raise Http404
    return date


def url_of(date: date) -> str:
    return reverse("day", kwargs={"date": date})
