"""One part of a sentence as the page shows it: a food with its amount, or words that were not understood."""

from dataclasses import dataclass, field

from diary.box.choices import Choice
from diary.box.supplements import looks_like_supplement
from diary.box.teaching import foods_said, phrase_of, teachable
from diary.quantities import GRAM, amount_text
from diary.reading.meal import MealRow
from nutrients.models import Food, Portion

NOT_READ = "?"


@dataclass(slots=True)
class Part:
    """One part of the sentence: a row with its food, or words not understood (row None).

    read: what was read, to tell a choice from a reading. quantity: as it stands in the input. fate: one of
    parts.FATES; an "unknown" part weighs `quantity` grams. opened: "change" or "find" where its form is shown.
    choices: there where the person is asked which food. found: what `words` found, without scripts; None: not searched.
    """

    number: int
    text: str
    row: MealRow | None
    read: str
    quantity: str = ""
    fate: str = ""
    error: str = ""
    teaches: bool = False
    opened: str = ""
    choices: list[Choice] = field(default_factory=list)
    near: list[Food] = field(default_factory=list)
    words: str = ""
    found: list[Food] | None = None
    takes_focus: bool = False
    is_assumed: bool = False
    explains: bool = False

    @property
    def amount(self) -> str:
        """The portion in words; "" where that says no more than the grams."""
        if self.row is None or self.row.portion.description == GRAM:
            return ""
        return amount_text(self.row.quantity, self.row.portion.description)

    @property
    def why(self) -> str:
        """What is to be said beside the amount and its mark; "" where it repeats the portion."""
        if self.row is None or (self.amount and self.row.portion.description in self.row.why):
            return ""
        return self.row.why

    @property
    def portions(self) -> list[Portion]:
        return list(self.row.food.portions.all()) if self.row else []

    @property
    def is_as_read(self) -> bool:
        """The food is the one that was read, not one the person chose."""
        return self.row is not None and self.read.startswith(f"{self.row.food.pk}:")

    @property
    def teachable(self) -> str:
        return teachable(self.text)

    @property
    def looks_like_supplement(self) -> bool:
        return looks_like_supplement(self.text)

    @property
    def has_words(self) -> bool:
        """Whether the words may be a food's: not only numbers, units and the name of a day."""
        return bool(foods_said(self.text))

    @property
    def has_odd_amount(self) -> bool:
        """The words say an amount that cannot be one: -3 eggs, 0 apples."""
        phrase = phrase_of(self.text) if self.row is None else None
        return phrase is not None and phrase.is_unreadable

    @property
    def is_open(self) -> bool:
        """Not understood, and nothing decided."""
        return self.row is None and not self.fate


def mark_of(row: MealRow | None) -> str:
    return f"{row.food.pk}:{row.portion.pk}:{row.quantity:.6g}" if row else NOT_READ
