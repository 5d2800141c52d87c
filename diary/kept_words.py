"""Words about a meal that were sent after the session had ended: kept over the sign-in, for their writer alone."""

from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from diary.models import MAX_SENTENCE, Meal

BOX = {"meal_read", "meal_add"}  # where the box of a day is sent
PLACE = "kept_words"  # in the session
KEPT = 60 * 60  # [s] the session of a stranger that holds words ends soon


def day_in(request: HttpRequest) -> date | None:
    """The day whose box sent this form; None for any other form."""
    match = request.resolver_match
    return match.kwargs["date"] if match and request.method == "POST" and match.url_name in BOX else None


def words_in(request: HttpRequest) -> str:
    """What the box was sent with; "" where that is nothing, or longer than a meal may be."""
    text = request.POST.get("text", "") if day_in(request) else ""
    return text if text.strip() and len(text) <= MAX_SENTENCE else ""


def day_of_kept_words(request: HttpRequest) -> str:
    """Keep what a signed-out person sent, never in an address. The page it comes back on; "" where nothing is kept."""
    day, text, person = day_in(request), words_in(request), request.POST.get("person", "")[:64]
    if not (day and text and person):
        return ""
    request.session[PLACE] = {"text": text, "day": day.isoformat(), "person": person}
    request.session.set_expiry(KEPT)
    meal = request.POST.get("meal", "")
    place = reverse("day", kwargs={"date": day})
    return f"{place}?{urlencode({'meal': meal})}" if meal in Meal.values else place


def take_kept_words(request: HttpRequest, day: date) -> str:
    """The words kept for this person and day, once; somebody else who signs in here never sees them."""
    kept = request.session.get(PLACE)
    if not kept:
        return ""
    is_theirs = kept["person"] == request.user.pseudonym  # type: ignore[union-attr]  # behind the sign-in
    if is_theirs and kept["day"] != day.isoformat():
        return ""
    del request.session[PLACE]
    return kept["text"] if is_theirs else ""
