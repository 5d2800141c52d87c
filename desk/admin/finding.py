"""Foods in the admin, found as everybody finds them: slips, other words and beginnings, the plainest first."""

from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.db.models import Case, Q, QuerySet, When
from django.http import HttpRequest

from nutrients.search import search_foods

MOST = 200  # as many as the search ranks
DIGITS = 18  # what a number of a food can have


class FoodList(ChangeList):
    """most_ranked: so many foods a search found, which is as many as it ranks, so there may be more; else None."""

    most_ranked: int | None = None

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet:
        found = super().get_queryset(request, *args, **kwargs)
        self.most_ranked = MOST if vars(request).get("is_cut_short") else None
        return found


def foods_found(
    foods: QuerySet, words: str, *, is_sorted: bool = False, request: HttpRequest | None = None
) -> QuerySet:
    """Of these foods those that the words may mean, best first unless they are sorted already.

    A number is looked up too. Foods that people offer are in no index; of them the name must hold the words. The
    request learns whether the search found as many as it ranks.
    """
    number = words.strip()
    named = Q(is_offered=True, name__icontains=number)
    if number.isdecimal():
        named |= Q(food_code=number) | Q(fdc_id=int(number[:DIGITS]))
    best = [food.pk for food in search_foods(words, limit=MOST)]
    if request is not None:
        vars(request)["is_cut_short"] = len(best) >= MOST
    found = foods.filter(Q(pk__in=best) | named)
    if is_sorted or not best:
        return found
    places = Case(*(When(pk=pk, then=place) for place, pk in enumerate(best)), default=-1)
    return found.order_by(places, "name", "pk")
