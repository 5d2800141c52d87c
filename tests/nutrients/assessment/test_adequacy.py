"""The arithmetic of one nutrient in plain numbers: published cases, worked examples, and what always holds."""

from math import erf, exp, inf, log, pi, sqrt
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nutrients.assessment.adequacy import (
    Posterior,
    iom_ai_probability,
    iom_probability,
    phi,
    probability_above,
    probability_of_adequacy,
    usual_intake,
)
from nutrients.assessment.tabled import distribution_segments, probability_from_distribution
from tests.nutrients.assessment.kitchen import IRON, METHOD, PERCENTILES, TOP

# --- published cases ----------------------------------------------------------------------------------------------
# Institute of Medicine 2000, Dietary Reference Intakes: Applications in Dietary Assessment, chapter 3.


def test_the_woman_of_40_and_her_magnesium() -> None:
    """Pages 53-54: EAR 265 mg, SD of requirement 26.5 mg, three days with a mean of 320 mg, SD of daily intake 85.9 mg.

    D = 55, SD_D = sqrt(26.5^2 + 85.9^2 / 3) = sqrt(702 + 2460) = 56; "a value of about 1 implies an 85 percent
    probability". D / SD_D is 0.978, and Phi(0.978) = 0.836: the book rounds the ratio up to 1 (Phi(1) = 0.841) and that
    to 0.85.
    """
    p = iom_probability(320, 3, 265, 26.5, 85.9)
    assert NormalDist().inv_cdf(p) == pytest.approx(55 / 56, abs=0.005)
    assert p == pytest.approx(0.836, abs=0.0005)
    assert p == pytest.approx(0.85, abs=0.02)


@pytest.mark.parametrize(
    ("days", "sd_within", "mean"),
    [(1, 85.9, 445), (3, 85.9, 377), (7, 85.9, 349), (1, 1.25 * 85.9, 486), (7, 1.25 * 85.9, 362)],
)
def test_the_mean_needed_for_97_percent_confidence(days: int, sd_within: float, mean: float) -> None:
    """Table 3-1 and page 56: the intakes of magnesium that the book asks for, its z for 97.5 percent being 2."""
    p = iom_probability(mean, days, 265, 26.5, sd_within)
    assert NormalDist().inv_cdf(p) == pytest.approx(2.0, abs=0.02)


def test_a_mean_of_180_mg_is_below_the_requirement_with_the_same_confidence() -> None:
    """Page 57: seven days of about 180 mg against an EAR of 265 mg."""
    assert iom_probability(180, 7, 265, 26.5, 85.9) == pytest.approx(0.025, abs=0.005)


def test_an_adequate_intake_of_500_units() -> None:
    """Page 60: AI 500, three days with a mean of 560, SD of daily intake 50: z = 60 / 29 = 2.07, "about 98 percent"."""
    p = iom_ai_probability(560, 3, 500, 50)
    assert NormalDist().inv_cdf(p) == pytest.approx(2.07, abs=0.01)
    assert p == pytest.approx(0.98, abs=0.005)


@pytest.mark.parametrize(
    ("days", "sd_within", "percent"),
    [
        (1, 325, 73), (3, 325, 86), (7, 325, 95),
        (1, 406, 69), (3, 406, 80), (7, 406, 90),
        (1, 488, 66), (3, 488, 76), (7, 488, 86),
    ],
)  # fmt: skip
def test_calcium_above_its_adequate_intake(days: int, sd_within: float, percent: int) -> None:
    """Table 3-2: mean 1,200 mg, AI 1,000 mg. (For 7 days and 325 mg it prints z = 1.69; the formula gives 1.63.)"""
    assert round(100 * iom_ai_probability(1200, days, 1000, sd_within)) == pytest.approx(percent, abs=1)


# --- worked examples ----------------------------------------------------------------------------------------------


def zinc(**changes: Any) -> Posterior:
    """Five complete days with 3.05 mg of zinc a day in 85.8 % of the energy; women 31-50, NHANES 2007-2012."""
    given: dict[str, Any] = {
        "mean": 3.05 / 0.858, "days": 5, "prior_mean": 9.723, "prior_sd_between": 2.974, "prior_sd_within": 4.503,
        "known_share": 0.858, **METHOD,
    }  # fmt: skip
    return usual_intake(**given | changes)


def test_five_days_of_little_zinc() -> None:
    """The formulas of docs/method.md with a pocket calculator:

    y  = 3.05 / 0.858 = 3.55478 mg
    t2 = ln(1 + (1.25 x 2.974 / 9.723)^2) = ln(1 + 0.382341^2) = ln 1.146185 = 0.136439
    mu = ln 9.723 - ln(1 + (2.974 / 9.723)^2) / 2 = 2.274494 - 0.044718 = 2.229776
    s2 = ln(1 + (4.503 / 9.723)^2 / 5 + 0.15^2 + 0.142^2) = ln(1 + 0.042898 + 0.0225 + 0.020164) = 0.082097
    B  = 0.136439 / (0.136439 + 0.082097) = 0.624330
    m  = 0.624330 (ln 3.55478 + 0.041049) + 0.375670 x 2.229776 = 0.817461 + 0.837660 = 1.655121
    v  = 0.136439 x 0.375670 = 0.051256
    P  = Phi((1.655121 - ln 6.8) / sqrt(0.051256 + ln 1.01)) = Phi(-0.261801 / 0.247399) = Phi(-1.058216) = 0.144979
    """
    posterior = zinc()
    assert posterior.prior_v == pytest.approx(0.136439, abs=1e-6)
    assert posterior.prior_m == pytest.approx(2.229776, abs=1e-6)
    assert posterior.mean_v == pytest.approx(0.082097, abs=1e-6)
    assert posterior.own_weight == pytest.approx(0.624330, abs=1e-6)
    assert posterior.m == pytest.approx(1.655121, abs=1e-6)
    assert posterior.v == pytest.approx(0.051256, abs=1e-6)
    assert probability_of_adequacy(posterior, 6.8, 0.10) == pytest.approx(0.144979, abs=1e-6)


def test_the_interval_is_1_28_standard_deviations_each_way_on_the_log_scale() -> None:
    low, high = zinc().interval(0.8)
    assert low == pytest.approx(exp(1.655121 - 1.2816 * sqrt(0.051256)), rel=1e-4)
    assert high == pytest.approx(exp(1.655121 + 1.2816 * sqrt(0.051256)), rel=1e-4)
    assert low * high == pytest.approx(zinc().median ** 2)


def test_without_a_day_the_survey_speaks_alone() -> None:
    posterior = zinc(days=0, mean=inf)  # whatever the mean is
    assert (posterior.m, posterior.v) == (posterior.prior_m, posterior.prior_v)
    assert posterior.own_weight == 0


def test_nothing_recorded_enters_as_the_floor() -> None:
    assert zinc(mean=0.0) == zinc(mean=0.02 * 9.723) == zinc(mean=0.01)
    assert zinc(mean=0.0).m < zinc(mean=0.2).m


def test_for_an_ai_the_requirement_has_no_spread() -> None:
    posterior = zinc()
    assert probability_above(posterior, posterior.median) == pytest.approx(0.5)
    z = (log(5.0) - posterior.m) / sqrt(posterior.v)
    assert probability_above(posterior, 5.0) == pytest.approx(1 - phi(z))


@pytest.mark.parametrize("z", [-9.0, -3.0, -0.5, 0.0, 1.2816, 4.0, 9.0])
def test_phi_is_the_normal_distribution_function_in_both_tails(z: float) -> None:
    assert phi(z) == pytest.approx(NormalDist().cdf(z), abs=1e-15)
    assert phi(-z) == pytest.approx(1 - phi(z), abs=1e-15)
    assert phi(-30) > 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": -1}, {"mean": -0.1}, {"mean": inf}, {"prior_mean": 0.0}, {"prior_sd_between": 0.0}, {"tau": 0.0},
        {"prior_sd_within": -1.0}, {"known_share": 0.0}, {"known_share": 1.01}, {"error_cv": -0.1},
    ],
    ids=str,
)  # fmt: skip
def test_impossible_input_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"must"):
        zinc(**wrong)


def test_other_impossible_input_is_refused() -> None:
    posterior = zinc()
    with pytest.raises(ValueError, match="days must be 1 or more"):
        iom_probability(320, 0, 265, 26.5, 85.9)
    with pytest.raises(ValueError, match="both zero"):
        iom_probability(320, 3, 265, 0, 0)
    with pytest.raises(ValueError, match="sd_within must be positive"):
        iom_ai_probability(320, 3, 265, 0)
    with pytest.raises(ValueError, match="level must lie between"):
        posterior.interval(1.0)
    with pytest.raises(ValueError, match="ear must be positive"):
        probability_of_adequacy(posterior, 0.0, 0.1)
    with pytest.raises(ValueError, match="pair up"):
        probability_from_distribution(posterior, PERCENTILES, IRON[:-1], TOP)
    with pytest.raises(ValueError, match="requirements must rise"):
        probability_from_distribution(posterior, (5.0, 50.0), (8.0, 8.0), TOP)
    with pytest.raises(ValueError, match="percentiles must rise"):
        probability_from_distribution(posterior, (50.0, 5.0), (7.0, 8.0), TOP)
    with pytest.raises(ValueError, match="top_factor"):
        probability_from_distribution(posterior, (5.0, 50.0), (7.0, 8.0), top_factor=1.0)


# --- what must hold for any input -----------------------------------------------------------------------------------

positive = st.floats(0.05, 20)
shares = st.floats(0.3, 1.0)
days_logged = st.integers(1, 60)
surveys = st.fixed_dictionaries(
    {"prior_mean": st.floats(0.5, 50), "between": st.floats(0.1, 1.0), "within": st.floats(0.1, 3.0)}
)


def posterior_of(mean: float, days: int, survey: dict[str, float], share: float = 1.0, scale: float = 1.0) -> Posterior:
    m = survey["prior_mean"] * scale
    return usual_intake(mean * scale, days, m, m * survey["between"], m * survey["within"], share, **METHOD)


@given(positive, days_logged, surveys, shares, positive, st.floats(0.01, 0.5))
def test_probabilities_and_weights_lie_between_0_and_1(
    mean: float, days: int, survey: dict[str, float], share: float, ear: float, cv: float
) -> None:
    posterior = posterior_of(mean, days, survey, share)
    assert 0 < posterior.own_weight < 1
    assert 0 < posterior.v < posterior.prior_v
    assert 0 <= probability_of_adequacy(posterior, ear, cv) <= 1
    assert 0 <= probability_from_distribution(posterior, PERCENTILES, IRON, TOP) <= 1


@given(positive, st.floats(1.01, 3), days_logged, surveys, positive, st.floats(0.01, 0.5))
def test_more_in_the_log_is_never_less_likely_to_be_enough(
    mean: float, times: float, days: int, survey: dict[str, float], ear: float, cv: float
) -> None:
    assume(mean > 0.02 * survey["prior_mean"])
    less, more = posterior_of(mean, days, survey), posterior_of(mean * times, days, survey)
    assert more.m > less.m
    assert probability_of_adequacy(more, ear, cv) >= probability_of_adequacy(less, ear, cv)
    assert (
        probability_from_distribution(more, PERCENTILES, IRON, TOP)
        >= probability_from_distribution(less, PERCENTILES, IRON, TOP) - 1e-12
    )


@given(positive, days_logged, st.integers(1, 30), surveys)
def test_more_days_give_the_log_more_weight_and_a_narrower_interval(
    mean: float, days: int, more: int, survey: dict[str, float]
) -> None:
    few, many = posterior_of(mean, days, survey), posterior_of(mean, days + more, survey)
    assert many.own_weight > few.own_weight
    assert many.v < few.v


@given(positive, days_logged, surveys, shares, st.floats(0.01, 0.29))
def test_less_known_gives_the_log_less_weight_and_a_wider_interval(
    mean: float, days: int, survey: dict[str, float], share: float, less: float
) -> None:
    known, unknown = posterior_of(mean, days, survey, share), posterior_of(mean, days, survey, share - less)
    assert unknown.own_weight < known.own_weight
    assert unknown.v > known.v


@given(positive, days_logged, surveys, shares, positive, st.floats(0.01, 0.5))
def test_milligrams_or_micrograms_are_of_no_matter(
    mean: float, days: int, survey: dict[str, float], share: float, ear: float, cv: float
) -> None:
    mg, mcg = posterior_of(mean, days, survey, share), posterior_of(mean, days, survey, share, scale=1000)
    assert probability_of_adequacy(mcg, 1000 * ear, cv) == pytest.approx(probability_of_adequacy(mg, ear, cv), abs=1e-9)
    assert probability_from_distribution(mcg, PERCENTILES, [1000 * x for x in IRON], TOP) == pytest.approx(
        probability_from_distribution(mg, PERCENTILES, IRON, TOP), abs=1e-9
    )


def by_quadrature(m: float, v: float, share_met: Any, steps: int = 4000) -> float:
    """Mean of share_met over exp(N(m, v)), trapezoid rule over 8 standard deviations each way."""
    width = 16 / steps
    grid = [-8 + width * step for step in range(steps + 1)]
    return sum(width * exp(-z * z / 2) / sqrt(2 * pi) * share_met(exp(m + z * sqrt(v))) for z in grid)


def iron_met(intake: float) -> float:
    """Table 14-1 read with a ruler: 0 at 0 mg, 1 from 1.35 x 18.23 mg on."""
    lows, low_shares = (0.0, *IRON), (0.0, *PERCENTILES)
    highs, high_shares = (*IRON, 1.35 * IRON[-1]), (*PERCENTILES, 100.0)
    for low, high, a, b in zip(lows, highs, low_shares, high_shares, strict=True):
        if intake < high:
            return (a + (b - a) * (intake - low) / (high - low)) / 100
    return 1.0


@pytest.mark.parametrize("median", [0.5, 3.0, 6.5, 8.07, 11.0, 18.0, 30.0])
@pytest.mark.parametrize("v", [0.004, 0.05, 0.4])
def test_the_closed_form_for_iron_is_the_integral(median: float, v: float) -> None:
    posterior = Posterior(log(median), v, 0.5, log(median), v, v)
    assert probability_from_distribution(posterior, PERCENTILES, IRON, TOP) == pytest.approx(
        by_quadrature(log(median), v, iron_met), abs=1e-6
    )


@pytest.mark.parametrize("median", [2.0, 6.8, 12.0])
def test_the_closed_form_for_an_ear_is_the_integral(median: float) -> None:
    posterior = Posterior(log(median), 0.06, 0.5, log(median), 0.06, 0.06)
    spread = sqrt(log(1 + 0.1**2))
    integral = by_quadrature(log(median), 0.06, lambda t: (1 + erf(log(t / 6.8) / spread / sqrt(2))) / 2)
    assert probability_of_adequacy(posterior, 6.8, 0.1) == pytest.approx(integral, abs=1e-9)


def test_iron_at_the_median_requirement_is_enough_for_fewer_than_half() -> None:
    """The distribution is skewed, so a spread of usual intake around P50 does not give one half: never Phi."""
    posterior = Posterior(log(8.07), 0.09, 0.5, log(8.07), 0.09, 0.09)
    assert probability_from_distribution(posterior, PERCENTILES, IRON, TOP) < 0.49
    assert probability_of_adequacy(posterior, 8.07, 0.3) == pytest.approx(0.5)


def test_percentiles_may_be_shares() -> None:
    posterior = zinc()
    assert probability_from_distribution(posterior, [p / 100 for p in PERCENTILES], IRON, TOP) == pytest.approx(
        probability_from_distribution(posterior, PERCENTILES, IRON, TOP)
    )


def test_the_segments_cover_all_intakes_and_add_up() -> None:
    posterior = zinc()
    segments = distribution_segments(posterior, PERCENTILES, IRON, TOP)
    assert (segments[0].low, segments[-1].high) == (0.0, inf)
    assert [segment.high for segment in segments[:-1]] == [segment.low for segment in segments[1:]]
    assert segments[-1].low == pytest.approx(1.35 * 18.23)
    assert sum(segment.part for segment in segments) == pytest.approx(
        probability_from_distribution(posterior, PERCENTILES, IRON, TOP)
    )
