import re

import pytest

from diary.week_page.decided import RULES
from nutrients.assessment.reference import LifeStage
from nutrients.assessment.rules import RULE_BOOK
from tests.diary.week_page.calculator import CELL, lines_of, recomputed, row_of, segments_of, stretch
from tests.diary.week_page.rendered import FORBIDDEN, report_of, text_of, why_html
from tests.nutrients.assessment.kitchen import ADA, person

FULL = """
mon-fri  bread       300 g  complete
mon-sun  egg, whole  100 g  complete
tue      roast beef  150 g
thu-sun  potatoes    300 g
"""
GAPS = FULL + "mon-wed  tofu  180 g\nfri  snack bar  60 g\n"
OYSTERS = FULL + "wed  oysters  400 g\n"
BOTH = GAPS + "wed  oysters  400 g\n"


@pytest.mark.parametrize("diary", [FULL, GAPS, OYSTERS, BOTH], ids=["all known", "gaps", "one huge day", "both"])
@pytest.mark.parametrize("tagname", ["ZN", "FE", "K", "NIA", "THIA", "PROCNT", "VITA_RAE"])
def test_a_calculator_repeats_the_sum_from_the_page(diary, tagname):
    """Each printed result follows from the printed formulas, and P to its third decimal."""
    report = report_of(diary, person(weight_kg=62.0))
    html = why_html(report, tagname)
    known = recomputed(html)
    for name, _formula, printed in lines_of(html):
        assert known[name] == pytest.approx(printed, rel=1e-3, abs=1e-4), name
    p = report[tagname].adequacy.probability
    if tagname == "FE":
        parts = [stretch(*row[:4], known["m"], known["v"]) for row in segments_of(html)]
        assert parts == pytest.approx([row[4] for row in segments_of(html)], abs=2e-5)
        assert float(re.search(r'id="p">([\d.]+)<', html)[1]) == pytest.approx(sum(parts), abs=5e-4)
        assert sum(parts) == pytest.approx(p, abs=5e-4)
    else:
        assert known["P"] == pytest.approx(p, abs=5e-4)


def test_the_table_of_days_is_what_the_sum_begins_with():
    html = why_html(report_of(GAPS), "ZN")
    body = html[html.index('id="inputs"') : html.index("</table>", html.index('id="inputs"'))]
    rows = [CELL.findall(row) for row in body.split("<tr>")]
    amounts, known, energy = zip(*[map(str.strip, row) for row in rows if len(row_of(row)) == 3], strict=True)
    share, mean = lines_of(html)[:2]
    assert share[:2] == ("c", f"({' + '.join(known)}) / ({' + '.join(energy)})")
    assert mean[:2] == ("y", f"({' + '.join(amounts)}) / 7 / c")
    assert f"c = {sum(map(float, known)):g} / {sum(map(float, energy)):g} kcal = {share[2]:g}" in text_of(html)


def test_a_capped_day_says_so():
    text = text_of(why_html(report_of(OYSTERS), "ZN"))
    assert "(capped)" in text
    assert "A very large day enters the sum as 48.615 mg and no more" in text  # 5 x 9.723


def test_a_flag_says_words_first_then_chance_and_interval():
    text = text_of(why_html(report_of("mon-sun  potatoes  900 g  complete"), "ZN"))
    assert "Why “Zinc: looks low in your log”?" in text
    assert "Your seven complete days hold about 2.7 mg of zinc a day. The average need is 6.8." in text
    assert re.search(r"(About 9|Almost 10) in 10 that your usual intake is short of your own need", text)
    assert "GC-EAR v1" in text
    assert "At least 3 complete days: 7" in text
    assert "With " in text
    assert "a day more it would read “May be low”." in text


@pytest.mark.parametrize(
    ("diary", "tagname", "says"),
    [
        ("mon-tue  egg, whole  100 g  complete", "ZN", "one more complete day"),
        ("mon-sun  tofu  500 g  complete\nmon-sun  bread  30 g", "ZN", "have no zinc value; 80% of it must be known"),
        ("mon-sun  potatoes  200 g  complete", "K", "An AI is not a requirement"),
        ("mon-sun  egg, whole  600 g  complete", "NIA", "preformed niacin only"),
    ],
)
def test_a_withheld_verdict_gives_its_reason(diary, tagname, says):
    text = text_of(why_html(report_of(diary), tagname))
    assert "can't tell yet" in text
    assert says in text


def test_no_sum_where_the_verdict_was_withheld_before_one():
    report = report_of("mon-tue  egg, whole  100 g  complete")
    html = why_html(report, "ZN")
    assert 'id="sum"' not in html
    assert "withheld before a sum was made" in html
    assert re.search(r"Monday 1\.3 ", text_of(html))  # what is there is shown


def test_a_sum_stands_where_it_was_made_and_the_verdict_withheld():
    html = why_html(report_of("mon-sun  egg, whole  600 g  complete"), "NIA")
    assert 'id="sum"' in html
    assert "The verdict was withheld all the same." in html


def test_skipped_answers_lead_to_the_questions():
    stages = (ADA, LifeStage("male", 35))
    report = report_of("mon-sun  egg, whole  330 g  complete\nmon-sun  bread  200 g", person(*stages))
    reasons = {row.finding.reason for row in report.nutrients}
    assert "answers_differ" in reasons
    tagname = next(row.nutrient.tagname for row in report.nutrients if row.finding.reason == "answers_differ")
    text = text_of(why_html(report, tagname, sex=""))
    assert "an answer to: Which sex are the reference values for?" in text
    assert "Your answers leave two comparisons" in text


def test_protein_per_kilogram_says_so():
    text = text_of(why_html(report_of(FULL, person(weight_kg=62.0)), "PROCNT"))
    assert "given per kg, times 62 kg" in text
    assert "given per kg" not in text_of(why_html(report_of(FULL), "PROCNT"))


def test_sources_count_days_servings_and_foods():
    """Eggs are a source of glutamine, a serving is 50 g; what is in a stew is not known."""
    diary = "mon-tue  egg, whole  50 g  complete\nwed  stew  300 g  complete\nthu-sun  bread  300 g  complete"
    text = text_of(why_html(report_of(diary), "GLN"))
    assert "2 of your 7 complete days had a food that counts. On 1 of the other days a mixed food may" in text
    assert "A day counts from 0.5 servings. 2 / 7 = 0.29; few under 0.4, well represented from 0.7." in text
    assert "Monday 1 yes egg, whole –" in text
    assert "Wednesday – can't tell – stew" in text
    assert "at least 2 of 7 complete days" in text
    assert "With a source on 3 of these 7 days instead of 2 it would read one step up." in text


@pytest.mark.parametrize("diary", ["", "mon  egg, whole  100 g", FULL, GAPS])
def test_every_nutrient_of_a_report_has_a_page(diary):
    report = report_of(diary)
    for row in report.nutrients:
        html = why_html(report, row.nutrient.tagname)
        assert row.nutrient.name in html
        assert not FORBIDDEN.search(text_of(html))
        assert "style=" not in html


def test_every_rule_has_words():
    assert set(RULES) == {rule.id for rule in RULE_BOOK}
