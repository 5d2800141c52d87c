"""The bounds of the rule settings: what is shipped lies within, and what would break the arithmetic does not."""

import math
from dataclasses import asdict

import pytest

from nutrients.assessment.tables import BOUNDS, NOT_FALLING, RISING, Bounds
from tests.nutrients.assessment.kitchen import shipped_settings


def test_the_shipped_settings_are_within_their_bounds_and_in_order() -> None:
    values = asdict(shipped_settings())
    assert values.keys() == BOUNDS.keys()
    assert [name for name, value in values.items() if not BOUNDS[name].hold(value)] == []
    assert all(values[lower] < values[upper] for lower, upper in RISING)
    assert all(values[lower] <= values[upper] for lower, upper in NOT_FALLING)


@pytest.mark.parametrize("name", sorted(BOUNDS))
def test_no_setting_may_be_negative_endless_or_no_number(name: str) -> None:
    assert not any(BOUNDS[name].hold(value) for value in (-1.0, -1e-9, math.inf, math.nan))


@pytest.mark.parametrize(
    ("bounds", "held", "refused"),
    [
        (Bounds(0, 1), [0, 0.5, 1], [-0.01, 1.01]),
        (Bounds(0, 1, is_open=True), [0.01, 1], [0, 1.01]),
        (Bounds(1, 7, is_whole=True), [1, 7], [0, 2.5, 8]),
    ],
)
def test_where_bounds_end(bounds: Bounds, held: list[float], refused: list[float]) -> None:
    assert [value for value in held + refused if bounds.hold(value)] == held
