"""Upper levels: what each covers of food and supplements, and which ones a log passes (method, chapter 3)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nutrients.assessment.reference import ReferenceIntake
from nutrients.assessment.tables import Nutrient


@dataclass(frozen=True, slots=True)
class Upper:
    """An upper level and what the log already holds of it, supplements too, a day in that nutrient's unit.

    per_kcal  how much of it the food logged holds in 1 kcal of what is known; None: nothing is known of it
    """

    tagname: str
    level: float
    recorded: float
    per_kcal: float | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """What complete days hold of a nutrient a day, from food and from supplements; both are lower bounds.

    energy  of the foods with a value [kcal a day]
    """

    nutrient: Nutrient
    food: float = 0.0
    supplements: float = 0.0
    energy: float = 0.0


@dataclass(frozen=True, slots=True)
class AboveUpper:
    """The recorded mean passes a level: the UL, or the intake to come down from (CDRR, sodium).

    recorded       food and supplements together; supplements alone where the UL covers nothing else
    supplements    the part of it that is from supplements
    is_food_too    whether the level covers food
    """

    nutrient: Nutrient
    counted: str
    recorded: float
    level: float
    is_cdrr: bool
    supplements: float = 0.0
    is_food_too: bool = True


def uppers_of(references: Iterable[ReferenceIntake | None], logged: Mapping[str, Logged]) -> tuple[Upper, ...]:
    """The levels that more food could pass: not those that cover supplements only."""
    return tuple(
        Upper(row.ul_tagname, row.ul, _total(logged.get(row.ul_tagname)), _per_kcal(logged.get(row.ul_tagname)))
        for row in references
        if row and row.ul is not None and row.ul_tagname
    )


def above_upper(
    rows: Iterable[tuple[Nutrient, ReferenceIntake | None]], logged: Mapping[str, Logged]
) -> Iterator[AboveUpper]:
    """Levels that the recorded mean passes. What was recorded is a lower bound, so this holds whatever is unknown."""
    for nutrient, reference in rows:
        if reference is not None:
            yield from _above_ul(nutrient, reference, logged)
            yield from _above_cdrr(nutrient, reference, logged)


def _above_ul(nutrient: Nutrient, reference: ReferenceIntake, logged: Mapping[str, Logged]) -> Iterator[AboveUpper]:
    covers_food = bool(reference.ul_tagname)
    covered = logged.get(reference.ul_tagname or nutrient.tagname)
    if reference.ul is None or covered is None:
        return
    recorded = _total(covered) if covers_food else covered.supplements
    if recorded > reference.ul:
        yield AboveUpper(
            nutrient, covered.nutrient.name, recorded, reference.ul, False, covered.supplements, covers_food
        )  # fmt: skip


def _above_cdrr(nutrient: Nutrient, reference: ReferenceIntake, logged: Mapping[str, Logged]) -> Iterator[AboveUpper]:
    own = logged.get(nutrient.tagname)
    if own is not None and reference.cdrr is not None and _total(own) > reference.cdrr:
        yield AboveUpper(nutrient, nutrient.name, _total(own), reference.cdrr, True, own.supplements)


def _total(logged: Logged | None) -> float:
    return logged.food + logged.supplements if logged else 0.0


def _per_kcal(logged: Logged | None) -> float | None:
    return logged.food / logged.energy if logged and logged.energy else None
