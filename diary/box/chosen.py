"""What the person chose for a part of a sentence: another food, an amount, that it is unknown or left out."""

import re
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from diary.box.parts import Act, TypedPart
from diary.box.shown_part import Part
from diary.forms import QuantityField, weight_error
from diary.models import Assumed
from diary.own.unknown import assumed_grams
from diary.quantities import GRAM, as_written
from diary.reading.meal import MealRow, row_for
from nutrients.models import Food, Portion
from nutrients.search import search_foods

OTHERS = 2
FOUND = 6


def lay_over(part: Part, said: TypedPart | None, person: User, act: Act | None) -> None:
    """What the form said of the part, then what its button asks for."""
    if said:
        part.fate, part.teaches = said.fate, said.teaches
        if said.food and (food := food_with_id(person, said.food)):
            choose(part, food, person)
        if part.row or part.fate == "unknown":
            take_amount(part, said)
    if act:
        carry_out(part, act, person)
    if part.fate == "unknown":
        weigh_unknown(part)
    if part.error and not part.opened:
        part.opened = "change"


def carry_out(part: Part, act: Act, person: User) -> None:
    """What one of the buttons of a part does to it."""
    part.takes_focus = act.name in {"open", "find", "teach"}
    if act.name in {"open", "stay"}:
        part.opened = "change"
    elif act.name in {"find", "teach"}:
        part.opened, part.teaches, part.words = "find", part.teaches or act.name == "teach", act.words
        part.found = search_foods(act.words, limit=FOUND, person=person) if act.words else None
    elif act.name == "food" and (food := food_with_id(person, act.value)):
        part.fate = ""
        choose(part, food, person)
    elif act.name in {"unknown", "out"}:
        part.fate = act.name
    elif act.name == "back":
        part.fate = ""


def food_with_id(person: User, text: str) -> Food | None:
    """The food a form names; None for anything that is not the id of a food this person sees."""
    if not re.fullmatch(r"[0-9]{1,18}", text):
        return None
    return Food.objects.for_person(person).filter(pk=int(text)).first()


def choose(part: Part, food: Food, person: User) -> None:
    """Put another food in the place of the one that was read, with the amount that was said."""
    before = part.row
    if before and before.food == food:
        return
    row = with_food(before, food, person) if before else row_for(food, text=part.text, person=person)
    others = tuple(other for other in [before.food, *before.others] if other != food)[:OTHERS] if before else ()
    part.row = replace(row, others=others, is_sure=before is None or before.is_sure or food not in before.others)
    part.quantity, part.error = as_written(part.row.quantity), ""


def with_food(row: MealRow, food: Food, person: User) -> MealRow:
    """A row with another food: in the same amount where one was said, or where the foods are choices of one kind."""
    is_choice = not row.is_sure and food in row.others
    same = same_amount(food, row.portion, row.quantity) if is_choice else said_amount(row, food)
    if same is None:
        return row_for(food, text=row.text, person=person)
    quantity, portion = same
    left = tuple(code for code in row.assumed if code != Assumed.FOOD)
    return replace(
        row, food=food, portion=portion, quantity=quantity, grams=quantity * portion.grams, assumed=left, why=""
    )


def said_amount(row: MealRow, food: Food) -> tuple[float, Portion] | None:
    """The amount of a row for another food: the same measure where it has it, else the same grams; None: not said."""
    if Assumed.QUANTITY in row.assumed and Assumed.PORTION in row.assumed:
        return None
    same = same_amount(food, row.portion, row.quantity)
    return None if same is None or (Assumed.PORTION in row.assumed and same[1].description == GRAM) else same


def same_amount(food: Food, portion: Portion, quantity: float) -> tuple[float, Portion] | None:
    """So much of another food: in the same measure where it has it, else the same grams; None: it has neither."""
    portions = {portion.description: portion for portion in food.portions.all()}
    if same := portions.get(portion.description):
        return quantity, same
    gram = portions.get(GRAM)
    return (quantity * portion.grams, gram) if gram else None


def take_amount(part: Part, said: TypedPart) -> None:
    """The amount as the form has it; a portion of another food is of an earlier choice and is passed over."""
    row = part.row
    portion = next((portion for portion in part.portions if str(portion.pk) == said.portion), None)
    if row and portion is None:
        return
    part.quantity = said.quantity
    try:
        quantity = QuantityField().clean(said.quantity)
    except ValidationError as error:
        part.error = " ".join(error.messages)
        return
    part.error = weight_error(quantity * (portion.grams if portion else 1), row.food if row else part.text)
    if row is None or portion is None or part.error:
        return
    if portion != row.portion or as_written(quantity) != as_written(row.quantity):
        left = tuple(code for code in row.assumed if code == Assumed.FOOD)
        part.row = replace(
            row, portion=portion, quantity=quantity, grams=quantity * portion.grams, assumed=left, why=""
        )


def weigh_unknown(part: Part) -> None:
    """A food of which nothing is known weighs what the person says, else an assumed part of a meal."""
    part.row = None
    usual = assumed_grams()
    part.quantity = part.quantity or (as_written(usual) if usual else "")
    part.is_assumed = usual is not None and part.quantity == as_written(usual)
    if not part.quantity:
        part.error = _("Say how many grams it was, about; a guess is better than nothing.")
