"""Where a device sends what it kept while it had no connection. Answers in JSON: a script asks."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import PersonRequest
from diary.models import Sentence
from diary.outbox import Arrival, SentenceForm, read_arrival, take_in
from diary.submissions import SeeOther, fingerprint_of, first_run, key_of
from diary.views.clock import now_for, today_for
from diary.views.day import url_of
from diary.words import day_named

SHOWN = 60  # characters of a sentence in a message


@require_http_methods(["GET", "HEAD", "POST"])
def outbox(request: PersonRequest) -> JsonResponse:
    """GET: who is signed in, and the token to send with. POST: one sentence, taken in once.

    200 {"day": address}: it is kept, now or before. 409: somebody else is signed in. 400, 422 {"error": text}.
    The header GutCheck-Clock is the moment of sending by the clock of the device [s since 1970].
    """
    if request.method != "POST":
        return JsonResponse({"person": request.user.pseudonym, "token": get_token(request)})
    try:
        key = key_of(request)
    except ValueError:
        return refusal(_("It came without its key, so it could not be told from a repeat. Write it anew."), 400)
    if request.POST.get("person") != request.user.pseudonym:
        return refusal(_("It was written by somebody else. It is sent when they sign in."), 409)
    form = SentenceForm({**request.POST.dict(), "clock": request.headers.get("GutCheck-Clock", "")})
    if not form.is_valid():
        return refusal(" ".join(str(error) for errors in form.errors.values() for error in errors), 422)
    # Reading takes a while and writes nothing: others need not wait for it.
    arrival = read_arrival(request.user, form.cleaned_data, request.POST, now_for(request.user))
    answer, earlier = first_run(request, key, lambda: kept(request, take_in(request.user, arrival, key), arrival))
    if answer is None and earlier.fingerprint != fingerprint_of(request):
        return refusal(_("It was sent before with other words. Remove it, or change it to send it as a new one."), 422)
    return JsonResponse({"day": earlier.answer})


def kept(request: PersonRequest, sentence: Sentence, arrival: Arrival) -> HttpResponse:
    """What the next page says about it."""
    names = {
        "text": Truncator(sentence.text).chars(SHOWN),
        "day": day_named(sentence.eaten_on, today_for(request.user)),
    }
    if arrival.counts:
        messages.success(request, _("Sent and logged on %(day)s: “%(text)s”.") % names)
    else:
        text = _("Sent: “%(text)s”. It counts as unknown until you look at it on %(day)s.") % names
        messages.warning(request, f"{text} {arrival.dated.doubt}".strip())
    return SeeOther(url_of(sentence.eaten_on))


def refusal(text: str, status: int) -> JsonResponse:
    return JsonResponse({"error": text}, status=status)
