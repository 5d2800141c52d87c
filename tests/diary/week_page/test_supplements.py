"""Supplements on the pages of the report: both sums, both verdicts, and nothing where none was taken."""

import math
import re

import pytest

from nutrients.assessment.rules import Verdict
from tests.diary.week_page.calculator import lines_of, phi, recomputed, segments_of, slices_of, stretch
from tests.diary.week_page.rendered import FORBIDDEN, report_of, text_of, week_html, why_html
from tests.nutrients.assessment.kitchen import person

FULL = """
mon-fri  bread       300 g  complete
mon-sun  egg, whole  100 g  complete
tue      roast beef  150 g
thu-sun  potatoes    300 g
"""
GAPS = FULL + "mon-wed  tofu  180 g\n"
MULTI = "mon-wed  multi tablet  1 g\nfri  multi tablet  2 g\n"
LITTLE = "mon-sun  bread  500 g  complete\n"


@pytest.mark.parametrize("diary", [FULL + MULTI, GAPS + MULTI], ids=["all known", "gaps"])
@pytest.mark.parametrize("tagname", ["ZN", "FE", "K", "NIA", "THIA", "VITA_RAE"])
def test_a_calculator_repeats_both_sums_from_the_page(diary, tagname):
    """Food alone and food with its supplement, from nothing but the printed formulas and tables."""
    report = report_of(diary, person(weight_kg=62.0))
    adequacy = report[tagname].adequacy
    html = why_html(report, tagname)
    known = recomputed(html)
    for name, _formula, printed in lines_of(html):
        assert known[name] == pytest.approx(printed, rel=1e-3, abs=1e-4), name
    assert known["d"] == pytest.approx(report[tagname].supplement)
    if tagname == "FE":
        for table, p in (("segments", adequacy.probability), ("food-segments", adequacy.from_food_alone.probability)):
            parts = [stretch(*row[:4], known["m"], known["v"]) for row in segments_of(html, table)]
            assert parts == pytest.approx([row[4] for row in segments_of(html, table)], abs=2e-5)
            assert sum(parts) == pytest.approx(p, abs=5e-4)
        return
    assert known["P0"] == pytest.approx(adequacy.from_food_alone.probability, abs=5e-4)
    if tagname == "K":
        assert known["P"] == pytest.approx(adequacy.probability, abs=5e-4)
        return
    ear, cv = map(float, re.search(r"ln T − ln\(([\d.]+)\)\) / √\(ln\(1 \+ ([\d.]+)²", text_of(html)).groups())
    slices = slices_of(html)
    total = sum(math.exp(-(z**2) / 2) for z, *_ in slices)
    by_hand = 0.0
    for z, weight, intake, met, part in slices:
        assert math.exp(-(z**2) / 2) / total == pytest.approx(weight, abs=1e-6)
        assert math.exp(known["m"] + z * math.sqrt(known["v"])) + known["d"] == pytest.approx(intake, rel=1e-4)
        assert phi(math.log(intake / ear) / math.sqrt(math.log(1 + cv**2))) == pytest.approx(met, abs=2e-4)
        assert weight * met == pytest.approx(part, abs=2e-6)
        by_hand += part
    assert by_hand == pytest.approx(adequacy.probability, abs=5e-4)
    assert float(re.search(r'id="p">&?[gl]?t?;? ?([\d.]+)<', html)[1]) == pytest.approx(by_hand, abs=5e-4)


@pytest.mark.parametrize("tagname", ["ZN", "FE", "K"])
def test_where_the_supplement_alone_decides_its_sum_is_there_too(tagname):
    """Most of the food has no value; the share of people whose need the tablet meets alone is enough to speak."""
    diary = "mon-sun  bread  100 g  complete\nmon-sun  snack bar  900 g\nmon-sun  tofu  400 g\n"
    report = report_of(
        diary + "mon-sun  strong zinc tablet  1 g\nmon-sun  iron tablet  2 g\nmon-sun  potassium sachet  3 g"
    )
    row, html = report[tagname], why_html(report, tagname)
    assert (row.verdict, row.finding.rule) == (Verdict.LOOKS_FINE, "GC-SUPPLEMENT")
    assert recomputed(html)["P"] == pytest.approx(row.adequacy.supplement_alone, abs=5e-4)
    assert "From food alone: Can’t tell yet" in text_of(html)


def test_the_card_of_a_low_nutrient_says_what_is_from_where():
    html = week_html(report_of("mon-sun  potatoes  300 g  complete\nmon-sun  zinc tablet  0.2 g"))
    text = text_of(html)
    assert "Supplements add 1.0 mg a day, by their labels." in text
    assert "From food alone: Looks low in your log" in text
    assert "url(#gc-dots)" in html


def test_the_table_holds_food_supplements_and_both_together():
    text = text_of(week_html(report_of(LITTLE + "mon-sun  zinc tablet  1 g")))
    assert "From food, a day: at least – about Supplements, and both together" in text
    row = text[text.rindex("Zinc mg Looks fine") :]
    assert re.match(r"Zinc mg Looks fine From food alone: Looks low in your log 4\.0 5\.0 together 9\.0 6\.8 / 8", row)


def test_a_label_that_says_nothing_makes_it_at_least():
    report = report_of(LITTLE + "mon-sun  zinc tablet  1 g\nmon-sun  plain tablet  1 g")
    text = text_of(why_html(report, "ZN"))
    assert "Supplements add at least 5.0 mg a day, by their labels." in text
    assert "The label of plain tablet does not say: unknown, never zero." in text


def test_where_no_supplement_is_logged_nothing_speaks_of_one():
    report = report_of(FULL)
    without = re.sub(r"Supplements: the upper levels .*? before supplements\.", "", text_of(week_html(report)))
    for text in (without, *(text_of(why_html(report, row.nutrient.tagname)) for row in report.nutrients)):
        assert "upplement" not in text.replace("supplements only", "").replace("supplements and", "")
        assert "From food alone" not in text


def test_every_page_with_supplements_keeps_to_the_words():
    report = report_of(GAPS + MULTI + "mon-sun  niacin tablet  1 g")
    for html in (week_html(report), *(why_html(report, row.nutrient.tagname) for row in report.nutrients)):
        assert not FORBIDDEN.search(text_of(html))
        assert "style=" not in html


def test_a_level_passed_by_supplements_says_what_it_covers():
    text = text_of(week_html(report_of(LITTLE + "mon-sun  niacin tablet  1 g\nmon-sun  strong zinc tablet  1 g")))
    assert "40.0 mg of niacin a day from supplements, above the level judged safe for nearly everyone (UL 35" in text
    assert "Of this, 50.0 mg are from supplements." in text
    assert "Check with a pharmacist or clinician" in text
