"""Appointments are kept once each, however many workers there are and however often they are started anew.

The row of a Run says who has it: the first worker to make or renew it does the work. One that fails is tried again
after a wait that grows; one whose worker died is taken up again once it must be over. An appointment that was missed is
kept late; of several missed only the last.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F
from django.utils.module_loading import import_string

from gutcheck.work.faults import told
from gutcheck.work.models import Run
from gutcheck.work.times import Times

logger = logging.getLogger(__name__)
ATTEMPTS = 5
FIRST_WAIT = timedelta(minutes=1)  # after the first failure; each further one waits five times as long: 1, 5, 25, 125
GROWTH = 5


@dataclass(frozen=True, slots=True)
class Appointment:
    """act: where the function is that takes the time of now. may_take: after that long its worker is taken for dead."""

    name: str
    times: Times
    act: str
    may_take: timedelta = timedelta(minutes=30)


def keep(schedule: Iterable[Appointment], clock: Callable[[], datetime]) -> list[str]:
    """Do what has come and nobody has done; the names of what was done or tried."""
    return [appointment.name for appointment in schedule if _keep(appointment, clock)]


def _keep(appointment: Appointment, clock: Callable[[], datetime]) -> bool:
    now = clock()
    run = taken(appointment, now)
    if run is None:
        return False
    try:
        import_string(appointment.act)(now)
    except Exception as error:  # one appointment must not keep the others from theirs
        problem = told(error)
        logger.error("%s failed, attempt %s of %s: %s", run.name, run.attempts, ATTEMPTS, problem)
        _mine(run).update(problem=problem[:250])
    else:
        _mine(run).update(finished_at=clock())
    return True


def taken(appointment: Appointment, now: datetime) -> Run | None:
    """The run of this appointment, for whoever gets here first; None where there is nothing to do (yet)."""
    run, _is_new = Run.objects.get_or_create(name=appointment.name, due_at=appointment.times.latest(now))
    if run.finished_at or run.attempts >= ATTEMPTS or not _is_free(run, appointment, now):
        return None
    if not _mine(run).update(attempts=F("attempts") + 1, started_at=now, problem=""):
        return None  # another worker was quicker
    run.attempts += 1
    return run


def _mine(run: Run):
    """The row as long as nobody else has taken it up since it was read."""
    return Run.objects.filter(pk=run.pk, attempts=run.attempts, finished_at=None)


def _is_free(run: Run, appointment: Appointment, now: datetime) -> bool:
    if run.started_at is None:
        return True
    return run.started_at + (wait_after(run.attempts) if run.problem else appointment.may_take) <= now


def wait_after(attempts: int) -> timedelta:
    """From the beginning of a failed attempt to the next one."""
    return FIRST_WAIT * GROWTH ** (attempts - 1)
