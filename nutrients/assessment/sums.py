"""The sum behind a probability, written out: every step as a formula with its numbers, for a pocket calculator.

Notation: ln, exp, max, √(), ², and Φ, the standard normal distribution function. A formula names earlier steps; what
enters for the first time stands as a number. Chapter 3 of the method derives the steps.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import log, sqrt
from statistics import NormalDist

from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.intake import IntakeEstimate
from nutrients.assessment.supplements import SupplementIntake
from nutrients.assessment.tabled import stretch_at

DIGITS = 6  # significant; P recomputed from the printed numbers then agrees to its third decimal


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the sum: what `formula` comes to is called `name` in the lines below it."""

    name: str
    formula: str
    result: float


def written(value: float) -> str:
    """A number as the sum prints it: DIGITS significant digits, no exponent, no separators."""
    return format(Decimal(f"{value:.{DIGITS}g}").normalize(), "f").replace("-", "−")


def worked_sum(
    adequacy: Adequacy, intake: IntakeEstimate, supplements: SupplementIntake | None = None
) -> tuple[Step, ...]:
    """Every step from the amounts of the days to P.

    P itself is the sum of the segments for a tabled requirement, and of the slices for another one beside a supplement.
    With a supplement (d) the steps hold P₀ too, which is of food alone.
    """
    return (
        *_known_share(adequacy, intake),
        _mean(adequacy, intake),
        *_posterior(adequacy, "c" if intake.unknown else "1"),
        *_supplement(adequacy, supplements),
        *_interval(adequacy),
        *_probability(adequacy),
    )


def worked_supplement(adequacy: Adequacy, supplements: SupplementIntake) -> tuple[Step, ...]:
    """The sum where the supplement alone decides: the share of people whose need it meets, 1 for a level it reaches."""
    return *_supplement(adequacy, supplements), Step("P", _share_met(adequacy), adequacy.supplement_alone)


def _share_met(adequacy: Adequacy) -> str:
    reference, points = adequacy.reference, adequacy.distribution
    if points:
        factor = adequacy.settings.iron_top_factor
        stretch = stretch_at(adequacy.supplement, points.percentiles, points.requirements, factor)
        low, high, below, above = map(written, stretch) if stretch else ("", "", "", "")
        return f"{below} + ({above} − {below}) × (d − {low}) / ({high} − {low})" if stretch else "1"
    if adequacy.kind == "adequate_intake":
        return "1"
    spread = written(reference.requirement_cv or 0.0)
    return f"Φ((ln(d) − ln({written(reference.ear or 0.0)})) / √(ln(1 + {spread}²)))"


def _supplement(adequacy: Adequacy, supplements: SupplementIntake | None) -> tuple[Step, ...]:
    """d from the labels, over all complete days: a day without a supplement had none."""
    if supplements is None or not adequacy.supplement:
        return ()
    amounts = _list(amount for _on, amount in supplements.by_day)
    return (Step("d", f"({amounts}) / {adequacy.days}", adequacy.supplement),)


def day_limit(adequacy: Adequacy) -> float:
    """The most that one day enters the sum with, in the nutrient's unit."""
    return adequacy.settings.day_cap_means * adequacy.prior.mean * adequacy.known_share


def _known_share(adequacy: Adequacy, intake: IntakeEstimate) -> tuple[Step, ...]:
    """c from the energy of each day; left out where every food has a value."""
    if not intake.unknown:
        return ()
    days = intake.complete_days
    known, weight = _list(day.known_weight for day in days), _list(day.weight for day in days)
    return (Step("c", f"({known}) / ({weight})", adequacy.known_share),)


def _mean(adequacy: Adequacy, intake: IntakeEstimate) -> Step:
    """A day on which nothing is known adds nothing; c makes up for it."""
    limit = day_limit(adequacy)
    amounts = _list(min(day.recorded, limit) for day in intake.complete_days if not day.nothing_known)
    share = " / c" if intake.unknown else ""
    return Step("y", f"({amounts}) / {adequacy.days}{share}", adequacy.mean)


def _list(values: Iterable[float]) -> str:
    return " + ".join(written(value) for value in values)


def _posterior(adequacy: Adequacy, share: str) -> tuple[Step, ...]:
    prior, settings, posterior = adequacy.prior, adequacy.settings, adequacy.posterior
    mean, between, within = written(prior.mean), written(prior.sd_between), written(prior.sd_within)
    error = written(settings.error_cv)
    return (
        Step("t²", f"ln(1 + ({written(adequacy.tau)} × {between} / {mean})²)", posterior.prior_v),
        Step("μ", f"ln({mean}) − ln(1 + ({between} / {mean})²) / 2", posterior.prior_m),
        Step("s²", f"ln(1 + ({within} / {mean})² / {adequacy.days} + {error}² + (1 − {share})²)", posterior.mean_v),
        Step("B", "t² / (t² + s²)", posterior.own_weight),
        Step(
            "m", f"B × (ln(max(y, {written(settings.floor_means)} × {mean})) + s² / 2) + (1 − B) × μ", posterior.m
        ),
        Step("v", "t² × (1 − B)", posterior.v),
    )  # fmt: skip


def _interval(adequacy: Adequacy) -> tuple[Step, ...]:
    reach = written(NormalDist().inv_cdf(0.5 + adequacy.settings.interval_level / 2))
    low, high = adequacy.interval
    more = " + d" if adequacy.supplement else ""
    return Step("low", f"exp(m − {reach} × √(v)){more}", low), Step("high", f"exp(m + {reach} × √(v)){more}", high)


def _probability(adequacy: Adequacy) -> tuple[Step, ...]:
    if adequacy.kind == "distribution":
        return ()
    if not adequacy.supplement:
        return _z_and_p(adequacy, "")
    alone = _z_and_p(adequacy.from_food_alone, "₀")
    return alone if adequacy.slices else (*alone, *_z_and_p(adequacy, ""))


def _z_and_p(adequacy: Adequacy, mark: str) -> tuple[Step, ...]:
    """A requirement, or a level of which the supplement gives a part; the whole of it leaves nothing to ask of food."""
    posterior, level, spread = adequacy.posterior, adequacy.reference.ear or 0.0, adequacy.reference.requirement_cv or 0
    within = f"v + ln(1 + {written(spread)}²)"
    if adequacy.kind == "adequate_intake":
        level, spread, within = adequacy.reference.ai or 0.0, 0.0, "v"
    rest, text = level - adequacy.supplement, written(level) + (" − d" if adequacy.supplement else "")
    if rest <= 0:
        return (Step(f"P{mark}", "1", 1.0),)
    z = (posterior.m - log(rest)) / sqrt(posterior.v + log(1 + spread**2))
    return (
        Step(f"z{mark}", f"(m − ln({text})) / √({within})", z),
        Step(f"P{mark}", f"Φ(z{mark})", adequacy.probability),
    )
