"""The report as a table for a spreadsheet."""

import csv
import io
from dataclasses import replace

import pytest

from diary.handed_out.as_csv import csv_of
from diary.weeks import Week
from nutrients.assessment.coverage import assess_week
from nutrients.assessment.eaten import DayIntake, FoodEaten
from tests.diary.week_page.rendered import WEEK, report_of
from tests.nutrients.assessment.kitchen import FOODS, MONDAY, TABLES, person

BREAD = "mon-sun  bread  300 g  complete"


def rows_of(report, week: Week = WEEK) -> dict[str, dict[str, str]]:
    text = csv_of(report, week).decode("utf-8-sig")
    return {row["Tagname"]: row for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)}


def test_a_row_a_nutrient_with_figures_to_their_last_digit():
    report = report_of(BREAD)
    rows = rows_of(report)
    assert list(rows) == [row.nutrient.tagname for row in report.nutrients]
    zinc = rows["ZN"]
    assert (zinc["Nutrient"], zinc["Unit"], zinc["Week"]) == ("Zinc", "mg", "2026-W07")
    assert float(zinc["Recorded from food, at least"]) == report["ZN"].intake.recorded
    assert (zinc["Share of energy with a value"], zinc["EAR"], zinc["RDA"], zinc["UL"]) == ("1", "6.8", "8", "40")
    assert float(zinc["P"]) == report["ZN"].probability
    assert zinc["Verdict"] == "Looks low in your log"
    assert (zinc["Complete days"], zinc["Rule"], zinc["Release of the tables"]) == (
        "7", f"GC-EAR v{report['ZN'].finding.version}", TABLES.release
    )  # fmt: skip


def test_what_is_not_known_is_blank_and_never_zero():
    rows = rows_of(report_of("mon-sun  tofu  600 g  complete"))
    zinc = rows["ZN"]
    for heading in ("Recorded from food, at least", "Estimate if the rest is alike", "P", "Likely usual intake, from"):
        assert zinc[heading] == ""
    assert zinc["Share of energy with a value"] == "0"
    assert zinc["Foods without a value"] == "tofu"
    assert zinc["Recorded from supplements, at least"] == ""
    for row in rows_of(report_of("")).values():
        assert row["Recorded from food, at least"] == ""


def test_what_is_zero_is_written_zero():
    assert rows_of(report_of("mon-sun  sugar  60 g  complete"))["ZN"]["Recorded from food, at least"] == "0"


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x")', "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1"])
def test_a_food_named_like_a_formula_is_only_text(name):
    odd = replace(FOODS["tofu"], name=name)
    days = [DayIntake(MONDAY, True, (FoodEaten(odd, 100.0),))]
    cell = rows_of(assess_week(days, person(), TABLES))["ZN"]["Foods without a value"]
    assert cell.startswith("'")
    assert name.split()[-1] in cell


def test_a_spreadsheet_is_told_that_it_is_utf_8():
    assert csv_of(report_of(""), WEEK).startswith(b"\xef\xbb\xbf")
