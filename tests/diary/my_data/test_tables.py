"""Nothing that belongs to a person is forgotten: a new model or column fails here until it is held or left out."""

from django.db.models import Model

from accounts.models import User
from accounts.my_account import ANSWERS, AVOIDANCE
from diary.my_data.foods import OWN_FIELDS, PORTION_FIELDS, SHARE_FIELDS, VALUE_FIELDS
from diary.my_data.tables import HELD_ELSEWHERE, LEFT_OUT, LEFT_OUT_FIELDS, TABLES
from nutrients.models import Food, FoodNutrient, GroupShare, Portion


def leading_to_a_person() -> set[str]:
    """Every model with a way of foreign keys to User, those in between with it."""
    found: set[type[Model]] = {User}
    waiting: list[type[Model]] = [User]
    while waiting:
        model = waiting.pop()
        for field in model._meta.get_fields(include_hidden=True):
            other = field.related_model if field.auto_created and not field.concrete else None
            if isinstance(other, type) and other not in found:
                found.add(other)
                waiting.append(other)
    return {model._meta.label for model in found}


def test_every_model_that_leads_to_a_person_is_held_or_left_out_for_a_reason() -> None:
    held = {table.model._meta.label for table in TABLES} | HELD_ELSEWHERE
    assert leading_to_a_person() - held - LEFT_OUT.keys() == set()
    assert not held & LEFT_OUT.keys()
    assert all(LEFT_OUT.values())


def test_every_column_of_the_diary_is_held_or_left_out_for_a_reason() -> None:
    for table in TABLES:
        if table.name == "reads_others":
            continue  # the other side of "readers"
        columns = {field.name for field in table.model._meta.concrete_fields} - {"id", "person"}
        told = set(table.fields) | {lookup.split("__")[0] for _, lookup in table.joined}
        left_out = {name for name in columns if f"{table.model._meta.label}.{name}" in LEFT_OUT_FIELDS}
        assert columns == (told | left_out) - {"pk"}, table.name


def test_every_column_of_an_own_food_is_held_or_left_out_for_a_reason() -> None:
    for model, held in (
        (Food, set(OWN_FIELDS)),
        (Portion, set(PORTION_FIELDS)),
        (FoodNutrient, {"nutrient", *VALUE_FIELDS}),
        (GroupShare, {"group", *SHARE_FIELDS}),
    ):
        columns = {field.name for field in model._meta.concrete_fields} - {"id", "food"}
        assert columns == held | {name for name in columns if f"{model._meta.label}.{name}" in LEFT_OUT_FIELDS}


def test_every_answer_is_held() -> None:
    profile = User._meta.get_field("profile").related_model
    assert isinstance(profile, type)
    assert {field.name for field in profile._meta.concrete_fields} - {"id", "user"} == set(ANSWERS)
    assert set(AVOIDANCE) == {"words", "reason"}
