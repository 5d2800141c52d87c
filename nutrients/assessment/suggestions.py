"""What would close a gap: foods ranked by how much one usual portion a day more would raise P (method, chapter 6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.intake import Composition
from nutrients.assessment.rules import Verdict, verdict_of


@dataclass(frozen=True, slots=True)
class Upper:
    """An upper level and what the log already holds of it, a day in that nutrient's unit."""

    tagname: str
    level: float
    recorded: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One usual portion of a food a day more: what it adds a day, P then, and how that would read."""

    food_id: int
    name: str
    grams: float
    adds: float
    probability: float
    verdict: Verdict


def suggest(
    tagname: str, adequacy: Adequacy, foods: Mapping[Composition, float], uppers: Iterable[Upper], count: int
) -> tuple[Suggestion, ...]:
    """At most `count` of foods (-> usual portion [g]) by gain in P; none that gains nothing or passes a UL."""
    uppers = list(uppers)
    found = []
    for food, grams in foods.items():
        adds = food.amounts.get(tagname, 0.0) * grams / 100
        p = adequacy.with_mean(adequacy.mean + adds).probability
        if p > adequacy.probability and not any(_passes(upper, food, grams) for upper in uppers):
            found.append(Suggestion(food.food_id, food.name, grams, adds, p, verdict_of(p, adequacy.settings)))
    return tuple(sorted(found, key=lambda s: (-s.probability, -s.adds, s.food_id))[:count])


def _passes(upper: Upper, food: Composition, grams: float) -> bool:
    """A food that adds nothing known to it passes no UL, not even one the log is above already."""
    adds = food.amounts.get(upper.tagname, 0.0) * grams / 100
    return adds > 0 and upper.recorded + adds > upper.level
