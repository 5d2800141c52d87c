"""The counts of the gaps: every night, and whenever an editor asks."""

from datetime import datetime
from functools import partial
from time import monotonic

from django.utils import timezone
from django_tasks import task

from desk import counting
from desk.gaps.duplicates import Duplicates
from desk.gaps.foods import Lacking
from desk.gaps.rules import Rules
from desk.gaps.words import Words

JOBS = {job.subject: job for job in (Lacking, Words, Rules, Duplicates)}
PIECE = 20.0  # [s] that one task counts before the next one has its turn


def count_all(now: datetime) -> None:
    """Begin every count anew, in the background."""
    for job in JOBS.values():
        _begin(job, now)


def count_doubles(now: datetime) -> None:
    """Begin the count of foods that look like one anew."""
    _begin(Duplicates, now)


def _begin(job: type[Lacking | Words | Rules | Duplicates], now: datetime) -> None:
    counting.ask(job(now), now, partial(count_gap.enqueue, job.subject), anew=True)


@task()
def count_gap(subject: str) -> None:
    """A piece of one of the counts; where that does not end it, another one is asked for."""
    job, began = JOBS[subject](timezone.now()), monotonic()
    try:
        is_done = counting.carry_on(job, timezone.now(), lambda: monotonic() - began > PIECE)
    except Exception:
        counting.failed(job, "broken")
        raise
    if not is_done:
        count_gap.enqueue(subject)
