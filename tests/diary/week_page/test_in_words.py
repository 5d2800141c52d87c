"""The report of a person who hides numbers."""

import re

import pytest

from diary.week_page.in_words import told, week_in_words
from nutrients.assessment.rules import Verdict
from tests.diary.week_page.rendered import FORBIDDEN, report_of, text_of, week_html, why_html
from tests.nutrients.assessment.kitchen import person

SPARSE = "mon-sun  potatoes  900 g  complete"
GAPS = "mon-sun  potatoes  900 g  complete\nmon-wed  tofu  100 g"
MIXED = "mon-thu  bread  300 g  complete\nmon-thu  egg, whole  200 g\nsun  roast beef  250 g  complete"
LIVER = "mon-sun  liver  100 g  complete\nmon-sun  bread  300 g"
DIARIES = [SPARSE, GAPS, MIXED, LIVER, "mon-sun  tofu  400 g  complete"]


def in_words(diary, who=None):
    report = report_of(diary, who)
    return text_of(week_html(report, in_words=week_in_words(report)))


def open_part(html_text):
    """What stands before the folded tables."""
    return html_text[html_text.index("Can we judge") : html_text.index("With numbers")]


@pytest.mark.parametrize("diary", DIARIES)
def test_no_amount_and_no_percentage_stands_open(diary):
    text = open_part(in_words(diary))
    assert not re.search(r"\d+(\.\d+)?\s?(mg|mcg|g|kcal|%)\b|\d%", text)
    assert not re.search(r"\d", re.sub(r"vitamin [a-z]\d+|omega-3|B\d+", "", text, flags=re.I)), text
    assert not FORBIDDEN.search(text)


def test_every_verdict_of_the_numbers_stands_in_words():
    report = report_of(GAPS)
    text = in_words(GAPS)
    for row in report.having(*(Verdict.LOOKS_LOW, Verdict.MAY_BE_LOW)):
        assert row.nutrient.name in text
    assert "Looks low in your log" in text
    assert "Your usual intake is most likely short of your own need." in text
    assert "Some foods have no value, so it may be more." in text
    assert "Where most of it came from: potatoes" in text


def test_the_tables_stay_one_fold_away():
    report = report_of(SPARSE)
    html = week_html(report, in_words=week_in_words(report))
    for table in ("gc-heat", "gc-all"):
        before = html[: html.index(f'class="{table}') if table == "gc-heat" else html.index(table)]
        assert before.count("<details") > before.count("</details>"), table


def test_a_level_passed_is_said_in_words():
    assert "Vitamin A: above the upper level (UL)." in in_words(LIVER)
    assert "Nothing recorded is above an upper level (UL)." in in_words(SPARSE)


def test_a_food_that_would_help_says_how_it_would_read():
    report = report_of(SPARSE)
    fixes = told(report["ZN"], report).fixes
    assert fixes
    texts = {fix.text for fix in fixes}
    assert any("it would read “" in text for text in texts)
    assert not any(re.search(r"\d", text) for text in texts)


def test_under_18_there_are_reasons_and_no_verdicts():
    text = in_words(SPARSE, person(is_minor=True))
    assert "Under 18, amounts are shown without a verdict." in text
    assert "Looks low, or may be low" not in text


def test_why_begins_in_words_and_folds_the_sum():
    report = report_of(GAPS)
    html = why_html(report, "ZN", told=told(report["ZN"], report))
    before = html[html.index("<h1>") : html.index('<details class="gc-stack l">')]
    assert "Your usual intake is most likely short of your own need." in before
    assert not re.search(r"\d (mg|%)", before)
    assert html.index('<details class="gc-stack l">') < html.index('id="sum"') < html.rindex("</details>")
