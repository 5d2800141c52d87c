"""What a supplement's label means: worked examples with their sources, and what cannot be said."""

import pytest

from nutrients.supplement_label import SPECIAL, amounts_in_one, as_printed, is_plausible, units_of


def in_one(tagname, unit, key, printed, count=1.0):
    (chosen,) = [found for found in units_of(tagname, unit) if found.key == key]
    return amounts_in_one(tagname, chosen, printed, count)


@pytest.mark.parametrize(
    ("tagname", "unit", "key", "printed", "holds"),
    [
        ("VITD", "mcg", "iu", 1000, {"VITD": 25}),  # 40 IU to the mcg
        ("VITA_RAE", "mcg", "iu-retinol", 5000, {"VITA_RAE": 1500, "RETOL": 1500}),
        ("VITA_RAE", "mcg", "iu-carotene", 5000, {"VITA_RAE": 1500, "RETOL": 0}),
        ("VITA_RAE", "mcg", "mcg-rae", 800, {"VITA_RAE": 800}),
        ("TOCPHA", "mg", "iu-natural", 400, {"TOCPHA": 268}),
        ("TOCPHA", "mg", "iu-synthetic", 400, {"TOCPHA": 180}),
        ("FOLDFE", "mcg", "mcg-acid", 400, {"FOLDFE": 680, "FOLAC": 400}),  # as US labels print it: 680 mcg DFE
        ("FOLDFE", "mcg", "mcg-dfe", 680, {"FOLDFE": 680}),
        ("VITC", "mg", "g", 1, {"VITC": 1000}),
        ("VITB12", "mcg", "mg", 1, {"VITB12": 1000}),
        ("ZN", "mg", "mg", 15, {"ZN": 15}),
    ],
)
def test_units_of_labels(tagname, unit, key, printed, holds):
    assert in_one(tagname, unit, key, printed) == pytest.approx(holds)


@pytest.mark.parametrize("tagname", ["VITA_RAE", "TOCPHA"])
def test_an_iu_of_a_form_not_said_is_unknown(tagname):
    assert in_one(tagname, "mg", "iu-any", 400) == {}


def test_amounts_for_two_are_halved():
    assert in_one("MG", "mg", "mg", 375, count=2) == {"MG": 187.5}


@pytest.mark.parametrize("tagname", SPECIAL)
def test_what_is_kept_can_be_shown_again(tagname):
    for unit in SPECIAL[tagname]:
        amounts = amounts_in_one(tagname, unit, 120.0, 1)
        if amounts:
            key, printed = as_printed(tagname, amounts)
            (shown,) = [found for found in SPECIAL[tagname] if found.key == key]
            assert amounts_in_one(tagname, shown, printed, 1) == pytest.approx(amounts)


def test_amounts_that_fit_no_form_are_shown_as_they_are():
    assert as_printed("VITA_RAE", {"VITA_RAE": 800, "RETOL": 400}) == ("mcg-rae", 800)
    assert as_printed("ZN", {"ZN": 15}) == ("", 15)


def test_more_than_a_tablet_can_hold():
    assert is_plausible(5, "g")
    assert not is_plausible(500, "g")
    assert not is_plausible(2e9, "mcg")
    assert is_plausible(900, "kcal")
