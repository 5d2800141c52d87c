"""Several references: all of them on the page, and only the question that decides is asked."""

import re
from math import log, sqrt

import pytest

from accounts.forms import QUESTIONS
from diary.week_page.alternatives import alternatives_of, decides
from tests.diary.week_page.calculator import CELL, phi
from tests.diary.week_page.rendered import page_of, report_of, text_of, why_html
from tests.nutrients.assessment.kitchen import ADA, LifeStage, person

BY_FIELD = {question.fields[0]: question for question in QUESTIONS}
WITHOUT_PERIODS = LifeStage("female", 35, "none", False, False)
MAN = LifeStage("male", 35)
EGGS = "mon-sun  egg, whole  330 g  complete\nmon-sun  bread  200 g"


def recomputed(html: str, days: int, error: float = 0.15) -> list[tuple[float, float]]:
    """P by hand and as printed, of each row that is not tabled."""
    start = html.index('id="alternatives"')
    rows = [CELL.findall(row) for row in html[start : html.index("</table>", start)].split("<tr>")]
    found = []
    for need, cv, mean, between, within, tau, y, p, *_ in (row for row in rows if len(row) == 9):
        if cv == "–":
            continue
        need, cv, mean, between, within, tau, y = map(float, (need, cv, mean, between, within, tau, y))
        t2, mu = log(1 + (tau * between / mean) ** 2), log(mean) - log(1 + (between / mean) ** 2) / 2
        s2 = log(1 + (within / mean) ** 2 / days + error**2)
        b = t2 / (t2 + s2)
        m, v = b * (log(y) + s2 / 2) + (1 - b) * mu, t2 * (1 - b)
        found.append((phi((m - log(need)) / sqrt(v + log(1 + cv**2))), float(p)))
    return found


def test_every_reference_stands_on_the_page_and_can_be_recomputed():
    report = report_of(EGGS, person(ADA, MAN))
    html = why_html(report, "ZN", sex="")
    rows = recomputed(html, 7)
    assert len(rows) == 2
    for by_hand, printed in rows:
        assert by_hand == pytest.approx(printed, abs=5e-4)
    assert [printed for _by_hand, printed in rows] == sorted(printed for _by_hand, printed in rows)
    assert "men 19+ (shown)" in text_of(html)


def test_the_table_stands_beside_a_verdict_too_and_nowhere_else():
    agreed = report_of("mon-sun  sugar  500 g  complete", person(ADA, MAN))
    assert agreed["ZN"].verdict == "LOOKS_LOW"
    assert 'id="alternatives"' in why_html(agreed, "ZN", sex="")
    assert 'id="alternatives"' not in why_html(report_of(EGGS), "ZN")
    minor = report_of(EGGS, person(ADA, MAN, is_minor=True))
    assert 'id="alternatives"' not in why_html(minor, "ZN", sex="")


def test_each_row_says_how_it_would_read():
    row = report_of(EGGS, person(ADA, MAN))["ZN"]
    reads = {found.life_stage: found.reads for found in alternatives_of(row)}
    assert row.finding.reason == "answers_differ"
    assert len(set(reads.values())) == 2


def test_only_the_question_that_decides_is_asked():
    """Zinc needs differ by sex, iron needs by periods; the age within one band by neither."""
    stages = [
        LifeStage("female", age, "none", periods, False) for age in (33, 35) for periods in (True, False)
    ] + [LifeStage("male", age) for age in (33, 35)]  # fmt: skip
    report = report_of(EGGS, person(*stages))
    zinc = report["ZN"]
    assert zinc.finding.reason == "answers_differ"
    asked = {field for field, question in BY_FIELD.items() if decides(question, zinc)}
    assert asked == {"sex"}
    text = text_of(why_html(report, "ZN", sex="", birth_year=None, menstruating=None, oral_contraceptive=None))
    assert "an answer to: Which sex are the reference values for?" in text
    assert "Periods, and the pill?" not in text


def test_periods_decide_of_iron_alone():
    report = report_of("mon-sun  bread  300 g  complete", person(ADA, WITHOUT_PERIODS))
    iron = report["FE"]
    assert iron.finding.reason == "answers_differ"
    assert {field for field, question in BY_FIELD.items() if decides(question, iron)} == {"menstruating"}
    assert not any(decides(question, report["ZN"]) for question in QUESTIONS)
    text = text_of(why_html(report, "FE", menstruating=None))
    assert "women, not menstruating: 2.5% 2.7; 50% 5; 97.5% 8" in text


def test_nutrients_are_grouped_by_the_question_they_hang_on():
    report = report_of(EGGS, person(ADA, WITHOUT_PERIODS, MAN))
    groups = [g for g in page_of(report, sex="", menstruating=None).unsettled if g.asks_profile]
    settles = [group.settle for group in groups]
    assert len(settles) == len(set(settles))
    for group in groups:
        for named in group.names:
            headings = [str(q.heading) for q in QUESTIONS if q.skipped and decides(q, report[named.tagname])]
            assert all(re.search(re.escape(heading), group.settle) for heading in headings)
