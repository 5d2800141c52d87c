"""`diary`: the week that a test's docstring tells. Its lines that begin with a weekday are the diary."""

import pytest

from nutrients.assessment.intake import DayIntake
from tests.nutrients.assessment.kitchen import WEEKDAYS, diary_of


@pytest.fixture
def diary(request: pytest.FixtureRequest) -> tuple[DayIntake, ...]:
    lines = (request.function.__doc__ or "").splitlines()
    days = [line for line in lines if line.strip()[:3] in WEEKDAYS and line.strip()[3:4] in ("-", " ")]
    assert days, "the docstring holds no diary"
    return diary_of("\n".join(days))
