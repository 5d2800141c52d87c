"""Glutamine is estimated from protein by kind of food, with a band, and never above glutamic acid."""

import pytest

from nutrients.tables.build.glutamine import glutamine_rows, read_shares

from .conftest import FIXTURES

KINDS = read_shares(FIXTURES / "curated" / "glutamine_shares.csv")


def estimate(catalogue, fdc_id, glu=None):
    (row,) = glutamine_rows(catalogue, [catalogue.foods[fdc_id]], KINDS, glu or {})
    return [row[f"{name} per 100 g"] for name in ("low", "amount", "high")]


def test_an_egg(catalogue):
    """12.4 g protein x 2.9, 4.4 and 6.6 %."""
    assert estimate(catalogue, 903) == [0.36, 0.546, 0.818]


def test_a_dish_is_the_mean_of_its_ingredients_weighed_by_their_protein(catalogue):
    """Protein in 100 g of ingredients: spinach 0.57 x 2.86 = 1.630 (5 %), egg 0.3 x 12.56 = 3.768 (4.4 %),
    garlic 0.1 x 6.36 = 0.636 (5 %), oil 0. Share (1.630 x 5 + 3.768 x 4.4 + 0.636 x 5) / 6.034 = 4.625 %;
    5 g protein in the dish x 4.625 % = 0.231 g.
    """
    assert estimate(catalogue, 901)[1] == 0.231


def test_never_above_glutamic_acid(catalogue):
    assert estimate(catalogue, 903, {903: 0.5}) == [0.36, 0.5, 0.5]


def test_no_protein_value_no_estimate(catalogue):
    assert not list(glutamine_rows(catalogue, [catalogue.foods[907]], KINDS, {}))


@pytest.mark.parametrize("kind", KINDS)
def test_the_share_lies_inside_its_band(kind):
    assert 0 <= kind.low <= kind.share <= kind.high <= 0.33
