"""Seven days, four weeks, never 35 days."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from accounts import erasing
from gutcheck.safekeeping.pruning import LONGEST, to_keep

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def nights(count: int) -> list[datetime]:
    return [NOW - timedelta(days=days) for days in range(count)]


def test_a_year_of_nights() -> None:
    """
    22 Nov is a Sunday: 22, 21, ... 16 are the seven days; of the weeks before, the Sundays 15, 8 and 1.
    """
    kept = sorted((at.day for at in to_keep(nights(365), NOW)), reverse=True)
    assert kept == [22, 21, 20, 19, 18, 17, 16, 15, 8, 1]


def test_all_of_the_last_day_stay() -> None:
    hours = [NOW - timedelta(hours=hour) for hour in range(24)]
    assert to_keep(hours, NOW) == set(hours)


@given(st.lists(st.integers(0, 60 * 24 * 80), max_size=60))
def test_never_too_old_and_never_none(minutes: list[int]) -> None:
    made = {NOW - timedelta(minutes=minute) for minute in minutes}
    kept = to_keep(made, NOW)
    assert all(NOW - at < LONGEST for at in kept)
    young = {at for at in made if NOW - at < LONGEST}
    assert kept <= young
    assert bool(kept) == bool(young)
    assert not young or max(young) in kept


def test_what_people_are_told_about_backups_holds() -> None:
    assert timedelta(days=erasing.BACKUP_DAYS) == LONGEST
