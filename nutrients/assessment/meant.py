"""Which rows of the tables are meant for a life stage, looked up once for all stages that the tables treat alike."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from nutrients.assessment.reference import (
    ForLifeStage,
    IntakePrior,
    LifeStage,
    ReferenceIntake,
    RequirementDistribution,
    Staged,
    for_stage,
)
from nutrients.assessment.tables import Tables

Kind = Literal["requirement", "distribution", "adequate_intake"]
BASES = ("kg", "day", "MJ")  # the first that can be worked out is the person's reference


@dataclass(frozen=True, slots=True)
class Way:
    """A reference as the set gives it, and what an intake is compared with; kind None: with nothing."""

    reference: ReferenceIntake
    kind: Kind | None
    distribution: RequirementDistribution | None


@dataclass(frozen=True, slots=True)
class Meant:
    """Of one nutrient in one reference set, for one life stage.

    ways  by basis: "kg", "day", "MJ"
    prior  None: no survey asked such people
    weighed, unweighed  of people whose weight is known, and of others: whether the set can judge them, whatever was
        logged
    """

    ways: Mapping[str, Way]
    prior: IntakePrior | None
    weighed: bool
    unweighed: bool


def meant_for(stage: LifeStage, tagname: str, reference_set: str, tables: Tables) -> Meant:
    """No row begins or ends between two ages with as many bounds below them, so these share what was found."""
    bounds = _bounds(tables)
    kept = tables.found.setdefault((tagname, reference_set), {})
    key = (
        bisect_right(bounds, stage.age), stage.sex, stage.physiology, stage.menstruating, stage.oral_contraceptive
    )  # fmt: skip
    found: Meant | None = kept.get(key)
    if found is None:
        found = kept[key] = _looked_up(stage, tagname, reference_set, tables)
    return found


def _bounds(tables: Tables) -> Sequence[float]:
    """Every age at which a row begins or ends, rising."""
    kept: Sequence[float] | None = tables.found.get("bounds")
    if kept is None:
        references, priors = tables.references.values(), tables.priors.values()
        rows: Iterable[Staged] = chain(*references, *priors, *tables.distributions.values())
        kept = sorted({age for row in rows for age in _ages(row.stage)})
        tables.found["bounds"] = kept
    return kept


def _ages(stage: ForLifeStage) -> tuple[float, ...]:
    return (stage.age_min,) if stage.age_max is None else (stage.age_min, stage.age_max)


def _looked_up(stage: LifeStage, tagname: str, reference_set: str, tables: Tables) -> Meant:
    own_set = [row for row in tables.references.get(tagname, ()) if row.reference_set == reference_set]
    distributions = tables.distributions.get(tagname, ())
    rows = {basis: for_stage([row for row in own_set if row.basis == basis], stage) for basis in BASES}
    ways = {basis: Way(row, *_compared_with(row, distributions, stage)) for basis, row in rows.items() if row}
    prior = for_stage(tables.priors.get(tagname, ()), stage)

    def is_comparable(usable: set[str]) -> bool:
        reference = for_stage([row for row in own_set if row.basis in usable], stage)
        if reference is None or prior is None:
            return False
        return _compared_with(reference, distributions, stage)[0] is not None

    return Meant(ways, prior, is_comparable({"kg", "day", "MJ"}), is_comparable({"day", "MJ"}))


def _compared_with(
    reference: ReferenceIntake, distributions: Sequence[RequirementDistribution], stage: LifeStage
) -> tuple[Kind | None, RequirementDistribution | None]:
    """What the intake is compared with. A nutrient with a tabled distribution is never taken as normal (iron)."""
    if reference.ear is not None and distributions:
        own_set = [row for row in distributions if row.reference_set == reference.reference_set]
        if stage.physiology != "none":  # a table for other women does not speak for pregnancy
            own_set = [row for row in own_set if row.stage.physiology]
        distribution = for_stage(own_set, stage)
        return ("distribution", distribution) if distribution else (None, None)
    if reference.ear is not None and reference.requirement_cv is not None:
        return "requirement", None
    return ("adequate_intake", None) if reference.ai is not None else (None, None)
