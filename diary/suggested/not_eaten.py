"""What a person does not eat, by their diet and in their own words, and which foods that leaves out.

Nothing here can vouch for a food: a table does not name every trace. The pages say so where it matters.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from accounts.models import Avoidance, Profile
from nutrients.assessment.tables import FoodGroup
from nutrients.models import FoodAlias
from nutrients.models.food import AnimalOrigin
from nutrients.search.other_words import other_words
from nutrients.search.words import singulars_of, telling

TABLE = Path(__file__).with_name("food_families.csv")
# What a food of a diet may hold of animals; an unknown origin is not none.
FITS: dict[str, list[AnimalOrigin]] = {
    Profile.Diet.VEGETARIAN.value: [AnimalOrigin.NONE, AnimalOrigin.MILK_OR_EGGS],
    Profile.Diet.VEGAN.value: [AnimalOrigin.NONE],
}
GLUTEN = "gluten"  # a row of the table
ALL_OF_IT = 0.999  # a food is nothing but a group from this share on; the shares are rounded
Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class FoodFacts:
    """What is asked of a food. text: its name and description; shares: food group -> its share of the food."""

    text: str
    animal_origin: str
    makeup_known: bool
    shares: Mapping[str, float]

    @property
    def words(self) -> Words:
        return frozenset(singulars_of(self.text))

    @property
    def is_all_known(self) -> bool:
        """Whether every ingredient is known to the tables."""
        return self.makeup_known and self.animal_origin != ""

    @property
    def is_one_thing(self) -> bool:
        return any(share >= ALL_OF_IT for share in self.shares.values())


@dataclass(frozen=True, slots=True)
class Thing:
    """Something not eaten.

    words      the words of its names; a food with all words of one of them is left out
    groups     keys of the food groups that go by one of these names
    origin     what kind of animal food it is; blank: none, or several
    is_strict  an allergy: what is not known to be free of it is left out too
    """

    words: tuple[Words, ...]
    groups: frozenset[str]
    origin: str
    is_strict: bool

    def may_be_in(self, food: FoodFacts) -> bool:
        if self.origin and food.animal_origin == AnimalOrigin.NONE:
            return False  # oat milk is no milk
        if not self.groups.isdisjoint(food.shares) or any(words <= food.words for words in self.words):
            return True
        return self.is_strict and not self._is_known_free(food)

    def _is_known_free(self, food: FoodFacts) -> bool:
        if not food.is_all_known:
            return False
        return not self.origin or (food.animal_origin != self.origin and food.is_one_thing)


@dataclass(frozen=True, slots=True)
class NotEaten:
    """origins: what a food may hold of animals; None: anything."""

    origins: list[AnimalOrigin] | None = None
    things: tuple[Thing, ...] = field(default=())

    def __bool__(self) -> bool:
        return self.origins is not None or bool(self.things)

    def leaves_out(self, food: FoodFacts) -> bool:
        if self.origins is not None and food.animal_origin not in self.origins:
            return True
        return any(thing.may_be_in(food) for thing in self.things)


def not_eaten_by(profile: Profile, groups: Mapping[str, FoodGroup]) -> NotEaten:
    """One query, and one more where the person named a food."""
    said = list(profile.avoidances.all()) if profile.pk else []
    aliases = _aliases() if said else {}
    things = [_thing(row.words, groups, aliases, row.reason == Avoidance.Reason.ALLERGY) for row in said]
    if profile.diet == Profile.Diet.GLUTEN_FREE:
        things.append(_thing(GLUTEN, groups, aliases, is_strict=True))
    return NotEaten(FITS.get(profile.diet), tuple(things))


Names = dict[tuple[str, ...], list[str]]


def _thing(said: str, groups: Mapping[str, FoodGroup], aliases: Names, is_strict: bool) -> Thing:
    named = [said, *(words.in_english(said) for words in other_words().values())]  # in whatever language it was typed
    names, origin = [name for one in named for name in (one, *aliases.get(_key(one), []))], ""
    for name in list(names):
        means, kind = families().get(_key(name), ([], ""))
        names, origin = [*names, *means], origin or kind
    words = tuple(dict.fromkeys(frozenset(key) for name in names if (key := _key(name))))
    return Thing(words, frozenset(_groups_called(words, groups.values())), origin, is_strict)


def _groups_called(words: Iterable[Words], groups: Iterable[FoodGroup]) -> Iterable[str]:
    for group in groups:
        called = frozenset(singulars_of(group.name))
        if any(names <= called for names in words):
            yield group.key


def _key(text: str) -> tuple[str, ...]:
    return telling(singulars_of(text))


def _aliases() -> Names:
    """Other words for foods, as the search knows them."""
    found: Names = {}
    for phrase, means in FoodAlias.objects.values_list("phrase", "means"):
        found.setdefault(_key(phrase), []).append(means)
    return found


@cache
def families() -> dict[tuple[str, ...], tuple[list[str], str]]:
    """Words for kinds of foods -> the names their foods go by, and what of animals they are."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {_key(row["word"]): (row["means"].split("|"), row["origin"]) for row in csv.DictReader(file)}
