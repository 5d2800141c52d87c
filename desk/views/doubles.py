"""Foods that look like one: told apart for everybody, or made one by a draft."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from desk.doors import editors_only
from desk.gaps.different import foods_in, tell_apart
from desk.gaps.forms import DifferentForm, MergeForm
from desk.gaps.jobs import count_doubles
from desk.gaps.merging import merge
from desk.models import DifferentFoods
from desk.models.different import key_of
from diary.submissions import SeeOther, once_per_key
from diary.views.clock import now_for
from nutrients.in_language import in_language
from nutrients.models import Food


def found(foods: str) -> list[Food]:
    try:
        return foods_in(foods)
    except LookupError:
        raise Http404 from None


def back() -> HttpResponse:
    return SeeOther(f"{reverse('desk_gaps')}#duplicates")


@editors_only
@require_safe
def desk_doubles(request: PersonRequest, foods: str) -> HttpResponse:
    """The foods beside each other, and what can be said of them."""
    return doubles_page(request, foods, found(foods))


def doubles_page(
    request: PersonRequest, address: str, foods: list[Food], *, merging: MergeForm | None = None,
    apart: DifferentForm | None = None, problem: str = "",
) -> HttpResponse:  # fmt: skip
    """merging, apart: forms to show again with what is wrong in them. problem: why no draft was made."""
    first, *others = foods
    same = _("%(others)s and %(kept)s are one food.") % {
        "others": ", ".join(f"“{in_language(food.name)}”" for food in others), "kept": f"“{in_language(first.name)}”",
    }  # fmt: skip
    said = DifferentFoods.objects.filter(foods=key_of(food.fdc_id for food in foods if food.fdc_id)).first()
    rows = [
        {"food": food, "values": food.composition.count(), "portions": [str(row) for row in food.portions.all()],
         "shares": food.shares.count()}
        for food in foods
    ]  # fmt: skip
    context = {
        "address": address, "rows": rows, "said": said, "problem": problem, "new_key": uuid4,
        "merging": merging or MergeForm(foods=foods, initial={"kept": first.fdc_id, "reason": same}, auto_id="one-%s"),
        "apart": apart or DifferentForm(auto_id="apart-%s"),
    }  # fmt: skip
    return render(request, "desk/doubles.html", context, status=422 if merging or apart or problem else 200)


@editors_only
@once_per_key
def desk_doubles_apart(request: PersonRequest, foods: str) -> HttpResponse:
    """They are different foods: remembered for everybody."""
    those, form = found(foods), DifferentForm(request.POST, auto_id="apart-%s")
    if not form.is_valid():
        return doubles_page(request, foods, those, apart=form)
    tell_apart(request.user, those, form.cleaned_data["reason"], now_for(request.user))
    names = ", ".join(in_language(food.name) for food in those)
    messages.success(
        request, _("Remembered: %(foods)s are different foods. Below, under “told apart”, it can be undone.")
        % {"foods": names},
    )  # fmt: skip
    return back()


@editors_only
@once_per_key
def desk_doubles_merge(request: PersonRequest, foods: str) -> HttpResponse:
    """They are one: a draft that keeps one of them."""
    those = found(foods)
    form = MergeForm(request.POST, foods=those, auto_id="one-%s")
    if not form.is_valid():
        return doubles_page(request, foods, those, merging=form)
    kept = next(food for food in those if food.fdc_id == form.cleaned_data["kept"])
    others = [food for food in those if food != kept]
    draft = merge(request.user, kept, others, form.cleaned_data["reason"])
    if draft is None:
        problem = _(
            "There is nothing to draft: the others stand in diaries, so they stay, and they come last in a search"
            " already."
        )
        return doubles_page(request, foods, those, merging=form, problem=problem)
    messages.success(request, _("Saved as a draft. Look it through: nothing of it is in force yet."))
    return SeeOther(reverse("desk_draft", args=[draft.pk]))


@editors_only
@once_per_key
def desk_apart_undo(request: PersonRequest, pk: int) -> HttpResponse:
    """They look like one again; a count that left them out is made anew."""
    get_object_or_404(DifferentFoods, pk=pk).delete()
    count_doubles(timezone.now())
    messages.success(request, _("Undone: they stand in the list again as soon as it is counted."))
    return back()
