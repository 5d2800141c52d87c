from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrients.assessment.adequacy import usual_intake
from nutrients.assessment.coverage import assess_week
from nutrients.assessment.sums import worked_sum, written
from nutrients.assessment.tabled import distribution_segments, probability_from_distribution
from tests.nutrients.assessment.kitchen import IRON, METHOD, PERCENTILES, TABLES, TOP, person


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (9.723, "9.723"), (0.15, "0.15"), (800.0, "800"), (123456.7, "123457"), (0.0000123456, "0.0000123456"),
        (-1.335951, "−1.33595"), (0.0, "0"), (1.0, "1"),
    ],
)  # fmt: skip
def test_a_number_is_written_without_exponent_or_lost_zeros(value, text):
    assert written(value) == text


@given(st.floats(1e-6, 1e6))
def test_what_is_written_reads_back_to_six_digits(value):
    assert float(written(value)) == pytest.approx(value, rel=6e-6)


def test_the_steps_of_a_requirement_end_in_p(diary):
    """
    mon-sun  bread       200 g  complete
    mon-thu  egg, whole  100 g  complete
    """
    row = assess_week(diary, person(), TABLES)["ZN"]
    steps = worked_sum(row.adequacy, row.intake)
    assert [step.name for step in steps] == ["y", "t²", "μ", "s²", "B", "m", "v", "low", "high", "z", "P"]
    assert steps[0].formula == "(2.9 + 2.9 + 2.9 + 2.9 + 1.6 + 1.6 + 1.6) / 7"
    assert steps[-1].result == row.probability
    assert steps[-2].formula == "(m − ln(6.8)) / √(v + ln(1 + 0.1²))"


def test_the_known_share_is_a_step_made_of_the_days_energy(diary):
    """
    mon-sun  bread  200 g  complete
    mon      tofu   100 g
    tue      water  500 g

    Bread 500 kcal, tofu 100 kcal without a value.
    """
    row = assess_week(diary, person(), TABLES)["ZN"]
    share, mean, *others = worked_sum(row.adequacy, row.intake)
    known, energy = " + ".join(["500"] * 7), " + ".join(["600", *["500"] * 6])
    assert (share.name, share.formula) == ("c", f"({known}) / ({energy})")
    assert share.result == pytest.approx(3500 / 3600)
    assert mean.formula == f"({' + '.join(['1.6'] * 7)}) / 7 / c"
    assert next(step for step in others if step.name == "s²").formula.endswith("(1 − c)²)")


def test_a_day_of_which_nothing_is_known_is_no_zero_in_the_sum(diary):
    """
    mon-sat  bread  200 g  complete
    sun      tofu   100 g  complete
    """
    row = assess_week(diary, person(), TABLES)["ZN"]
    assert worked_sum(row.adequacy, row.intake)[1].formula == f"({' + '.join(['1.6'] * 6)}) / 7 / c"


def test_an_adequate_intake_has_no_spread(diary):
    """
    mon-sun  bread  200 g  complete
    """
    row = assess_week(diary, person(), TABLES)["K"]
    assert worked_sum(row.adequacy, row.intake)[-2].formula == "(m − ln(2600)) / √(v)"


def test_a_huge_day_enters_capped(diary):
    """
    mon-sun  bread    200 g  complete
    mon      oysters  400 g
    """
    row = assess_week(diary, person(), TABLES)["ZN"]
    assert worked_sum(row.adequacy, row.intake)[0].formula.startswith("(48.615 + 1.6")  # 5 x 9.723
    assert row.adequacy.capped


@given(st.floats(0.5, 60), st.integers(1, 28), st.floats(0.3, 1))
def test_the_stretches_of_a_distribution_add_up_to_p(mean, days, share):
    posterior = usual_intake(mean, days, 13.5, 3.5, 5.5, share, **METHOD)
    parts = [segment.part for segment in distribution_segments(posterior, PERCENTILES, IRON, TOP)]
    assert sum(parts) == pytest.approx(probability_from_distribution(posterior, PERCENTILES, IRON, TOP), abs=1e-12)
    assert all(part > -1e-12 for part in parts)


def test_the_stretches_join_without_a_gap():
    segments = distribution_segments(usual_intake(9, 7, 13.5, 3.5, 5.5, 1.0, **METHOD), PERCENTILES, IRON, TOP)
    for before, after in pairwise(segments):
        assert (before.high, before.share_high) == (after.low, after.share_low)
    assert (segments[0].low, segments[-1].share_high) == (0, 1)
