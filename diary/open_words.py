"""Words of a meal that nobody has looked at yet. Something was eaten, so they count as unknown, never as nothing."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured

from accounts.models import User
from diary.box.supplements import names_only_a_supplement
from diary.models import EatenRow, Entry, Meal, Sentence
from diary.own.supplement import UNIT_GRAMS
from diary.own.unknown import UNKNOWN_MEAL
from diary.quantities import GRAM
from diary.unread import unread_name
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

    A phrase weighs a part of a meal. A sentence that waits weighs a whole one where it is all there is of a breakfast,
    lunch or dinner; else a part for each of its pieces between commas. What names nothing but a supplement is one.
    The weights are those of the unknown meal in the tables. One query; two more where words are open.
    """
    return (row for _, row in unread_of([person.pk], first, last))


def unread_of(people: Collection[int], first: date, last: date) -> Iterator[tuple[int, EatenRow]]:
    """The same of many people, each row with the id of whose it is."""
    said = Sentence.objects.filter(person__in=people, eaten_on__range=(first, last)).exclude(state=State.SET_ASIDE)
    found = said.values_list("person_id", "eaten_on", "meal", "state", "text", "not_understood")
    unread = [Unread(*row) for row in found if row[3] == State.WAITING or row[5]]
    if not unread:
        return
    meal, of_a_meal = _unknown_meal()
    held = _meals_held(row for row in unread if row.state == State.WAITING)
    food, name = meal.food, unread_name()
    for row in unread:
        taken = [names_only_a_supplement(piece) for piece in row.pieces]
        weights = [of_a_meal.grams] * taken.count(False)
        if weights and row.state == State.WAITING and row.meal != Meal.SNACK and row.place not in held:
            weights = [meal.grams]
        for grams, is_supplement in [*((one, False) for one in weights), *[(UNIT_GRAMS, True)] * taken.count(True)]:
            yield (
                row.person,
                EatenRow(row.eaten_on, grams, food.pk, name, food.usual_grams, food.makeup_known, is_supplement),
            )


class Unread(NamedTuple):
    """A sentence with words nobody looked at."""

    person: int
    eaten_on: date
    meal: str
    state: str
    text: str
    not_understood: list[str]

    @property
    def place(self) -> tuple[int, date, str]:
        return self.person, self.eaten_on, self.meal

    @property
    def pieces(self) -> list[str]:
        if self.state != State.WAITING:
            return self.not_understood
        return [piece for piece in re.split(r"[,;\n]", self.text) if piece.strip()] or [self.text]


def _meals_held(waiting: Iterable[Unread]) -> set[tuple[int, date, str]]:
    """Which of their meals hold something else that was eaten. No query for none."""
    places = {row.place for row in waiting}
    if not places:
        return set()
    days = {on for _, on, _ in places}
    entries = Entry.objects.filter(person__in={person for person, _, _ in places}, eaten_on__in=days).of_food()
    return places & set(entries.order_by().values_list("person_id", "eaten_on", "meal").distinct())


def _unknown_meal() -> tuple[Portion, Portion]:
    """A whole one, the first of its portions, and the smallest part of one."""
    portions = Portion.objects.filter(food__fdc_id=UNKNOWN_MEAL).exclude(description=GRAM)
    in_order = list(portions.select_related("food").order_by("position"))
    if not in_order:
        raise ImproperlyConfigured("The food tables have no unknown meal with its weights. Run: manage.py load_tables")
    return in_order[0], min(in_order, key=lambda portion: portion.grams)
