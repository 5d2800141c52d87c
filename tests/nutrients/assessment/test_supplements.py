"""Supplements: counted apart, added by their labels, and never able to make a log read worse."""

from dataclasses import replace
from math import erf, exp, log, pi, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutrients.assessment.adequacy import (
    Posterior,
    intake_slices,
    probability_above,
    probability_of_adequacy,
    share_met,
)
from nutrients.assessment.coverage import CoverageReport, assess_week, with_suggestions
from nutrients.assessment.eaten import DayIntake, FoodEaten
from nutrients.assessment.rules import Reason, Verdict
from nutrients.assessment.sums import worked_sum
from nutrients.assessment.supplements import supplement_intake
from nutrients.assessment.tabled import probability_from_distribution, stretch_at, tabled_share_met
from tests.nutrients.assessment.kitchen import (
    FOODS,
    IRON,
    PERCENTILES,
    SUPPLEMENTS,
    TABLES,
    TOP,
    diary_of,
    person,
)

BREAD = "mon-sun  bread  500 g  complete\n"


def report_of(text: str) -> CoverageReport:
    return assess_week(diary_of(text), person(), TABLES)


# --- what labels give -------------------------------------------------------------------------------------------------


def test_a_day_without_a_tablet_had_none_of_it() -> None:
    """Two tablets of 5 mg on three of seven days: 30 mg / 7."""
    taken = supplement_intake("ZN", diary_of(BREAD + "mon-wed  zinc tablet  2 g"))
    assert taken is not None
    assert taken.amount == pytest.approx(30 / 7)
    assert [amount for _on, amount in taken.by_day] == [10, 10, 10, 0, 0, 0, 0]
    assert [(food.name, food.amount) for food in taken.given] == [("zinc tablet", pytest.approx(30 / 7))]


def test_what_a_label_does_not_say_is_unknown_and_never_zero() -> None:
    taken = supplement_intake("ZN", diary_of(BREAD + "mon-sun  iron tablet  1 g"))
    assert taken is not None
    assert (taken.amount, taken.unknown) == (None, ("iron tablet",))
    both = supplement_intake("ZN", diary_of(BREAD + "mon-sun  iron tablet  1 g\nmon-sun  zinc tablet  1 g"))
    assert both is not None
    assert (both.amount, both.unknown) == (5, ("iron tablet",))


def test_a_day_left_open_does_not_count() -> None:
    assert supplement_intake("ZN", diary_of("mon  bread  100 g  complete\ntue  zinc tablet  1 g")) is None


def test_food_is_worked_out_as_if_there_were_no_supplement() -> None:
    """A tablet has no share of the energy, is no source, no plant and no suggestion."""
    text = BREAD + "mon-wed  tofu  50 g\n"
    without, report = report_of(text), report_of(text + "mon-sun  multi tablet  1 g")
    assert report.quality == without.quality
    assert report.plants == without.plants
    for row in report.nutrients:
        food = without[row.nutrient.tagname]
        assert (row.intake, row.sources, row.estimate) == (food.intake, food.sources, food.estimate)
        if row.food_alone:
            assert (row.food_alone.finding, row.food_alone.adequacy) == (food.finding, food.adequacy)
    own = {FOODS["bread"]: 30.0, FOODS["oysters"]: 10.0}
    with_own = with_suggestions(assess_week(diary_of(text + "mon-sun  plain tablet  1 g"), person(), TABLES), own)
    assert {s.name for row in with_own.nutrients for s in row.suggestions} <= {"bread", "oysters"}


# --- the chance with a supplement -------------------------------------------------------------------------------------


def test_zinc_with_a_tablet_by_hand() -> None:
    """500 g of bread a day hold 4 mg of zinc. Women 31-50: M 9.723, SD 2.974 and 4.503; EAR 6.8, CV 10 %.

    B, m and v as without a supplement: m = 1.6371, v = 0.0375.
    alone: z = (1.6371 - ln 6.8) / sqrt(0.0375 + ln 1.01) = -1.285, P0 = 0.0995: looks low.
    With 2 mg a day the middle slice is T = exp(1.6371) + 2 = 7.1402 and F = Phi(ln(7.1402 / 6.8) / 0.09975)
    = Phi(0.4896) = 0.688; over all slices the mean is 0.61: no clear sign.
    """
    adequacy = report_of(BREAD)["ZN"].adequacy
    assert adequacy is not None
    assert adequacy.posterior.m == pytest.approx(1.6371, abs=1e-4)
    assert adequacy.posterior.v == pytest.approx(0.0375, abs=1e-4)
    assert adequacy.probability == pytest.approx(0.0995, abs=2e-4)
    topped_up = replace(adequacy, supplement=2.0)
    middle = topped_up.slices[16]
    assert (middle.z, middle.total, middle.met) == (0, pytest.approx(7.1402, abs=1e-4), pytest.approx(0.688, abs=5e-4))
    assert topped_up.probability == pytest.approx(_simpson(adequacy.posterior, 6.8, 0.1, 2.0), abs=1e-4)
    assert topped_up.probability == pytest.approx(0.61, abs=0.01)


def _simpson(posterior: Posterior, ear: float, cv: float, supplement: float) -> float:
    """The same integral over the requirement instead of the intake: E of P(T > R - s), by Simpson's rule."""
    spread, steps, reach = sqrt(log(1 + cv**2)), 4000, 9.0
    total = 0.0
    for step in range(steps + 1):
        z = -reach + 2 * reach * step / steps
        need = ear * exp(spread * z) - supplement
        z_need = (log(need) - posterior.m) / sqrt(posterior.v) if need > 0 else -40.0
        above = (1 - erf(z_need / sqrt(2))) / 2
        weight = 1 if step in (0, steps) else 4 if step % 2 else 2
        total += weight * exp(-z * z / 2) / sqrt(2 * pi) * above
    return total * 2 * reach / steps / 3


posteriors = st.builds(
    lambda median, v: Posterior(log(median), v, 0.5, 0.0, 1.0, 1.0), st.floats(0.02, 4), st.floats(0.005, 0.3)
)  # v: three days of a vegan and the survey's most variable nutrient come to less
spreads = st.floats(0.05, 0.5)
doses = st.floats(0, 3)


@settings(max_examples=60, deadline=None)
@given(posteriors, spreads, st.floats(0.001, 3))
def test_slices_and_the_integral_over_the_requirement_agree(posterior: Posterior, cv: float, dose: float) -> None:
    assert probability_of_adequacy(posterior, 1.0, cv, dose) == pytest.approx(
        _simpson(posterior, 1.0, cv, dose), abs=2e-3
    )


@given(posteriors, spreads, doses, doses)
def test_more_of_a_supplement_never_lowers_the_chance(posterior: Posterior, cv: float, a: float, b: float) -> None:
    low, high = sorted((a, b))
    for chance in (
        lambda dose: probability_of_adequacy(posterior, 1.0, cv, dose),
        lambda dose: probability_above(posterior, 1.0, dose),
        lambda dose: probability_from_distribution(
            replace(posterior, m=posterior.m + log(8)), PERCENTILES, IRON, TOP, 8 * dose
        ),
    ):
        slack = 1e-9 if low else 1.5e-3  # without a supplement the closed form stands in the place of the slices
        assert chance(low) <= chance(high) + slack


@given(posteriors, spreads)
def test_a_trace_of_a_supplement_changes_next_to_nothing(posterior: Posterior, cv: float) -> None:
    without = probability_of_adequacy(posterior, 1.0, cv)
    assert probability_of_adequacy(posterior, 1.0, cv, 1e-9) == pytest.approx(without, abs=1.5e-3)
    tabled = probability_from_distribution(posterior, PERCENTILES, IRON, TOP)
    assert probability_from_distribution(posterior, PERCENTILES, IRON, TOP, 1e-9) == pytest.approx(tabled, abs=1e-6)


@given(posteriors, spreads, doses)
def test_food_only_adds_to_what_the_supplement_alone_meets(posterior: Posterior, cv: float, dose: float) -> None:
    assert share_met(dose, 1.0, cv) <= probability_of_adequacy(posterior, 1.0, cv, dose) + 1.5e-3
    alone = tabled_share_met(dose * 8, PERCENTILES, IRON, TOP)
    assert alone <= probability_from_distribution(posterior, PERCENTILES, IRON, TOP, dose * 8) + 1e-9


@given(posteriors, spreads, st.floats(0.001, 3))
def test_the_weights_of_the_slices_are_one(posterior: Posterior, cv: float, dose: float) -> None:
    slices = intake_slices(posterior, 1.0, cv, dose)
    assert sum(part.weight for part in slices) == pytest.approx(1)
    assert [part.part for part in slices] == pytest.approx([part.weight * part.met for part in slices])


@settings(deadline=None)
@given(st.floats(2, 20), st.floats(0.01, 0.4), st.floats(0.1, 30))
def test_iron_with_a_supplement_is_the_mean_of_f_moved(median: float, v: float, dose: float) -> None:
    """F_R(T + s), averaged over T on a fine grid."""
    posterior, steps, reach, total = Posterior(log(median), v, 0.5, 0.0, 1.0, 1.0), 2000, 8.0, 0.0
    for step in range(steps + 1):
        z = -reach + 2 * reach * step / steps
        met = tabled_share_met(exp(log(median) + z * sqrt(v)) + dose, PERCENTILES, IRON, TOP)
        total += exp(-z * z / 2) / sqrt(2 * pi) * met * 2 * reach / steps
    assert probability_from_distribution(posterior, PERCENTILES, IRON, TOP, dose) == pytest.approx(total, abs=1e-4)


def test_the_stretch_an_intake_lies_on() -> None:
    assert stretch_at(8.0, PERCENTILES, IRON, TOP) == (7.46, 8.07, 0.4, 0.5)
    assert tabled_share_met(8.07, PERCENTILES, IRON, TOP) == pytest.approx(0.5)
    assert stretch_at(18.23 * 1.35, PERCENTILES, IRON, TOP) is None
    assert tabled_share_met(30.0, PERCENTILES, IRON, TOP) == 1


@pytest.mark.parametrize("dose", [-1.0, float("nan"), float("inf")])
def test_impossible_amounts_are_refused(dose: float) -> None:
    posterior = Posterior(0.0, 0.1, 0.5, 0.0, 1.0, 1.0)
    with pytest.raises(ValueError, match="supplement"):
        probability_of_adequacy(posterior, 1.0, 0.1, dose)
    with pytest.raises(ValueError, match="supplement"):
        probability_from_distribution(posterior, PERCENTILES, IRON, TOP, dose)


# --- verdicts ---------------------------------------------------------------------------------------------------------


def test_both_verdicts_stand_beside_each_other() -> None:
    row = report_of(BREAD + "mon-sun  zinc tablet  1 g")["ZN"]
    assert row.food_alone is not None
    assert (row.verdict, row.food_alone.verdict) == (Verdict.LOOKS_FINE, Verdict.LOOKS_LOW)
    assert row.adequacy is not None
    assert row.food_alone.adequacy is not None
    food, both = row.food_alone.adequacy.interval, row.adequacy.interval
    assert both == (pytest.approx(food[0] + 5), pytest.approx(food[1] + 5))
    assert row.adequacy.median == pytest.approx(row.adequacy.posterior.median + 5)


def test_an_ai_leaves_food_the_rest() -> None:
    """1.0 g of potassium a day beside 2 kg of bread: food has 1.6 g of the AI of 2.6 g left to give."""
    row = report_of("mon-sun  bread  1500 g  complete\nmon-sun  potassium sachet  1 g")["K"]
    assert row.adequacy is not None
    posterior = row.adequacy.posterior
    z = (posterior.m - log(1600)) / sqrt(posterior.v)
    assert row.probability == pytest.approx((1 + erf(z / sqrt(2))) / 2)
    assert row.verdict is Verdict.LOOKS_FINE
    assert row.food_alone is not None
    assert row.food_alone.finding.reason is Reason.BELOW_ADEQUATE_INTAKE


def test_a_supplement_that_gives_all_of_a_need_makes_it_sure() -> None:
    row = report_of(BREAD + "mon-sun  strong zinc tablet  1 g")["ZN"]
    assert row.probability == pytest.approx(1)
    enough = report_of(BREAD + "mon-sun  potassium sachet  3 g")["K"]
    assert enough.probability == 1


ORDER = [Verdict.LOOKS_LOW, Verdict.MAY_BE_LOW, Verdict.NO_CLEAR_SIGN, Verdict.LOOKS_FINE]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(FOODS)), st.floats(1, 600)), min_size=1, max_size=4),
    st.lists(st.tuples(st.sampled_from(sorted(SUPPLEMENTS)), st.floats(0.1, 3)), min_size=1, max_size=3),
)
def test_taking_a_supplement_never_reads_worse(foods: list[tuple[str, float]], taken: list[tuple[str, float]]) -> None:
    eaten = tuple(FoodEaten(FOODS[name], grams) for name, grams in foods)
    supplements = tuple(FoodEaten(SUPPLEMENTS[name], count) for name, count in taken)
    plain = [DayIntake(day.date, True, eaten) for day in diary_of(BREAD)]
    without, report = (
        assess_week(days, person(), TABLES)
        for days in (plain, [replace(day, supplements=supplements) for day in plain])
    )
    for row, before in zip(report.nutrients, without.nutrients, strict=True):
        if before.verdict in ORDER:
            assert row.verdict in ORDER[ORDER.index(before.verdict) :]
        if before.probability is not None and row.probability is not None:
            assert row.probability >= before.probability - 1.5e-3


# --- upper levels -----------------------------------------------------------------------------------------------------


def above(text: str) -> dict[str, tuple[float, float, bool]]:
    return {
        row.nutrient.tagname: (row.recorded, row.supplements, row.is_food_too) for row in report_of(text).above_upper
    }


def test_an_upper_level_counts_food_and_supplements() -> None:
    """4 mg from bread and 50 from the tablet are above 40; 4 and 5 are not."""
    assert above(BREAD + "mon-sun  strong zinc tablet  1 g") == {"ZN": (pytest.approx(54), 50, True)}
    assert above(BREAD + "mon-sun  zinc tablet  1 g") == {}


def test_a_level_for_supplements_only_leaves_food_out() -> None:
    """The UL of niacin is 35 mg of added forms: 60 mg from bread pass nothing, 40 from a tablet do."""
    assert "NIA" not in above("mon-sun  bread  1500 g  complete")
    assert above(BREAD + "mon-sun  niacin tablet  1 g") == {"NIA": (pytest.approx(40), 40, False)}


def test_vitamin_a_counts_what_is_said_to_be_retinol() -> None:
    """The UL is of retinol: a label that does not say the form passes nothing, however much it gives."""
    assert above(BREAD + "mon-sun  vitamin A drop  4 g") == {}
    assert above(BREAD + "mon-sun  retinol drop  2 g") == {"VITA_RAE": (pytest.approx(4000), 4000, True)}


def test_too_few_days_pass_no_level() -> None:
    assert above("mon  bread  100 g  complete\nmon  strong zinc tablet  1 g") == {}


def test_a_food_that_takes_the_total_over_a_level_is_not_suggested() -> None:
    """Oysters would help, but a tablet brings 39 mg already and the level is 40."""
    text, own = BREAD + "mon-sun  strong zinc tablet  0.6 g", {FOODS["oysters"]: 20.0}
    low_iron = with_suggestions(
        assess_week(diary_of("mon-sun  sugar  500 g  complete\n" + text.split("\n", 1)[1]), person(), TABLES), own
    )
    assert low_iron["FE"].verdict is Verdict.LOOKS_LOW
    assert low_iron["FE"].suggestions == ()
    without = with_suggestions(assess_week(diary_of("mon-sun  sugar  500 g  complete"), person(), TABLES), own)
    assert [food.name for food in without["FE"].suggestions] == ["oysters"]


# --- the sum ----------------------------------------------------------------------------------------------------------


def test_without_a_supplement_the_sum_is_as_it_was() -> None:
    row = report_of(BREAD)["ZN"]
    assert row.adequacy is not None
    assert row.supplements is None
    names = [step.name for step in worked_sum(row.adequacy, row.intake, row.supplements)]
    assert "d" not in names
    assert names[-2:] == ["z", "P"]
