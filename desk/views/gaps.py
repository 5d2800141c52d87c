"""What would help most: the lists, and the order to count anew."""

from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from desk.doors import editors_only
from desk.effect.windows import WEEKS
from desk.gaps.different import with_foods
from desk.gaps.forms import AliasForm
from desk.gaps.jobs import count_all
from desk.gaps.page import gaps_page
from desk.models import DifferentFoods
from diary.models import LATELY
from diary.submissions import SeeOther, once_per_key
from nutrients.changesets.acts import propose
from nutrients.models import ChangeSet
from nutrients.tables.definitions import FOOD_ALIASES
from nutrients.tables.recorded import RowDifference

ON_A_PAGE = 10
LISTS = ("lacking", "words", "duplicates")


@editors_only
@require_safe
def desk_gaps(request: PersonRequest) -> HttpResponse:
    """Each list turns its own pages: ?words=2."""
    return lists_page(request)


def lists_page(request: PersonRequest, alias: AliasForm | None = None) -> HttpResponse:
    """alias: a form to show again, beside its phrase."""
    gaps = gaps_page(request.user, timezone.now())
    pages = {
        name: Paginator(getattr(gaps, name).rows or [], ON_A_PAGE).get_page(request.GET.get(name)) for name in LISTS
    }
    apart = Paginator(DifferentFoods.objects.select_related("said_by"), ON_A_PAGE).get_page(request.GET.get("apart"))
    context = {
        "gaps": gaps, "pages": pages, "drafts": list(gaps.drafts[:ON_A_PAGE]), "open_drafts": gaps.drafts.count(),
        "alias": alias, "apart": apart, "apart_foods": with_foods(list(apart)),
        "new_key": uuid4, "least": settings.DESK_PEOPLE, "weeks": WEEKS, "lately": LATELY.days // 7,
    }  # fmt: skip
    return render(request, "desk/gaps.html", context, status=422 if alias else 200)


@editors_only
@once_per_key
def desk_gaps_alias(request: PersonRequest) -> HttpResponse:
    """Words that nobody finds, and what they mean: a draft in one step."""
    form = AliasForm(request.POST)
    if not form.is_valid():
        return lists_page(request, form)
    phrase, means = form.cleaned_data["phrase"], form.cleaned_data["means"]
    reason = _("“%(phrase)s” was typed and not found.") % {"phrase": phrase}
    row = RowDifference(FOOD_ALIASES.name, (phrase, means), "", None, {"note": ""})
    draft = propose(request.user, [row], reason=reason, origin=ChangeSet.Origin.FORM)
    messages.success(request, _("Saved as a draft. Send it for review, or go on with the next words."))
    return SeeOther(reverse("desk_draft", args=[draft.pk]))


@editors_only
@once_per_key
def desk_gaps_count(request: PersonRequest) -> HttpResponse:
    count_all(timezone.now())
    return SeeOther(reverse("desk_gaps"))
