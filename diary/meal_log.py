"""What a day page lists: meals, their entries, and helpings of recipes as one row each."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from diary.forms import MoveForm
from diary.models import Entry, Helping, Meal
from diary.open_words import OpenWords
from diary.quantities import GRAM, amount_text, as_written, servings_text
from diary.saved.forms import ServedForm
from nutrients.published import unknown_of


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as listed. amount: its portion in words, "" where that says no more than the grams.

    unknown: of the nutrients judged by amount, for how many its food has no value.
    """

    entry: Entry
    amount: str
    unknown: int


@dataclass(slots=True)
class HelpingRow:
    """Some of a recipe as listed: its foods under one row. form: of its amount, where that was refused."""

    helping: Helping
    rows: list[Row]
    form: ServedForm | None = None

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


def meals_of(
    entries: list[Entry],
    moved: tuple[str, MoveForm] | None = None,
    served: tuple[int, ServedForm] | None = None,
    words: Iterable[OpenWords] = (),
) -> list[MealLog]:
    """The meals that have something logged, in the order of a day; a helping stands where its first food would.

    moved, served: the form of a meal, of a helping, that could not be carried out.
    """
    lacking = unknown_of({entry.portion.food_id for entry in entries}) if entries else {}
    meals = {meal: MealLog(meal, moved[1] if moved and moved[0] == meal else None) for meal in Meal}
    helpings: dict[tuple[str, int], HelpingRow] = {}
    for entry in entries:
        amount = amount_text(entry.quantity, entry.portion.description) if entry.portion.description != GRAM else ""
        unknown = 0 if entry.portion.food.is_supplement else lacking[entry.portion.food_id]
        row, rows = Row(entry, amount, unknown), meals[Meal(entry.meal)].rows
        if entry.helping is None:
            rows.append(row)
            continue
        place = entry.meal, entry.helping.pk
        if place not in helpings:
            form = served[1] if served and served[0] == entry.helping.pk else None
            helpings[place] = HelpingRow(entry.helping, [], form)
            rows.append(helpings[place])
        helpings[place].rows.append(row)
    for open_ in words:
        meals[Meal(open_.sentence.meal)].open.append(open_)
    return [meal for meal in meals.values() if meal.rows or meal.open]
