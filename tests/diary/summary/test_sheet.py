"""The first page: the verdicts of the week page, most needed first, unknown said as unknown."""

from dataclasses import replace

import pytest

from diary.summary.appendix import appendix_of
from diary.summary.paper import Paper
from diary.summary.rows import SheetRow, row_of
from diary.summary.sheet import MOST_TOLD, sheet_of
from nutrients.assessment.coverage import assess_week
from nutrients.assessment.eaten import DayIntake, FoodEaten
from nutrients.assessment.rules import LOW
from tests.diary.summary.told import A4, POOR, sheet, shown
from tests.diary.week_page.rendered import TODAY, WEEK, report_of
from tests.nutrients.assessment.kitchen import FOODS, MONDAY, TABLES, person


def zinc_of(diary: str) -> SheetRow:
    report = report_of(diary)
    return row_of(report["ZN"], report)


def test_the_rows_say_what_the_week_page_says():
    page = sheet(POOR)
    on_screen = {row.name: row.tag for _heading, rows in page.page.table for row in rows}
    assert page.rows
    assert {row.name: row.tag for row in page.rows} == {row.name: on_screen[row.name] for row in page.rows}
    flagged = {row.nutrient.name for row in report_of(POOR).nutrients if row.verdict in LOW}
    assert flagged
    assert flagged <= {row.name for row in page.rows}


def test_what_is_furthest_from_the_need_comes_first():
    report = report_of(POOR)
    chances = [report_row.probability for row in sheet(POOR).rows for report_row in report.nutrients
               if report_row.nutrient.name == row.name and report_row.verdict in LOW]  # fmt: skip
    assert len(chances) > 1
    assert chances == sorted(chances)
    shapes = [row.tag.shape for row in sheet(POOR).rows]
    assert shapes == sorted(shapes, key=["looks_low", "may_be_low", "cannot_tell", "no_clear_sign", "looks_fine"].index)


def test_a_flag_has_its_chance_in_words_and_figures_and_its_interval():
    report = report_of(POOR)
    zinc = next(row for row in sheet(POOR).rows if row.name == "Zinc")
    low, high = report["ZN"].adequacy.interval
    assert zinc.usual == f"{low:.1f} – {high:.1f}"
    told = next(told for told in sheet(POOR).told if told.name == "Zinc")
    assert told.chance.endswith(f"in 10 ({zinc.short})")
    assert told.foods == "potatoes 100%"


def test_a_withheld_verdict_gives_no_interval_and_no_chance():
    row = zinc_of("mon-sun  tofu  300 g  complete")
    assert (row.logged, row.usual, row.short, row.tag.words) == ("no data", "–", "–", "Can’t tell yet")


def test_a_part_that_is_not_known_makes_it_at_least():
    assert zinc_of("mon-sun  egg, whole  300 g  complete").logged == "3.9"
    assert zinc_of("mon-sun  egg, whole  300 g  complete\nmon-sun  tofu  50 g").logged == "3.9 – 4.4"
    assert zinc_of("mon-sun  egg, whole  100 g  complete\nmon-sun  tofu  500 g").logged == "≥\xa01.3"


def test_reasons_for_not_telling_stand_once_each_with_their_nutrients():
    lines = sheet("mon-sun  tofu  300 g  complete\nmon-sun  bread  100 g").cannot_tell
    assert "Zinc: 55% of energy has no value." in lines
    assert len(lines) == len({line.split(": ")[1] for line in lines})


def test_under_18_and_with_few_days_one_sentence_says_it_for_all():
    minor = sheet(POOR, who=replace(person(), is_minor=True))
    assert minor.cannot_tell == ()
    assert minor.told == ()
    assert "Under 18" in minor.page.summary
    early = sheet("mon  bread  100 g  complete")
    assert early.cannot_tell == ()
    assert early.page.first_look


def test_answers_that_were_not_given_are_said_to_be_missing():
    about = dict(sheet(POOR).about)
    assert about["Person"] == "Female, aged 35 or 36, has periods"
    about = dict(sheet(POOR, birth_year=None, sex="", menstruating=None, physiology="").about)
    assert about["Person"] == "sex not said, age not said"
    assert about["Eating pattern"] == "not said"


def test_levels_have_the_names_of_their_reference_set():
    assert sheet(POOR).levels == "EAR / RDA"
    assert sheet(POOR, who=replace(person(), reference_set="EFSA")).levels == "AR / PRI"


def test_supplements_are_named_and_a_long_list_is_cut():
    assert dict(sheet(POOR).about)["Supplements"] == "none logged"
    taken = POOR + "mon  zinc tablet  1 g\ntue  iron tablet  1 g\n"
    assert dict(sheet(taken).about)["Supplements"] == "zinc tablet and iron tablet"
    more = taken + "tue  niacin tablet  1 g\ntue  plain tablet  1 g\ntue  retinol drop  1 g\n"
    assert dict(sheet(more).about)["Supplements"] == "zinc tablet, iron tablet, niacin tablet and 2 more"


def test_what_was_assumed_is_counted_where_it_is_known():
    assert [fact.text for fact in sheet(POOR, assumed=3).basis if fact.label == "Assumed"] == [
        "3 entries rest on a food, portion or amount that was assumed"
    ]
    assert not [fact for fact in sheet(POOR, assumed=None).basis if fact.label == "Assumed"]


def test_what_finds_no_room_is_named():
    report = report_of(POOR)
    low = [row for row in report.nutrients if row.verdict in LOW]
    page = sheet(POOR)
    assert len(page.told) == min(len(low), MOST_TOLD)
    assert bool(page.more_told) == (len(low) > MOST_TOLD)
    assert sheet(POOR, replace(A4, shows_appendix=False)).more_told == ""


@pytest.mark.parametrize("shows_foods", [True, False])
def test_left_out_foods_are_named_nowhere(shows_foods):
    paper = Paper("a4", shows_foods=shows_foods)
    report = report_of(POOR)
    page = sheet_of(shown(report), WEEK, TODAY, paper)
    behind = appendix_of(shown(report), page.page, paper)
    assert (behind.foods is not None) == shows_foods
    assert ("potatoes" in repr(page.told)) == shows_foods


def test_the_day_by_day_table_needs_no_colour():
    report = report_of("mon-tue  bread  100 g  complete\nmon  tofu  50 g\nwed  bread  100 g\nthu  tofu  10 g  complete")
    page = sheet_of(shown(report), WEEK, TODAY, A4).page
    zinc = next(row for row in appendix_of(shown(report), page, A4).amounts if row.name == "Zinc")
    assert zinc.cells == ("≥0.8", "0.8", "(0.8)", "?", "–", "–", "–")


def test_a_day_lists_each_food_once_with_all_of_it():
    report = report_of("mon  bread  100 g  complete\nmon  egg, whole  50 g\nmon  bread  30 g\nmon  zinc tablet  2 g")
    page = sheet_of(shown(report), WEEK, TODAY, A4).page
    monday = appendix_of(shown(report), page, A4).foods[0]
    assert monday.foods == (("bread", "130 g"), ("egg, whole", "50 g"))
    assert monday.supplements == (("zinc tablet", "× 2"),)
    assert monday.head.state == "complete"


def test_a_long_name_is_cut_on_the_first_page_only():
    long = replace(FOODS["bread"], name="b" * 200)
    days = [DayIntake(day, True, (FoodEaten(long, 100.0),)) for day in WEEK.days]
    report = assess_week(days, person(), TABLES)
    page = sheet_of(shown(report), WEEK, TODAY, A4)
    assert page.told
    assert all(len(told.foods) < 60 for told in page.told)
    assert appendix_of(shown(report), page.page, A4).foods[0].foods == (("b" * 200, "100 g"),)
    assert WEEK.first_day == MONDAY
