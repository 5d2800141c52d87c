import pytest

from diary.kept.report import as_kept, read_kept
from diary.kept.some_nutrients import read_kept_nutrients
from diary.kept.values import Unreadable
from diary.report import weekly_report
from diary.weeks import Week

pytestmark = pytest.mark.usefixtures("shipped_tables")
WEEK = Week(2026, 46)


@pytest.fixture
def kept(ada, bread, log):
    for day in WEEK.days[:3]:
        log(ada, bread, on=day)
    return as_kept(weekly_report(ada.profile, WEEK), ada.profile, WEEK.last_day)


def test_the_same_values_as_the_whole_report(kept):
    whole = read_kept(kept).report
    some = read_kept_nutrients(kept, {"ZN", "LIVECULT", "UNOBTAINIUM"})
    assert some.rows == {"ZN": whole["ZN"], "LIVECULT": whole["LIVECULT"]}
    assert (some.quality, some.plants) == (whole.quality, whole.plants)


@pytest.mark.parametrize(
    "damage",
    [{"version": 2}, {"packed": "%%%"}, {"packed": "AAAA"}],
)
def test_what_is_damaged_or_newer_is_refused(kept, damage):
    with pytest.raises(Unreadable):
        read_kept_nutrients(kept | damage, {"ZN"})


def test_what_is_no_report_is_refused():
    for kept in ([], None, {}, {"version": 1}):
        with pytest.raises(Unreadable):
            read_kept_nutrients(kept, {"ZN"})
