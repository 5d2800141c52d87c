"""The buttons of the card that closes a day. Each of them keeps what else was said on the card."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Profile
from accounts.requests import PersonRequest
from diary.closing.card import remembered
from diary.closing.check_in import CheckInForm, check_in_of, keep
from diary.closing.forgotten import question_of
from diary.forms import DayForm
from diary.models import Day, Entry
from diary.open_words import open_words
from diary.submissions import SeeOther, once_per_key
from diary.views.clock import today_for
from diary.views.day import day_page, shown, url_of
from diary.words import day_named

NO_MORE = {
    "asks_forgotten": gettext_lazy("What is easily forgotten is not asked any more. Preferences switch it on again."),
    "asks_check_in": gettext_lazy("How a day felt is not asked any more. Preferences switch it on again."),
}


@once_per_key
def day_close(request: PersonRequest, date: date) -> HttpResponse:
    """Mark the day complete, or say that things were left out."""
    entries = Entry.objects.of(request.user).on(shown(date))
    felt, has_come = felt_form(request, date), date <= today_for(request.user)
    form = DayForm(
        request.POST,
        anything_logged=entries.of_food().exists() or bool(open_words(request.user, date)),
        has_come=has_come,
    )
    if not form.is_valid() or (felt and not felt.is_valid()):
        return refused(request, date, felt, form)
    Day.objects.update_or_create(person=request.user, date=date, defaults=form.cleaned_data)
    if felt:
        keep(felt)
    request.session.pop("closing", None)
    if form.cleaned_data["complete"]:
        text = _("%(day)s is complete and counts in your report.")
    else:
        text = _("%(day)s is open and does not count yet.")
    messages.success(request, text % {"day": date_format(date, "l")})
    return SeeOther(url_of(date))


@once_per_key
def day_felt(request: PersonRequest, date: date) -> HttpResponse:
    """Keep how the day felt; whether it is complete stays as it is."""
    if answer := refused_or_kept(request, date):
        return answer
    messages.success(request, _("Saved how %(day)s felt.") % {"day": day_named(date, today_for(request.user))})
    return SeeOther(url_of(date))


@once_per_key
def day_forgot(request: PersonRequest, date: date, question: str) -> HttpResponse:
    """Something was forgotten: on to the box, which asks for it. What was ticked meanwhile waits."""
    asked = question_of(question)
    if asked is None:
        raise Http404
    if answer := refused_or_kept(request, date):
        return answer
    return SeeOther(f"{url_of(date)}?{urlencode({'meal': asked.meal, 'forgot': asked.key})}")


@once_per_key
def day_ask_no_more(request: PersonRequest, date: date, what: str) -> HttpResponse:
    """Leave a part of the card out from now on."""
    if what not in NO_MORE:
        raise Http404
    if answer := refused_or_kept(request, date):
        return answer
    Profile.objects.filter(user=request.user).update(**{what: False})
    messages.success(request, str(NO_MORE[what]))
    return SeeOther(url_of(date))


def refused_or_kept(request: PersonRequest, date: date) -> HttpResponse | None:
    """Keep how the day felt, if that was sent, and remember the rest of the card.

    Returns the page to answer with where it was refused.
    """
    felt = felt_form(request, shown(date))
    if felt and not felt.is_valid():
        return refused(request, date, felt)
    if felt:
        keep(felt)
    request.session["closing"] = remembered(date, request.POST)
    return None


def refused(request: PersonRequest, date: date, felt: CheckInForm | None, form: DayForm | None = None) -> HttpResponse:
    """The day with the card as it was sent, and what is wrong with it."""
    request.session["closing"] = remembered(date, request.POST)
    return day_page(request, date, close=form, felt=felt)


def felt_form(request: PersonRequest, date: date) -> CheckInForm | None:
    """What was sent of how the day felt; None where the card did not ask, which takes nothing back."""
    has_come = date <= today_for(request.user)
    form = CheckInForm(request.POST, instance=check_in_of(request.user, date), has_come=has_come)
    return form if form.is_in() else None
