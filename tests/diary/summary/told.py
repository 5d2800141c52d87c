"""Summaries of a week that is told as a diary (tests.nutrients.assessment.kitchen)."""

from typing import Any

from accounts.models import Profile
from diary.kept.keeping import ShownReport
from diary.summary.paper import Paper
from diary.summary.sheet import Sheet, sheet_of
from nutrients.assessment.coverage import CoverageReport
from tests.diary.week_page.rendered import ANSWERED, TODAY, WEEK, report_of

A4 = Paper("a4")
POOR = """
mon-sun  sugar     300 g  complete
mon-sun  potatoes  600 g
"""


def shown(report: CoverageReport, **answers: Any) -> ShownReport:
    return ShownReport(report, Profile(**(ANSWERED | answers)), TODAY)


def sheet(diary: str, paper: Paper = A4, assumed: int | None = None, who: Any = None, **answers: Any) -> Sheet:
    return sheet_of(shown(report_of(diary, who), **answers), WEEK, TODAY, paper, assumed)
