"""How likely a person's usual intake meets their own requirement, given only the days they logged.

Lowest functions take plain floats in any one unit, so that published cases can be run against them. The logarithms are
natural, Phi is the standard normal distribution function.

Source: IOM 2000, Dietary Reference Intakes: Applications in Dietary Assessment, chapter 3 and appendix B (the classic
statement for one person). The empirical Bayes form is derived in docs/method.md.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import erfc, exp, inf, isfinite, log, sqrt
from statistics import NormalDist
from typing import NamedTuple


def phi(z: float) -> float:
    """The standard normal distribution function, accurate in both tails."""
    return 0.5 * erfc(-z / sqrt(2))


def iom_probability(mean: float, days: int, ear: float, sd_requirement: float, sd_within: float) -> float:
    """P(usual intake meets the requirement) by the classic z = (y - EAR) / sqrt(SD_r^2 + SD_w^2 / n).

    IOM 2000, appendix B. Kept for published cases; no page uses it, for with few days it is badly calibrated.
    Raises ValueError for days < 1 or a spread of zero.
    """
    require(days >= 1, "days must be 1 or more")
    spread = sqrt(sd_requirement**2 + sd_within**2 / days)
    require(spread > 0, "the standard deviations are both zero")
    return phi((mean - ear) / spread)


def iom_ai_probability(mean: float, days: int, ai: float, sd_within: float) -> float:
    """P(usual intake is above the adequate intake) by z = (y - AI) / (SD_w / sqrt(n)). IOM 2000, appendix B."""
    require(days >= 1, "days must be 1 or more")
    require(sd_within > 0, "sd_within must be positive")
    return phi((mean - ai) / (sd_within / sqrt(days)))


@dataclass(frozen=True, slots=True)
class Posterior:
    """Usual intake of one person, log-normal: ln T ~ N(m, v).

    own_weight  B, the weight of the person's own log, 0 to 1
    prior_m     ln of the median of what people of that life stage eat (mu)
    prior_v     its variance on the log scale (t^2)
    mean_v      variance of the log of the person's mean (s^2); infinite without a day
    """

    m: float
    v: float
    own_weight: float
    prior_m: float
    prior_v: float
    mean_v: float

    @property
    def median(self) -> float:
        return exp(self.m)

    def interval(self, level: float) -> tuple[float, float]:
        """Central interval that holds usual intake with probability `level`, in the unit of the mean."""
        require(0 < level < 1, "level must lie between 0 and 1")
        reach = NormalDist().inv_cdf(0.5 + level / 2) * sqrt(self.v)
        return exp(self.m - reach), exp(self.m + reach)


def usual_intake(
    mean: float,
    days: int,
    prior_mean: float,
    prior_sd_between: float,
    prior_sd_within: float,
    known_share: float,
    tau: float,
    error_cv: float,
    floor: float,
) -> Posterior:
    """Posterior of usual intake after `days` complete days with mean estimate `mean` (method, chapter 3).

    mean         estimated mean a day over the complete days; ignored when days = 0
    prior_*      mean, SD between people and SD between days of one person, natural scale, same unit as mean
    known_share  c, 0 < c <= 1: share of the energy in foods that have a value; the rest widens the spread
    tau          widens the prior for people the survey fits less well
    error_cv     error of composition and portions, as a share
    floor        a mean below floor * prior_mean enters as that much, for its logarithm must exist

    With days = 0 the prior comes back. Raises ValueError for impossible input.
    """
    require(days >= 0, "days must not be negative")
    require(prior_sd_within >= 0 and error_cv >= 0, "spreads must not be negative")
    t2, mu = _prior(prior_mean, prior_sd_between, tau)
    if days == 0:
        return Posterior(mu, t2, 0.0, mu, t2, inf)
    require(mean >= 0 and isfinite(mean), "mean must be a number, zero or more")
    require(0 < known_share <= 1, "known_share must lie above 0 and not above 1")
    s2 = log(1 + (prior_sd_within / prior_mean) ** 2 / days + error_cv**2 + (1 - known_share) ** 2)
    weight = t2 / (t2 + s2)
    m = weight * (log(max(mean, floor * prior_mean)) + s2 / 2) + (1 - weight) * mu
    return Posterior(m, t2 * (1 - weight), weight, mu, t2, s2)


@lru_cache(maxsize=4096)  # as many as there are rows of priors, some times over
def _prior(mean: float, sd_between: float, tau: float) -> tuple[float, float]:
    """Variance and mean of the log of what people of a life stage usually eat."""
    require(0 < mean < inf, "prior_mean must be positive")
    require(0 < sd_between < inf, "prior_sd_between must be positive")
    require(0 < tau < inf, "tau must be positive")
    return log(1 + (tau * sd_between / mean) ** 2), log(mean) - log(1 + (sd_between / mean) ** 2) / 2


def probability_of_adequacy(posterior: Posterior, ear: float, requirement_cv: float, supplement: float = 0.0) -> float:
    """P(usual intake meets the person's own requirement), the requirement log-normal around the EAR.

    supplement  a fixed amount a day on top of the intake from food, in the same unit. P is then a sum of slices: the
                sum of a log-normal intake and a fixed amount has no closed form.
    """
    require(ear > 0 and requirement_cv >= 0, "ear must be positive and requirement_cv not negative")
    require(supplement >= 0 and isfinite(supplement), "supplement must be a number, zero or more")
    if supplement and requirement_cv:
        return min(sum(part.part for part in intake_slices(posterior, ear, requirement_cv, supplement)), 1.0)
    if supplement >= ear:
        return 1.0
    return phi((posterior.m - log(ear - supplement)) / sqrt(posterior.v + log(1 + requirement_cv**2)))


def probability_above(posterior: Posterior, level: float, supplement: float = 0.0) -> float:
    """P(usual intake is above a fixed level, such as an AI); food has only the rest to give beside a supplement."""
    return probability_of_adequacy(posterior, level, 0.0, supplement)


def share_met(intake: float, ear: float, requirement_cv: float) -> float:
    """F_R: the share of people whose need an intake meets, the requirement log-normal around the EAR."""
    if intake <= 0 or requirement_cv == 0:
        return float(intake >= ear > 0)
    return phi((log(intake) - log(ear)) / sqrt(log(1 + requirement_cv**2)))


SLICE_REACH, SLICE_WIDTH = 4.0, 0.25  # [SD] P is right to a thousandth wherever v < 0.35 and CV > 5 %
CENTRES = tuple(
    SLICE_WIDTH * step for step in range(-round(SLICE_REACH / SLICE_WIDTH), round(SLICE_REACH / SLICE_WIDTH) + 1)
)
HEIGHTS = tuple(exp(-(z**2) / 2) for z in CENTRES)
WEIGHTS = tuple(height / sum(HEIGHTS) for height in HEIGHTS)


class Slice(NamedTuple):
    """Usual intakes from food about z SDs from the middle: their weight, food and supplement, the share met, the part.

    All weights together are 1; part = weight x met.
    """

    z: float
    weight: float
    total: float
    met: float
    part: float


def intake_slices(posterior: Posterior, ear: float, requirement_cv: float, supplement: float) -> tuple[Slice, ...]:
    """P(usual intake from food + supplement meets the requirement), slice by slice: the mean of F_R(T + s) over T.

    ln T ~ N(m, v) is cut into slices at z = -4, -3.75 ... 4 with weights in proportion to exp(-z^2 / 2). Each term
    rises with s, so P does.
    """
    spread, need, width = sqrt(posterior.v), log(ear), sqrt(log(1 + requirement_cv**2))
    slices = []
    for z, weight in zip(CENTRES, WEIGHTS, strict=True):
        total = exp(posterior.m + z * spread) + supplement
        met = phi((log(total) - need) / width)
        slices.append(Slice(z, weight, total, met, weight * met))
    return tuple(slices)


def require(condition: bool, message: str) -> None:
    """Raises ValueError with the message unless the condition holds."""
    if not condition:
        raise ValueError(message)
