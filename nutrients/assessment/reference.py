"""What people need and what they usually eat, by life stage: references, requirement distributions, intake priors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol, TypeVar

Sex = Literal["female", "male"]


@dataclass(frozen=True, slots=True)
class LifeStage:
    """One person as a reference table sees them. Years are whole; None: the answer plays no part or is not known."""

    sex: Sex
    age: int
    physiology: str = "none"
    menstruating: bool | None = None
    oral_contraceptive: bool | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """What the report knows of a person.

    stages   every life stage their answers allow: one where all were answered, more where some were skipped
    unusual  they say that their diet is unusual or vegan
    is_minor they are, or may be, under 18: amounts are shown, verdicts are not
    weight [kg], height [cm]; None = not told
    """

    stages: tuple[LifeStage, ...]
    reference_set: str
    unusual: bool = False
    is_minor: bool = False
    weight_kg: float | None = None
    height_cm: float | None = None


@dataclass(frozen=True, slots=True)
class ForLifeStage:
    """Whom a row is for; blank: the row does not depend on it. Ages [y], age_max exclusive, None = no bound."""

    life_stage: str
    sex: str = ""
    age_min: float = 0
    age_max: float | None = None
    physiology: str = ""
    menstruating: str = ""
    oral_contraceptive: str = ""

    def fits(self, stage: LifeStage) -> bool:
        return (
            self.sex in ("", stage.sex)
            and self.age_min <= stage.age
            and (self.age_max is None or stage.age < self.age_max)
            and self.physiology in ("", stage.physiology)
            and self.menstruating in ("", _yes_no(stage.menstruating))
            and self.oral_contraceptive in ("", _yes_no(stage.oral_contraceptive))
        )

    @property
    def specificity(self) -> int:
        """How many answers the row depends on; the row that depends on most is the one meant."""
        return sum(map(bool, (self.sex, self.physiology, self.menstruating, self.oral_contraceptive)))


def _yes_no(answer: bool | None) -> str:
    return {True: "yes", False: "no", None: "unknown"}[answer]


@dataclass(frozen=True, slots=True)
class ReferenceIntake:
    """Dietary reference intakes of one nutrient for one life stage, a day in the nutrient's unit; None = none set.

    basis           "day", "kg" (per kg of body weight a day) or "MJ" (per MJ eaten)
    requirement_cv  SD of the requirement / EAR
    scaled_from     (basis, kg or MJ) of a reference that was given per kg or per MJ; None = it was given a day
    ul_tagname      the nutrient whose amount the UL covers; "" where it covers supplements only
    """

    tagname: str
    reference_set: str
    stage: ForLifeStage
    basis: str = "day"
    ear: float | None = None
    rda: float | None = None
    ai: float | None = None
    ul: float | None = None
    ul_tagname: str = ""
    ul_note: str = ""
    cdrr: float | None = None
    requirement_cv: float | None = None
    source: str = ""
    note: str = ""
    scaled_from: tuple[str, float] | None = None

    @property
    def target(self) -> float | None:
        """The RDA, or the AI where there is none."""
        return self.rda if self.rda is not None else self.ai

    def times(self, factor: float) -> "ReferenceIntake":
        """The same reference a day, from one per kg or per MJ."""
        return replace(
            self,
            basis="day",
            scaled_from=(self.basis, factor),
            ear=_times(self.ear, factor),
            rda=_times(self.rda, factor),
            ai=_times(self.ai, factor),
        )


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


@dataclass(frozen=True, slots=True)
class RequirementDistribution:
    """A requirement that is not normal (iron): percentiles [%] and the intake that covers that share of people."""

    tagname: str
    reference_set: str
    stage: ForLifeStage
    percentiles: tuple[float, ...]
    requirements: tuple[float, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class IntakePrior:
    """Usual intake in a survey: mean, SD between people, SD between one person's days, a day in the nutrient's unit."""

    tagname: str
    stage: ForLifeStage
    mean: float
    sd_between: float
    sd_within: float
    people: int = 0
    source: str = ""


class Staged(Protocol):
    """A row that is for some life stages."""

    @property
    def stage(self) -> ForLifeStage: ...


Row = TypeVar("Row", bound=Staged)


def for_stage(rows: Iterable[Row], stage: LifeStage) -> Row | None:
    """The row meant for a life stage: of those that fit, the one that depends on most answers. None when none fits."""
    fitting: Sequence[Row] = [row for row in rows if row.stage.fits(stage)]
    return max(fitting, key=lambda row: (row.stage.specificity, row.stage.age_min), default=None)
