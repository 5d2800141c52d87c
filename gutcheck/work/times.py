"""When an appointment is: every so often, or once a day. Times are told by the clock of the install."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol

from django.utils import timezone


class Times(Protocol):
    def latest(self, now: datetime) -> datetime:
        """The last one that has come, the moment `now` included."""


@dataclass(frozen=True, slots=True)
class Every:
    """Counted from midnight UTC, so that all workers count alike."""

    gap: timedelta

    def latest(self, now: datetime) -> datetime:
        since = now.astimezone(UTC) - datetime.min.replace(tzinfo=UTC)
        return now.astimezone(UTC) - since % self.gap


@dataclass(frozen=True, slots=True)
class Daily:
    """At this time of the install's time zone. A time the clock leaves out in spring comes an hour later that day."""

    at: time

    def latest(self, now: datetime) -> datetime:
        zone = timezone.get_default_timezone()
        today = now.astimezone(zone).date()
        for day in (today, today - timedelta(days=1)):
            due = datetime.combine(day, self.at, zone).astimezone(UTC)
            if due <= now:
                return due
        raise AssertionError("yesterday's time has come")
