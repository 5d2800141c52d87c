"""Words that people typed and the tables have no food for.

While they are counted they are kept as a keyed fingerprint, never as words: a phrase that only one person ever typed is
nobody else's to read, not even in the database. Only phrases of enough people are written down in the end.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Lower

from accounts.models import User
from desk.drafts.lists import OPEN
from desk.gaps.base import SHOWN, release
from diary.models import LATELY, Sentence
from nutrients.changesets.rows import key_of
from nutrients.models import FoodAlias, RowChange
from nutrients.tables.definitions import FOOD_ALIASES

Json = dict[str, Any]
LONGEST = 60  # characters; more is a sentence of somebody's, not the name of a food


@dataclass
class Fingerprints:
    """Of a phrase: how many people typed it, how often."""

    people: Counter[str] = field(default_factory=Counter)
    times: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> Json:
        return {"people": dict(self.people), "times": dict(self.times)}


class Words:
    """counting.Job"""

    subject = "words"

    def __init__(self, now: datetime) -> None:
        self.since = now.date() - LATELY

    def basis(self) -> str:
        return release()

    def people(self) -> QuerySet:
        return User.objects.filter(pk__in=open_sentences(self.since).order_by().values("person"))

    def tally(self, so_far: Json | None) -> Fingerprints:
        return Fingerprints(Counter(so_far["people"]), Counter(so_far["times"])) if so_far else Fingerprints()

    def add(self, tally: Fingerprints, people: Sequence[int]) -> None:
        said: dict[int, Counter[str]] = {}
        rows = open_sentences(self.since).filter(person__in=people).values_list("person_id", "not_understood")
        for person, phrases in rows:
            said.setdefault(person, Counter()).update(fingerprint(phrase) for phrase in told_apart(phrases))
        for counted in said.values():
            tally.people.update(counted.keys())
            tally.times.update(counted)

    def told(self, tally: Fingerprints) -> Json:
        """rows: [phrase, people, times], of enough people only."""
        wanted = {key for key, people in tally.people.items() if people >= settings.DESK_PEOPLE}
        found: dict[str, str] = {}
        for phrases in open_sentences(self.since).values_list("not_understood", flat=True).iterator():
            if len(found) == len(wanted):
                break
            found |= {key: phrase for phrase in told_apart(phrases) if (key := fingerprint(phrase)) in wanted}
        rows: list[list[Any]] = [[phrase, tally.people[key], tally.times[key]] for key, phrase in found.items()]
        return {"rows": sorted(rows, key=lambda row: (-row[1], -row[2], row[0]))[:SHOWN], "least": settings.DESK_PEOPLE}


def open_sentences(since: date) -> QuerySet[Sentence]:
    said = Sentence.objects.filter(eaten_on__gte=since, state=Sentence.State.LOGGED)
    return said.exclude(not_understood=[])


def told_apart(phrases: Sequence[str]) -> Iterator[str]:
    """As they are compared: small letters, single spaces."""
    for phrase in phrases:
        if (text := " ".join(phrase.casefold().split())) and len(text) <= LONGEST:
            yield text


def fingerprint(phrase: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), phrase.encode(), hashlib.sha256).hexdigest()[:24]


def own_words(reader: User, since: date) -> list[list[Any]]:
    """The same rows of the only person here who keeps a diary, for nobody but themselves."""
    counted: Counter[str] = Counter()
    for phrases in open_sentences(since).filter(person=reader).values_list("not_understood", flat=True):
        counted.update(told_apart(phrases))
    return [[phrase, 1, times] for phrase, times in counted.most_common(SHOWN)]


def without_aliases(rows: list[list[Any]]) -> list[list[Any]]:
    """Without phrases that somebody has given a meaning since."""
    aliases = FoodAlias.objects.annotate(small=Lower("phrase")).filter(small__in=[row[0] for row in rows])
    given = set(aliases.values_list("small", flat=True))
    return [row for row in rows if row[0] not in given]


def drafted_aliases() -> dict[str, int]:
    """Phrases, in small letters, that an open draft gives a meaning: which draft."""
    rows = RowChange.objects.filter(
        table=FOOD_ALIASES.name, before__isnull=True, is_left_out=False, changeset__state__in=OPEN
    )
    return {key_of(key)[0].casefold(): pk for key, pk in rows.values_list("key", "changeset")}
