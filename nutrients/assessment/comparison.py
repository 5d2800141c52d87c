"""What a person's intake of a nutrient is compared with: the reference, the prior and the requirement of their stage.

Looked up once for all people whose answers are alike, and kept with the tables it came from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nutrients.assessment.meant import Kind, Meant, Way, meant_for
from nutrients.assessment.quality import LogQuality
from nutrients.assessment.reference import IntakePrior, LifeStage, Person, ReferenceIntake, RequirementDistribution
from nutrients.assessment.tables import RuleSettings, Tables


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
    rows = [(stage, meant_for(stage, tagname, person.reference_set, tables)) for stage in person.stages]
    found: dict[tuple[object, ...], Comparison] = {}
    for one in _of_each_stage(rows, person, tables.settings, quality):
        key = (one.reference, one.prior, one.distribution, one.tau)
        stages = (*found[key].stages, *one.stages) if key in found else one.stages
        found[key] = Comparison(one.kind, stages, one.reference, one.prior, one.distribution, one.tau)
    comparable = [meant.unweighed if person.weight_kg is None else meant.weighed for _, meant in rows]
    return Comparisons(tuple(found.values()), bool(comparable) and all(comparable))


def _of_each_stage(
    rows: Sequence[tuple[LifeStage, Meant]], person: Person, settings: RuleSettings, quality: LogQuality
) -> Iterator[Comparison]:
    """Stages without a reference, a prior or anything the reference can be compared by are left out."""
    for stage, meant in rows:
        way, reference = _way(meant, person, quality, settings)
        if way and reference and meant.prior and way.kind:
            tau = _tau(stage, person, settings)
            yield Comparison(way.kind, (stage,), reference, meant.prior, way.distribution, tau)


def _tau(stage: LifeStage, person: Person, settings: RuleSettings) -> float:
    return max(
        settings.tau,
        settings.tau_pregnancy if stage.physiology != "none" else 0,
        settings.tau_unusual if person.unusual else 0,
    )


def reference_for(
    tagname: str, stage: LifeStage, person: Person, quality: LogQuality, tables: Tables
) -> ReferenceIntake | None:
    """The person's reference a day: per kg where their weight is known, per MJ eaten where the set says so."""
    return _way(meant_for(stage, tagname, person.reference_set, tables), person, quality, tables.settings)[1]


def _way(
    meant: Meant, person: Person, quality: LogQuality, settings: RuleSettings
) -> tuple[Way | None, ReferenceIntake | None]:
    """The first that can be worked out, and its reference a day."""
    for basis, way in meant.ways.items():
        if basis == "day":
            return way, way.reference
        per_mj = None if quality.energy is None else quality.energy / settings.kcal_per_mj
        if factor := person.weight_kg if basis == "kg" else per_mj:
            return way, way.reference.times(factor)
    return None, None
