"""The page of the gaps: every list with how it was counted and when."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from desk import counting
from desk.drafts.lists import OPEN, counted
from desk.gaps.different import in_address, told_apart
from desk.gaps.rules import WORDS
from desk.gaps.words import drafted_aliases, own_words, without_aliases
from desk.models import Count
from desk.models.different import are_told_apart
from desk.privacy import Few, few_for
from diary.models import LATELY
from nutrients.in_language import in_language
from nutrients.models import ChangeSet, Food, FoodGroup, GroupShare, Nutrient

NAMED = 6  # nutrients named of a food that lacks many


@dataclass(frozen=True, slots=True)
class Counted:
    """A list, and the state of its count. rows None: never counted. under_way: (done, total), None: it rests."""

    rows: list[Any] | None
    counted_at: datetime | None = None
    under_way: tuple[int, int] | None = None
    has_failed: bool = False


class LackingRow(NamedTuple):
    """entries: None where too few people stand behind them."""

    food: Food
    entries: int | None
    people: str
    unknown: int
    names: list[str]


class PhraseRow(NamedTuple):
    """draft: an open one that gives the phrase a meaning; None: there is none."""

    phrase: str
    people: str
    times: int
    draft: int | None


class TwinRow(NamedTuple):
    """by_name: they share their name; else all their values. key: how an address names them together."""

    by_name: bool
    foods: list[Food]
    key: str


class RuleRow(NamedTuple):
    id: str
    words: str


@dataclass(frozen=True, slots=True)
class GapsPage:
    lacking: Counted
    words: Counted
    duplicates: Counted
    rules: Counted
    drafts: QuerySet[ChangeSet]
    groups: list[FoodGroup]
    reports: int
    is_under_way: bool


def gaps_page(reader: User, now: datetime) -> GapsPage:
    """Seventeen queries, whatever is in the lists."""
    counts = {count.subject: count for count in Count.objects.filter(subject__in=SUBJECTS)}
    few = few_for(reader)
    lists = {subject: _counted(counts.get(subject)) for subject in SUBJECTS}
    rules = counts.get("rules")
    return GapsPage(
        _with(lists["lacking"], lambda rows: list(_lacking(rows, few))),
        _words(lists["words"], reader, few, now),
        _with(lists["duplicates"], lambda rows: list(_twins(rows))),
        _with(lists["rules"], lambda rows: [RuleRow(key, str(WORDS.get(key, key))) for key in rows]),
        counted(ChangeSet.objects.filter(state__in=OPEN)).order_by("changed_at"),
        groups_without_foods(),
        ((rules and counting.told(rules)) or {}).get("reports", 0),
        any(found.under_way for found in lists.values()),
    )  # fmt: skip


SUBJECTS = ("lacking", "words", "rules", "duplicates")


def groups_without_foods() -> list[FoodGroup]:
    """Groups that count as a source of something, and hold no food that everybody sees."""
    held = GroupShare.objects.filter(group=OuterRef("pk"), food__owner=None)
    return list(FoodGroup.objects.filter(~Exists(held), feeds__isnull=False).distinct())


def _counted(count: Count | None) -> Counted:
    if count is None:
        return Counted(None)
    told = counting.told(count)
    is_under_way = count.state in {Count.State.WAITING, Count.State.RUNNING}
    return Counted(
        told["rows"] if told else None, count.finished_at, (count.done, count.total) if is_under_way else None,
        count.state == Count.State.FAILED,
    )  # fmt: skip


def _with(found: Counted, rows_of: Any) -> Counted:
    return replace(found, rows=None if found.rows is None else rows_of(found.rows))


def _lacking(rows: list[Any], few: Few) -> Iterator[LackingRow]:
    """What enough people log first."""
    foods = Food.objects.shared().in_bulk([row[0] for row in rows])
    names = {row.tagname: in_language(row.name) for row in Nutrient.objects.all()}
    for pk, entries, people, unknown in sorted(rows, key=lambda row: few.hides(row[2])):
        if pk in foods:
            shown = None if few.hides(people) else entries
            told = [names[tagname] for tagname in unknown[:NAMED] if tagname in names]
            yield LackingRow(foods[pk], shown, few.people(people), len(unknown), told)


def _words(found: Counted, reader: User, few: Few, now: datetime) -> Counted:
    """Who is the only one here with a diary reads their own words."""
    if few.least == 1 and found.under_way is None:
        found = Counted(own_words(reader, now.date() - LATELY), now)
    drafts = drafted_aliases() if found.rows else {}
    return _with(
        found,
        lambda rows: [
            PhraseRow(phrase, few.people(people), times, drafts.get(phrase))
            for phrase, people, times in without_aliases(rows)
            if not few.hides(people)
        ],
    )


def _twins(rows: list[Any]) -> Iterator[TwinRow]:
    foods = Food.objects.shared().in_bulk({pk for _, ids in rows for pk in ids})
    known = told_apart()
    for why, ids in rows:
        here = [foods[pk] for pk in ids if pk in foods]
        numbers = [food.fdc_id or 0 for food in here]
        if len(here) > 1 and not are_told_apart(numbers, known):
            yield TwinRow(why == "name", here, in_address(numbers))
