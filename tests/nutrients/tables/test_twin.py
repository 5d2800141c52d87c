"""What a similar food lends: known amounts only, between what most foods like it hold."""

import pytest

from nutrients.models import Food
from nutrients.tables.twin import lent, source_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def test_what_is_known_of_the_twin_is_lent_and_nothing_else():
    egg = Food.objects.get(fdc_id=900)
    found = lent(egg, ["ZN", "FE", "GLN", "LUT+ZEA"], "Soups")
    assert found["ZN"] == (1.29, None, None)  # too few foods for a low and a high
    assert found["FE"].amount == 0  # known to be none
    assert "GLN" not in found  # an estimate itself
    assert lent(egg, [], "Soups") == {}


def test_a_source_names_the_twin_and_fits():
    twin = Food(name="A very long name of a food " * 10, fdc_id=900)
    assert len(source_of(twin)) == 120
    assert source_of(twin).endswith(", 900")
    assert "INFOODS" in source_of(twin)
