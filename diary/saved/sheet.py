"""The page on which a saved meal is made or changed: its form, its foods, and the search that adds one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from diary.models import Entry, SavedMeal
from diary.quantities import as_written
from diary.reading.meal import row_for
from diary.saved.forms import SavedFoodForm, SavedMealForm
from diary.saved.meals import FoodToSave
from nutrients.models import Food, Portion

MOST_FOODS = 60
LINE = re.compile(r"food-([0-9]{1,4})-food")
STEPS = {"find", "add", "drop"}  # buttons that change the page and save nothing


@dataclass(slots=True)
class Sheet:
    """form and foods as typed. found: what the words of the search find, None where nothing was looked for.

    seen: when the saved meal was last changed as this page knows it, "" for a new one.
    """

    form: SavedMealForm
    foods: list[SavedFoodForm] = field(default_factory=list)
    query: str = ""
    found: list[Food] | None = None
    seen: str = ""
    problem: str = ""

    def is_valid(self) -> bool:
        """Each input has its error beside it; what concerns all of them stands in `problem`."""
        if not all([self.form.is_valid(), *(food.is_valid() for food in self.foods)]):
            return False
        is_recipe = self.form.cleaned_data["servings"] is not None
        for food in self.foods:
            food.check_weight(is_recipe=is_recipe)
        if not self.foods:
            self.problem = _("A saved meal needs at least one food. Look one up below and add it.")
        return bool(self.foods) and not any(food.errors for food in self.foods)

    def to_save(self) -> list[FoodToSave]:
        """The foods of a valid sheet."""
        return [FoodToSave(food.cleaned_data["portion"], food.cleaned_data["quantity"]) for food in self.foods]

    def add(self, food: Food, *, person: User) -> None:
        """Put a food at the end, in the amount the person usually takes."""
        if len(self.foods) >= MOST_FOODS:
            self.problem = _("A saved meal holds at most %(n)s foods.") % {"n": MOST_FOODS}
            return
        row = row_for(food, person=person)
        self.foods.append(_line(self._next(), food, row.portion, row.quantity))
        self.foods[-1].fields["quantity"].widget.attrs["autofocus"] = True
        self.query, self.found = "", None

    def drop(self, number: str) -> None:
        self.foods = [food for food in self.foods if str(food.number) != number]

    def _next(self) -> int:
        return 1 + max((food.number for food in self.foods), default=-1)


def sheet_of(saved: SavedMeal) -> Sheet:
    foods = saved.foods.select_related("portion__food")
    lines = [_line(n, food.portion.food, food.portion, food.quantity) for n, food in enumerate(foods)]
    return Sheet(SavedMealForm(instance=saved, person=saved.person), lines, seen=saved.changed_at.isoformat())


def sheet_of_entries(person: User, entries: Sequence[Entry], meal: str) -> Sheet:
    """A new saved meal that holds what was eaten; without entries a blank one."""
    form = SavedMealForm(initial={"meal": meal}, person=person)
    rows = entries[:MOST_FOODS]
    return Sheet(form, [_line(n, row.portion.food, row.portion, row.quantity) for n, row in enumerate(rows)])


def typed_sheet(data: QueryDict, *, person: User, saved: SavedMeal | None, is_sent: bool) -> Sheet:
    """What was typed. is_sent: to be saved, so it is checked; else it is only shown again."""
    seen, query = data.get("seen", ""), data.get("q", "").strip()
    instance = saved or SavedMeal(person=person)
    if is_sent:
        form = SavedMealForm(data, instance=instance, person=person)
    else:
        form = SavedMealForm(initial=data.dict(), instance=instance, person=person)
    sheet = Sheet(form, query=query, seen=seen)
    numbers = sorted({int(match[1]) for name in data if (match := LINE.fullmatch(name))})
    foods = _foods(person, (data.get(f"food-{n}-food", "") for n in numbers))
    for n in numbers[:MOST_FOODS]:
        food = foods.get(data.get(f"food-{n}-food", ""))
        if food is None:
            sheet.problem = _("One of the foods is not in the tables any more and was left out. Look at the others.")
            continue
        typed = {name: data.get(f"food-{n}-{name}", "") for name in ("quantity", "portion")}
        line = {"data": data} if is_sent else {"initial": typed}
        sheet.foods.append(SavedFoodForm(**line, food=food, prefix=f"food-{n}"))
    return sheet


def is_step(data: QueryDict) -> bool:
    """Whether a button of the page was pressed that saves nothing, or Enter after new words to look for."""
    words = data.get("q", "").strip()
    return bool(STEPS & set(data)) or bool(words and words != data.get("asked", ""))


def _line(n: int, food: Food, portion: Portion, quantity: float) -> SavedFoodForm:
    return SavedFoodForm(
        initial={"quantity": as_written(quantity), "portion": portion.pk}, food=food, prefix=f"food-{n}"
    )


def _foods(person: User, texts: Iterable[str]) -> dict[str, Food]:
    """The foods with these ids that the person sees, by the id as written."""
    wanted = {text for text in texts if re.fullmatch(r"[0-9]{1,18}", text)}
    visible = Food.objects.for_person(person).prefetch_related("portions").in_bulk([int(text) for text in wanted])
    return {text: visible[int(text)] for text in wanted if int(text) in visible}
