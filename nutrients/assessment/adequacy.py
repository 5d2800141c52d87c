"""How likely a person's usual intake meets their own requirement, given only the days they logged.

Lowest functions take plain floats in any one unit, so that published cases can be run against them. The logarithms are
natural, Phi is the standard normal distribution function.

Sources: IOM 2000, Dietary Reference Intakes: Applications in Dietary Assessment, chapter 3 and appendix B (the classic
statement for one person); IOM 2001, DRIs for Vitamin A ... Zinc, chapter 9 and table 14-1 (iron). The empirical Bayes
form is derived in docs/method.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import erfc, exp, inf, isfinite, log, sqrt
from statistics import NormalDist


def phi(z: float) -> float:
    """The standard normal distribution function, accurate in both tails."""
    return 0.5 * erfc(-z / sqrt(2))


def iom_probability(mean: float, days: int, ear: float, sd_requirement: float, sd_within: float) -> float:
    """P(usual intake meets the requirement) by the classic z = (y - EAR) / sqrt(SD_r^2 + SD_w^2 / n).

    IOM 2000, appendix B. Kept for published cases; no page uses it, for with few days it is badly calibrated.
    Raises ValueError for days < 1 or a spread of zero.
    """
    _require(days >= 1, "days must be 1 or more")
    spread = sqrt(sd_requirement**2 + sd_within**2 / days)
    _require(spread > 0, "the standard deviations are both zero")
    return phi((mean - ear) / spread)


def iom_ai_probability(mean: float, days: int, ai: float, sd_within: float) -> float:
    """P(usual intake is above the adequate intake) by z = (y - AI) / (SD_w / sqrt(n)). IOM 2000, appendix B."""
    _require(days >= 1, "days must be 1 or more")
    _require(sd_within > 0, "sd_within must be positive")
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
        _require(0 < level < 1, "level must lie between 0 and 1")
        reach = NormalDist().inv_cdf(0.5 + level / 2) * sqrt(self.v)
        return exp(self.m - reach), exp(self.m + reach)


def usual_intake(
    mean: float,
    days: int,
    prior_mean: float,
    prior_sd_between: float,
    prior_sd_within: float,
    known_share: float = 1.0,
    tau: float = 1.25,
    error_cv: float = 0.15,
    floor: float = 0.02,
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
    _require(days >= 0, "days must not be negative")
    for value, name in ((prior_mean, "prior_mean"), (prior_sd_between, "prior_sd_between"), (tau, "tau")):
        _require(value > 0 and isfinite(value), f"{name} must be positive")
    _require(prior_sd_within >= 0 and error_cv >= 0, "spreads must not be negative")
    t2 = log(1 + (tau * prior_sd_between / prior_mean) ** 2)
    mu = log(prior_mean) - log(1 + (prior_sd_between / prior_mean) ** 2) / 2
    if days == 0:
        return Posterior(mu, t2, 0.0, mu, t2, inf)
    _require(mean >= 0 and isfinite(mean), "mean must be a number, zero or more")
    _require(0 < known_share <= 1, "known_share must lie above 0 and not above 1")
    s2 = log(1 + (prior_sd_within / prior_mean) ** 2 / days + error_cv**2 + (1 - known_share) ** 2)
    weight = t2 / (t2 + s2)
    m = weight * (log(max(mean, floor * prior_mean)) + s2 / 2) + (1 - weight) * mu
    return Posterior(m, t2 * (1 - weight), weight, mu, t2, s2)


def probability_of_adequacy(posterior: Posterior, ear: float, requirement_cv: float) -> float:
    """P(usual intake meets the person's own requirement), the requirement log-normal around the EAR."""
    _require(ear > 0 and requirement_cv >= 0, "ear must be positive and requirement_cv not negative")
    return phi((posterior.m - log(ear)) / sqrt(posterior.v + log(1 + requirement_cv**2)))


def probability_above(posterior: Posterior, level: float) -> float:
    """P(usual intake is above a fixed level, such as an AI)."""
    return probability_of_adequacy(posterior, level, 0.0)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of intakes on which F_R is a straight line, and what it adds to P; high may be infinite."""

    low: float
    high: float
    share_low: float
    share_high: float
    part: float


def probability_from_distribution(
    posterior: Posterior, percentiles: Sequence[float], requirements: Sequence[float], top_factor: float = 1.35
) -> float:
    """P(usual intake meets the requirement) where requirements are tabled, as for iron: the mean of F_R(T) over T.

    percentiles   rising, in percent (2.5 ... 97.5), or as shares when none is above 1
    requirements  rising, same unit as the posterior: this share of people needs at most that much
    F_R is linear between the points, 0 at 0, and 1 at top_factor times the last requirement.
    """
    parts = distribution_segments(posterior, percentiles, requirements, top_factor)
    return min(max(sum(segment.part for segment in parts), 0.0), 1.0)


def distribution_segments(
    posterior: Posterior, percentiles: Sequence[float], requirements: Sequence[float], top_factor: float = 1.35
) -> tuple[Segment, ...]:
    """The same, stretch by stretch.

    T is log-normal and F_R a chain of straight lines, so each part has a closed form; nothing is sampled. With
    k the slope from a to b, z(x) = (ln x - m) / sqrt(v):
    part = (F(a) - k a) (Phi(z(b)) - Phi(z(a))) + k exp(m + v/2) (Phi(z(b) - sqrt(v)) - Phi(z(a) - sqrt(v)))
    """
    xs, shares = _distribution(percentiles, requirements, top_factor)
    spread = sqrt(posterior.v)
    mean = exp(posterior.m + posterior.v / 2)
    z = [-inf if x == 0 else (log(x) - posterior.m) / spread for x in xs]
    segments = []
    for i in range(len(xs) - 1):
        slope = (shares[i + 1] - shares[i]) / (xs[i + 1] - xs[i])
        part = (shares[i] - slope * xs[i]) * (phi(z[i + 1]) - phi(z[i]))
        part += slope * mean * (phi(z[i + 1] - spread) - phi(z[i] - spread))
        segments.append(Segment(xs[i], xs[i + 1], shares[i], shares[i + 1], part))
    return (*segments, Segment(xs[-1], inf, 1.0, 1.0, 1 - phi(z[-1])))


def _distribution(
    percentiles: Sequence[float], requirements: Sequence[float], top_factor: float
) -> tuple[list[float], list[float]]:
    _require(len(percentiles) == len(requirements) > 0, "percentiles and requirements must pair up")
    _require(top_factor > 1, "top_factor must be above 1")
    scale = 100 if max(percentiles) > 1 else 1
    xs = [0.0, *requirements, requirements[-1] * top_factor]
    shares = [0.0, *(p / scale for p in percentiles), 1.0]
    _require(all(a < b for a, b in pairwise(xs)), "requirements must rise from above 0")
    _require(all(a < b for a, b in pairwise(shares)), "percentiles must rise inside 0 to 100")
    return xs, shares


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise ValueError(message)
