"""What the page shows of a sentence before anything is logged: as it was read, and as the person then changed it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.models import User
from diary.box.choices import choices_of
from diary.box.chosen import lay_over, with_food
from diary.box.parts import Act, TypedPart
from diary.box.shown_part import Part, mark_of
from diary.box.supplements import looks_like_supplement
from diary.models import MAX_SENTENCE, Meal, SavedMeal
from diary.quantities import as_written
from diary.reading.meal import MealReading, MealRow, read_meal, row_for
from nutrients.models import Food, gtin_of
from nutrients.search import search_foods

NEAR = 2  # close matches offered for words that were not understood


@dataclass(slots=True)
class Preview:
    """What a text means so far. error: why it cannot be kept as a whole. is_current: the form is of this reading."""

    text: str
    meal: Meal
    parts: list[Part]
    error: str = ""
    saved_meal: SavedMeal | None = None
    is_cut: bool = False
    is_current: bool = True

    @property
    def rows(self) -> list[Part]:
        return [part for part in self.parts if part.row and not part.fate]

    @property
    def asked(self) -> list[Part]:
        return [part for part in self.rows if part.choices]

    @property
    def settled(self) -> int:
        """How many foods nothing has to be asked about."""
        return len(self.rows) - len(self.asked)

    @property
    def unknown(self) -> list[Part]:
        return [part for part in self.parts if part.fate == "unknown"]

    @property
    def open(self) -> list[Part]:
        return [part for part in self.parts if part.is_open]

    @property
    def to_add(self) -> int:
        return len(self.rows) + len(self.unknown)

    @property
    def is_refused(self) -> bool:
        return bool(self.error) or any(part.error for part in self.parts)


def preview_of(
    text: str, *, person: User, meal: Meal, today: date, typed: Sequence[TypedPart] = (), act: Act | None = None
) -> Preview:
    """Read the text and lay over it what the person chose in the form of an earlier reading. today: the meal's day."""
    if error := text_error(text):
        return Preview(text, meal, [], error)
    if not text.strip():
        return Preview(text, meal, [])
    reading = read_words(text, person, meal, today)
    if reading.names_nothing:
        return Preview(text, meal, [], _("These words name no food, so there is nothing to add."))
    parts = list(parts_of(reading))
    is_current = [(part.text, part.read) for part in parts] == [(part.text, part.read) for part in typed]
    left = list(typed)
    for part in parts:
        same = [said for said in left if said.text == part.text]
        if said := next((said for said in same if said.read == part.read), same[0] if same else None):
            left.remove(said)
        lay_over(part, said, person, act if act and act.part == part.number else None)
    add_choices(parts, person, today)
    for place, part in enumerate([part for part in parts if part.is_open][:NEAR]):
        part.explains = place == 0
        part.near = near(part, person)
    return Preview(text, meal, parts, "", reading.saved_meal, reading.is_cut, is_current)


def near(part: Part, person: User) -> list[Food]:
    """Close matches; none of numbers and units. Nor is a food that shares a word with those of a supplement."""
    if not part.has_words:
        return []
    found = search_foods(part.teachable, limit=NEAR, person=person)
    return [food for food in found if food.is_supplement] if part.looks_like_supplement else found


def text_error(text: str) -> str:
    """Why a text cannot be kept; "" where it can."""
    if len(text) > MAX_SENTENCE:
        text_ = _("That is longer than the %(n)d characters a meal may have. Nothing is lost: log it in two parts.")
        return text_ % {"n": MAX_SENTENCE}
    return ""


def read_words(text: str, person: User, meal: Meal, today: date) -> MealReading:
    """A barcode is the packet it stands on; all else is a sentence."""
    code = text.strip()
    if gtin_of(code):
        rows = tuple(row_for(food, text=code, person=person) for food in search_foods(code, limit=1, person=person))
        return MealReading(text, rows, () if rows else (code,))
    return read_meal(text, person=person, meal=meal, today=today)


def parts_of(reading: MealReading) -> Iterator[Part]:
    """Rows and words not understood, in the order of the sentence."""
    found: list[tuple[str, MealRow | None]] = [(row.text, row if is_read(row) else None) for row in reading.rows]
    found += [(phrase, None) for phrase in reading.not_understood]
    places = {id(item): place_of(item[0], reading.text) for item in found}
    for number, item in enumerate(sorted(found, key=lambda item: places[id(item)])):
        words, row = item
        part = Part(number, words, row, mark_of(row))
        part.quantity = as_written(row.quantity) if row else ""
        yield part


def is_read(row: MealRow) -> bool:
    """The row is of the words. "Vitamin D" may be near a drink with vitamins, but nobody who writes it means that."""
    is_no_food = not row.is_sure and not row.food.is_supplement and looks_like_supplement(row.text)
    return row.portion.pk is not None and not is_no_food


def place_of(words: str, text: str) -> int:
    """Where the words of a part stand; those of a food said in two places ("porridge with milk"), where it begins."""
    if not words:
        return len(text)
    place = text.find(words)
    return place if place >= 0 else text.find(words.split()[0])


def add_choices(parts: Iterable[Part], person: User, today: date) -> None:
    """Where the sentence leaves the food open: the foods it may be, with what the choice changes."""
    for part in parts:
        row = part.row
        if row and not row.is_sure and not part.fate:
            others = [with_food(row, food, person) for food in row.others]
            part.choices = choices_of([row, *others], person=person, today=today)
