"""Foods eaten + food groups -> on how many days the log held a source of a nutrient (method, chapter 5).

It speaks about the log only. A mixed food whose make-up is not known leaves its day open; it never makes it a day without.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from nutrients.assessment.intake import DayIntake, FoodEaten
from nutrients.assessment.tables import FoodGroup, NutrientSource, RuleSettings, Tables

Servings = Callable[[FoodEaten], float | None]


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
    by_group = _group_servings(groups, tables.groups)
    by_composition = _composition_servings(tagname, target, tables.settings)
    return SourceEvidence(
        _exposure(days, _group_servings(named, tables.groups), tables.settings) if named else None,
        _exposure(days, lambda eaten: _larger(by_group(eaten), by_composition(eaten)), tables.settings),
    )


def _exposure(days: Sequence[DayIntake], servings: Servings, settings: RuleSettings) -> SourceExposure:
    rows = []
    for day in days:
        if not day.complete:
            continue
        counted = [(eaten.food.name, servings(eaten)) for eaten in day.eaten]
        foods = tuple(dict.fromkeys(name for name, amount in counted if amount))
        unknown = tuple(dict.fromkeys(name for name, amount in counted if amount is None))
        rows.append(SourceDay(day.date, sum(amount or 0 for _, amount in counted), foods, unknown))
    return SourceExposure(tuple(rows), settings.exposure_servings)


def _group_servings(sources: Sequence[NutrientSource], groups: Mapping[str, FoodGroup]) -> Servings:
    """Servings of the groups in a food eaten; None where its make-up is unknown and no group is known in it."""

    def servings(eaten: FoodEaten) -> float | None:
        shares = eaten.food.shares
        keys = [source.group for source in sources if source.group in shares]
        if not keys and not eaten.food.makeup_known:
            return None
        return sum(eaten.grams * shares[key] / groups[key].serving_grams for key in keys)

    return servings


def _composition_servings(tagname: str, target: float | None, settings: RuleSettings) -> Servings:
    """Usual portions of a food that is a source by composition: one supplies at least that share of the RDA or AI."""

    def servings(eaten: FoodEaten) -> float | None:
        per_100_g = eaten.food.amounts.get(tagname)
        if target is None:
            return 0.0
        if per_100_g is None:
            return None
        portion = eaten.food.usual_grams or eaten.grams
        is_source = per_100_g * portion / 100 >= settings.composition_source_share * target
        return eaten.grams / portion if is_source else 0.0

    return servings


def _larger(a: float | None, b: float | None) -> float | None:
    """The larger count: a food is one source, not two. Unknown only where nothing is known to count."""
    return max(a or 0.0, b or 0.0) or (None if a is None or b is None else 0.0)


@dataclass(frozen=True, slots=True)
class PlantVariety:
    """Different plants in the log and the day each was first logged. A counter, never a flag."""

    names: tuple[str, ...]
    new_by_day: tuple[tuple[date, int], ...]


def plant_variety(days: Sequence[DayIntake], groups: Mapping[str, FoodGroup]) -> PlantVariety:
    """Distinct plant groups over all logged days, complete or not."""
    seen: list[frozenset[str]] = [frozenset()]
    for day in days:
        plants = {key for eaten in day.eaten for key in eaten.food.shares if key in groups and groups[key].is_plant}
        seen.append(seen[-1] | plants)
    new = tuple((day.date, len(b) - len(a)) for day, (a, b) in zip(days, pairwise(seen), strict=True))
    return PlantVariety(tuple(sorted(groups[key].name for key in seen[-1])), new)
