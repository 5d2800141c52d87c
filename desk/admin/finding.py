"""Foods in the admin, found as everybody finds them: slips, other words and beginnings, the plainest first."""

from django.db.models import Case, Q, QuerySet, When

from nutrients.search import search_foods

MOST = 200  # as many as the search ranks
DIGITS = 18  # what a number of a food can have


def foods_found(foods: QuerySet, words: str, *, is_sorted: bool = False) -> QuerySet:
    """Of these foods those that the words may mean, best first unless they are sorted already.

    A number is looked up too. Foods that people offer are in no index; of them the name must hold the words.
    """
    number = words.strip()
    named = Q(is_offered=True, name__icontains=number)
    if number.isdecimal():
        named |= Q(food_code=number) | Q(fdc_id=int(number[:DIGITS]))
    best = [food.pk for food in search_foods(words, limit=MOST)]
    found = foods.filter(Q(pk__in=best) | named)
    if is_sorted or not best:
        return found
    places = Case(*(When(pk=pk, then=place) for place, pk in enumerate(best)), default=-1)
    return found.order_by(places, "name", "pk")
