"""The verdicts alone are those of the whole report, figure for figure."""

from hypothesis import given, settings

from nutrients.assessment.coverage import assess_week
from nutrients.assessment.eaten import DayIntake
from nutrients.assessment.reference import Person
from nutrients.assessment.verdicts import verdicts
from tests.nutrients.assessment.kitchen import TABLES
from tests.nutrients.assessment.test_oracle import diaries, people


@given(days=diaries(), person=people)
@settings(max_examples=200)
def test_they_agree_with_the_report_on_any_week(days: tuple[DayIntake, ...], person: Person) -> None:
    report = {row.nutrient.tagname: row for row in assess_week(days, person, TABLES).nutrients}
    found = verdicts(days, person, TABLES)
    assert {row.tagname for row in found} == {
        tagname for tagname, row in report.items() if row.nutrient.assessment in ("adequacy", "sources")
    }
    for one in found:
        row, intake = report[one.tagname], one.evidence.intake
        assert (one.finding, one.probability) == (row.finding, row.probability)
        assert (intake.recorded, intake.known_share, intake.estimate) == (
            row.intake.recorded, row.intake.known_share, row.intake.estimate,
        )  # fmt: skip
        assert one.supplements == row.supplements
