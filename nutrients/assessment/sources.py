"""Foods eaten + food groups -> on how many days the log held a source of a nutrient (method, chapter 5).

It speaks about the log only. A food whose make-up is not known leaves its day open; it never makes it a day without.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from nutrients.assessment.eaten import UNKNOWN_MAKEUP, DayIntake, FoodEaten
from nutrients.assessment.tables import FoodGroup, NutrientSource, RuleSettings, Tables


class Found(NamedTuple):
    """Servings of a source in a food eaten; certain: False where the food may hold more than is known."""

    servings: float
    certain: bool


Servings = Callable[[FoodEaten], Found]
NO_SOURCE, NOT_KNOWN = Found(0.0, True), Found(0.0, False)


@dataclass(frozen=True, slots=True)
class SourceDay:
    """One complete day: the servings found, the foods they came in, and the foods that might hold more."""

    date: date
    servings: float
    foods: tuple[str, ...]
    unknown_foods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceExposure:
    """Days with at least `threshold` servings of a source, out of the complete days."""

    days: tuple[SourceDay, ...]
    threshold: float

    @property
    def exposure_days(self) -> tuple[SourceDay, ...]:
        return tuple(day for day in self.days if day.servings >= self.threshold)

    @property
    def possible_days(self) -> tuple[SourceDay, ...]:
        """Days without a source so far, on which a food of unknown make-up may have held one."""
        return tuple(day for day in self.days if day.servings < self.threshold and day.unknown_foods)

    @property
    def share(self) -> float | None:
        """Exposure days / complete days, a lower bound; None without a complete day."""
        return len(self.exposure_days) / len(self.days) if self.days else None

    @property
    def possible_share(self) -> float | None:
        return (len(self.exposure_days) + len(self.possible_days)) / len(self.days) if self.days else None

    @property
    def foods(self) -> tuple[str, ...]:
        """Names of the foods that counted, each once, in the order met."""
        return tuple(dict.fromkeys(food for day in self.exposure_days for food in day.foods))


@dataclass(frozen=True, slots=True)
class SourceEvidence:
    """named: the article's foods alone (None where it names none); every: with sources by composition."""

    named: SourceExposure | None
    every: SourceExposure


def source_evidence(
    tagname: str, days: Sequence[DayIntake], target: float | None, tables: Tables
) -> SourceEvidence | None:
    """Sources of one nutrient over the complete days. `target`: RDA or AI a day, None = there is none.

    None where nothing could count as a source: no group and no target.
    """
    groups = tables.sources.get(tagname, ())
    named = [source for source in groups if source.origin == "article"]
    if not groups and target is None:
        return None
    servings = _servings(tagname, groups, target, tables)
    every = _exposure(days, servings, tables.settings, _keys(groups).keys() if target is None else None)
    if not named:
        return SourceEvidence(None, every)
    if target is None and len(named) == len(groups):
        return SourceEvidence(every, every)
    return SourceEvidence(
        _exposure(days, _group_servings(named, tables.groups), tables.settings, _keys(named).keys()), every
    )  # fmt: skip


def _keys(groups: Sequence[NutrientSource]) -> dict[str, None]:
    return dict.fromkeys(source.group for source in groups)


def _servings(tagname: str, groups: Sequence[NutrientSource], target: float | None, tables: Tables) -> Servings:
    """Of the groups and by composition, the larger count: a food is one source, not two."""
    by_group = _group_servings(groups, tables.groups)
    if target is None:
        return by_group
    by_composition = _composition_servings(tagname, target, tables.settings)
    if not groups:
        return by_composition

    def larger(eaten: FoodEaten) -> Found:
        a, b = by_group(eaten), by_composition(eaten)
        return Found(max(a.servings, b.servings), a.certain and b.certain)

    return larger


def _exposure(
    days: Sequence[DayIntake], servings: Servings, settings: RuleSettings, groups: Set[str] | None = None
) -> SourceExposure:
    """groups: the keys beside which no food can be a source; None: any food may be one."""
    rows = []
    for day in days:
        if not day.complete:
            continue
        asked = day.by_food if groups is None else _with_any(day, groups)
        counted = [(eaten.food.name, found) for eaten in asked if (found := servings(eaten)) is not NO_SOURCE]
        if not counted:
            rows.append(SourceDay(day.date, 0.0, (), ()))
            continue
        foods = tuple(dict.fromkeys(name for name, found in counted if found.servings))
        unknown = tuple(dict.fromkeys(name for name, found in counted if not found.certain))
        rows.append(SourceDay(day.date, sum((found.servings for _, found in counted), 0.0), foods, unknown))
    return SourceExposure(tuple(rows), settings.exposure_servings)


def _with_any(day: DayIntake, groups: Set[str]) -> Sequence[FoodEaten]:
    """The day's foods that hold one of the groups, or may, in the day's order."""
    held = groups & day.places.keys()
    places = set(day.places.get(UNKNOWN_MAKEUP, ())).union(*[day.places[key] for key in held])
    return [day.by_food[place] for place in sorted(places)]


def _group_servings(sources: Sequence[NutrientSource], groups: Mapping[str, FoodGroup]) -> Servings:
    """Servings of the groups in a food eaten; a food of unknown make-up may hold more of those that survive cooking.

    One of which nothing at all is known may hold any of them: it need not be cooked.
    """
    wanted = _keys(sources)
    may_hide = any(groups[key].survives_cooking for key in wanted)

    def servings(eaten: FoodEaten) -> Found:
        food, grams, shares = eaten.food, eaten.grams, eaten.food.shares
        certain = food.makeup_known or not (may_hide or not food.amounts)
        if wanted.keys().isdisjoint(shares):
            return NO_SOURCE if certain else NOT_KNOWN
        held = [grams * shares[key] / groups[key].serving_grams for key in wanted if key in shares]
        return Found(sum(held), certain)

    return servings


def _composition_servings(tagname: str, target: float, settings: RuleSettings) -> Servings:
    """Usual portions of a food that is a source by composition: one supplies at least that share of the RDA or AI."""
    least = settings.composition_source_share * target

    def servings(eaten: FoodEaten) -> Found:
        per_100_g = eaten.food.amounts.get(tagname)
        if per_100_g is None:
            return NOT_KNOWN
        portion = eaten.food.usual_grams or eaten.grams
        return Found(eaten.grams / portion, True) if per_100_g * portion / 100 >= least else NO_SOURCE

    return servings


@dataclass(frozen=True, slots=True)
class PlantVariety:
    """Different plants in the log, and how many were new on each day. A counter, never a flag."""

    names: tuple[str, ...]
    new_by_day: tuple[tuple[date, int], ...]


def plant_variety(days: Sequence[DayIntake], groups: Mapping[str, FoodGroup], servings: float) -> PlantVariety:
    """Plants of which the logged days, complete or not, held so many servings together: a trace in a soup is none."""
    grams: defaultdict[str, float] = defaultdict(float)
    found: dict[str, date] = {}
    for day in days:
        for eaten in day.eaten:
            for key, share in eaten.food.shares.items():
                grams[key] += eaten.grams * share
        for key, total in grams.items():
            if key in groups and groups[key].is_plant and total >= servings * groups[key].serving_grams:
                found.setdefault(key, day.date)
    new = Counter(found.values())
    return PlantVariety(
        tuple(sorted(groups[key].name for key in found)), tuple((day.date, new[day.date]) for day in days)
    )  # fmt: skip
