import re

import pytest

from diary.week_page.decided import RULES
from nutrients.assessment.reference import LifeStage
from nutrients.assessment.rules import RULE_BOOK, verdict_of
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


@pytest.mark.parametrize("tagname", ["ZN", "THIA"])
@pytest.mark.parametrize("diary", [FULL, GAPS, OYSTERS], ids=["all known", "gaps", "one huge day"])
def test_a_calculator_repeats_the_sum_under_european_values(diary, tagname):
    """Zinc a day; thiamin per MJ of what was logged, from the page: 0.072 mg per MJ times the MJ."""
    report = report_of(diary, person(reference_set="EFSA"))
    html = why_html(report, tagname)
    known = recomputed(html)
    for name, _formula, printed in lines_of(html):
        assert known[name] == pytest.approx(printed, rel=1e-3, abs=1e-4), name
    assert known["P"] == pytest.approx(report[tagname].adequacy.probability, abs=5e-4)
    if tagname == "THIA":
        worked = re.search(r"0\.072 mg per MJ, times ([\d.]+) MJ, is ([\d.]+) mg a day", text_of(html))
        assert float(worked[2]) == pytest.approx(0.072 * float(worked[1]), rel=1e-4)
        assert f"ln({worked[2]})" in text_of(html)


def p_of(html, tagname, report, **changes):
    """P by the page's formulas; of a tabled requirement from its stretches."""
    known = recomputed(html, **changes)
    if tagname != "FE":
        return known["P"]
    return sum(stretch(*row[:4], known["m"], known["v"]) for row in segments_of(html))


@pytest.mark.parametrize(
    ("diary", "tagname"),
    [
        ("mon-sun  potatoes  900 g  complete", "ZN"),
        ("mon-sun  potatoes  900 g  complete", "THIA"),
        ("mon-sun  potatoes  900 g  complete", "FE"),
        ("mon-sun  potatoes  900 g  complete", "PROCNT"),
        ("mon-thu  bread  420 g  complete", "ZN"),
        ("mon-sun  bread  200 g  complete", "K"),
        (GAPS, "ZN"),
    ],
)
def test_so_much_more_a_day_reaches_the_line_that_the_page_names(diary, tagname):
    """The counterfactual, by the page's own sum: with y so much greater P stands on the line."""
    report = report_of(diary, person(weight_kg=62.0))
    html, row = why_html(report, tagname), report[tagname]
    settings, y = row.adequacy.settings, recomputed(html)["y"]
    lines = {"MAY_BE_LOW": settings.looks_low_below, "NO_CLEAR_SIGN": settings.may_be_low_below}
    lines["LOOKS_FINE"] = settings.may_be_low_below if tagname == "K" else settings.looks_fine_from
    line = lines[row.counterfactual.verdict]
    assert p_of(html, tagname, report) < line
    assert p_of(html, tagname, report, y=y + row.counterfactual.more) == pytest.approx(line, abs=1e-3)
    assert "a day more it would read “" in text_of(html)


def what_if_rows(html):
    """label -> (what it would read, P as printed)."""
    start = html.index("had one thing been otherwise")
    rows = html[start : html.index("</ul>", start)].split("<li>")[1:]
    told = [[part.strip() for part in re.split(r"<[^>]+>", row) if part.strip()] for row in rows]
    return {row[0]: (row[1], float(re.search(r"P = ([\d.]+)", row[2])[1])) for row in told}


def test_what_ifs_follow_from_the_sum_on_the_page():
    """Two more days, every value known, the survey spread wider: each with one number of the sum changed."""
    diary = "mon-thu  bread  420 g  complete\nsun  bread  400 g  complete\nmon-tue  tofu  80 g"
    report = report_of(diary)
    html = why_html(report, "ZN")
    found = what_if_rows(html)
    assert set(found) == {
        "2 more complete days like these", "Every value known, and the foods without one like the rest",
        "Your diet said to be unusual, so that the survey counts for less",
    }  # fmt: skip
    days = recomputed(html, {"s2": ("/ 5 +", "/ 7 +")})["P"]
    known = recomputed(html, {"s2": ("(1 - c)", "0")})["P"]
    unusual = recomputed(html, {"t2": ("1.25 *", "2 *")})["P"]
    assert [p for _tag, p in found.values()] == pytest.approx([days, known, unusual], abs=5e-4)
    words = {verdict_of(p, report.tables.settings).value for _tag, p in found.values()}
    assert {tag.upper().replace(" ", "_") for tag, _p in found.values()} <= {*words, "LOOKS_LOW_IN_YOUR_LOG"}


def test_no_what_ifs_where_no_probability_decided():
    for diary in ("", "mon-tue  egg, whole  100 g  complete"):
        assert "had one thing been otherwise" not in why_html(report_of(diary), "ZN")


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
    assert "can’t tell yet" in text
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
    assert "0.66 g per kg, times 62 kg, is 40.92 g a day" in text
    assert "per kg" not in text_of(why_html(report_of(FULL), "PROCNT"))


def test_sources_count_days_servings_and_foods():
    """Eggs are a source of glutamine, a serving is 50 g; what is in a stew is not known."""
    diary = "mon-tue  egg, whole  50 g  complete\nwed  stew  300 g  complete\nthu-sun  bread  300 g  complete"
    text = text_of(why_html(report_of(diary), "GLN"))
    assert "2 of your 7 complete days had a food that counts. On 1 of the other days a mixed food may" in text
    assert "A day counts from 0.5 servings. 2 / 7 = 0.29; few under 0.4, well represented from 0.7." in text
    assert "Monday 1 yes egg, whole –" in text
    assert "Wednesday – can’t tell – stew" in text
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
