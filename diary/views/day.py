"""One day of the diary: its page."""

from datetime import date, timedelta
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.requests import PersonRequest
from diary.closing.card import close_card
from diary.closing.check_in import CheckInForm
from diary.closing.forgotten import prompt_of
from diary.copy_forms import CopyFromForm, CopyToForm
from diary.forms import FIRST_DAY, DayForm, EntryForm, MoveForm, last_day
from diary.meal_log import meals_of
from diary.models import Day, Entry, Helping, Meal
from diary.open_words import open_words
from diary.reading.habits import chips_for
from diary.saved.forms import ServedForm
from diary.submissions import key_of
from diary.suggested.plans import plans_on
from diary.views.clock import now_for, today_for
from diary.views.composer import Say, say_in_address
from diary.views.foodbox import FoodBox, food_box
from diary.views.offline import kept_on_devices, outbox_page
from diary.weeks import Week
from diary.weekstrip import week_strip

LAST_DAY_SHOWN = date(2199, 12, 31)  # pages end where weeks end


def home(request: PersonRequest) -> HttpResponse:
    return redirect("day_today")


def day_today(request: PersonRequest) -> HttpResponse:
    return day(request, today_for(request.user))


@kept_on_devices
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
    felt: CheckInForm | None = None,
    copy: CopyFromForm | CopyToForm | None = None,
    served: tuple[int, ServedForm] | None = None,
    say: Say | None = None,
) -> HttpResponse:
    """The page of a day, with the form that could not be carried out, if any, in its place (then 422)."""
    person, now = request.user, now_for(request.user)
    today = now.date()
    entries = Entry.objects.of(person).on(date).as_listed()
    pots = {entry.helping for entry in entries} - {None}
    helpings = Helping.objects.of(person).in_bulk(pots) if pots else {}
    strip = week_strip(person, Week.of(date), today)
    previous = date - timedelta(days=1) if date > FIRST_DAY else None
    box = food_box(request, date, now, entries)
    if add:
        box = FoodBox(
            date, box.meal, query=request.POST.get("find", "") or add.food.name, form=add, key=key_of(request)
        )
    forms = (add, edit, move and move[1], close, felt, copy, served and served[1])
    is_refused = any(form and form.is_bound for form in forms) or bool(say and say.is_refused)
    unread = open_words(person, date)
    meals = meals_of(entries, helpings, move, served, unread)
    context = {
        "date": date,
        "today": today,
        "is_loggable": FIRST_DAY <= date <= last_day(today),
        "previous": previous,
        "next": date + timedelta(days=1) if date < last_day(today) else None,
        "say": say or say_in_address(request, date, now, entries),
        "box": box,
        "edit": edit,
        "meals": meals,
        "unread": unread,
        "copyable": [meal for meal in Meal if previous and (previous, meal) in strip.logged],
        "copy_from": copy if isinstance(copy, CopyFromForm) else None,
        "copy_to": copy if isinstance(copy, CopyToForm) else None,
        "chips": chips_for(person, date, box.meal, entries, helpings),
        "strip": strip,
        "card": close_card(person, date, entries, request.session, said=strip.said.get(date), close=close, felt=felt),
        "typical_choices": Day.Typical.choices,
        "planned": plans_on(person, date),
        "prompt": prompt_of(request.GET.get("forgot", "")),
        "is_first_day": not meals and not Entry.objects.of(person).exists(),
        "undo": request.session.pop("undo", None),
        "copy_again": request.session.pop("copy_again", None),
        "outbox": outbox_page(person, date),
        "new_key": uuid4,
        "is_refused": is_refused,
    }
    return render(request, "diary/day.html", context, status=422 if is_refused else 200)


def offer_undo(request: PersonRequest, text: str, act: str, note: str) -> None:
    """The next day page says what was done and offers to undo it."""
    request.session["undo"] = {"text": text, "act": act, "note": note}


def shown(date: date) -> date:
    """The day itself where it has a page; days outside the calendar of the diary are not found."""
    if not FIRST_DAY <= date <= LAST_DAY_SHOWN:
        raise Http404
    return date


def url_of(date: date) -> str:
    return reverse("day", kwargs={"date": date})
