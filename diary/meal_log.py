"""What a day page lists: meals, their entries, and helpings of recipes as one row each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar

from django.template.defaultfilters import floatformat
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from diary.forms import MoveForm
from diary.models import Helping, ListedRow, Meal
from diary.open_words import OpenWords
from diary.quantities import GRAM, amount_text, as_written, servings_text
from diary.saved.forms import ServedForm
from nutrients.published import unknown_of


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as listed. lacking: of the nutrients judged by amount, for how many its food has no value."""

    entry: ListedRow
    lacking: int
    is_helping: ClassVar[bool] = False

    @property
    def anchor(self) -> str:
        return f"entry-{self.entry.pk}"

    @property
    def weight(self) -> str:
        return "" if self.entry.is_supplement else _weight(get_language(), self.entry.grams)

    @property
    def amount(self) -> str:
        """Its portion in words, "" where that says no more than the grams."""
        return amount_text(self.entry.quantity, self.entry.portion) if self.entry.portion != GRAM else ""

    @property
    def unknown(self) -> str:
        """For how many nutrients its food has no value, in words; "" for none, and for a supplement."""
        return _unknown(get_language(), self.lacking) if self.lacking and not self.entry.is_supplement else ""


@dataclass(slots=True)
class HelpingRow:
    """Some of a recipe as listed: its foods under one row. form: of its amount, where that was refused."""

    helping: Helping
    rows: list[Row]
    form: ServedForm | None = None
    is_helping: ClassVar[bool] = True

    @property
    def amount(self) -> str:
        return servings_text(self.helping.servings)

    @property
    def grams(self) -> float:
        """[g] after cooking; what went into it where that is not known."""
        return self.helping.grams or sum(row.entry.grams for row in self.rows)

    @property
    def pks(self) -> list[int]:
        return [row.entry.pk for row in self.rows]

    @property
    def typed(self) -> str:
        """The servings as a form sends them."""
        return as_written(self.helping.servings)


@dataclass(slots=True)
class MealLog:
    """A meal as listed. move: the form that moves or copies it, where that was refused."""

    meal: Meal
    move: MoveForm | None = None
    rows: list[Row | HelpingRow] = field(default_factory=list)
    open: list[OpenWords] = field(default_factory=list)

    @property
    def foods(self) -> int:
        return sum(len(row.rows) if isinstance(row, HelpingRow) else 1 for row in self.rows)

    @property
    def words(self) -> Mapping[str, str]:
        """Its name, and what its menu says."""
        return _menu_words(get_language(), self.meal, self.foods)


# Kept, for a day lists the same weights and numbers again and again. language: that of the thread, which words are in.
@lru_cache(maxsize=2000)
def _weight(language: str, grams: float) -> str:
    return f"{floatformat(grams, '-1g')} g"


@lru_cache(maxsize=500)
def _unknown(language: str, n: int) -> str:
    return ngettext("%(n)s nutrient unknown", "%(n)s nutrients unknown", n) % {"n": n}


@lru_cache(maxsize=500)
def _menu_words(language: str, meal: Meal, n: int) -> Mapping[str, str]:
    name = str(meal.label)
    return {
        "name": name,
        "menu": _("Copy, move, save or remove %(meal)s") % {"meal": name.lower()},
        "copy": ngettext("Copy or move this food to", "Copy or move these %(n)s foods to", n) % {"n": n},
        "remove": ngettext("Remove this food", "Remove all %(n)s foods", n) % {"n": n},
    }


def meals_of(
    entries: Sequence[ListedRow],
    helpings: Mapping[int, Helping],
    moved: tuple[str, MoveForm] | None = None,
    served: tuple[int, ServedForm] | None = None,
    words: Iterable[OpenWords] = (),
) -> list[MealLog]:
    """The meals that have something logged, in the order of a day; a helping stands where its first food would.

    helpings: those the entries are part of, by id. moved, served: the form of a meal, of a helping, that could not be
    carried out.
    """
    lacking = unknown_of({entry.food_id for entry in entries}) if entries else {}
    meals = {meal: MealLog(meal, moved[1] if moved and moved[0] == meal else None) for meal in Meal}
    served_at: dict[tuple[str, int], HelpingRow] = {}
    for entry in entries:
        row, rows = Row(entry, lacking[entry.food_id]), meals[Meal(entry.meal)].rows
        if entry.helping is None:
            rows.append(row)
            continue
        place = entry.meal, entry.helping
        if place not in served_at:
            form = served[1] if served and served[0] == entry.helping else None
            served_at[place] = HelpingRow(helpings[entry.helping], [], form)
            rows.append(served_at[place])
        served_at[place].rows.append(row)
    for open_ in words:
        meals[Meal(open_.sentence.meal)].open.append(open_)
    return [meal for meal in meals.values() if meal.rows or meal.open]
