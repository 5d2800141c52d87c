"""A week -> the report: what is shown first, what would have read better, what is above a level."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from nutrients.assessment.coverage import CoverageReport, assess_week, with_suggestions
from nutrients.assessment.eaten import DayIntake, FoodEaten
from nutrients.assessment.reference import LifeStage, Person
from nutrients.assessment.rules import Reason, Verdict
from nutrients.assessment.tables import Nutrient, Tables
from tests.nutrients.assessment.kitchen import ADA, BOB, FOODS, MONDAY, TABLES, diary_of, person, tables_with

Diary = Sequence[DayIntake]


def week(text: str, who: Person | None = None, tables: Tables = TABLES) -> CoverageReport:
    return assess_week(diary_of(text), who or person(), tables)


def test_a_week_of_eggs(diary: Diary) -> None:
    """
    mon  egg, whole   300 g   complete
    tue  egg, whole   300 g   complete
    wed  egg, whole   300 g   complete
    thu  egg, whole   300 g   complete
    fri  egg, whole   300 g   complete
    sat  egg, whole   300 g   complete
    sun  egg, whole   300 g   complete
    """
    report = assess_week(diary, person(), TABLES)
    assert report["ZN"].verdict == Verdict.LOOKS_LOW
    assert report["THIA"].verdict == Verdict.LOOKS_LOW
    assert report["VITA_RAE"].verdict == Verdict.NO_CLEAR_SIGN
    assert report["NIA"].finding.reason == Reason.PARTIAL_AMOUNTS
    assert report["GLN"].verdict == Verdict.WELL_REPRESENTED
    assert report["LIVECULT"].verdict == Verdict.FEW_SOURCES
    assert report.is_full
    assert report.plants.names == ()


def test_an_empty_diary_can_tell_nothing() -> None:
    for days in ((), diary_of("")):
        report = with_suggestions(assess_week(days, person(), TABLES), {FOODS["bread"]: 30.0})
        assert {row.verdict for row in report.nutrients} == {Verdict.CANNOT_TELL}
        assert {row.probability for row in report.nutrients} == {None}
        assert not report.can_judge
        assert not report.is_full
        assert report.above_upper == ()
        assert report["ZN"].reference is not None  # shown beside the missing amount


def test_complete_days_without_food_read_low_only_where_no_body_size_is_told() -> None:
    """The person said that they were complete. With their size known the log looks cut short."""
    empty = "mon-sun  nothing  complete"
    assert week(empty)["ZN"].verdict == Verdict.LOOKS_LOW
    sized = week(empty, person(weight_kg=60.0, height_cm=165.0))["ZN"]
    assert (sized.verdict, sized.finding.reason) == (Verdict.CANNOT_TELL, Reason.CUT_SHORT)


@pytest.mark.parametrize(
    ("text", "can_judge", "is_full"),
    [
        ("mon-tue  bread  300 g  complete", False, False),
        ("mon-wed  bread  300 g  complete", True, False),
        ("mon-sat  bread  300 g  complete", True, False),
        ("mon-sun  bread  300 g  complete", True, True),
    ],
)
def test_early_or_full(text: str, can_judge: bool, is_full: bool) -> None:
    report = week(text)
    assert (report.can_judge, report.is_full) == (can_judge, is_full)


def test_without_a_weekend_day_seven_days_are_early() -> None:
    eaten = (FoodEaten(FOODS["bread"], 300.0),)
    weekdays = [MONDAY + timedelta(days=number) for number in (0, 1, 2, 3, 4, 7, 8)]
    days = [DayIntake(day, True, eaten) for day in weekdays]
    assert not assess_week(days, person(), TABLES).is_full
    assert assess_week([*days, DayIntake(MONDAY + timedelta(days=5), True, eaten)], person(), TABLES).is_full


def test_at_most_three_cards_lowest_first() -> None:
    report = week("mon-sun  sugar  500 g  complete")
    low = report.having(Verdict.LOOKS_LOW)
    assert len(low) > 3
    cards = report.low_cards
    assert len(cards) == 3
    assert [card.probability for card in cards] == sorted(row.probability for row in low)[:3]  # type: ignore[type-var]  # none is None
    assert len(week("mon-sun  sugar  500 g  complete", tables=tables_with(low_cards=1)).low_cards) == 1


def test_having_and_gut_split_the_nutrients() -> None:
    report = week("mon-sun  bread  600 g  complete")
    assert [row.nutrient.tagname for row in report.gut] == ["GLN", "LIVECULT", "PREBIOTIC"]
    assert "ID" not in {row.nutrient.tagname for row in report.having(*Verdict)}
    assert {row.nutrient.tagname for row in report.having(Verdict.MAY_BE_LOW)} == {"ZN"}
    with pytest.raises(StopIteration):
        report["XX"]


# --- what would have read better --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tagname", "verdict"),
    [
        ("mon-sun  bread  500 g  complete", "ZN", Verdict.MAY_BE_LOW),
        ("mon-sun  bread  600 g  complete", "ZN", Verdict.NO_CLEAR_SIGN),
        ("mon-sun  bread  900 g  complete", "ZN", Verdict.LOOKS_FINE),
        ("mon-sun  bread  300 g  complete", "FE", Verdict.LOOKS_FINE),
        ("mon-sun  bread  900 g  complete", "K", Verdict.LOOKS_FINE),
    ],
)
def test_a_little_more_a_day_would_read_one_step_better(text: str, tagname: str, verdict: Verdict) -> None:
    """The amount named is enough, and one per cent less is not."""
    row = week(text)[tagname]
    assert row.counterfactual is not None
    assert row.adequacy is not None
    assert row.counterfactual.verdict == verdict
    supplement = replace(FOODS["sugar"], amounts={**FOODS["sugar"].amounts, tagname: 100.0})  # 100 a 100 g
    for share, reads in ((1.0001, verdict), (0.99, row.verdict)):
        extra = FoodEaten(supplement, row.counterfactual.more * share)
        days = [replace(day, eaten=(*day.eaten, extra)) for day in diary_of(text)]
        assert assess_week(days, person(), TABLES)[tagname].verdict == reads


def test_nothing_reads_better_than_fine_and_nothing_is_promised_where_nothing_was_judged() -> None:
    fine = week("mon-sun  bread  1200 g  complete")
    assert fine["ZN"].counterfactual is None
    withheld = week("mon-tue  bread  300 g  complete")["ZN"]
    assert (withheld.counterfactual, withheld.days_to_settle) == (None, None)
    assert withheld.adequacy is not None  # kept for the page's figures, but no P is given out
    assert withheld.probability is None


def test_days_to_settle_only_in_the_middle() -> None:
    assert week("mon-sun  bread  600 g  complete")["ZN"].days_to_settle == 10
    assert week("mon-sun  bread  500 g  complete")["ZN"].days_to_settle is None
    assert week("mon-sun  bread  1200 g  complete")["ZN"].days_to_settle is None


# --- upper levels ----------------------------------------------------------------------------------------------------


def test_an_upper_level_counts_what_it_covers() -> None:
    """Spinach: 7050 mcg of vitamin A a day and no retinol. Liver: 4500 mcg of retinol, above 3000."""
    assert week("mon-sun  spinach  1500 g  complete").above_upper == ()
    (above,) = week("mon-sun  liver  50 g  complete").above_upper
    assert (above.nutrient.tagname, above.counted, above.level, above.is_cdrr) == ("VITA_RAE", "Retinol", 3000.0, False)
    assert above.recorded == pytest.approx(4500.0)


def test_an_upper_level_for_supplements_only_is_never_passed_by_food() -> None:
    assert week("mon-sun  liver  30 g  complete")["NIA"].reference.ul == 35.0  # type: ignore[union-attr]  # there is one
    many = week("mon-sun  bread  1000 g  complete")  # 40 mg of niacin
    assert "NIA" not in {above.nutrient.tagname for above in many.above_upper}


def test_sodium_has_a_level_to_come_down_from() -> None:
    (above,) = week("mon-sun  bread  550 g  complete").above_upper  # 2475 mg
    assert (above.nutrient.tagname, above.level, above.is_cdrr) == ("NA", 2300.0, True)
    assert week("mon-sun  bread  511 g  complete").above_upper == ()  # 2299.5 mg


def test_a_level_is_no_matter_of_two_days() -> None:
    assert week("mon-tue  liver  100 g  complete").above_upper == ()


def test_what_is_unknown_does_not_hide_a_level_that_is_passed() -> None:
    """What was recorded is a lower bound: more foods without a value change nothing."""
    report = week("mon-sun  bread  550 g  complete\nmon-sun  snack bar  900 g")
    assert [above.nutrient.tagname for above in report.above_upper] == ["NA"]


# --- answers that were skipped, references, estimates, sources ------------------------------------------------------


def test_of_several_references_the_most_demanding_is_shown() -> None:
    row = week("mon-sun  bread  300 g  complete", person(ADA, BOB))["ZN"]
    assert [adequacy.stages for adequacy in row.alternatives] == [(ADA,), (BOB,)]
    assert row.adequacy == row.alternatives[1]
    assert row.reference is not None
    assert row.reference.ear == 9.4


def test_life_stages_that_share_a_reference_share_an_adequacy() -> None:
    older = replace(ADA, age=36)
    row = week("mon-sun  bread  300 g  complete", person(ADA, older))["ZN"]
    assert [adequacy.stages for adequacy in row.alternatives] == [(ADA, older)]


@pytest.mark.parametrize(("tofu", "estimate"), [(200, 3.2), (201, None)])
def test_no_estimate_under_the_least_known_share(tofu: int, estimate: float | None) -> None:
    """Bread 800 kcal with 2.56 mg, tofu without a value: c = 0.8, and just under it."""
    row = week(f"mon-sun  bread  320 g  complete\nmon-sun  tofu  {tofu} g")["ZN"]
    assert row.estimate == (None if estimate is None else pytest.approx(estimate))
    assert row.intake.recorded == pytest.approx(2.56)


def test_a_reference_is_shown_without_a_verdict_where_all_answers_agree_on_it() -> None:
    report = week("mon-tue  bread  300 g  complete", person(ADA, replace(ADA, age=36)))
    assert report["ID"].reference is not None
    assert report["ZN"].reference is not None
    assert week("mon-tue  tofu  300 g  complete", person(ADA, BOB))["ZN"].reference is None


def test_minors_get_amounts_and_references_and_no_verdict() -> None:
    child = Person((LifeStage("female", 16),), "DRI", is_minor=True)
    row = week("mon-sun  bread  300 g  complete", child)["ZN"]
    assert (row.verdict, row.finding.reason, row.probability) == (Verdict.CANNOT_TELL, Reason.MINOR, None)
    assert row.intake.recorded == pytest.approx(2.4)


def test_an_estimate_is_a_mean_with_its_band_and_never_an_amount(diary: Diary) -> None:
    """
    mon  egg, whole   100 g   complete
    tue  roast beef   100 g   complete
    wed  bread        100 g   complete
    wed  water        500 g
    thu  egg, whole   900 g

    (0.6 + 1.2) / 3, from (0.4 + 1.0) / 3 to (0.9 + 2.0) / 3; bread has no estimate, and water needs none.
    """
    row = assess_week(diary, person(), TABLES)["GLN"]
    assert row.estimated is not None
    assert (row.estimated.amount, row.estimated.low, row.estimated.high) == pytest.approx((0.6, 1.4 / 3, 2.9 / 3))
    assert row.estimated.unknown_foods == ("bread",)
    assert row.intake.known_share == 0.0
    assert assess_week(diary_of("mon-sun  bread  1 g  complete"), person(), TABLES)["GLN"].estimated is None


def test_the_sources_line_stands_beside_a_verdict_and_does_not_overrule_it() -> None:
    row = week("mon-sun  roast beef  43 g  complete\nmon-sun  sugar  300 g")["ZN"]
    assert row.sources is not None
    assert row.sources.named is not None
    assert row.sources.named.share == 1.0
    assert row.verdict == Verdict.LOOKS_LOW


def test_a_nutrient_is_a_row(diary: Diary) -> None:
    """
    mon-sun  bread   300 g   complete

    A nutrient nobody wrote code for is assessed as soon as the tables speak of it.
    """
    copper = Nutrient("CU", "Copper", "mg", "adequacy")
    assert "CU" not in {row.nutrient.tagname for row in assess_week(diary, person(), TABLES).nutrients}
    tables = replace(
        TABLES,
        nutrients=(*TABLES.nutrients, copper),
        references={**TABLES.references, "CU": tuple(replace(row, tagname="CU") for row in TABLES.references["ZN"])},
        priors={**TABLES.priors, "CU": tuple(replace(row, tagname="CU") for row in TABLES.priors["ZN"])},
    )
    bread = replace(FOODS["bread"], amounts={**FOODS["bread"].amounts, "CU": 0.8})
    days = [replace(day, eaten=(FoodEaten(bread, 300.0),)) for day in diary]
    report = assess_week(days, person(), tables)
    assert report["CU"].finding == report["ZN"].finding
    assert report["CU"].probability == report["ZN"].probability


def test_the_report_names_what_it_was_made_with() -> None:
    report = week("mon-sun  bread  300 g  complete")
    assert report.tables.release == "2026.2.1"
    assert report.person.reference_set == "DRI"
    assert len(report.days) == 7
