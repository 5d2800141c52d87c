"""Two of the small tables' foods: an egg of which much is known, and a stew of which hardly anything is."""

import pytest

from nutrients.models import Food


@pytest.fixture
def egg(loaded: object) -> Food:
    return Food.objects.get(fdc_id=900)


@pytest.fixture
def stew(loaded: object) -> Food:
    return Food.objects.get(fdc_id=1200)
