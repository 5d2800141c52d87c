"""The published tables as frozen values: what is assessed, against what, by which numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from nutrients.assessment.reference import IntakePrior, ReferenceIntake, RequirementDistribution


@dataclass(frozen=True, slots=True)
class Nutrient:
    """A nutrient or gut topic as the report shows it. Texts may be blank; partial_note: what the amounts leave out."""

    tagname: str
    name: str
    unit: str
    assessment: str
    kind: str = ""
    decimals: int = 1
    in_article: bool = False
    partial_note: str = ""
    gut_function: str = ""
    article_claim: str = ""
    evidence_grade: str = ""
    evidence_note: str = ""
    citation: str = ""


@dataclass(frozen=True, slots=True)
class FoodGroup:
    """Foods that count together; a serving in [g]. survives_cooking: False for live cultures."""

    key: str
    name: str
    serving_grams: float
    is_plant: bool = False
    survives_cooking: bool = True


@dataclass(frozen=True, slots=True)
class NutrientSource:
    """A food group that counts as a source: named in the article, or by composition."""

    tagname: str
    group: str
    origin: str
    evidence_grade: str = ""
    citation: str = ""


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """Every number the rules use. One row of the table each, with its unit, meaning and reason."""

    looks_low_below: float
    may_be_low_below: float
    looks_fine_from: float
    close_to_line: float
    minimum_days: float
    full_days: float
    minimum_known_share: float
    tau: float
    tau_pregnancy: float
    tau_unusual: float
    error_cv: float
    day_cap_means: float
    floor_means: float
    interval_level: float
    iron_top_factor: float
    pal_expected: float
    intake_cv: float
    bmr_cv: float
    pal_cv: float
    under_report_sds: float
    kcal_per_mj: float
    exposure_servings: float
    few_sources_below: float
    well_represented_from: float
    composition_source_share: float
    low_cards: float
    more_days_limit: float
    suggestion_days_back: float
    suggestion_count: float


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """One release of all tables. References, distributions, priors and sources are keyed by tagname, groups by key."""

    release: str
    nutrients: tuple[Nutrient, ...]
    references: Mapping[str, tuple[ReferenceIntake, ...]]
    distributions: Mapping[str, tuple[RequirementDistribution, ...]]
    priors: Mapping[str, tuple[IntakePrior, ...]]
    sources: Mapping[str, tuple[NutrientSource, ...]]
    groups: Mapping[str, FoodGroup]
    settings: RuleSettings
