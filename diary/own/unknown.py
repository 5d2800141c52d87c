"""Foods of which nothing is known: counted as unknown, never as nothing."""

from accounts.models import User
from diary.own.food import CATEGORY, GRAM_POSITION, OWN_FOOD
from diary.quantities import GRAM
from nutrients.models import Food, Portion

SOURCE = "Named by its owner; nothing of it is known"
UNKNOWN_MEAL = Food.GUTCHECK_FOODS + 1


def assumed_grams() -> float | None:
    """What an unknown food weighs where nobody says [g]: the smallest measure of the unknown meal; None: no table."""
    portions = Portion.objects.filter(food__fdc_id=UNKNOWN_MEAL).exclude(description=GRAM)
    return portions.order_by("grams").values_list("grams", flat=True).first()


def unknown_food(person: User, name: str) -> tuple[Food, Portion]:
    """The person's own food of this name, made without any value where there is none, and its portion of 1 g."""
    food = Food.objects.filter(owner=person, name__iexact=name[:160]).first() or Food.objects.create(
        owner=person, name=name[:160], description=name[:250], data_type=OWN_FOOD, category=CATEGORY, source=SOURCE,
        makeup_known=False,
    )  # fmt: skip
    gram, _ = Portion.objects.get_or_create(
        food=food, description=GRAM, defaults={"grams": 1, "position": GRAM_POSITION}
    )
    return food, gram
