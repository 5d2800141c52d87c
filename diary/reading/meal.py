"""A meal in a person's own words, read: which foods, how much, and what had to be assumed. Writes nothing.

The one place where the sentence (diary.sentence), the food search and the portions table meet.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.models import User
from diary.models import MAX_GRAMS, MAX_UNITS, Assumed, Entry, Meal, SavedMeal
from diary.reading.amounts import NOTHING_SAID, Amount, portion_words, said_amount, usual_amount
from diary.reading.beside import amount_beside, bases_of, may_be_beside
from diary.reading.language import vocabulary
from diary.reading.matching import Found, foods_of
from diary.reading.usual_meals import Last, last_amounts, saved_amounts, saved_meals_of, usual_amounts
from diary.sentence.parse import Parsed, Phrase, parse
from nutrients.models import Food, Portion
from nutrients.search.words import words_of

LEAST = 0.001  # of a portion, and in grams: what an entry can hold


@dataclass(frozen=True, slots=True)
class MealRow:
    """A food of a meal, with its amount.

    text: the words of the person this row is from, as typed. grams [g]: quantity x portion.grams.
    assumed: codes of Assumed; empty: all was said. why: for the page, translated, blank where nothing is to be said.
    others: the next best foods. is_sure: False where another food may as well be meant, so the person is asked first.
    """

    text: str
    food: Food
    portion: Portion
    quantity: float
    grams: float
    assumed: tuple[str, ...]
    why: str
    others: tuple[Food, ...]
    is_sure: bool


@dataclass(frozen=True, slots=True)
class MealReading:
    """What a sentence says. saved_meal: the rows are its foods. is_cut: the text goes on after what was read of it.

    names_nothing: it was understood, but for no food: "nothing". It stands in not_understood all the same.
    """

    text: str
    rows: tuple[MealRow, ...]
    not_understood: tuple[str, ...]
    saved_meal: SavedMeal | None = None
    is_cut: bool = False
    names_nothing: bool = False


def read_meal(text: str, *, person: User | None, meal: Meal, today: date) -> MealReading:
    """The foods a sentence names, for this person; None: for nobody in particular.

    today: the day the meal is for; "yesterday" and what is usual are counted back from it.
    """
    parsed = parse(text, vocabulary())
    saved = saved_meals_of(person)
    if named := saved.get(words_of(text)):
        return MealReading(text, listed_rows(text.strip(), saved_amounts(named, None)), (), named, parsed.is_cut)
    saved |= _called_in_full(parsed, saved)
    times = Entry.objects.of(person).times_of_foods(meal, today) if person and parsed.phrases else {}
    found = foods_of(parsed, person, times, saved)
    known = food_rows(found, person)
    rows: list[MealRow] = []
    unknown = list(parsed.not_read)
    whole = None
    for place, one in enumerate(found):
        if isinstance(one, Found):
            new = known[place]
        elif named := saved.get(words_of(one.food)):
            new, whole = listed_rows(one.text, saved_amounts(named, one.quantity)), named
        else:
            new = listed_rows(one.text, usual_amounts(one, person, meal, today)) or None
        if new is None:
            unknown.append(one.phrase.text if isinstance(one, Found) else one.text)
        rows += new or ()
    is_empty = not (rows or unknown or found) and bool(text.strip())  # "no breakfast", "!!!"
    names_nothing = is_empty and not parsed.is_cut and any(map(str.isalpha, text))
    if is_empty:
        unknown.append(parsed.text.strip())
    saved_meal = whole if len(found) == 1 else None
    return MealReading(text, tuple(rows), tuple(unknown), saved_meal, parsed.is_cut, names_nothing)


def _called_in_full(parsed: Parsed, saved: Mapping[tuple[str, ...], SavedMeal]) -> dict[tuple[str, ...], SavedMeal]:
    """What is left of names whose first word says nothing elsewhere -> the meal: the stew of "half of my stew"."""
    found = {}
    for phrase in parsed.phrases:
        said, left = words_of(phrase.text), words_of(phrase.food)
        for name, meal in saved.items():
            is_end = bool(left) and name[-len(left) :] == left
            if is_end and any(said[place : place + len(name)] == name for place in range(len(said))):
                found[left] = meal
    return found


def row_for(food: Food, *, text: str = "", person: User | None) -> MealRow:
    """The row of a food that was chosen by hand, in the amount this person took last, else in what is usual."""
    return row_of(text, food, unsaid_amount(food, last_amounts(person, [food.pk]).get(food.pk)))


def food_rows(found: Sequence[Found | Phrase], person: User | None) -> dict[int, tuple[MealRow, ...] | None]:
    """The rows of the foods that were found, by their place: () where it was left out, None for an amount nobody eats.

    Four queries, however many foods.
    """
    named = {place: one for place, one in enumerate(found) if isinstance(one, Found)}
    ids = {pk for one in named.values() for pk in (one.food, *one.others)}
    foods = Food.objects.for_person(person).prefetch_related("portions").in_bulk(ids)
    last = last_amounts(person, [one.food for one in named.values()])
    amounts = {
        place: said_of(one, foods[one.food]) or unsaid_amount(foods[one.food], last.get(one.food))
        for place, one in named.items()
    }
    bases = bases_of([one.phrase if isinstance(one, Found) else one for one in found])
    rows: dict[int, tuple[MealRow, ...] | None] = {}
    for place, one in named.items():
        food, amount, base = foods[one.food], amounts[place], bases.get(place)
        if is_left_out(one, found[place - 1] if place else None, food):
            rows[place] = ()
            continue
        if base in named and amount.assumed == NOTHING_SAID:
            amount = amount_beside(food, foods[named[base].food], amounts[base].grams) or amount
        fits = amount.quantity >= LEAST and LEAST <= amount.grams <= (MAX_UNITS if food.is_supplement else MAX_GRAMS)
        rows[place] = (row_found(one, foods, amount),) if fits else None
    return rows


def said_of(one: Found, food: Food) -> Amount | None:
    """The amount the phrase says, else the one the person taught with these words."""
    if said := said_amount(one.phrase, food):
        return said
    if one.taught and one.taught.portion and one.taught.quantity:
        return Amount(one.taught.portion, one.taught.quantity)
    return None


def unsaid_amount(food: Food, last: Last | None) -> Amount:
    """What the person took of the food last, else what is usual."""
    portions = {portion.pk: portion for portion in food.portions.all()}
    if last and last.portion_id in portions:
        return Amount(portions[last.portion_id], last.quantity, NOTHING_SAID, _("as you last logged it"))
    quantity, portion = usual_amount(food)
    portion = portion or Portion(food=food, description="1 g", grams=1.0)
    amount = Amount(portion, quantity, NOTHING_SAID)
    return Amount(portion, quantity, NOTHING_SAID, portion_words(portion, amount))


def is_left_out(one: Found, before: Found | Phrase | None, food: Food) -> bool:
    """ "Without milk and sugar": what goes on with it, if it is a food that others are taken with."""
    goes_on = isinstance(before, Found) and before.phrase.without and one.phrase.joint == "and"
    return bool(goes_on and one.phrase.quantity is None and may_be_beside(food))


def row_found(one: Found, foods: Mapping[int, Food], amount: Amount) -> MealRow:
    why = amount.why
    if one.is_habit:
        why = _("your usual %(words)s") % {"words": one.phrase.food}
    elif one.taught:
        why = _("as you taught it")
    elif one.passed_over:
        why = _("“%(words)s” was passed over") % {"words": " ".join(one.passed_over)}
    is_food_said = one.is_sure and not one.is_another
    assumed = amount.assumed if is_food_said else (Assumed.FOOD.value, *amount.assumed)
    others = tuple(foods[pk] for pk in one.others if pk in foods)
    amount = Amount(amount.portion, amount.quantity, assumed, why)
    return row_of(one.phrase.text, foods[one.food], amount, others, is_sure=one.is_sure)


def row_of(text: str, food: Food, amount: Amount, others: tuple[Food, ...] = (), *, is_sure: bool = True) -> MealRow:
    return MealRow(
        text, food, amount.portion, amount.quantity, amount.grams, amount.assumed, amount.why, others, is_sure
    )


def listed_rows(text: str, amounts: Iterable[Amount]) -> tuple[MealRow, ...]:
    """The foods of a meal that was named, none of them said one by one."""
    return tuple(row_of(text, amount.portion.food, amount) for amount in amounts)
