"""One nutrient of one person: the intake set against what they need."""

from dataclasses import dataclass, replace

from nutrients.assessment.adequacy import (
    Posterior,
    Slice,
    intake_slices,
    probability_above,
    probability_of_adequacy,
    share_met,
    usual_intake,
)
from nutrients.assessment.bare import BareIntake
from nutrients.assessment.comparison import Comparison, comparisons
from nutrients.assessment.intake import IntakeEstimate
from nutrients.assessment.meant import Kind
from nutrients.assessment.once import once
from nutrients.assessment.quality import LogQuality
from nutrients.assessment.reference import IntakePrior, LifeStage, Person, ReferenceIntake, RequirementDistribution
from nutrients.assessment.tabled import (
    Segment,
    distribution_segments,
    probability_from_distribution,
    tabled_share_met,
)
from nutrients.assessment.tables import RuleSettings, Tables


@dataclass(frozen=True)  # no slots: what every rule asks is worked out once
class Adequacy:
    """Usual intake of one nutrient against one person's reference, with everything needed to compute it again.

    stages  the life stages, of those the answers allow, that lead to it
    mean    y, the estimate that entered [unit a day], each day capped; capped: whether a day was cut
    kind    requirement: log-normal around the EAR; distribution: tabled percentiles; adequate_intake: a level only
    supplement  s, what supplements give by their labels [unit a day]; mean and posterior are of food alone
    """

    kind: Kind
    stages: tuple[LifeStage, ...]
    reference: ReferenceIntake
    prior: IntakePrior
    distribution: RequirementDistribution | None
    days: int
    mean: float
    known_share: float
    capped: bool
    tau: float
    settings: RuleSettings
    supplement: float = 0.0

    @once
    def posterior(self) -> Posterior:
        return self._posterior(self.mean, self.days)

    @once
    def probability(self) -> float:
        """P(usual intake meets the requirement), or for an adequate intake P(usual intake is above it).

        Usual intake from food, and the supplement with it.
        """
        return self._chance(self.posterior)

    def probability_with(self, *, mean: float | None = None, days: int | None = None) -> float:
        """The same probability, had the mean or the number of days been another."""
        return self._chance(self._posterior(self.mean if mean is None else mean, self.days if days is None else days))

    def _posterior(self, mean: float, days: int) -> Posterior:
        settings, prior = self.settings, self.prior
        return usual_intake(
            mean, days, prior.mean, prior.sd_between, prior.sd_within,
            self.known_share, self.tau, settings.error_cv, settings.floor_means,
        )  # fmt: skip

    def _chance(self, posterior: Posterior) -> float:
        reference, supplement = self.reference, self.supplement
        if self.distribution:
            points = self.distribution
            return probability_from_distribution(
                posterior, points.percentiles, points.requirements, self.settings.iron_top_factor, supplement
            )
        if self.kind == "adequate_intake":
            return probability_above(posterior, reference.ai or 0, supplement)
        return probability_of_adequacy(posterior, reference.ear or 0, reference.requirement_cv or 0, supplement)

    @property
    def supplement_alone(self) -> float:
        """The same probability if food gave nothing at all: what food gives can only raise it."""
        reference = self.reference
        if self.distribution:
            points = self.distribution
            top = self.settings.iron_top_factor
            return tabled_share_met(self.supplement, points.percentiles, points.requirements, top)
        if self.kind == "adequate_intake":
            return share_met(self.supplement, reference.ai or 0, 0.0)
        return share_met(self.supplement, reference.ear or 0, reference.requirement_cv or 0)

    @property
    def from_food_alone(self) -> "Adequacy":
        return replace(self, supplement=0.0)

    @property
    def slices(self) -> tuple[Slice, ...]:
        """The parts of the probability where a supplement stands beside a requirement that is not tabled; else none."""
        if self.kind != "requirement" or not self.supplement or not self.reference.requirement_cv:
            return ()
        reference = self.reference
        return intake_slices(self.posterior, reference.ear or 0, reference.requirement_cv or 0, self.supplement)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The parts that a tabled requirement adds to the probability; none where the requirement is not tabled."""
        points = self.distribution
        if points is None:
            return ()
        return distribution_segments(
            self.posterior, points.percentiles, points.requirements, self.settings.iron_top_factor, self.supplement
        )

    @property
    def interval(self) -> tuple[float, float]:
        """Where usual intake lies with the level of the settings (80 %), in the nutrient's unit a day.

        Here and in the median the supplement is added: a fixed amount moves every quantile alike.
        """
        low, high = self.posterior.interval(self.settings.interval_level)
        return low + self.supplement, high + self.supplement

    @property
    def median(self) -> float:
        return self.posterior.median + self.supplement

    @property
    def prior_probability(self) -> float:
        """The same probability before a single day was logged."""
        return self.probability_with(days=0)

    def mean_for(self, probability: float) -> float | None:
        """The mean a day at which the probability is reached; None where no log reaches it, since each day is capped.

        The probability rises with the mean, so by bisection, to less than a millionth of the cap.
        """
        low, high = 0.0, self.settings.day_cap_means * self.prior.mean
        if self.probability_with(mean=high) < probability:
            return None
        for _ in range(24):
            middle = (low + high) / 2
            if self.probability_with(mean=middle) < probability:
                low = middle
            else:
                high = middle
        return high

    def days_to_settle(self) -> int | None:
        """How many more complete days like these until the verdict leaves the middle; None: days alone will not do."""
        low, fine = self.settings.looks_low_below, self.settings.looks_fine_from
        for more in range(1, int(self.settings.more_days_limit) + 1):
            if not low <= self.probability_with(days=self.days + more) < fine:
                return more
        return None


def adequacies(
    intake: IntakeEstimate | BareIntake, person: Person, tables: Tables, quality: LogQuality, supplement: float = 0.0
) -> tuple[tuple[Adequacy, ...], bool]:
    """One Adequacy for each different reference the answers allow, and whether the tables have one for all of them.

    intake is from food; supplement: what supplements add to it a day, in the same unit. Without any known value, or
    without a complete day, there is none.
    """
    compared = comparisons(intake.tagname, person, tables, quality)
    found = [
        _adequacy(intake, comparison, tables.settings, quality.complete_days, supplement)
        for comparison in compared.each
    ]
    return tuple(adequacy for adequacy in found if adequacy is not None), compared.referenced


def _adequacy(
    intake: IntakeEstimate | BareIntake, by: Comparison, settings: RuleSettings, days: int, supplement: float
) -> Adequacy | None:
    """days: how many are complete."""
    mean = intake.capped_estimate(settings.day_cap_means * by.prior.mean)
    if mean is None or not intake.known_share:
        return None
    capped = intake.estimate is not None and mean < intake.estimate
    return Adequacy(
        by.kind, by.stages, by.reference, by.prior, by.distribution, days, mean,
        intake.known_share, capped, by.tau, settings, supplement,
    )  # fmt: skip
