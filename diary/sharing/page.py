"""Links and readers as the page of a person lists them, with what was opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import NamedTuple

from django.db.models import Count, Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from diary.models import Reader, Reading, ShareLink
from diary.sharing.readings import opened
from diary.week_page.page import title_of
from diary.weeks import Week
from nutrients.models import Nutrient

MOST_OPENINGS = 20  # listed of each; all are counted
LATEST = Prefetch("readings", Reading.objects.all()[:MOST_OPENINGS], to_attr="latest")


class State(Enum):
    OPEN = gettext_lazy("can be opened")
    WAITING = gettext_lazy("not taken up yet")
    READS = gettext_lazy("can read")
    RUN_OUT = gettext_lazy("has run out")
    ENDED = gettext_lazy("was taken back")

    @property
    def may_end(self) -> bool:
        return self in {State.OPEN, State.WAITING, State.READS}


@dataclass(frozen=True, slots=True)
class Opening:
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """A link or a reader. openings: the latest; times: how many there were in all."""

    pk: int
    name: str
    scope: str
    state: State
    made_at: datetime
    until: datetime | None
    ended_at: datetime | None
    times: int
    openings: tuple[Opening, ...]
    who: str = ""


class Rows(NamedTuple):
    """Those that open something or still may, and those that ended."""

    now: list[Given]
    before: list[Given]


def link_rows(person: User, now: datetime, today: date) -> Rows:
    links = ShareLink.objects.of(person).annotate(times=Count("readings")).prefetch_related(LATEST)
    names = _names()
    rows = [
        Given(
            link.pk, title_of(Week.of(link.first_day), today), _shows(link), _state_of_link(link, now),
            link.created_at, link.expires_at, link.revoked_at,
            link.times, _openings(link.latest, today, names),
        )
        for link in links
    ]  # fmt: skip
    return _sorted(rows)


def reader_rows(person: User, now: datetime, today: date) -> Rows:
    readers = Reader.objects.of(person).select_related("reader").annotate(times=Count("readings"))
    names = _names()
    rows = [
        Given(
            reader.pk, reader.name, reader.get_scope_display(), _state_of_reader(reader, now),
            reader.created_at, None if reader.accepted_at else reader.expires_at, reader.revoked_at,
            reader.times, _openings(reader.latest, today, names),
            reader.reader.email if reader.reader else "",
        )
        for reader in readers.prefetch_related(LATEST)
    ]  # fmt: skip
    return _sorted(rows)


def _sorted(rows: list[Given]) -> Rows:
    return Rows([row for row in rows if row.state.may_end], [row for row in rows if not row.state.may_end])


def _shows(link: ShareLink) -> str:
    if link.shows_name and link.shows_notes:
        return _("with your e-mail address and the names of your own foods")
    if link.shows_name:
        return _("with your e-mail address")
    return _("with the names of your own foods") if link.shows_notes else _("without your name")


def _state_of_link(link: ShareLink, now: datetime) -> State:
    if link.revoked_at:
        return State.ENDED
    return State.OPEN if link.expires_at > now else State.RUN_OUT


def _state_of_reader(reader: Reader, now: datetime) -> State:
    if reader.revoked_at:
        return State.ENDED
    if reader.accepted_at:
        return State.READS
    return State.WAITING if reader.expires_at > now else State.RUN_OUT


def _openings(readings: Iterable[Reading], today: date, names: dict[str, str]) -> tuple[Opening, ...]:
    return tuple(Opening(_what(reading, today, names), reading.at) for reading in readings)


def _what(reading: Reading, today: date, names: dict[str, str]) -> str:
    week, tagname = opened(reading.what)
    title = title_of(week, today)
    return _("%(week)s: %(nutrient)s") % {"week": title, "nutrient": names.get(tagname, tagname)} if tagname else title


def _names() -> dict[str, str]:
    return dict(Nutrient.objects.values_list("tagname", "name"))
