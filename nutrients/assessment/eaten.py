"""What was eaten on a day, as the assessment reads it: foods with what is known of them, and how much of each.

What is not known of a food is an absent key or None, never zero.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from nutrients.assessment.once import once

UNKNOWN_MAKEUP = ""  # among food groups, which all have a key


@dataclass(frozen=True, slots=True)
class Estimate:
    """An amount per 100 g that no table gives, with its plausible band. It never counts as known."""

    amount: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Composition:
    """What is known of one food, per 100 g.

    energy   [kcal per 100 g], None = unknown
    amounts  tagname -> amount per 100 g in the nutrient's unit; an absent key is unknown
    shares   food group key -> grams of the group in 1 g of the food
    usual_grams  usual portion [g], None = unknown
    makeup_known  False: the groups in this food are unknown, not absent
    """

    food_id: int
    name: str
    energy: float | None = None
    amounts: Mapping[str, float] = field(default_factory=dict)
    estimates: Mapping[str, Estimate] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)
    usual_grams: float | None = None
    makeup_known: bool = True


@dataclass(frozen=True, slots=True)
class FoodEaten:
    """One food, as eaten."""

    food: Composition
    grams: float

    def amount(self, tagname: str) -> float | None:
        """Amount of a nutrient in what was eaten, in the nutrient's unit; None = unknown."""
        per_100_g = self.food.amounts.get(tagname)
        return None if per_100_g is None else per_100_g * self.grams / 100

    @property
    def energy(self) -> float | None:
        """[kcal]; None = unknown."""
        return None if self.food.energy is None else self.food.energy * self.grams / 100


@dataclass(frozen=True)  # no slots: what every nutrient asks of a day is worked out once
class DayIntake:
    """What a person logged on one day. Only a complete day counts; an open one is shown and never averaged.

    eaten        foods
    supplements  by the unit of their labels; nothing that is worked out of food knows of them
    density      [kcal/g] that a food without an energy value is taken to have; None: the mean of this day's others
    """

    date: date
    complete: bool
    eaten: tuple[FoodEaten, ...] = ()
    typical: str = ""
    supplements: tuple[FoodEaten, ...] = ()
    density: float | None = None

    @property
    def is_logged(self) -> bool:
        return bool(self.eaten or self.supplements)

    @once
    def by_food(self) -> tuple[FoodEaten, ...]:
        """What the day held of each food, so that two halves count as the whole."""
        grams: dict[Composition, float] = {}
        for eaten in self.eaten:
            grams[eaten.food] = grams.get(eaten.food, 0.0) + eaten.grams
        if len(grams) == len(self.eaten):
            return self.eaten
        return tuple(FoodEaten(food, amount) for food, amount in grams.items())

    @once
    def places(self) -> Mapping[str, Sequence[int]]:
        """Where in by_food a food group is to be found; under UNKNOWN_MAKEUP, the foods that may hold any."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, eaten in enumerate(self.by_food):
            for key in eaten.food.shares:
                found[key].append(place)
            if not eaten.food.makeup_known:
                found[UNKNOWN_MAKEUP].append(place)
        return dict(found)

    @once
    def pairs(self) -> tuple[tuple[Mapping[str, float], float], ...]:
        """Of each food eaten: its amounts per 100 g, and the grams eaten."""
        return tuple((eaten.food.amounts, eaten.grams) for eaten in self.eaten)

    @once
    def energies(self) -> tuple[float | None, ...]:
        """Of each food eaten [kcal]; None = unknown."""
        return tuple([eaten.energy for eaten in self.eaten])

    @once
    def weights(self) -> tuple[float, ...]:
        """How much each food weighs in the known share: its energy [kcal].

        A food without an energy value weighs its grams times the density: see at_one_density().
        """
        known = [energy for energy in self.energies if energy is not None]
        if len(known) == len(self.eaten):
            return tuple(known)
        density = self.density or _density_of([self]) or 1.0  # no energy known: grams alone weigh, never nothing
        return tuple(
            food.grams * density if own is None else own for food, own in zip(self.eaten, self.energies, strict=True)
        )

    @once
    def weight(self) -> float:
        """Of all foods [kcal]."""
        return sum(self.weights, 0.0)


def at_one_density(days: Sequence[DayIntake]) -> Sequence[DayIntake]:
    """The same days, foods without an energy value at the mean energy density of all complete ones.

    By its own day's density a dinner nobody read would weigh next to nothing beside a coffee, and a feast beside nuts.
    """
    if not any(None in day.energies for day in days):
        return days
    density = _density_of([day for day in days if day.complete])
    return [replace(day, density=density) for day in days]


def density_of(days: Sequence[DayIntake]) -> float | None:
    """[kcal/g] at which at_one_density() set them; None where every food has an energy value, or none has."""
    return next((day.density for day in days if day.density), None)


def _density_of(days: Sequence[DayIntake]) -> float | None:
    """[kcal/g] of the foods with an energy value; None where these give none."""
    energy = grams = 0.0
    for day in days:
        for eaten, own in zip(day.eaten, day.energies, strict=True):
            if own is not None:
                energy += own
                grams += eaten.grams
    return energy / grams if energy else None
