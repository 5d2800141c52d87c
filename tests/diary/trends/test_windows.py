"""The last 7 and 28 days read as a report over these days does."""

from datetime import timedelta

import pytest

from diary.models import Day
from diary.report import report_over
from diary.trends.windows import window_rows, windows
from tests.diary.larder import TODAY

pytestmark = pytest.mark.usefixtures("shipped_tables")


@pytest.mark.parametrize("seed", [1, 2])
def test_each_window_is_a_report_over_its_days(random_diary, seed):
    person = random_diary(seed)
    for window, length in zip(windows(person.profile, TODAY), (7, 28), strict=True):
        dates = tuple(window.last - timedelta(days=back) for back in reversed(range(length)))
        report = report_over(person.profile, dates)
        assert (window.first, window.complete_days) == (dates[0], report.quality.complete_days)
        assert window.is_full == report.is_full
        assert {row.nutrient.tagname: row.finding for row in window.rows} == {
            row.nutrient.tagname: row.finding
            for row in report.nutrients
            if row.nutrient.assessment in {"adequacy", "sources"}
        }


def test_today_counts_once_it_is_complete(ada, egg, log):
    log(ada, egg)
    assert windows(ada.profile, TODAY)[0].last == TODAY - timedelta(days=1)
    Day.objects.create(person=ada, date=TODAY, complete=True)
    short, long = windows(ada.profile, TODAY)
    assert (short.last, long.last) == (TODAY, TODAY)
    assert (short.first, long.first) == (TODAY - timedelta(days=6), TODAY - timedelta(days=27))


def test_an_empty_diary_reads_cannot_tell_throughout(ada):
    short, long = windows(ada.profile, TODAY)
    rows = list(window_rows(short, long))
    assert {side.tag.words for row in rows for side in (row.short, row.long)} == {"Can’t tell yet"}
    assert not short.is_full
