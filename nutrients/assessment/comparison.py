"""What a person's intake of a nutrient is compared with: the reference, the prior and the requirement of their stage.

Looked up once for all people whose answers are alike, and kept with the tables it came from.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from nutrients.assessment.quality import LogQuality
from nutrients.assessment.reference import (
    IntakePrior,
    LifeStage,
    Person,
    ReferenceIntake,
    RequirementDistribution,
    for_stage,
)
from nutrients.assessment.tables import RuleSettings, Tables

Kind = Literal["requirement", "distribution", "adequate_intake"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One way to judge an intake, and the life stages, of those the answers allow, that lead to it.

    kind  requirement: log-normal around the EAR; distribution: tabled percentiles; adequate_intake: a level only
    tau   widens the prior for people the survey fits less well
    """

    kind: Kind
    stages: tuple[LifeStage, ...]
    reference: ReferenceIntake
    prior: IntakePrior
    distribution: RequirementDistribution | None
    tau: float


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Of one nutrient. referenced: every life stage the answers allow has what a comparison needs in the tables."""

    each: tuple[Comparison, ...]
    referenced: bool


def comparisons(tagname: str, person: Person, tables: Tables, quality: LogQuality) -> Comparisons:
    """One Comparison for each different reference the answers allow."""
    alike = tables.found.setdefault((person.reference_set, person.stages, person.unusual), {})
    found: Comparisons | None = alike.get(tagname)
    if found is None:
        found = _looked_up(tagname, person, tables, quality)
        if all(row.basis == "day" for row in tables.references.get(tagname, ())):  # else weight or energy plays a part
            alike[tagname] = found
    return found


def _looked_up(tagname: str, person: Person, tables: Tables, quality: LogQuality) -> Comparisons:
    found: dict[tuple[object, ...], Comparison] = {}
    for one in _of_each_stage(tagname, person, tables, quality):
        key = (one.reference, one.prior, one.distribution, one.tau)
        stages = (*found[key].stages, *one.stages) if key in found else one.stages
        found[key] = Comparison(one.kind, stages, one.reference, one.prior, one.distribution, one.tau)
    comparable = [_is_comparable(tagname, stage, person, tables) for stage in person.stages]
    return Comparisons(tuple(found.values()), bool(comparable) and all(comparable))


def _of_each_stage(tagname: str, person: Person, tables: Tables, quality: LogQuality) -> Iterator[Comparison]:
    """Stages without a reference, a prior or anything the reference can be compared by are left out."""
    rows, priors = tables.references.get(tagname, ()), tables.priors.get(tagname, ())
    for stage in person.stages:
        reference = reference_for(rows, stage, person, quality, tables.settings)
        prior = for_stage(priors, stage)
        if reference is None or prior is None:
            continue
        kind, distribution = _compared_with(reference, tables.distributions.get(tagname, ()), stage)
        if kind is not None:
            tau = _tau(stage, person, tables.settings)
            yield Comparison(kind, (stage,), reference, prior, distribution, tau)


def _tau(stage: LifeStage, person: Person, settings: RuleSettings) -> float:
    return max(
        settings.tau,
        settings.tau_pregnancy if stage.physiology != "none" else 0,
        settings.tau_unusual if person.unusual else 0,
    )


def _is_comparable(tagname: str, stage: LifeStage, person: Person, tables: Tables) -> bool:
    """Whether the tables hold what a comparison needs, whatever was logged."""
    usable = {"day", "MJ"} if person.weight_kg is None else {"day", "MJ", "kg"}
    rows = [row for row in tables.references.get(tagname, ()) if row.basis in usable]
    reference = for_stage([row for row in rows if row.reference_set == person.reference_set], stage)
    if reference is None or for_stage(tables.priors.get(tagname, ()), stage) is None:
        return False
    return _compared_with(reference, tables.distributions.get(tagname, ()), stage)[0] is not None


def _compared_with(
    reference: ReferenceIntake, distributions: Iterable[RequirementDistribution], stage: LifeStage
) -> tuple[Kind | None, RequirementDistribution | None]:
    """What the intake is compared with. A nutrient with a tabled distribution is never taken as normal (iron)."""
    distributions = list(distributions)
    if reference.ear is not None and distributions:
        own_set = [row for row in distributions if row.reference_set == reference.reference_set]
        if stage.physiology != "none":  # a table for other women does not speak for pregnancy
            own_set = [row for row in own_set if row.stage.physiology]
        distribution = for_stage(own_set, stage)
        return ("distribution", distribution) if distribution else (None, None)
    if reference.ear is not None and reference.requirement_cv is not None:
        return "requirement", None
    return ("adequate_intake", None) if reference.ai is not None else (None, None)


def reference_for(
    rows: Iterable[ReferenceIntake], stage: LifeStage, person: Person, quality: LogQuality, settings: RuleSettings
) -> ReferenceIntake | None:
    """The person's reference a day: per kg where their weight is known, per MJ eaten where the set says so."""
    own_set = [row for row in rows if row.reference_set == person.reference_set]
    factors = {
        "kg": person.weight_kg,
        "day": 1.0,
        "MJ": None if quality.energy is None else quality.energy / settings.kcal_per_mj,
    }
    for basis, factor in factors.items():
        row = for_stage([row for row in own_set if row.basis == basis], stage)
        if row is not None and factor:
            return row if basis == "day" else row.times(factor)
    return None
