"""Profile.as_person: which life stages the answers of a profile allow."""

from datetime import date
from typing import Any

import pytest

from accounts.models import ADULT_BANDS, Profile
from nutrients.assessment.reference import LifeStage, Person

ON = date(2026, 2, 15)


def person(**answers: Any) -> Person:
    return Profile(**answers).as_person(ON)


def stages(**answers: Any) -> set[tuple[str, int, bool | None]]:
    return {(stage.sex, stage.age, stage.menstruating) for stage in person(**answers).stages}


def test_a_birth_year_leaves_two_ages() -> None:
    assert stages(birth_year=1990, sex="male") == {("male", 35, None), ("male", 36, None)}


def test_all_answers_but_the_birthday_leave_two_stages() -> None:
    found = person(birth_year=1990, sex="female", menstruating=True, oral_contraceptive=False).stages
    assert found == (
        LifeStage("female", 35, "none", True, False),
        LifeStage("female", 36, "none", True, False),
    )


def test_men_have_no_periods_whatever_was_answered() -> None:
    assert {stage.menstruating for stage in person(birth_year=1990, sex="male", menstruating=True).stages} == {None}


def test_skipped_periods_leave_both_before_51_and_none_after() -> None:
    assert stages(birth_year=1990, sex="female") == {
        ("female", 35, True), ("female", 35, False), ("female", 36, True), ("female", 36, False),
    }  # fmt: skip
    assert stages(birth_year=1960, sex="female") == {("female", 65, False), ("female", 66, False)}
    assert stages(birth_year=1975, sex="female") == {  # 50 or 51
        ("female", 50, True), ("female", 50, False), ("female", 51, False),
    }  # fmt: skip


def test_periods_answered_after_51_are_believed() -> None:
    assert stages(birth_year=1972, sex="female", menstruating=True) == {("female", 53, True), ("female", 54, True)}


def test_a_skipped_sex_leaves_both() -> None:
    assert stages(birth_year=1990, menstruating=False) == {
        ("female", 35, False), ("female", 36, False), ("male", 35, None), ("male", 36, None),
    }  # fmt: skip


def test_a_skipped_birth_year_leaves_every_adult_band() -> None:
    assert stages(sex="male") == {("male", age, None) for age in ADULT_BANDS}
    assert not person(sex="male").is_minor


def test_nothing_answered_leaves_every_adult() -> None:
    found = person()
    assert {(stage.sex, stage.age) for stage in found.stages} == {
        (sex, age) for sex in ("female", "male") for age in ADULT_BANDS
    }
    assert (found.reference_set, found.unusual, found.is_minor) == ("DRI", False, False)
    assert (found.weight_kg, found.height_cm) == (None, None)


@pytest.mark.parametrize("physiology", ["pregnant", "lactating"])
def test_pregnancy_and_lactation_say_sex_and_periods(physiology: str) -> None:
    found = person(birth_year=1990, physiology=physiology).stages
    assert {(stage.sex, stage.physiology, stage.menstruating) for stage in found} == {("female", physiology, False)}


def test_pregnancy_without_a_birth_year_leaves_the_ages_that_have_references() -> None:
    """The DRI know no pregnancy from 51 on; such an age would leave every nutrient without a verdict."""
    assert {stage.age for stage in person(physiology="pregnant").stages} == {19, 25, 31}


@pytest.mark.parametrize(
    ("birth_year", "is_minor"),
    [(2026, True), (2009, True), (2008, True), (2007, False), (1925, False)],
)
def test_under_18_or_perhaps_under_18(birth_year: int, is_minor: bool) -> None:
    """Born in 2008 and met in February 2026: 17 or 18, so perhaps under 18. Born in 2007: 18 or 19."""
    assert person(birth_year=birth_year).is_minor is is_minor


def test_ages_are_never_negative_and_may_pass_100() -> None:
    assert {stage.age for stage in person(birth_year=2026, sex="male").stages} == {0}
    assert {stage.age for stage in person(birth_year=1925, sex="male").stages} == {100, 101}


@pytest.mark.parametrize(
    ("diet", "unusual"),
    [
        ("", False),
        ("everything", False),
        ("vegetarian", False),
        ("gluten_free", False),
        ("vegan", True),
        ("unusual", True),
    ],
)
def test_a_vegan_or_unusual_diet_is_told(diet: str, unusual: bool) -> None:
    assert person(diet=diet).unusual is unusual


def test_body_size_and_reference_set_are_passed_on() -> None:
    found = person(weight_kg=61.5, height_cm=165.0, reference_set="EFSA")
    assert (found.weight_kg, found.height_cm, found.reference_set) == (61.5, 165.0, "EFSA")
