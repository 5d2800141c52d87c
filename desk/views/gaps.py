"""What would help most: the lists, and the order to count anew."""

from uuid import uuid4

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from desk.doors import editors_only
from desk.effect.windows import WEEKS
from desk.gaps.jobs import count_all
from desk.gaps.page import gaps_page
from diary.models import LATELY
from diary.submissions import SeeOther, once_per_key

ON_A_PAGE = 10
LISTS = ("lacking", "words", "duplicates")


@editors_only
@require_safe
def desk_gaps(request: PersonRequest) -> HttpResponse:
    """Each list turns its own pages: ?words=2."""
    gaps = gaps_page(request.user, timezone.now())
    pages = {
        name: Paginator(getattr(gaps, name).rows or [], ON_A_PAGE).get_page(request.GET.get(name)) for name in LISTS
    }
    context = {
        "gaps": gaps, "pages": pages, "drafts": list(gaps.drafts[:ON_A_PAGE]), "open_drafts": gaps.drafts.count(),
        "new_key": uuid4, "least": settings.DESK_PEOPLE, "weeks": WEEKS, "lately": LATELY.days // 7,
    }  # fmt: skip
    return render(request, "desk/gaps.html", context)


@editors_only
@once_per_key
def desk_gaps_count(request: PersonRequest) -> HttpResponse:
    count_all(timezone.now())
    return SeeOther(reverse("desk_gaps"))
