"""Counting over everybody's diaries in pieces: a few people at a time, in the background where it takes long.

A piece ends by itself after some seconds and another one goes on from there, so that other tasks have their turn and a
worker that is stopped loses little. Nothing is written but the row of the Count, once after each few people.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction
from django.db.models import QuerySet

from desk.models import Count

BATCH = 50  # people read at a time: some 20,000 entries of four weeks
State = Count.State
Json = dict[str, Any]


class Job(Protocol):
    """What is counted. subject: names its Count."""

    subject: str

    def basis(self) -> str:
        """Names the state of the tables and drafts that a count begun now is of."""

    def people(self) -> QuerySet:
        """Ids of the people to be counted, in any order."""

    def add(self, tally: Any, people: Sequence[int]) -> None:
        """Count these people."""

    def tally(self, so_far: Json | None) -> Any:
        """What was counted, as as_json() of it gave it; None: nothing yet."""

    def told(self, tally: Any) -> Json:
        """What is kept of the tally in the end."""


def ask(
    job: Job, now: datetime, in_background: Callable[[], object], *, at_once: int | None = None, anew: bool = False
) -> Count:
    """The count as it is; begun where there is none of this state of the tables, or where it is asked for anew.

    in_background: has a piece counted there. at_once: so many people are counted before this answers; None: nobody is.
    """
    basis = job.basis()
    count, _is_new = Count.objects.get_or_create(subject=job.subject, defaults={"asked_at": now})
    is_under_way = count.state in {State.WAITING, State.RUNNING} and count.basis == basis
    if is_under_way or (count.state == State.DONE and count.basis == basis and not anew):
        return count
    begin(job, count, basis, now)
    if at_once is not None and count.total <= at_once:
        carry_on(job, now, lambda: False)
    else:
        transaction.on_commit(in_background)
    count.refresh_from_db()
    return count


def begin(job: Job, count: Count, basis: str, now: datetime) -> None:
    """From the first person, keeping what was told last, and when, until there is something new to tell."""
    count.state, count.basis, count.asked_at = State.WAITING, basis, now
    count.done, count.total, count.problem = 0, job.people().count(), ""
    count.result = {"told": told(count), "so_far": None}
    count.save()


def told(count: Count) -> Json | None:
    """What was counted when it was last finished; None: it never was."""
    found: Json | None = (count.result or {}).get("told")
    return found


def carry_on(job: Job, now: datetime, is_enough: Callable[[], bool]) -> bool:
    """Count until is_enough() says so, or to the end; True: nothing is left to do.

    Two at the same count: whoever writes second finds that, and leaves it to the other.
    """
    count = Count.objects.get(subject=job.subject)
    if count.state == State.DONE:
        return True
    if count.basis != (basis := job.basis()):
        begin(job, count, basis, now)
    so_far = (count.result or {}).get("so_far") or {"after": 0, "done": 0, "tally": None}
    tally, after, done = job.tally(so_far["tally"]), so_far["after"], so_far["done"]
    while people := list(job.people().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        job.add(tally, people)
        after, done = people[-1], done + len(people)
        if not _written(count, state=State.RUNNING, done=min(done, count.total)):
            return True
        if is_enough():
            so_far = {"after": after, "done": done, "tally": tally.as_json()}
            _written(count, result={"told": told(count), "so_far": so_far})
            return False
    _written(
        count, state=State.DONE, done=count.total, problem="", finished_at=now,
        result={"told": job.told(tally), "so_far": None},
    )  # fmt: skip
    return True


def failed(job: Job, problem: str) -> None:
    """Say so on the page; a task that is tried again goes on from the last piece."""
    Count.objects.filter(subject=job.subject).exclude(state=State.DONE).update(state=State.FAILED, problem=problem)


def _written(count: Count, **values: Any) -> bool:
    """Write, unless somebody else did since."""
    rows = Count.objects.filter(pk=count.pk, asked_at=count.asked_at, done=count.done).exclude(state=State.DONE)
    if not rows.update(**values):
        return False
    for name, value in values.items():
        setattr(count, name, value)
    return True
