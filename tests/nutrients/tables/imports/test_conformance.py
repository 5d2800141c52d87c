"""Energy against 4-4-9-7, and salt against sodium, by hand."""

import pytest

from nutrients.tables.imports.conformance import energy_problem, salt_problem


@pytest.mark.parametrize(
    ("energy", "protein", "carbohydrate", "fat", "more", "fits"),
    [
        (143, 12.56, 0.72, 9.51, {}, True),  # egg: 138.7
        (884, 0, 0, 100, {}, True),  # oil: 900
        (216, 15.6, 64.5, 4.3, {"FIBTG": 42.8}, True),  # wheat bran: 359 with its fibre, 188 without
        (43, 0.5, 3.6, 0, {"ALC": 3.9}, True),  # beer: 43.7
        (0, 0, 0, 0, {}, True),
        (430, 12.56, 0.72, 9.51, {}, False),
        (14.3, 12.56, 0.72, 9.51, {}, False),
        (598, 12.56, 0.72, 9.51, {}, False),  # kJ in the place of kcal
    ],
)
def test_energy(energy, protein, carbohydrate, fat, more, fits):
    values = {"ENERC_KCAL": energy, "PROCNT": protein, "CHOCDF": carbohydrate, "FAT": fat, **more}
    assert (energy_problem(values) == "") is fits


def test_nothing_is_said_where_something_is_unknown():
    assert energy_problem({"ENERC_KCAL": 900, "PROCNT": 1, "FAT": 0}) == ""
    assert salt_problem(None, 1) == salt_problem(1, None) == ""


@pytest.mark.parametrize(
    ("salt", "sodium", "fits"), [(1.25, 0.5, True), (0.01, 0, True), (1.2, 1.2, False), (0, 1, False)]
)
def test_salt(salt, sodium, fits):
    assert (salt_problem(salt, sodium) == "") is fits
