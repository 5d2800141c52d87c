"""ISO weeks: the unit of a report, and its place in a URL."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.urls import register_converter


@dataclass(frozen=True, order=True, slots=True)
class Week:
    """An ISO 8601 week, Monday to Sunday, written 2026-W07."""

    year: int
    number: int

    def __post_init__(self) -> None:
        date.fromisocalendar(self.year, self.number, 1)  # ValueError where the year has no such week

    @classmethod
    def of(cls, day: date) -> Self:
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2026-W07". ValueError for anything else, and for weeks before 1900 or after 2199."""
        match = re.fullmatch(r"((?:19|20|21)[0-9]{2})-W([0-9]{2})", text, re.ASCII)
        if not match:
            raise ValueError(f"{text!r} is not an ISO week such as 2026-W07")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"

    @property
    def first_day(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date.fromisocalendar(self.year, self.number, 7)

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first_day + timedelta(days=n) for n in range(7))

    @property
    def previous(self) -> Self:
        return type(self).of(self.first_day - timedelta(days=7))

    @property
    def next(self) -> Self:
        return type(self).of(self.first_day + timedelta(days=7))

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __iter__(self) -> Iterator[date]:
        return iter(self.days)


class WeekConverter:
    """<week:week> in a URL; an impossible week is not found."""

    regex = r"[0-9]{4}-W[0-9]{2}"

    def to_python(self, value: str) -> Week:
        return Week.parse(value)

    def to_url(self, value: Week) -> str:
        return str(value)


class DateConverter:
    """<date:date> in a URL, ISO 8601; an impossible date is not found."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(WeekConverter, "week")
register_converter(DateConverter, "date")
