"""`diary`: the week that a test's docstring tells. Its lines that begin with a weekday are the diary."""

import os

import pytest
from hypothesis import settings

from nutrients.assessment.eaten import DayIntake
from tests.nutrients.assessment.kitchen import WEEKDAYS, diary_of

# Continuous integration asks the same examples every time; elsewhere they are new ones.
settings.register_profile("suite", deadline=None, derandomize=bool(os.environ.get("CI")), print_blob=True)
settings.load_profile("suite")


@pytest.fixture
def diary(request: pytest.FixtureRequest) -> tuple[DayIntake, ...]:
    lines = (request.function.__doc__ or "").splitlines()
    days = [line for line in lines if line.strip()[:3] in WEEKDAYS and line.strip()[3:4] in ("-", " ")]
    assert days, "the docstring holds no diary"
    return diary_of("\n".join(days))
