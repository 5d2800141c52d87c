"""The words and figures of a nutrient's weeks."""

import pytest

from diary.trends.nutrient import nutrient_weeks
from diary.trends.past import past_weeks
from diary.trends.sources import source_weeks
from nutrients.models import Food, Nutrient
from tests.diary.larder import TODAY
from tests.diary.trends.conftest import WEEKS

pytestmark = pytest.mark.usefixtures("shipped_tables")


def weeks_of(person, tagname):
    value = Nutrient.objects.get(pk=tagname).as_value()
    past = past_weeks(person.profile, WEEKS, [value])
    return nutrient_weeks(value, past, TODAY), source_weeks(value, past, TODAY)


def meal(name):
    return Food.objects.get(name=name, is_common=True)


def test_weeks_with_and_without_a_verdict(ada, plain_week):
    """Rice alone on five days a week ago, on two days two weeks ago, nothing before."""
    rice = meal("White rice")
    plain_week(rice, 5)
    plain_week(rice, 2, back=2)
    page, _sources = weeks_of(ada, "VITC")
    said = [(row.label, row.days, row.tag.words, row.note, row.is_running) for row in page.rows]
    assert said == [
        ("16 Nov", "0 of 7", "Can’t tell yet", "nothing logged", True),
        ("9 Nov", "5 of 7", "Looks low in your log", "", False),
        ("2 Nov", "2 of 7", "Can’t tell yet", "needs 3 complete days", False),
        ("26 Oct", "0 of 7", "Can’t tell yet", "nothing logged", False),
    ]
    assert page.summary == "1 of these 4 weeks could be judged: it reads “Looks low in your log” in 1."
    assert (page.latest.label, page.latest_dates) == ("9 Nov", "9–15 November")
    assert [bool(column.outline) for column in page.chart.columns] == [True, True, False, True]
    assert [bool(column.interval) for column in page.chart.columns] == [False, False, True, False]
    assert page.rows[1].address == "/week/2026-W46/why/VITC/"


def test_the_lines_are_the_persons_own_levels(ada, plain_week):
    plain_week(meal("White rice"), 3)
    page, _sources = weeks_of(ada, "ZN")
    assert [level.label for level in page.chart.levels] == ["RDA 8", "need 6.8"]
    assert page.chart.off_scale == "UL 40 is off this scale"
    assert page.level_keys == ("average need, EAR", "RDA, covers nearly all")
    assert not page.levels_differ


def test_weeks_compared_with_other_values_are_said_to_be(ada, plain_week):
    """Born in 1974 and over 50 in 2026: the values of two years ago are those of younger women."""
    ada.profile.birth_year = 1974
    value = Nutrient.objects.get(pk="CA").as_value()
    now, before = WEEKS[-1], WEEKS[-1]
    for _ in range(104):
        before = before.previous
    weeks = [before]
    while weeks[-1] != now:
        weeks.append(weeks[-1].next)
    assert nutrient_weeks(value, past_weeks(ada.profile, weeks, [value]), TODAY).levels_differ


def test_nothing_known_is_no_data_and_never_a_zero(ada, plain_week):
    plain_week(meal("White rice"), 3)
    page, _sources = weeks_of(ada, "ID")
    row = page.rows[1]
    assert (row.recorded, row.estimate, row.usual, row.tag.words) == ("no data", "", "", "Amount only")
    column = page.chart.columns[-2]
    assert (column.known, column.hatched.height) == (None, "200.0")
    assert page.summary == ""


def test_why_none_could_be_judged(ada, plain_week):
    plain_week(meal("White rice"), 5)
    page, _sources = weeks_of(ada, "VITC")
    assert "None" not in page.summary
    page, _sources = weeks_of(ada, "CHOLN")
    assert page.summary == "None of these 4 weeks could be judged. The commonest reason: nothing logged."


def test_a_minor_sees_amounts_and_no_interval(ada, plain_week):
    ada.profile.birth_year = 2012
    plain_week(meal("White rice"), 5)
    page, _sources = weeks_of(ada, "VITC")
    assert (page.rows[1].tag.words, page.rows[1].note) == ("Can’t tell yet", "no verdicts under 18")
    assert not page.chart.has_intervals
    assert page.latest is None


def test_sources_week_by_week(ada, plain_week):
    plain_week(meal("Kefir"), 3)
    plain_week(meal("White rice"), 2, back=2)
    _page, sources = weeks_of(ada, "LIVECULT")
    assert [(row.label, row.days, row.foods) for row in sources.rows] == [
        ("16 Nov", "", ""), ("9 Nov", "3 of 3", "Kefir"), ("2 Nov", "0 of 2", ""), ("26 Oct", "", ""),
    ]  # fmt: skip
    assert sources.latest.tag.words == "Well represented"
    assert [bool(column.outline) for column in sources.chart.columns] == [True, False, False, True]


def test_a_nutrient_nothing_is_a_source_of_has_no_such_list(ada, db):
    value = Nutrient.objects.get(pk="CAFFN").as_value()
    assert source_weeks(value, past_weeks(ada.profile, WEEKS, [value]), TODAY) is None
