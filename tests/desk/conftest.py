import pytest

from tests.desk.cast import Staff, staff
from tests.small_tables import editor_client, loaded, tables

__all__ = ["desk_staff", "editor_client", "loaded", "tables"]


@pytest.fixture
def desk_staff(loaded) -> Staff:
    return staff()
