"""Words of a meal that nobody has looked at yet. Something was eaten, so they count as unknown, never as nothing."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ImproperlyConfigured

from accounts.models import User
from diary.models import EatenRow, Sentence
from diary.own.unknown import UNKNOWN_MEAL
from diary.quantities import GRAM
from nutrients.models import Portion

State = Sentence.State


@dataclass(frozen=True, slots=True)
class OpenWords:
    """place: which open phrase of the sentence they are; None: all of it."""

    sentence: Sentence
    text: str
    place: int | None = None

    @property
    def phrase(self) -> str:
        return "" if self.place is None else self.text


def open_words(person: User, date: date) -> list[OpenWords]:
    """What was written on a day and waits to be looked at, in the order it came. One query."""
    words: list[OpenWords] = []
    for sentence in Sentence.objects.of(person).filter(eaten_on=date):
        if sentence.state == State.WAITING:
            words.append(OpenWords(sentence, sentence.text))
        elif sentence.state == State.LOGGED:
            words += [OpenWords(sentence, phrase, place) for place, phrase in enumerate(sentence.not_understood)]
    return words


def eaten_unread(person: User, first: date, last: date) -> Iterator[EatenRow]:
    """Open words as something eaten, of which nothing is known: they lower the share known and no amount.

    A phrase weighs a part of a meal, a sentence that waits a whole one: weights of the unknown meal in the tables.
    One query; two where words are open.
    """
    return (row for _, row in unread_of([person.pk], first, last))


def unread_of(people: Collection[int], first: date, last: date) -> Iterator[tuple[int, EatenRow]]:
    """The same of many people, each row with the id of whose it is."""
    said = Sentence.objects.filter(person__in=people, eaten_on__range=(first, last)).exclude(state=State.SET_ASIDE)
    rows = said.values_list("person_id", "eaten_on", "state", "not_understood")
    unread = [row for row in rows if row[2] == State.WAITING or row[3]]
    if not unread:
        return
    meal, of_a_meal = _unknown_meal()
    for person, on, state, phrases in unread:
        for portion in [meal] if state == State.WAITING else [of_a_meal] * len(phrases):
            food = portion.food
            yield (
                person,
                EatenRow(
                    on, portion.grams, food.pk, food.name, food.usual_grams, food.makeup_known, is_supplement=False
                ),
            )


def _unknown_meal() -> tuple[Portion, Portion]:
    """A whole one, the first of its portions, and the smallest part of one."""
    portions = Portion.objects.filter(food__fdc_id=UNKNOWN_MEAL).exclude(description=GRAM)
    in_order = list(portions.select_related("food").order_by("position"))
    if not in_order:
        raise ImproperlyConfigured("The food tables have no unknown meal with its weights. Run: manage.py load_tables")
    return in_order[0], min(in_order, key=lambda portion: portion.grams)
