"""A day and some foods that the diary's tests agree on."""

from datetime import date
from typing import Any

from accounts.models import User
from nutrients.models import Food, Portion

TODAY = date(2026, 11, 19)  # a Thursday
NOON = "2026-11-19T12:40:00Z"  # 13:40 where Ada lives


def food(fdc_id: int, name: str, *portions: tuple[str, float], **fields: Any) -> Food:
    """A food with its portions; "1 g" is added."""
    fields = {"description": name, "data_type": "survey_fndds_food", "category": "", "source": "test"} | fields
    row = Food.objects.create(fdc_id=fdc_id, name=name, **fields)
    for position, (description, grams) in enumerate([*portions, ("1 g", 1)], start=1):
        Portion.objects.create(food=row, position=position, description=description, grams=grams)
    return row


def own(person: User, name: str = "Ada's own bread", **fields: Any) -> Food:
    """A person's own food, without portions."""
    fields = {"description": name, "data_type": "own_food", "category": "Own foods", "source": "Label"} | fields
    return Food.objects.create(owner=person, name=name, **fields)
