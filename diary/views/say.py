"""Reading and logging a meal in the person's words, and what becomes of the words that stayed open."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.requests import PersonRequest
from diary.forms import last_day
from diary.models import Entry, Meal, Sentence
from diary.saved.meals import as_helping
from diary.sentences import RowToLog, leave_out, log_more, log_sentence, note_of_logged, rows_of, standing
from diary.submissions import SeeOther, key_of, once_per_key
from diary.views.clock import now_for, today_for
from diary.views.composer import Say, say_in_form
from diary.views.day import day_page, offer_undo, shown, url_of


def meal_read(request: PersonRequest, date: date) -> HttpResponse:
    """What the words mean so far. Writes nothing; sent by POST because a pasted text is too long for an address."""
    if request.method != "POST":
        return redirect(url_of(shown(date)))
    say = say_in_form(request, shown(date), now_for(request.user))
    if request.htmx:
        return render(request, "diary/_preview.html", {"say": say, "date": date})
    return day_page(request, date, say=say)


@once_per_key
def meal_add(request: PersonRequest, date: date) -> HttpResponse:
    """Log what the preview shows. Words it does not answer are read first, and shown, before anything is logged."""
    if shown(date) > last_day(today_for(request.user)):
        raise Http404
    say = say_in_form(request, date, now_for(request.user), key_of(request))
    answer = request.POST.get("add", "")
    if problem := problem_with(say, answer):
        return day_page(request, date, say=replace(say, problem=problem))
    sentence, entries, before = logged(request, date, say, answer)
    if entries:
        text = ngettext("Added %(n)d food to %(meal)s.", "Added %(n)d foods to %(meal)s.", len(entries))
        names = {"n": len(entries), "meal": Meal(sentence.meal).label.lower()}
        offer_undo(request, text % names, "written", note_of_logged(sentence, entries, before))
    else:
        messages.success(request, _("Your words are kept on this day. Until you look at them they count as unknown."))
    return SeeOther(url_of(sentence.eaten_on) + meal_kept(request, sentence))


def logged(
    request: PersonRequest, date: date, say: Say, answer: str
) -> tuple[Sentence, list[Entry], dict[str, Any] | None]:
    """The sentence, what was logged of it, and how it stood before; None: it is new. "keep": only the words."""
    person, key, preview = request.user, key_of(request), say.preview
    if answer == "keep":
        rows, still_open = list[RowToLog](), list[str]()
    else:
        rows, still_open = rows_of(person, preview, takes_unknown=answer == "unknown")
    if say.again:
        before = standing(say.again)
        return say.again, log_more(say.again, phrase=say.phrase, rows=rows, not_understood=still_open, key=key), before
    sentence = log_sentence(
        person, text=preview.text, eaten_on=date, meal=say.meal, key=key, rows=rows,
        not_understood=still_open if rows else [], state=Sentence.State.LOGGED if rows else Sentence.State.WAITING,
    )  # fmt: skip
    entries = list(sentence.entries.all())
    if preview.saved_meal:
        as_helping(preview.saved_meal, entries)
    return sentence, entries, None


def problem_with(say: Say, answer: str) -> str:
    """Why nothing can be added; "" where it can. answer: the button, "keep" where only the words are to be kept."""
    preview = say.preview
    if say.is_settled:
        return _("Nothing was added: these words were looked at already, perhaps on another device.")
    if preview.error:
        return preview.error
    if not preview.text.strip():
        return _("Nothing is written. Write what you ate, such as “2 eggs and toast”.")
    if preview.is_refused:
        return _("Nothing was added: one of the amounts needs a look.")
    if answer in {"", "add", "unknown"} and not preview.is_current:
        return _("Nothing was added yet. This is what your words mean; look at it, then add it.")
    if (answer in {"", "add"} or say.again) and not preview.to_add and not (answer == "unknown" and preview.open):
        return _("There is no food in it to add. Choose one, or keep the words for later.")
    return ""


def meal_kept(request: PersonRequest, sentence: Sentence) -> str:
    """The rest of the address where the meal was chosen against the clock: the next food goes there too."""
    now = now_for(request.user)
    is_other = sentence.eaten_on == now.date() and sentence.meal != Meal.at(now.time())
    return f"?meal={sentence.meal}" if is_other else ""


@once_per_key
def sentence_leave(request: PersonRequest, pk: int) -> HttpResponse:
    """Do not count an open phrase, or without one the whole waiting sentence. The next page offers to undo it."""
    sentence = get_object_or_404(Sentence.objects.of(request.user).select_related("person"), pk=pk)
    phrase = request.POST.get("phrase", "")
    if phrase and phrase not in sentence.not_understood:
        messages.info(request, _("That was looked at already; nothing was changed."))
    else:
        note = leave_out(sentence, phrase)
        offer_undo(request, _("Left out. Your words stay with the meal."), "left_out", note)
    return SeeOther(url_of(sentence.eaten_on))


def shortcuts(request: PersonRequest) -> HttpResponse:
    """The keys of the day page: a page of its own, or what its dialog shows."""
    name = "diary/_shortcuts.html" if request.htmx else "diary/shortcuts.html"
    return render(request, name)
