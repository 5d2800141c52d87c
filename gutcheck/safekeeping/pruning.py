"""Which backups are kept: everything of the last day, then one a day for a week, then one a week for four weeks."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

DAYS, WEEKS = 7, 4
ALL_OF = timedelta(days=1)
LONGEST = timedelta(days=35)  # who asked to be erased is told that no backup holds them longer


def to_keep(made_at: Iterable[datetime], now: datetime) -> set[datetime]:
    """The newest of each of the last days and weeks that have one; nothing as old as LONGEST."""
    times = sorted((at for at in made_at if now - at < LONGEST), reverse=True)
    kept = {at for at in times if now - at < ALL_OF}
    kept |= set(newest_of_each(times, lambda at: at.date().isoformat())[:DAYS])
    return kept | set(newest_of_each(times, lambda at: at.strftime("%G-W%V"))[:WEEKS])


def newest_of_each(times: list[datetime], span_of: Callable[[datetime], str]) -> list[datetime]:
    """times: the newest first."""
    newest: dict[str, datetime] = {}
    for at in times:
        newest.setdefault(span_of(at), at)
    return list(newest.values())
