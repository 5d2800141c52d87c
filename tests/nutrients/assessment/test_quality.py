"""How far a log can be trusted: which days count, and whether it looks cut short."""

from collections.abc import Sequence

import pytest

from nutrients.assessment.eaten import DayIntake
from nutrients.assessment.quality import basal_rate, log_quality
from tests.nutrients.assessment.kitchen import (
    ADA,
    BOB,
    TABLES,
    diary_of,
    person,
)

Diary = Sequence[DayIntake]


def test_days_are_counted_by_what_was_said_of_them(diary: Diary) -> None:
    """
    mon  bread   200 g   complete
    fri  bread   200 g
    sat  bread   200 g   complete
    sun  nothing         complete
    """
    quality = log_quality(diary, person(), TABLES.settings)
    assert (quality.complete_days, quality.weekend_days, quality.open_days) == (3, 2, 1)
    assert quality.energy == pytest.approx(1000 / 3)  # Sunday is a day of 0 kcal
    assert not quality.looks_cut_short  # the size of the body is not known


def test_resting_energy_of_a_woman_and_a_man() -> None:
    """Mifflin-St Jeor: 10 x 60 + 6.25 x 165 - 5 x 35 - 161 = 1295.25; 10 x 80 + 6.25 x 180 - 5 x 40 + 5 = 1730."""
    assert basal_rate(person(weight_kg=60.0, height_cm=165.0)) == pytest.approx(1295.25)
    assert basal_rate(person(BOB, weight_kg=80.0, height_cm=180.0)) == pytest.approx(1730.0)
    assert basal_rate(person(ADA, BOB, weight_kg=60.0, height_cm=165.0)) == pytest.approx(1295.25)
    assert basal_rate(person(weight_kg=60.0)) is None
    assert basal_rate(person(height_cm=165.0)) is None


def test_a_log_with_less_energy_than_a_body_lives_on_looks_cut_short() -> None:
    """Seven days: S = sqrt(0.23^2 / 7 + 0.085^2 + 0.15^2) = 0.193085; 1295.25 x 1.55 x exp(-2 S) = 1364.5 kcal."""
    ada = person(weight_kg=60.0, height_cm=165.0)
    quality = log_quality(diary_of("mon-sun  bread  545 g  complete"), ada, TABLES.settings)  # 1362.5 kcal
    assert quality.energy_limit == pytest.approx(1364.5, abs=0.05)
    assert quality.looks_cut_short
    assert not log_quality(diary_of("mon-sun  bread  546 g  complete"), ada, TABLES.settings).looks_cut_short
    # With a single day the same energy may be chance: S = sqrt(0.23^2 + 0.085^2 + 0.15^2) = 0.28745, limit 1129.8 kcal.
    assert log_quality(diary_of("mon  bread  545 g  complete"), ada, TABLES.settings).energy_limit == pytest.approx(
        1129.8, abs=0.1
    )


def test_complete_days_without_any_food_look_cut_short_and_not_unknown() -> None:
    quality = log_quality(
        diary_of("mon-sun  nothing  complete"), person(weight_kg=60.0, height_cm=165.0), TABLES.settings
    )
    assert quality.energy == 0.0
    assert quality.looks_cut_short


def test_a_day_that_tells_no_energy_is_left_out_of_the_mean(diary: Diary) -> None:
    """
    mon  bread       600 g   complete
    tue  snack bar   900 g   complete
    wed  water      3000 g   complete
    wed  snack bar   100 g

    Tuesday and Wednesday hold no density to go by: 1500 kcal, not (1500 + 900 + 3100) / 3.
    """
    assert log_quality(diary, person(), TABLES.settings).energy == pytest.approx(1500.0)


def test_without_any_known_energy_nothing_is_judged_by_it(diary: Diary) -> None:
    """
    mon-sun  snack bar   100 g   complete
    """
    quality = log_quality(diary, person(weight_kg=60.0, height_cm=165.0), TABLES.settings)
    assert quality.energy is None
    assert not quality.looks_cut_short


def test_without_a_complete_day_there_is_no_energy_and_no_limit(diary: Diary) -> None:
    """
    mon-sun  bread   100 g
    """
    quality = log_quality(diary, person(weight_kg=60.0, height_cm=165.0), TABLES.settings)
    assert (quality.energy, quality.energy_limit, quality.looks_cut_short) == (None, None, False)
    assert quality.open_days == 7
