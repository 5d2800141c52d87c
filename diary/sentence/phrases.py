"""What a sentence is read into."""

from dataclasses import dataclass, field

from diary.sentence.vocabulary import Measure, Size


@dataclass(frozen=True, slots=True)
class Phrase:
    """One food of a sentence, in words.

    text: as typed, at start to end of what was read. food: the words for the food. quantity: None where none was said;
    is_vague: it was said, but not exactly. measure: None where a number alone was said, or nothing.
    joint: what stands before it: "" (nothing that joins), "and", "with" or "on".
    without: words of what the person says was not in it.
    is_unreadable: the amount cannot be one: -3 eggs, 0 apples.
    usual: "usual" or "yesterday" where the words ask for what is usual; meal: the meal they name, by its code.
    """

    text: str
    start: int
    end: int
    food: str = ""
    quantity: float | None = None
    is_vague: bool = False
    measure: Measure | None = None
    size: Size | None = None
    joint: str = ""
    without: tuple[str, ...] = ()
    is_unreadable: bool = False
    usual: str = ""
    meal: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """text: what was read; is_cut: there is more. not_read: amounts and signs without a food, words for another day.

    left_out: "no sugar", as typed, where it stands apart from the phrase it is about.
    """

    text: str
    phrases: tuple[Phrase, ...]
    not_read: tuple[str, ...]
    left_out: tuple[str, ...]
    is_cut: bool


@dataclass
class Draft:
    """A phrase while it is read. start, end: places of its first token and after its last; food: places of its words.

    is_amount_last: the amount stands after the food, so that what follows is another food.
    """

    joint: str = ""
    start: int = -1
    end: int = -1
    food: list[int] = field(default_factory=list)
    quantity: float | None = None
    is_vague: bool = False
    measure: Measure | None = None
    size: Size | None = None
    without: list[str] = field(default_factory=list)
    is_unreadable: bool = False
    has_amount: bool = False
    is_amount_last: bool = False
    usual: str = ""
    meal: str = ""

    @property
    def is_food_alone(self) -> bool:
        return bool(self.food) and not self.has_amount

    @property
    def is_amount_alone(self) -> bool:
        return self.has_amount and not self.food

    def holds(self, start: int, end: int) -> None:
        self.start = start if self.start < 0 else self.start
        self.end = end

    def multiply(self, times: float) -> None:
        self.quantity = (self.quantity or 1.0) * times
        self.has_amount = True

    def take_amount_of(self, other: "Draft") -> None:
        self.quantity, self.is_vague, self.measure = other.quantity, other.is_vague, other.measure
        self.size, self.is_unreadable, self.has_amount = other.size, other.is_unreadable, True
        self.end = other.end
