"""What the tests of accounts share."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture
def own_ledger(settings: Settings, tmp_path: Path) -> None:
    """The ledger of who was erased is written to a folder of the test's own."""
    settings.DATA_DIR = tmp_path
