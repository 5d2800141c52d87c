from datetime import timedelta

from diary.models import Day
from diary.weeks import Week
from diary.weekstrip import DayState, week_strip
from nutrients.models import RuleSetting
from tests.diary.larder import TODAY


def test_every_state_of_a_day(ada, bob, egg, log):
    """
    mon  egg, complete     wed  egg, "I left things out"   fri  (tomorrow)
    tue  egg, never closed thu  egg (today)                sat, sun: Bob's are not Ada's
    """
    monday = Week.of(TODAY).first_day
    for n in range(4):
        log(ada, egg, on=monday + timedelta(days=n))
    log(bob, egg, on=monday + timedelta(days=5))
    Day.objects.create(person=ada, date=monday, complete=True)
    Day.objects.create(person=ada, date=monday + timedelta(days=2), complete=False)
    Day.objects.create(person=bob, date=monday + timedelta(days=1), complete=True)

    strip = week_strip(ada, Week.of(TODAY), TODAY)

    open_, going, later = DayState.LEFT_OPEN, DayState.IN_PROGRESS, DayState.NOT_YET
    assert [day.state for day in strip.days] == [DayState.COMPLETE, open_, open_, going, later, later, later]
    assert strip.complete_days == 1


def test_a_past_day_without_a_word_is_not_logged(ada):
    strip = week_strip(ada, Week.of(TODAY).previous, TODAY)
    assert {day.state for day in strip.days} == {DayState.NOT_LOGGED}


def test_how_many_days_a_report_wants_is_read_from_the_rules(ada):
    strip = week_strip(ada, Week.of(TODAY), TODAY)
    assert (strip.minimum_days, strip.full_days) == (None, None)
    RuleSetting.objects.create(key="minimum_days", value=3, meaning="m", reason="r")
    RuleSetting.objects.create(key="full_days", value=7, meaning="m", reason="r")
    strip = week_strip(ada, Week.of(TODAY), TODAY)
    assert (strip.minimum_days, strip.full_days) == (3, 7)
