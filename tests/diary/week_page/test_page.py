import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from accounts.models import Profile
from diary.week_page.page import dates_of, heading_of, week_page
from diary.weeks import Week
from nutrients.assessment.coverage import assess_week, with_suggestions
from nutrients.assessment.eaten import DayIntake, FoodEaten
from tests.diary.week_page.rendered import FORBIDDEN, WEEK, page_of, report_of, text_of, week_html
from tests.nutrients.assessment.kitchen import ADA, FOODS, MONDAY, TABLES, LifeStage, person

SPARSE = "mon-sun  potatoes  900 g  complete"
TOFU = "mon-sun  tofu  600 g  complete"  # no zinc value
GAPS = "mon-sun  potatoes  900 g  complete\nmon-wed  tofu  100 g"
MIXED = """
mon-thu  bread       300 g  complete
mon-thu  egg, whole  200 g
sun      roast beef  250 g  complete
sun      bread       300 g
fri      egg, whole  100 g
"""
SECTIONS = (
    "Can we judge this week?", "Looks low", "May be low", "Can’t tell yet, and what would settle it",
    "No clear sign, or looks fine", "The week at a glance", "Gut corner", "Too much?", "All nutrients, day by day",
    "How we decided",
)  # fmt: skip


def headings(html: str) -> list[str]:
    return re.findall(r"<h2[^>]*>([^<]+)</h2>", html)


def test_the_sections_come_in_the_order_they_are_read():
    found = headings(week_html(report_of(MIXED + "\nmon-fri  tofu  150 g")))
    assert found == [section for section in SECTIONS if section in found]
    assert {"Can we judge this week?", "All nutrients, day by day", "How we decided"} < set(found)
    assert "Looks low" in headings(week_html(report_of(SPARSE)))
    assert "Can’t tell yet, and what would settle it" in headings(week_html(report_of(TOFU)))


@pytest.mark.parametrize("diary", ["", "mon  egg, whole  100 g  complete", SPARSE, GAPS, MIXED])
def test_words_a_report_may_not_use(diary):
    html = week_html(report_of(diary))
    assert not FORBIDDEN.search(text_of(html))
    assert "style=" not in html


def test_the_summary_counts_in_words():
    low = "Three nutrients look low in your log and one may be low. The rest shows no clear sign or looks fine."
    assert page_of(report_of(SPARSE)).summary == low
    assert re.search(r"For (one|two|three) we cannot tell, mostly because ", page_of(report_of(TOFU)).summary)


def test_at_most_three_cards_and_the_rest_in_a_line():
    report = report_of("mon-sun  sugar  600 g  complete")  # nothing but energy
    page = page_of(report)
    assert len(page.low) == 3
    others = len(report.having("LOOKS_LOW")) - 3
    assert others > 0
    assert page.also_low.endswith("look low too." if others > 1 else "looks low too.")


def test_a_flag_carries_days_share_interval_weight_and_a_way_out():
    page = page_of(report_of(GAPS))
    card = next(card for card in page.low if card.tagname == "ZN")
    assert "<b>at least 2.7 mg</b>" in card.lead
    assert card.unknown == "About 2.9 mg if the one food without a value is like the rest"
    assert re.search(r"likely usual intake \(80% interval\)\. \d\d% of it is your own log", card.usual)
    assert card.without_value == "1 food without a value"
    assert card.sources == "None of your 7 complete days had one of the article's zinc foods."
    assert len(card.odds.triangles) + len(card.odds.circles) == 10
    assert card.fixes
    assert "a blood test, not a food log, shows status" in week_html(report_of(GAPS))


def test_the_unknown_part_is_hatched_wherever_a_value_is_missing():
    for diary, hatched in ((GAPS, True), (SPARSE, False)):
        card = next(card for card in page_of(report_of(diary)).low if card.tagname == "ZN")
        assert (card.chart.hatched is not None) is hatched
    rows = {row.tagname: row for _heading, rows in page_of(report_of(GAPS)).table for row in rows}
    shares = {row.nutrient.tagname: row.intake.known_share for row in report_of(GAPS).nutrients}
    for tagname, row in rows.items():
        if shares[tagname] < 1 and row.bar:
            assert row.bar.hatched, tagname
    assert "gc-unknown" in week_html(report_of(GAPS))


def test_where_all_is_unknown_nothing_is_drawn_as_known_and_nothing_reads_zero():
    """Tofu and water: no food has a zinc value."""
    report = report_of("mon-sun  tofu  400 g  complete")
    page = page_of(report)
    zinc = next(row for _heading, rows in page.table for row in rows if row.tagname == "ZN")
    assert (zinc.range, zinc.bar, zinc.known) == ("no data", None, "0%")
    assert {(cell.text, cell.css) for cell in zinc.cells} == {("?", "un")}
    assert "It stays here rather than show a zero." in week_html(report)


@pytest.mark.parametrize(
    ("diary", "first_look"),
    [
        ("", "You have no complete days. Three more give a first look."),
        ("mon  egg, whole  100 g", "You have no complete days. Three more give a first look."),
        ("mon  egg, whole  100 g  complete", "You have one complete day. Two more give a first look."),
        ("mon-tue  egg, whole  100 g  complete", "You have two complete days. One more gives a first look."),
    ],
)
def test_too_little_is_drawn_as_unknown_and_says_what_is_missing(diary, first_look):
    html = week_html(report_of(diary))
    assert "Nothing can be told yet" in html
    assert first_look in text_of(html)
    assert "url(#gc-hatch)" in html
    assert "Looks low" not in headings(html)
    assert ("The week at a glance" in headings(html)) is bool(diary)


def test_an_early_week_says_so_and_a_full_one_too():
    early, full = page_of(report_of(MIXED)).judge, page_of(report_of(SPARSE)).judge
    facts = {fact.label: fact.text for fact in early.facts}
    assert (early.bars, early.words) == (2, "Yes, as an early read")
    assert facts["Complete days"] == "5 of 7, one of them at the weekend"
    assert facts["To make it firm"] == "Two more complete days"
    assert [day.state.name for day in early.days] == [*["COMPLETE"] * 4, "LEFT_OPEN", "NOT_LOGGED", "COMPLETE"]
    assert (full.bars, full.words) == (3, "Yes")
    assert "To make it firm" not in {fact.label for fact in full.facts}


def test_a_log_cut_short_is_called_so_without_blame():
    report = report_of("mon-sun  potatoes  300 g  complete", person(weight_kg=62.0, height_cm=168.0))
    page = page_of(report)
    assert page.summary.startswith("The log looks cut short, so nothing in it is called low.")
    assert page.low == () == page.may
    fact = next(fact for fact in page.judge.facts if fact.label == "Log looks complete?")
    assert "That happens to most food logs." in fact.text
    assert "kcal" not in text_of(week_html(report))


def test_without_weight_and_height_completeness_is_not_checked():
    fact = next(f for f in page_of(report_of(SPARSE)).judge.facts if f.label == "Log looks complete?")
    assert fact.asks_profile
    assert "Not checked" in fact.text


def test_what_no_food_has_a_value_for_is_named_and_not_ranged():
    """Iodine is known of no bread; zinc of all of it."""
    facts = {fact.label: fact.text for fact in page_of(report_of("mon-sun  bread  300 g  complete")).judge.facts}
    assert facts["Energy with a value"] == "100%; under 80% is not judged. Not known at all: iodine"
    facts = {fact.label: fact.text for fact in page_of(report_of(GAPS)).judge.facts}
    assert "Not known at all" not in facts["Energy with a value"]


def test_a_week_gone_by_can_still_be_filled_in():
    report = report_of("mon  egg, whole  100 g  complete\ntue  bread  50 g")
    past = week_page(report, WEEK, WEEK.last_day + timedelta(days=1), Profile())
    assert (
        past.first_look == "This week has one complete day. Its days can still be filled in: "
        "a first look takes three complete days."
    )
    assert [day.isoformat() for day in past.to_fill_in] == [f"2026-02-{n}" for n in (10, 11, 12, 13, 14, 15)]
    assert "the days of this week can still be filled in" in str(past.judge.facts)
    running = page_of(report)
    assert running.first_look.startswith("You have one complete day. Two more give a first look.")
    assert running.to_fill_in == ()


def test_only_a_full_week_says_how_often_its_flags_are_right():
    full, early = (
        text_of(week_html(report_of(f"{days}  potatoes  900 g  complete"))) for days in ("mon-sun", "mon-wed")
    )
    right = "In simulated full weeks about 9 in 10 flags like these were right."
    assert right in full
    assert right not in early
    assert "This is an early look: flags from a few days are right less often than those of a full week." in early


def test_under_an_ai_the_usual_intake_stands_beside_what_was_logged():
    """Above the AI in these days, and usually likelier under it."""
    report = report_of("mon-sun  spinach  470 g  complete")  # 2632 mg of potassium, AI 2600
    row = report["K"]
    (group,) = [group for group in page_of(report).unsettled if any(n.tagname == "K" for n in group.names)]
    usual = f"{row.adequacy.posterior.median:,.0f}"
    assert row.adequacy.posterior.median < 2600 < row.intake.recorded
    assert f"potassium usually about {usual} mg (in these days 2,632), AI 2,600" in group.reason
    assert "so it is not what was logged" in group.reason


def test_a_verdict_speaks_of_usual_intake_and_not_of_being_short():
    texts = [text_of(week_html(report_of(diary))) for diary in (SPARSE, GAPS, MIXED)]
    assert not any("you are short" in text for text in texts)
    assert any("that usual intake is short" in text for text in texts)


def test_skipped_answers_are_listed_with_what_that_does():
    text = text_of(week_html(report_of(SPARSE), sex="", birth_year=None))
    assert "2 questions not answered, and what that does" in text
    assert "What year were you born? You are taken to be an adult" in text
    assert page_of(report_of(SPARSE)).judge.skipped == ()


def test_a_skipped_answer_that_decides_is_named():
    report = report_of(
        "mon-sun  egg, whole  330 g  complete\nmon-sun  bread  200 g", person(ADA, LifeStage("male", 35))
    )
    groups = [group for group in page_of(report, sex="").unsettled if group.asks_profile]
    assert len(groups) == 1
    assert groups[0].settle == "an answer to: Which sex are the reference values for?"


def test_under_18_amounts_and_no_verdicts():
    page = page_of(report_of(SPARSE, person(is_minor=True)))
    assert page.summary == "Under 18 GutCheck shows amounts and gives no verdicts."
    assert page.low == () == page.may == page.unclear == page.fine


def test_a_day_that_is_not_complete_is_shown_and_marked():
    glance = page_of(report_of(MIXED)).glance
    zinc = next(row for row in page_of(report_of(MIXED)).table[0][1] if row.tagname == "ZN")
    assert [cell.css for cell in zinc.cells][4:6] == ["inc", "nil"]
    assert "not counted" in zinc.cells[4].said
    assert len(glance.days) == 7


def test_levels_of_a_day_follow_the_average_need():
    """Zinc, average need 6.8: 1.3, 2.6, 3.9, 5.2 and 7.8 mg."""
    diary = "\n".join(f"{day}  egg, whole  {grams} g  complete" for day, grams in zip(
        ("mon", "tue", "wed", "thu", "fri"), (100, 200, 300, 400, 600), strict=True))  # fmt: skip
    zinc = next(row for row in page_of(report_of(diary)).table[0][1] if row.tagname == "ZN")
    assert [cell.css for cell in zinc.cells][:5] == ["q0", "q1", "q2", "q3", "q4"]


def test_too_much_says_the_level_and_whom_to_ask():
    """Liver: retinol far above 3000 mcg."""
    page = page_of(report_of("mon-sun  liver  100 g  complete\nmon-sun  bread  300 g"))
    line = next(line for line in page.too_much.above if line.tagname == "VITA_RAE")
    assert (
        "9,000 mcg of retinol a day recorded, above the level judged safe for nearly everyone (UL 3,000)" in line.text
    )
    assert "Check with a pharmacist or clinician" in line.text
    assert page_of(report_of("mon  liver  100 g  complete")).too_much.not_judged


def test_an_estimate_is_shown_with_its_band_and_claims_nothing():
    tile = next(tile for tile in page_of(report_of(MIXED)).gut if tile.tagname == "GLN")
    assert any(
        re.match(r"Estimated at about [\d.]+ g a day, anywhere from [\d.]+ to [\d.]+", line) for line in tile.lines
    )


def test_claim_and_evidence_stand_in_the_same_type_size():
    texts = {
        "article_claim": "The article says A.",
        "evidence_note": "It is B.",
        "evidence_grade": "C",
        "citation": "D",
    }
    zinc, *others = TABLES.nutrients
    live = replace(next(nutrient for nutrient in others if nutrient.tagname == "LIVECULT"), **texts)
    tables = replace(TABLES, nutrients=(zinc, live))
    html = week_html(report_of(SPARSE, tables=tables))
    claim = re.search(r'<p class="([^"]+)"><b>Claim</b> The article says A\.', html)
    evidence = re.search(r'<p class="([^"]+)"><b>Evidence</b> It is B\.', html)
    assert claim[1] == evidence[1]
    assert "Observational or small studies" in html


def test_three_hundred_entries_a_week():
    foods = [food for name, food in FOODS.items() if name not in ("liver", "oysters")]
    eaten = tuple(FoodEaten(foods[i % len(foods)], 45) for i in range(43))
    days = [DayIntake(MONDAY + timedelta(days=n), True, eaten) for n in range(7)]
    html = week_html(with_suggestions(assess_week(days, person(), TABLES), dict.fromkeys(foods, 45.0)))
    assert headings(html)[0] == "Can we judge this week?"
    assert len(html) < 400_000


@pytest.mark.parametrize(
    ("week", "text"),
    [
        ("2026-W46", "9–15 November"),
        ("2026-W40", "28 September – 4 October"),
        ("2026-W53", "28 December 2026 – 3 January 2027"),
        ("2025-W10", "3–9 March 2025"),
    ],
)
def test_a_week_by_its_dates(week, text):
    assert dates_of(Week.parse(week), date(2026, 11, 20)) == text


def test_there_is_no_turning_to_weeks_to_come():
    today = date(2026, 11, 20)
    assert heading_of(Week.of(today), today).next is None
    assert heading_of(Week.of(today).previous, today).next == Week.of(today)
    assert heading_of(Week.parse("2000-W01"), today).previous is None


def test_only_answers_that_leave_more_than_one_life_stage_are_asked_for():
    report = report_of(
        "mon-sun  egg, whole  330 g  complete\nmon-sun  bread  200 g", person(ADA, LifeStage("male", 35))
    )
    group = next(
        group for group in page_of(report, sex="", birth_year=None, weight_kg=None).unsettled if group.asks_profile
    )
    assert group.settle == "an answer to: Which sex are the reference values for?"


def test_a_border_between_two_age_groups_is_no_skipped_answer():
    report = report_of(
        "mon-sun  egg, whole  330 g  complete\nmon-sun  bread  200 g", person(ADA, LifeStage("male", 35))
    )
    group = next(group for group in page_of(report).unsettled if group.asks_profile)
    assert group.settle == "nothing this year: you are on the border of two age groups."
