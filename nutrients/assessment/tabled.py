"""A requirement that is tabled because it is skewed (iron): the share of people whose need is met, joined by lines.

Source: IOM 2001, DRIs for Vitamin A ... Zinc, chapter 9 and table 14-1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, inf, isfinite, log, sqrt

from nutrients.assessment.adequacy import Posterior, phi, require


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of intakes on which F_R is a straight line, and what it adds to P; high may be infinite."""

    low: float
    high: float
    share_low: float
    share_high: float
    part: float


def probability_from_distribution(
    posterior: Posterior,
    percentiles: Sequence[float],
    requirements: Sequence[float],
    top_factor: float,
    supplement: float = 0.0,
) -> float:
    """P(usual intake meets the requirement) where requirements are tabled, as for iron: the mean of F_R(T) over T.

    percentiles   rising, in percent (2.5 ... 97.5), or as shares when none is above 1
    requirements  rising, same unit as the posterior: this share of people needs at most that much
    F_R is linear between the points, 0 at 0, and 1 at top_factor times the last requirement.
    supplement    a fixed amount a day on top of T: the mean is then that of F_R(T + supplement), as exact as without
    """
    parts = distribution_segments(posterior, percentiles, requirements, top_factor, supplement)
    return min(max(sum(segment.part for segment in parts), 0.0), 1.0)


def distribution_segments(
    posterior: Posterior,
    percentiles: Sequence[float],
    requirements: Sequence[float],
    top_factor: float,
    supplement: float = 0.0,
) -> tuple[Segment, ...]:
    """The same, stretch by stretch; a supplement is taken off every requirement first.

    T is log-normal and F_R a chain of straight lines, so each part has a closed form; nothing is sampled. With
    k the slope from a to b, z(x) = (ln x - m) / sqrt(v):
    part = (F(a) - k a) (Phi(z(b)) - Phi(z(a))) + k exp(m + v/2) (Phi(z(b) - sqrt(v)) - Phi(z(a) - sqrt(v)))
    """
    xs, shares = _left_for_food(*_distribution(percentiles, requirements, top_factor), supplement)
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


def tabled_share_met(
    intake: float, percentiles: Sequence[float], requirements: Sequence[float], top_factor: float
) -> float:
    """F_R of a tabled requirement at an intake."""
    return _left_for_food(*_distribution(percentiles, requirements, top_factor), intake)[1][0]


def stretch_at(
    intake: float, percentiles: Sequence[float], requirements: Sequence[float], top_factor: float
) -> tuple[float, float, float, float] | None:
    """The straight line an intake lies on: from, to, F there and there. None beyond the last: all needs are met."""
    xs, shares = _distribution(percentiles, requirements, top_factor)
    lines = zip(pairwise(xs), pairwise(shares), strict=True)
    return next(((*ends, *heights) for ends, heights in lines if ends[0] <= intake < ends[1]), None)


def _left_for_food(xs: list[float], shares: list[float], supplement: float) -> tuple[list[float], list[float]]:
    """What the points of F_R leave for food: it begins at 0 with the share that the supplement alone meets."""
    require(supplement >= 0 and isfinite(supplement), "supplement must be a number, zero or more")
    above = [(x, share) for x, share in zip(xs, shares, strict=True) if x > supplement]
    if not above:
        return [0.0], [1.0]
    i = len(xs) - len(above)
    slope = (shares[i] - shares[i - 1]) / (xs[i] - xs[i - 1])
    begins = shares[i - 1] + slope * (supplement - xs[i - 1])  # xs[0] is 0, so there is one before
    return [0.0, *(x - supplement for x, _ in above)], [begins, *(share for _, share in above)]


def _distribution(
    percentiles: Sequence[float], requirements: Sequence[float], top_factor: float
) -> tuple[list[float], list[float]]:
    require(len(percentiles) == len(requirements) > 0, "percentiles and requirements must pair up")
    require(top_factor > 1, "top_factor must be above 1")
    scale = 100 if max(percentiles) > 1 else 1
    xs = [0.0, *requirements, requirements[-1] * top_factor]
    shares = [0.0, *(p / scale for p in percentiles), 1.0]
    require(all(a < b for a, b in pairwise(xs)), "requirements must rise from above 0")
    require(all(a < b for a, b in pairwise(shares)), "percentiles must rise inside 0 to 100")
    return xs, shares
