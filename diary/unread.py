"""What a report calls words of a meal that nobody has looked at yet (diary.open_words says how they count)."""

from django.utils.translation import gettext as _

from nutrients.assessment.eaten import FoodEaten


def unread_name() -> str:
    return _("Words not looked at yet")


def is_unread(eaten: FoodEaten) -> bool:
    return eaten.food.name == unread_name()
