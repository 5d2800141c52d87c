"""Where answers leave several references: what each would say, and which question decides."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.forms import Question
from diary.week_page.wording import chance, level, tag_of, written
from diary.words import REASONS
from nutrients.assessment.coverage import NutrientReport
from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.reference import LifeStage
from nutrients.assessment.rules import Reason, Verdict, reading
from nutrients.in_language import in_language

ATTRIBUTES = {  # of a life stage, left open by a field without an answer
    "birth_year": "age", "sex": "sex", "physiology": "physiology", "menstruating": "menstruating",
    "oral_contraceptive": "oral_contraceptive",
}  # fmt: skip
Outcome = Verdict | Reason


@dataclass(frozen=True, slots=True)
class AlternativeRow:
    """One reference the answers allow, with all that its P is made of; need: the EAR or AI.

    points  the percentiles of a tabled requirement and their intakes; blank where it is not tabled
    from_food  P of food alone; blank where no supplement adds to it
    """

    life_stage: str
    need: str
    spread: str
    tau: str
    mean: str
    prior_mean: str
    between: str
    within: str
    probability: str
    reads: str
    is_shown: bool
    points: str
    from_food: str = ""


def alternatives_of(row: NutrientReport) -> Iterator[AlternativeRow]:
    """Nothing where the answers leave one reference only."""
    if len(row.alternatives) > 1:
        for adequacy in sorted(row.alternatives, key=lambda adequacy: adequacy.probability):
            yield _row(adequacy, adequacy == row.adequacy)


def _row(adequacy: Adequacy, is_shown: bool) -> AlternativeRow:
    reference, prior = adequacy.reference, adequacy.prior
    need, spread = level(reference.ear or 0), level(reference.requirement_cv or 0)
    if adequacy.kind == "adequate_intake":
        need, spread = _("AI %s") % level(reference.ai or 0), "–"
    elif adequacy.distribution:
        need, spread = _("%s, tabled") % need, "–"
    return AlternativeRow(
        _life_stage(adequacy), need, spread, level(adequacy.tau), written(adequacy.mean), written(prior.mean),
        written(prior.sd_between), written(prior.sd_within), chance(adequacy.probability), _reads(reading(adequacy)),
        is_shown, _points(adequacy), chance(adequacy.from_food_alone.probability) if adequacy.supplement else "",
    )  # fmt: skip


def _points(adequacy: Adequacy) -> str:
    if adequacy.distribution is None:
        return ""
    points = zip(adequacy.distribution.percentiles, adequacy.distribution.requirements, strict=True)
    return "; ".join(f"{written(percentile)}% {written(requirement)}" for percentile, requirement in points)


def _life_stage(adequacy: Adequacy) -> str:
    """What the reference is for; the survey's or the distribution's group too where that is another one."""
    tables = (adequacy.reference, adequacy.distribution, adequacy.prior)
    return "; ".join(dict.fromkeys(in_language(table.stage.life_stage) for table in tables if table))


def _reads(outcome: Outcome) -> str:
    return tag_of(outcome).words if isinstance(outcome, Verdict) else str(REASONS[outcome])


def decides(question: Question, row: NutrientReport) -> bool:
    """Whether another answer to this question alone would change what the nutrient reads as.

    Life stages that differ in nothing else are set side by side; of questions asked of women, theirs alone.
    """
    asked = {ATTRIBUTES[field] for field in question.fields if field in ATTRIBUTES}
    if not asked:
        return False
    outcomes = [
        (stage, reading(adequacy))
        for adequacy in row.alternatives
        for stage in adequacy.stages
        if stage.sex == "female" or not question.only_female
    ]
    groups: defaultdict[tuple[object, ...], defaultdict[tuple[object, ...], set[Outcome]]]
    groups = defaultdict(lambda: defaultdict(set))
    for stage, outcome in outcomes:
        groups[_others(stage, asked)][_values(stage, asked)].add(outcome)
    return any(len({frozenset(found) for found in group.values()}) > 1 for group in groups.values())


def _others(stage: LifeStage, asked: Iterable[str]) -> tuple[object, ...]:
    """The other answers of a life stage. What is asked of women only says nothing across the sexes."""
    comparable = ["age"] if "sex" in asked else [name for name in ATTRIBUTES.values() if name not in asked]
    return _values(stage, comparable)


def _values(stage: LifeStage, names: Iterable[str]) -> tuple[object, ...]:
    return tuple(getattr(stage, name) for name in sorted(names))
