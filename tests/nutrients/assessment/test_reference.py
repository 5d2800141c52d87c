"""Which row of a table speaks for a life stage."""

import pytest

from nutrients.assessment.reference import LifeStage, for_stage
from tests.nutrients.assessment.kitchen import prior, reference, stage

ROWS = tuple(
    reference("FE", row)
    for row in (
        stage("children 9-13", age_min=9, age_max=14),
        stage("adults", age_min=19),
        stage("women 19-50", sex="female", age_min=19, age_max=51),
        stage("women 51-70", sex="female", age_min=51, age_max=71),
        stage("women 71+", sex="female", age_min=71),
        stage("women 19-50, menstruating", sex="female", age_min=19, age_max=51, menstruating="yes"),
        stage(
            "women 19-50, menstruating, on the pill",
            sex="female", age_min=19, age_max=51, menstruating="yes", oral_contraceptive="yes",
        ),
        stage("pregnancy", sex="female", age_min=14, age_max=51, physiology="pregnant"),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("who", "row"),
    [
        (LifeStage("female", 9), "children 9-13"),
        (LifeStage("male", 13), "children 9-13"),
        (LifeStage("male", 14), None),  # age_max is exclusive, and nothing speaks for 14 to 18
        (LifeStage("male", 19), "adults"),
        (LifeStage("male", 101), "adults"),
        (LifeStage("female", 18), None),
        (LifeStage("female", 50), "women 19-50"),
        (LifeStage("female", 51), "women 51-70"),
        (LifeStage("female", 71), "women 71+"),
        (LifeStage("female", 101), "women 71+"),
        (LifeStage("female", 30, menstruating=None), "women 19-50"),
        (LifeStage("female", 30, menstruating=False), "women 19-50"),
        (LifeStage("female", 30, menstruating=True), "women 19-50, menstruating"),
        (LifeStage("female", 30, menstruating=True, oral_contraceptive=False), "women 19-50, menstruating"),
        (LifeStage("female", 30, menstruating=True, oral_contraceptive=True), "women 19-50, menstruating, on the pill"),
        (LifeStage("female", 18, "pregnant"), "pregnancy"),
        (LifeStage("female", 30, "pregnant", False), "pregnancy"),
        (LifeStage("female", 30, "lactating", False), "women 19-50"),  # nothing asks, so the woman of that age
    ],
    ids=str,
)
def test_the_row_that_depends_on_most_answers_is_meant(who: LifeStage, row: str | None) -> None:
    found = for_stage(ROWS, who)
    assert (found.stage.life_stage if found else None) == row
    again = for_stage(ROWS[::-1], who)  # whatever the order of the rows
    assert again == found


def test_of_two_rows_alike_the_narrower_age_is_meant() -> None:
    wide, narrow = prior("ZN", 10, 3, 5, stage("adults", age_min=19)), prior("ZN", 9, 3, 5, stage("71+", age_min=71))
    assert for_stage((wide, narrow), LifeStage("male", 80)) is narrow
    assert for_stage((wide, narrow), LifeStage("male", 70)) is wide


def test_a_row_for_women_who_are_not_pregnant_does_not_speak_for_pregnancy() -> None:
    rows = (reference("FE", stage("women", sex="female", age_min=19, physiology="none")),)
    assert for_stage(rows, LifeStage("female", 30, "pregnant", False)) is None


def test_figures_per_kilogram_become_figures_a_day() -> None:
    per_kg = reference("PROCNT", basis="kg", ear=0.66, rda=0.8, requirement_cv=0.12, ul=None)
    a_day = per_kg.times(70.0)
    assert (a_day.ear, a_day.rda, a_day.ai, a_day.basis) == (pytest.approx(46.2), pytest.approx(56.0), None, "day")
    assert a_day.requirement_cv == 0.12
    assert a_day.scaled_from == ("kg", 70.0)


def test_the_target_is_the_rda_or_else_the_ai() -> None:
    assert reference("ZN", rda=8.0, ai=9.0).target == 8.0
    assert reference("K", ai=2600.0).target == 2600.0
    assert reference("X", ear=5.0).target is None
