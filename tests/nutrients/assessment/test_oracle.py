"""Random diaries, assessed by the code and by the oracle: every figure and every verdict must agree."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutrients.assessment.coverage import NutrientReport, assess_week
from nutrients.assessment.eaten import Composition, DayIntake, FoodEaten
from nutrients.assessment.reference import LifeStage, Person
from tests.nutrients.assessment.kitchen import COLUMNS, FOODS, GROUPS, MONDAY, SUPPLEMENTS, TABLES
from tests.oracle import Expected, energy_a_day, expected_week, looks_cut_short

close: Callable[[float | None], object] = partial(pytest.approx, rel=1e-9, abs=1e-12)

SLICED = 1e-3  # what P may differ by where a supplement makes it a sum of slices
AMOUNTS = {
    "ZN": 2, "FE": 3, "K": 400, "NIA": 3, "THIA": 0.2, "PROCNT": 9, "VITA_RAE": 120, "RETOL": 90, "NA": 500, "ID": 50,
}  # fmt: skip


@st.composite
def foods(draw: st.DrawFn, number: int) -> Composition:
    """A food that may lack its energy, any of its amounts, and its make-up."""
    amounts = {
        tagname: draw(st.floats(0, AMOUNTS[tagname]))
        for tagname in COLUMNS
        if draw(st.integers(0, 19)) > 0  # one value in twenty is missing
    }
    energy = draw(st.one_of(st.floats(20, 500), st.floats(20, 500), st.floats(20, 500), st.sampled_from([None, 0.0])))
    shares = draw(st.dictionaries(st.sampled_from(sorted(GROUPS)), st.floats(0.01, 1), max_size=2))
    return Composition(number, f"food {number}", energy, amounts, {}, shares, None, draw(st.booleans()))


@st.composite
def diaries(draw: st.DrawFn) -> tuple[DayIntake, ...]:
    larder = [draw(foods(number)) for number in range(1, 5)] + [FOODS["liver"], FOODS["tofu"]]
    eaten = st.builds(FoodEaten, st.sampled_from(larder), st.floats(1, 700))
    taken = st.lists(st.builds(FoodEaten, st.sampled_from(CABINET), st.floats(0.1, 3)), max_size=2)
    takes_any = draw(st.booleans())
    return tuple(
        DayIntake(
            MONDAY + timedelta(days=number), draw(st.integers(0, 4)) > 0, tuple(draw(st.lists(eaten, max_size=4))),
            "", tuple(draw(taken)) if takes_any else (),
        )
        for number in range(7)
    )  # fmt: skip


CABINET = [SUPPLEMENTS[name] for name in sorted(SUPPLEMENTS)]
ADULTS = (
    LifeStage("female", 35, "none", True, False),
    LifeStage("female", 35, "none", False),
    LifeStage("female", 60, "none", False),
    LifeStage("female", 30, "pregnant", False),
    LifeStage("male", 40),
    LifeStage("male", 101),
)
WITHOUT_REFERENCE = (LifeStage("female", 30, "lactating", False), LifeStage("female", 12))
people = st.builds(
    Person,
    stages=st.one_of(
        st.sampled_from(ADULTS).map(lambda stage: (stage,)),
        st.lists(st.sampled_from(ADULTS + WITHOUT_REFERENCE), min_size=2, max_size=2, unique=True).map(tuple),
    ),
    reference_set=st.sampled_from(["DRI"] * 4 + ["EFSA"]),
    unusual=st.booleans(),
    is_minor=st.sampled_from([False] * 15 + [True]),
    weight_kg=st.sampled_from([None, 50.0, 80.0]),
    height_cm=st.sampled_from([None, 165.0]),
)


@settings(max_examples=150, deadline=None)
@given(days=diaries(), person=people)
def test_the_code_and_the_oracle_agree_on_any_week(days: tuple[DayIntake, ...], person: Person) -> None:
    report = assess_week(days, person, TABLES)
    assert report.quality.energy == close(energy_a_day(days))
    assert report.quality.looks_cut_short == looks_cut_short(days, person, TABLES.settings)
    for tagname, expected in expected_week(days, person, TABLES).items():
        _agree(report[tagname], expected)


def _agree(row: NutrientReport, expected: Expected) -> None:
    assert row.intake.recorded == close(expected.recorded)
    assert row.intake.known_share == close(expected.known_share)
    assert row.intake.estimate == close(expected.estimate)
    close_by = SLICED if row.supplement else 2e-6
    if row.adequacy:
        lowest = min(expected.probabilities)
        assert row.adequacy.probability == pytest.approx(lowest, abs=close_by)
        assert any(row.adequacy.interval == pytest.approx(interval) for interval in expected.intervals)
    else:
        assert expected.probabilities == []
    if row.nutrient.assessment == "sources":
        assert row.sources is not None
        assert len(row.sources.every.exposure_days) == expected.source_days
        assert len(row.sources.every.possible_days) == expected.open_days
    if not _on_a_line(expected, close_by):
        assert row.verdict == expected.verdict
        assert {row.finding.reason} <= expected.reasons or not expected.reasons
        assert (row.finding.reason is None) == (not expected.reasons)


def _on_a_line(expected: Expected, close_by: float) -> bool:
    """The grid cannot tell on which side of a threshold a probability lies that is nearer than its own error."""
    chances = [*expected.probabilities, *expected.alone]
    return any(abs(p - line) < 5 * close_by for p in chances for line in (0.15, 0.5, 0.85))


@settings(max_examples=25, deadline=None)
@given(days=diaries(), person=people)
def test_a_level_is_passed_only_by_what_was_recorded(days: tuple[DayIntake, ...], person: Person) -> None:
    report = assess_week(days, person, TABLES)
    passed = {(row.nutrient.tagname, row.is_cdrr) for row in report.above_upper}
    expected = set()
    for row in report.nutrients:
        reference = row.reference
        if reference is None or sum(day.complete for day in days) < TABLES.settings.minimum_days:
            continue
        if reference.cdrr is not None and (row.intake.recorded or 0) + row.supplement > reference.cdrr:
            expected.add((row.nutrient.tagname, True))
        if reference.ul is not None:
            covered = row.supplement  # a level that names no amount covers supplements only
            if reference.ul_tagname:
                counted = report[reference.ul_tagname]
                covered = (counted.intake.recorded or 0) + counted.supplement
            if covered > reference.ul:
                expected.add((row.nutrient.tagname, False))
    assert passed == expected
