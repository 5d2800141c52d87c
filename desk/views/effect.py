"""What a draft would change: a part of its page, and a page of its own where there is no script."""

from uuid import uuid4

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from desk import counting
from desk.doors import editors_only
from desk.effect.job import REFUSED, Effect, count_effect
from desk.effect.page import EffectPage, effect_page
from desk.effect.windows import WEEKS
from desk.models import Count
from desk.privacy import few_for
from diary.submissions import SeeOther, once_per_key
from nutrients.changesets.acts import Refused
from nutrients.models import ChangeSet


@editors_only
def desk_effect(request: PersonRequest, pk: int) -> HttpResponse:
    return recount(request, pk) if request.method == "POST" else shown(request, pk)


@require_safe
def shown(request: PersonRequest, pk: int) -> HttpResponse:
    """Counted here and now where few reports are concerned, else in the background, with how far it is."""
    changeset = get_object_or_404(ChangeSet, pk=pk)
    is_open = changeset.state in {ChangeSet.State.DRAFT, ChangeSet.State.REVIEW}
    context = {
        "changeset": changeset, "effect": page_of(request, changeset) if is_open else None, "is_open": is_open,
        "new_key": uuid4, "weeks": WEEKS, "least": settings.DESK_PEOPLE,
    }  # fmt: skip
    return render(request, "desk/_effect.html" if request.htmx else "desk/effect.html", context)


def page_of(request: PersonRequest, changeset: ChangeSet) -> EffectPage:
    now = timezone.now()
    job = Effect(changeset, now)
    try:
        count = counting.ask(
            job, now, lambda: count_effect.enqueue(changeset.pk), at_once=settings.DESK_REPORTS_AT_ONCE // WEEKS
        )
    except Refused:
        count = Count(state=Count.State.FAILED, problem=REFUSED)
    return effect_page(count, few_for(request.user))


@once_per_key
def recount(request: PersonRequest, pk: int) -> HttpResponse:
    """The next look counts anew."""
    changeset = get_object_or_404(ChangeSet, pk=pk)
    Count.objects.filter(subject=f"effect:{changeset.pk}").update(basis="")
    return SeeOther(reverse("desk_draft", args=[pk]))
