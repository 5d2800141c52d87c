"""What is not known reads as unknown, and a part that is known as "at least"."""

import re

import pytest

from tests.diary.week_page.rendered import page_of, report_of, text_of, week_html, why_html

TOFU = "mon-sun  tofu  400 g  complete"  # no zinc, no iodine
LITTLE = "mon-sun  bread  100 g  complete\nmon-sun  tofu  400 g"  # 250 of 650 kcal known
MUCH = "mon-sun  bread  300 g  complete\nmon-wed  tofu  100 g"
WATER = "mon-sun  bread  300 g  complete\nmon-sun  water  500 g"  # no value and no energy: c = 1


def row_of(diary, tagname="ZN"):
    rows = [row for _heading, rows in page_of(report_of(diary)).table for row in rows]
    return next(row for row in rows if row.tagname == tagname)


def range_of(diary):
    return row_of(diary).range.replace("\xa0", " ")


def chart_title(html):
    return re.search(r"<title id=[^>]+>([^<]+)</title>", html)[1]


@pytest.mark.parametrize("tagname", ["ZN", "ID"])
def test_where_nothing_is_known_the_page_says_no_data_and_never_zero(tagname):
    html = why_html(report_of(TOFU), tagname)
    text = text_of(html)
    assert chart_title(html).split(". ")[0] in ("Zinc: unknown", "Iodine: unknown")
    assert text.count("– no data") == 8  # seven days and their mean
    assert not re.search(r"(?<![\d.])0 (mg|mcg|yes)\b", text)
    assert "at least 0" not in text
    assert '"gc-key k"' not in html  # nothing is drawn as recorded
    assert "no value is not zero" in text


def test_sources_by_composition_cannot_be_told_where_no_food_has_a_value():
    text = text_of(why_html(report_of(TOFU), "ZN"))
    assert "Every source, day by day: can’t tell on any of 7 complete days" in text
    assert "Monday – can’t tell – tofu" in text


def test_sources_of_a_day_that_is_known_in_part_are_at_least_what_was_found():
    text = text_of(why_html(report_of(MUCH), "ZN"))
    assert "Monday at least 0 can’t tell – tofu" in text or "Monday yes" in text


def test_a_known_part_of_nothing_is_at_least_zero():
    """Sugar has no zinc, tofu no value."""
    diary = "mon-sun  sugar  100 g  complete\nmon-sun  tofu  100 g"
    cell = row_of(diary).cells[0]
    assert (cell.text, cell.css) == ("≥0", "q0 part")
    assert cell.said.startswith("at least 0 mg, part unknown")
    assert "≥0 at least 0 mg, part unknown" in text_of(week_html(report_of(diary)))
    assert "Monday at least 0 400 500" in text_of(why_html(report_of(diary), "ZN"))


def test_under_the_least_known_share_there_is_no_estimate_anywhere():
    report = report_of(LITTLE)
    assert range_of(LITTLE) == "at least 0.8"
    html = why_html(report, "ZN")
    assert "like the rest" not in text_of(html)
    assert "likely usual intake" not in text_of(html)
    assert "Too much is unknown to estimate the rest." in chart_title(html)
    start, width = re.search(r'gc-unknown" x="([\d.]+)%" y="26.5" width="([\d.]+)%"', html).groups()
    assert float(start) + float(width) == pytest.approx(100, abs=0.02)  # open to the end


def test_from_the_least_known_share_on_the_estimate_stands_beside_the_bound():
    report = report_of(MUCH)
    row = report["ZN"]
    assert range_of(MUCH) == "at least 2.4 – about 2.5"
    html = why_html(report, "ZN")
    known, start, width = (
        float(re.search(pattern, html)[1])
        for pattern in (
            r'<rect y="26" width="([\d.]+)%"[^>]+gc-known', r'gc-unknown" x="([\d.]+)%" y="26.5"',
            r'gc-unknown" x="[\d.]+%" y="26.5" width="([\d.]+)%"',
        )
    )  # fmt: skip
    assert start == known
    assert width == pytest.approx(max(known * (row.estimate / row.intake.recorded - 1), 2.0), abs=0.02)
    assert "could be" not in text_of(html) + text_of(week_html(report))


def test_at_least_stands_wherever_a_food_has_no_value_even_if_it_weighs_nothing():
    report = report_of(WATER)
    assert report["ZN"].intake.known_share == 1.0
    assert range_of(WATER) == "at least 2.4"
    assert "hold at least 2.4 mg of zinc a day" in text_of(why_html(report, "ZN"))


SALTY = "mon-sun  bread  600 g  complete"  # 2700 mg of sodium, the level to come down from is 2300


@pytest.mark.parametrize("tagname", ["NA", "RETOL", "ID"])
def test_an_amount_alone_asks_for_nothing_more(tagname):
    text = text_of(why_html(report_of(SALTY), tagname))
    assert "amount only" in text or "above the level" in text
    for words in ("Nothing needs to", "Sources in your log", "What would change it", "can’t tell yet"):
        assert words not in text


def test_sodium_reads_alike_on_its_page_and_under_too_much():
    report = report_of(SALTY)
    (line,) = page_of(report).too_much.above
    assert line.text == "2,700 mg of sodium a day recorded, above the level to come down from (2,300 mg)."
    text = text_of(why_html(report, "NA"))
    assert line.text in text
    assert "Why “Sodium: above the level to come down from”?" in text
    assert row_of(SALTY, "NA").tag.words == "Above the level to come down from"
    assert row_of(SALTY, "NA").levels == "at most 2,300"
    assert "AI 1,500" not in text.split("What it was compared with")[0]


def test_under_its_level_sodium_is_watched_and_two_days_say_nothing():
    assert "2,250 mg a day recorded; the level to come down from is 2,300." in text_of(
        why_html(report_of("mon-sun  bread  500 g  complete"), "NA")
    )
    two_days = page_of(report_of("mon-tue  bread  600 g  complete"))
    assert two_days.too_much.above == ()
    assert "Why “Sodium: amount only”?" in text_of(why_html(report_of("mon-tue  bread  600 g  complete"), "NA"))
