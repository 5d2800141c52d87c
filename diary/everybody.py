"""Everybody's verdicts of a week, for counts over a whole install: the findings of the reports, many people at a time.

People are read in batches of a fixed size, so memory does not grow with their number.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast

from accounts.models import Profile
from diary.models import Day, EatenRow, Entry
from diary.open_words import unread_of
from diary.report import days_of
from diary.weeks import Week
from nutrients.assessment.eaten import Composition, DayIntake
from nutrients.assessment.verdicts import NutrientVerdict, aligned_by, verdicts
from nutrients.models import Portion
from nutrients.models.reference import ReferenceSet
from nutrients.published import all_tables, compositions

BATCH = 200  # people read at a time
KEPT_FOODS = 6000  # whose values are kept from batch to batch: the shipped ones; past that it begins anew
KEPT_PORTIONS = 25_000

Food = tuple[int, str, float | None, bool, bool]  # of an EatenRow, from food_id on


@dataclass(frozen=True, slots=True)
class PersonsVerdicts:
    """One person's week. Findings and figures are those of their report."""

    profile: Profile
    days: tuple[DayIntake, ...]
    verdicts: tuple[NutrientVerdict, ...]
    release: str


def everybodys_verdicts(people: Sequence[int], week: Week) -> Iterator[PersonsVerdicts]:
    """Of the people with these ids. Who logged nothing in the week is left out."""
    tables = {str(name): all_tables(name) for name in ReferenceSet.values}
    aligned = {name: aligned_by(found) for name, found in tables.items()}
    larder = Larder(frozenset(nutrient.tagname for found in tables.values() for nutrient in found.nutrients))
    for start in range(0, len(people), BATCH):
        some = people[start : start + BATCH]
        profiles = {
            profile.user_id: profile for profile in Profile.objects.filter(user__in=some).select_related("user")
        }
        for foods in aligned.values():
            if len(foods) > KEPT_FOODS:
                foods.clear()
        for person, days in larder.days(some, week.days).items():
            profile = profiles[person]
            by = tables[profile.reference_set]
            found = verdicts(days, profile.as_person(week.last_day), by, aligned[profile.reference_set])
            yield PersonsVerdicts(profile, tuple(days), found, by.release)


class Mark(NamedTuple):
    """What a Day says."""

    date: date
    complete: bool
    typical: str


class Log(NamedTuple):
    """What one person logged on some days, and what they said of these."""

    eaten: list[EatenRow]
    marks: list[Mark]


@dataclass
class Larder:
    """What is known of portions and foods, kept from batch to batch."""

    tagnames: Collection[str]
    portions: dict[int, Food] = field(default_factory=dict)
    foods: dict[int, Composition] = field(default_factory=dict)

    def days(self, people: Collection[int], dates: Sequence[date]) -> dict[int, list[DayIntake]]:
        """The days of everybody of these who logged something. Five queries, and two for foods not met before."""
        logs, foods = self.logs(people, dates)
        return {person: days_of(dates, log.eaten, foods, log.marks) for person, log in logs.items()}

    def logs(self, people: Collection[int], dates: Sequence[date]) -> tuple[dict[int, Log], Mapping[int, Composition]]:
        """What days() is made of: everybody's rows, and what is known of the foods in them."""
        rows = self._eaten(people, dates[0], dates[-1])
        foods = self._known([row for own in rows.values() for row in own])
        marks: defaultdict[int, list[Mark]] = defaultdict(list)
        said = Day.objects.filter(person__in=rows, date__range=(dates[0], dates[-1])).order_by()
        for person, on, complete, typical in said.values_list("person_id", "date", "complete", "typical"):
            marks[person].append(Mark(on, complete, typical))
        return {person: Log(own, marks[person]) for person, own in rows.items()}, foods

    def _eaten(self, people: Collection[int], first: date, last: date) -> Mapping[int, list[EatenRow]]:
        """Entries come from their index alone; what a portion is of is looked up in what was kept."""
        entries = list(
            Entry.objects.filter(person__in=people)
            .between(first, last)
            .order_by("person", "eaten_on", "id")
            .values_list("person_id", Cast("eaten_on", CharField()), "grams", "portion_id")
        )
        on_day = {text: date.fromisoformat(text) for text in {text for _, text, _, _ in entries}}
        self._learn({portion for _, _, _, portion in entries})
        rows: defaultdict[int, list[EatenRow]] = defaultdict(list)
        for person, text, grams, portion in entries:
            rows[person].append(EatenRow(on_day[text], grams, *self.portions[portion]))
        for person, row in unread_of(people, first, last):
            rows[person].append(row)
        return rows

    def _learn(self, portions: set[int]) -> None:
        if len(self.portions) > KEPT_PORTIONS:
            self.portions.clear()
        missing = sorted(portions - self.portions.keys())
        for start in range(0, len(missing), BATCH):
            rows = Portion.objects.filter(pk__in=missing[start : start + BATCH]).order_by()
            for pk, food, name, usual_grams, makeup_known, is_supplement in rows.values_list(
                "pk", "food", "food__name", "food__usual_grams", "food__makeup_known", "food__is_supplement"
            ):
                self.portions[pk] = food, name, usual_grams, makeup_known, is_supplement

    def _known(self, rows: Sequence[EatenRow]) -> Mapping[int, Composition]:
        if len(self.foods) > KEPT_FOODS:
            self.foods.clear()
        if missing := [row for row in rows if row.food_id not in self.foods]:
            self.foods |= compositions(missing, self.tagnames)
        return self.foods
