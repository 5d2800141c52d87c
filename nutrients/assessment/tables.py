"""The published tables as frozen values: what is assessed, against what, by which numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

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
class Bounds:
    """What a setting may be: from `least` (or only above it) to `most`, perhaps whole numbers only."""

    least: float
    most: float
    is_open: bool = False
    is_whole: bool = False

    def hold(self, value: float) -> bool:
        """NaN is never within."""
        from_below = self.least < value if self.is_open else self.least <= value
        return from_below and value <= self.most and (value % 1 == 0 or not self.is_whole)


def _from(least: float, most: float) -> float:
    bounds: float = field(metadata={"bounds": Bounds(least, most)})
    return bounds


def _above(least: float, most: float) -> float:
    bounds: float = field(metadata={"bounds": Bounds(least, most, is_open=True)})
    return bounds


def _count(least: int, most: int) -> float:
    bounds: float = field(metadata={"bounds": Bounds(least, most, is_whole=True)})
    return bounds


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """Every number the rules use. One row of the table each, with its unit, meaning and reason.

    The bounds keep the arithmetic defined and slips of the keyboard out; within them a value is a judgement.
    """

    looks_low_below: float = _above(0, 1)
    may_be_low_below: float = _above(0, 1)
    looks_fine_from: float = _above(0, 1)
    close_to_line: float = _from(0, 0.5)
    minimum_days: float = _count(1, 7)
    full_days: float = _count(1, 7)  # a report is of one week
    minimum_known_share: float = _above(0, 1)
    tau: float = _above(0, 10)
    tau_pregnancy: float = _above(0, 10)
    tau_unusual: float = _above(0, 10)
    error_cv: float = _from(0, 1)
    day_cap_means: float = _from(1, 100)
    floor_means: float = _above(0, 1)
    interval_level: float = _from(0.5, 0.99)
    iron_top_factor: float = _above(1, 5)
    pal_expected: float = _from(1, 3)
    intake_cv: float = _above(0, 1)
    bmr_cv: float = _above(0, 1)
    pal_cv: float = _above(0, 1)
    under_report_sds: float = _above(0, 5)
    kcal_per_mj: float = _from(238, 240)  # a definition; the kinds of calorie differ in the fourth digit
    exposure_servings: float = _above(0, 10)
    few_sources_below: float = _from(0, 1)
    well_represented_from: float = _above(0, 1)
    composition_source_share: float = _above(0, 1)
    low_cards: float = _count(1, 50)
    more_days_limit: float = _count(1, 365)
    suggestion_days_back: float = _count(1, 3650)
    suggestion_count: float = _count(1, 50)


BOUNDS: Mapping[str, Bounds] = {setting.name: setting.metadata["bounds"] for setting in fields(RuleSettings)}
RISING = (("looks_low_below", "may_be_low_below"), ("may_be_low_below", "looks_fine_from"))  # first < second
NOT_FALLING = (("few_sources_below", "well_represented_from"), ("minimum_days", "full_days"))  # first <= second


@dataclass(frozen=True, eq=False)  # no slots: what was looked up once is kept beside
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

    @cached_property
    def found(self) -> dict[object, Any]:
        """What was looked up before, by who looks and for what. Entries are only ever added: other threads read too."""
        return {}
