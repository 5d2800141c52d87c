"""Helpings of recipes on a day: how much it was, split into foods, removed."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.requests import PersonRequest
from diary import log
from diary.models import Entry, Helping
from diary.quantities import servings_text
from diary.saved import helpings
from diary.saved.forms import ServedForm, Serving
from diary.submissions import SeeOther, once_per_key
from diary.views.day import day_page, offer_undo, url_of


@once_per_key
def helping(request: PersonRequest, pk: int) -> HttpResponse:
    """Change how much of it was eaten; its foods change alike."""
    row, entries = own_helping(request, pk)
    serving = Serving.of_helping(row, entries)
    form = ServedForm(request.POST, serving=serving, auto_id=f"helping-{pk}-%s")
    if not form.is_valid():
        return day_page(request, entries[0].eaten_on, served=(pk, form))
    note = helpings.resize(row, form.servings)
    text = _("Changed: %(name)s, %(amount)s.") % {"name": row.name, "amount": servings_text(row.servings)}
    offer_undo(request, text, "resized", note)
    return SeeOther(url_of(entries[0].eaten_on))


@once_per_key
def helping_split(request: PersonRequest, pk: int) -> HttpResponse:
    """Let its foods stand on the day by themselves."""
    row, entries = own_helping(request, pk)
    text = ngettext("Split %(name)s into %(n)d food.", "Split %(name)s into %(n)d foods.", len(entries))
    offer_undo(request, text % {"name": row.name, "n": len(entries)}, "split", helpings.split(row))
    return SeeOther(url_of(entries[0].eaten_on))


@once_per_key
def helping_delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Take it off the day with all its foods. The next page offers to put it back."""
    row, entries = own_helping(request, pk)
    text = _("Removed %(food)s.") % {"food": row.name}
    offer_undo(request, text, "removed", log.remove(request.user, entries))
    return SeeOther(url_of(entries[0].eaten_on))


def own_helping(request: PersonRequest, pk: int) -> tuple[Helping, list[Entry]]:
    """One of the person's own helpings and its foods; another's is not found, nor one without foods."""
    row = get_object_or_404(
        Helping.objects.of(request.user).select_related("person").filter(entries__isnull=False).distinct(), pk=pk
    )
    return row, list(Entry.objects.of(request.user).filter(helping=row).select_related("portion__food"))
