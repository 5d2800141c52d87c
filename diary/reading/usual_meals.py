"""Meals named without their foods: "usual breakfast", "same as yesterday", or a saved meal by its name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, prefetch_related_objects
from django.utils.translation import gettext as _

from accounts.models import User
from diary.models import Entry, Meal, SavedMeal
from diary.reading.amounts import NOTHING_SAID, Amount
from diary.reading.habits import Eaten, eaten_lately
from diary.sentence.parse import Phrase
from nutrients.models import Portion
from nutrients.search.words import words_of


def usual_amounts(phrase: Phrase, person: User | None, meal: Meal, today: date) -> list[Amount]:
    """What "usual breakfast" stands for: the foods that were in most of these meals of late, as they were last eaten.

    "Same as yesterday": all of the day before. [] where no such meal is asked for, there is none, or there are too few
    to tell what is usual.
    """
    if person is None or not phrase.usual:
        return []
    asked = Meal(phrase.meal) if phrase.meal in Meal.values else meal
    eaten = eaten_lately(person, today, asked)
    if phrase.usual == "yesterday":
        rows, why = [row for row in eaten if row.on == today - timedelta(days=1)], _("as yesterday")
        assumed: tuple[str, ...] = ()
    else:
        rows, why, assumed = in_most_meals(eaten), _("as usual at this meal"), NOTHING_SAID
    portions = Portion.objects.select_related("food").in_bulk([row.portion for row in rows])
    return with_portions(Amount(portions[row.portion], row.quantity, assumed, why) for row in rows)


def in_most_meals(eaten: Sequence[Eaten]) -> list[Eaten]:
    """Of each food that was eaten on more than half of the days, the latest row. [] for a single day."""
    days: dict[int, set[date]] = {}
    latest: dict[int, Eaten] = {}
    for row in eaten:
        days.setdefault(row.food, set()).add(row.on)
        latest[row.food] = row
    of_all = len({row.on for row in eaten})
    return [row for food, row in latest.items() if of_all > 1 and 2 * len(days[food]) > of_all]


def saved_meals_of(person: User | None) -> dict[tuple[str, ...], SavedMeal]:
    """The person's saved meals by the words of their names."""
    if person is None:
        return {}
    return {words_of(saved.name): saved for saved in SavedMeal.objects.of(person)}


def saved_amounts(saved: SavedMeal, quantity: float | None) -> list[Amount]:
    """The foods of a saved meal, so many times; of a recipe, so many servings. None: one."""
    times = (quantity or 1.0) / (saved.servings or 1.0)
    foods = saved.foods.select_related("portion__food")
    return with_portions(Amount(food.portion, food.quantity * times) for food in foods)


def with_portions(amounts: Iterable[Amount]) -> list[Amount]:
    """The same, with all portions of each food read at once."""
    found = list(amounts)
    prefetch_related_objects([amount.portion.food for amount in found], "portions")
    return found


@dataclass(frozen=True, slots=True)
class Last:
    """What a person took of a food the last time."""

    portion_id: int
    quantity: float


def last_amounts(person: User | None, foods: Iterable[int]) -> dict[int, Last]:
    """By food; only those that were ever logged. Two queries: of each portion the latest entry alone is read."""
    if person is None:
        return {}
    portions = Portion.objects.filter(food__in=list(foods)).order_by().values("pk")
    logged = Entry.objects.of(person).filter(portion__in=portions, helping=None).order_by().values("portion")
    latest = logged.annotate(latest=Max("pk")).values_list("latest", flat=True)
    rows = Entry.objects.of(person).filter(pk__in=list(latest)).order_by("pk")
    fields = rows.values_list("portion__food", "portion", "quantity")
    return {food: Last(portion, quantity) for food, portion, quantity in fields}
