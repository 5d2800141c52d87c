"""What would close a gap: foods ranked by how much one usual portion a day more would raise P (method, chapter 6)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nutrients.assessment.eaten import Composition
from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.rules import Verdict, verdict_of
from nutrients.assessment.uppers import Upper

Foods = Mapping[Composition, float]  # -> the usual portion [g]
MAINLY = 0.5  # a food is mainly what makes up more than half of it


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One usual portion of a food a day more: what it adds a day, P then, and how that would read.

    is_eaten  whether it is a food the person has logged lately
    measure   the portion in household words with its weight, "1 handful (28 g)"; "" where only grams are known
    """

    food_id: int
    name: str
    grams: float
    adds: float
    probability: float
    verdict: Verdict
    is_eaten: bool = True
    measure: str = ""


def suggest(
    tagname: str, adequacy: Adequacy, foods: Foods, uppers: Sequence[Upper], count: int, everyday: Foods | None = None
) -> tuple[Suggestion, ...]:
    """At most `count` foods: those the person eats, then everyday ones; within each the greatest gain first.

    everyday  foods the person has not logged: taken where fewer than `count` of their own would read better, and no two
              of a kind. None gains nothing or passes a UL.
    """
    now = verdict_of(adequacy.probability, adequacy.settings)
    own = list(_gaining(tagname, adequacy, foods, uppers, count))
    better = [(food, found) for food, found in own if found.verdict is not now]
    others = _of_other_kinds(tagname, adequacy, everyday or {}, uppers, count, [food for food, _ in better])
    if len(better) < count:
        better += [(food, found) for food, found in others if found.verdict is not now]
    rest = [pair for pair in [*own, *others] if pair not in better]
    chosen = [found for _food, found in [*better, *rest][:count]]
    return tuple(sorted(chosen, key=lambda found: not found.is_eaten))


def _of_other_kinds(
    tagname: str, adequacy: Adequacy, everyday: Foods, uppers: Sequence[Upper], count: int, taken: Sequence[Composition]
) -> list[tuple[Composition, Suggestion]]:
    """The best everyday foods, none mainly of what another one or a food taken is."""
    if len(taken) >= count or not everyday:
        return []
    seen, found = {kind for food in taken for kind in _kinds(food)}, []
    for food, suggestion in _gaining(tagname, adequacy, everyday, uppers, len(everyday), is_eaten=False):
        if not seen & _kinds(food):
            seen |= _kinds(food)
            found.append((food, suggestion))
        if len(found) == count:
            break
    return found


def _kinds(food: Composition) -> set[str]:
    return {group for group, share in food.shares.items() if share > MAINLY}


def _gaining(
    tagname: str, adequacy: Adequacy, foods: Foods, uppers: Sequence[Upper], count: int, is_eaten: bool = True
) -> Iterator[tuple[Composition, Suggestion]]:
    """The greatest gain first. P rises with the mean, so what adds most gains most, and P is worked out for few."""
    added = [(food.amounts.get(tagname, 0.0) * grams / 100, food, grams) for food, grams in foods.items()]
    left = count
    for adds, food, grams in sorted(added, key=lambda row: (-row[0], row[1].food_id)):
        if not left:
            return
        if any(_passes(upper, food, grams) for upper in uppers):
            continue
        p = adequacy.probability_with(mean=adequacy.mean + adds)
        if p <= adequacy.probability:
            return
        left -= 1
        verdict = verdict_of(p, adequacy.settings)
        yield food, Suggestion(food.food_id, food.name, grams, adds, p, verdict, is_eaten)


def _passes(upper: Upper, food: Composition, grams: float) -> bool:
    """A food that adds none to it passes no UL, not even one the log is above already.

    An unknown amount is taken to be what as much energy of the log holds of it, as chapter 2 takes what is unknown.
    """
    adds = food.amounts.get(upper.tagname)
    if adds is None:
        if food.energy is None or upper.per_kcal is None:
            return upper.recorded >= upper.level
        adds = upper.per_kcal * food.energy
    return adds > 0 and upper.recorded + adds * grams / 100 > upper.level
