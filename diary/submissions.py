"""A form sent twice acts once: a double click, a retry after a lost answer, the same page open in two tabs."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.requests import PersonRequest
from diary.models import Meal, Submission

View = Callable[..., HttpResponse]
NOT_CONTENT = {"csrfmiddlewaretoken", "key"}
LABELS = {
    "text": _("Words"),
    "quantity": _("Amount"),
    "meal": _("Meal"),
    "eaten_on": _("Day"),
    "name": _("Name"),
    "note": _("Note"),
}


class SeeOther(HttpResponseRedirect):
    """After a POST: look here with GET."""

    status_code = 303


def key_of(request: PersonRequest) -> UUID:
    """The idempotency key the form was rendered with. ValueError where it is missing or broken."""
    return key_in(request.POST.get("key", ""))


def key_in(text: str) -> UUID:
    """An idempotency key as text. ValueError where it is none."""
    if len(text) != 36:  # UUID() reads more spellings, which would be other fingerprints of one key
        raise ValueError("a key is written as a UUID of 36 characters")
    return UUID(text)


def fingerprint_of(request: PersonRequest) -> str:
    """Equal for two submissions that ask for the same thing."""
    fields = sorted((name, values) for name, values in request.POST.lists() if name not in NOT_CONTENT)
    fields += sorted((name, [hash_of(file) for file in files]) for name, files in request.FILES.lists())
    return hashlib.sha256(json.dumps([request.path, fields]).encode()).hexdigest()


def hash_of(file: UploadedFile) -> str:
    """Of what is in the file, whatever it is called; it can be read again after that."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def once_per_key(view: View) -> View:
    """For views that write. The view runs in one transaction with the record that it ran.

    A redirect means done and is kept; any other answer (a form with errors) leaves nothing written, so that the
    corrected form can be sent under the same key.
    """

    @require_POST
    @wraps(view)
    def carry_out(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            key = key_of(request)
        except ValueError:
            return render(request, "diary/no_key.html", status=400)
        answer, submission = first_run(request, key, lambda: view(request, *args, **kwargs))
        if answer is not None:
            return answer
        if submission.fingerprint == fingerprint_of(request):
            text = _("That form had been carried out already, so nothing was done twice. To repeat it, start afresh.")
            messages.info(request, text)
            return SeeOther(submission.answer)
        return _already_sent(request, submission)

    return carry_out


def first_run(
    request: PersonRequest, key: UUID, act: Callable[[], HttpResponse]
) -> tuple[HttpResponse | None, Submission]:
    """Carry out an act in one transaction with the record that it ran. No answer: it ran before, nothing was done."""
    with transaction.atomic():
        # Two at the same moment: the second waits here for the first to commit, then finds its record.
        submission, is_first = Submission.objects.of(request.user).get_or_create(
            person=request.user, key=key, defaults={"fingerprint": fingerprint_of(request)}
        )
        answer = _first_answer(act(), submission) if is_first else None
        if isinstance(answer, HttpResponseRedirect) and request.session.modified:
            request.session.save()  # with the rest: two commits would wait for the disk twice
            request.session.modified = False
        return answer, submission


def _first_answer(response: HttpResponse, submission: Submission) -> HttpResponse:
    if isinstance(response, HttpResponseRedirect):
        submission.answer = response.url
        submission.save(update_fields=["answer"])
    else:
        transaction.set_rollback(True)
    return response


def _already_sent(request: PersonRequest, submission: Submission) -> HttpResponse:
    """The form was changed after it had been carried out (the browser's Back button): ask, and keep what was typed."""
    typed = [(name, value) for name, values in request.POST.lists() if name not in NOT_CONTENT for value in values]
    shown = [(LABELS[name], dict(Meal.choices).get(value, value)) for name, value in typed if name in LABELS]
    context = {"typed": typed, "shown": shown, "new_key": uuid4, "answer": submission.answer}
    return render(request, "diary/already_sent.html", context, status=422)
