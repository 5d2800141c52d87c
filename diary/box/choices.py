"""Which food is meant? The foods it may be, how often each was taken, and what the choice changes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Avg, Count
from django.db.models.functions import Coalesce
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from diary.models import Entry
from diary.reading.meal import MealRow
from diary.week_page.wording import amount, in_sentence
from nutrients.in_language import in_language
from nutrients.models import Food, FoodNutrient, Nutrient, ReferenceIntake

COUNTED = timedelta(weeks=4)
MOVED = 3  # nutrients a choice is shown with
Values = dict[str, dict[int, float]]  # tagname -> food -> in the amount of its row


@dataclass(frozen=True, slots=True)
class Choice:
    """note: how often the food was taken lately, else what is in the amount. moved: the nutrients, for all choices."""

    food: Food
    grams: float
    note: str
    moved: str


def choices_of(rows: Sequence[MealRow], *, person: User, today: date) -> list[Choice]:
    """The choices, the likeliest first. Three queries."""
    values = values_in(rows)
    moved = most_moved(values, daily_levels(person))
    nutrients = list(Nutrient.objects.filter(pk__in=moved)) if moved else []
    names = get_text_list([in_sentence(in_language(nutrient.name)) for nutrient in nutrients], _("and"))
    taken = times_taken(person, [row.food.pk for row in rows], today)
    noted = [] if person.profile.hides_numbers else nutrients
    return [Choice(row.food, row.grams, note_of(row, noted, values, taken), names) for row in rows]


def values_in(rows: Sequence[MealRow]) -> Values:
    """Known amounts of the nutrients the pages speak of first; a food without a value has none here."""
    grams = {row.food.pk: row.grams for row in rows}
    known = FoodNutrient.objects.filter(
        food__in=list(grams), nutrient__in_article=True, nutrient__assessment=Nutrient.Assessment.ADEQUACY
    ).exclude(derivation=FoodNutrient.Derivation.ESTIMATED)
    values: Values = defaultdict(dict)
    for food, tagname, per_100_g in known.order_by().values_list("food_id", "nutrient_id", "amount"):
        values[tagname][food] = per_100_g * grams[food] / 100
    return values


def daily_levels(person: User) -> dict[str, float]:
    """A day's reference for each nutrient, to compare amounts of different units by: the mean over life stages."""
    rows = ReferenceIntake.objects.filter(reference_set=person.profile.reference_set, basis=ReferenceIntake.Basis.DAY)
    levels = rows.order_by().values_list("nutrient").annotate(level=Avg(Coalesce("rda", "ai", "ear")))
    return {tagname: level for tagname, level in levels if level}


def most_moved(values: Values, levels: Mapping[str, float]) -> list[str]:
    """The nutrients of which the choices differ most, measured by a day's reference."""
    spread = {
        tagname: (max(amounts.values()) - min(amounts.values())) / levels[tagname]
        for tagname, amounts in values.items()
        if tagname in levels and len(amounts) > 1
    }
    return [tagname for tagname in sorted(spread, key=lambda tagname: -spread[tagname]) if spread[tagname] > 0][:MOVED]


def times_taken(person: User, foods: Sequence[int], today: date) -> dict[int, int]:
    lately = Entry.objects.of(person).filter(portion__food__in=foods, eaten_on__gt=today - COUNTED)
    return dict(lately.order_by().values_list("portion__food").annotate(times=Count("pk")))


def note_of(row: MealRow, nutrients: Sequence[Nutrient], values: Values, taken: Mapping[int, int]) -> str:
    if times := taken.get(row.food.pk):
        text = ngettext("Logged %(n)d time in the last 4 weeks.", "Logged %(n)d times in the last 4 weeks.", times)
        return text % {"n": times}
    said = []
    for nutrient in nutrients:
        value = values[nutrient.tagname].get(row.food.pk)
        text = _("%(nutrient)s unknown") if value is None else _("%(nutrient)s %(amount)s %(unit)s")
        much = "" if value is None else amount(value, nutrient.decimals)
        said.append(text % {"nutrient": in_language(nutrient.name), "amount": much, "unit": nutrient.unit})
    return ", ".join(said)
