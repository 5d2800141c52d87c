"""Undoing what was just done: each act of the diary, its way back, and what is then said."""

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from accounts.requests import PersonRequest
from diary import log, sentences
from diary.saved import helpings
from diary.submissions import SeeOther, once_per_key
from diary.views.day import url_of

UNDO = {
    "removed": (log.put_back, ngettext_lazy("Put back %(n)d food.", "Put back %(n)d foods.", "n")),
    "added": (log.take_off, ngettext_lazy("Took %(n)d food off again.", "Took %(n)d foods off again.", "n")),
    "copied": (
        log.take_off,
        ngettext_lazy("Took %(n)d copied food off again.", "Took %(n)d copied foods off again.", "n"),
    ),
    "changed": (log.change_back, ngettext_lazy("%(n)d food is as it was.", "%(n)d foods are as they were.", "n")),
    "moved": (log.move_back, ngettext_lazy("Moved %(n)d food back.", "Moved %(n)d foods back.", "n")),
    "written": (
        sentences.take_back,
        ngettext_lazy(
            "Took %(n)d food off again. Your words are kept below.",
            "Took %(n)d foods off again. Your words are kept below.",
            "n",
        ),
    ),
    "left_out": (
        sentences.look_again,
        ngettext_lazy("Your words are to be looked at again.", "Your words are to be looked at again.", "n"),
    ),
    "resized": (
        helpings.size_back,
        ngettext_lazy("%(n)d food has its earlier amount again.", "%(n)d foods have their earlier amounts again.", "n"),
    ),
    "split": (
        helpings.join_again,
        ngettext_lazy("%(n)d food is one helping again.", "%(n)d foods are one helping again.", "n"),
    ),
}


@once_per_key
def entry_restore(request: PersonRequest) -> HttpResponse:
    """Undo what was just done to entries of a day."""
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
