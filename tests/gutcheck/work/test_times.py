"""When appointments are."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from gutcheck.work.times import Daily, Every

HALF_PAST = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (HALF_PAST, HALF_PAST),
        (HALF_PAST + timedelta(hours=23, minutes=59), HALF_PAST),
        (HALF_PAST - timedelta(seconds=1), HALF_PAST - timedelta(days=1)),
    ],
)
def test_once_a_day_the_last_that_has_come(now: datetime, due: datetime) -> None:
    assert Daily(time(3, 30)).latest(now) == due


def test_a_day_begins_where_the_install_is() -> None:
    with timezone.override(None):
        timezone.get_default_timezone.cache_clear()
    due = Daily(time(3, 30)).latest(datetime(2026, 7, 1, 12, tzinfo=UTC))
    assert due.astimezone(timezone.get_default_timezone()).time() == time(3, 30)


def test_an_hour_the_clock_leaves_out_has_its_appointment_too(settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"  # on 29 March 2026 two o'clock is followed by three
    timezone.get_default_timezone.cache_clear()
    days = {Daily(time(2, 30)).latest(datetime(2026, 3, day, 12, tzinfo=UTC)) for day in (28, 29, 30)}
    assert len(days) == 3
    settings.TIME_ZONE = "UTC"
    timezone.get_default_timezone.cache_clear()


def test_every_hour_is_the_same_for_all_workers() -> None:
    every = Every(timedelta(hours=1))
    assert {every.latest(datetime(2026, 11, 22, 14, minute, 7, tzinfo=UTC)) for minute in (0, 1, 59)} == {
        datetime(2026, 11, 22, 14, tzinfo=UTC)
    }
