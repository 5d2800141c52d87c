"""Tasks of the queue in the database, one at a time: taken, carried out, tried again where they failed.

django-tasks runs a task once. Here the row of a task that failed is put back with a later time, and so is that of a
task whose worker died; how often it was taken is in the row. Tasks therefore do in pieces what takes long
(desk/counting.py), and may be begun twice.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus, task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from gutcheck.work.appointments import ATTEMPTS, wait_after
from gutcheck.work.faults import told

logger = logging.getLogger(__name__)
MAY_TAKE = timedelta(minutes=10)  # a piece takes seconds; whoever has one for longer is dead


def is_here() -> bool:
    """Whether the queue is the one in the database; another one has workers of its own."""
    return isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend)


def next_task(worker: str, now: datetime) -> DBTaskResult | None:
    """The task to be done first, taken by this worker. No lock is asked for where nothing waits."""
    waiting = DBTaskResult.objects.ready().filter(backend_name=DEFAULT_TASK_BACKEND_ALIAS)
    if not waiting.exists():
        return None
    with transaction.atomic():
        result: DBTaskResult | None = waiting.get_locked()
        if result is not None:
            result.claim(worker)
    return result


def carry_out(result: DBTaskResult, now: datetime) -> None:
    """Do it. A failure is put down without a word of what was worked on, and tried again later."""
    try:
        arguments = result.args_kwargs
        value = result.task.call(*arguments["args"], **arguments["kwargs"])
        result.set_successful(value)
    except Exception as error:  # whatever a task does, the next one has its turn
        _tried_in_vain(result, told(error), now)
    except BaseException:  # this worker is being stopped
        _put_back(result, now, "")
        raise


def give_back_stale(now: datetime) -> int:
    """Tasks whose worker died in the middle: how many have their turn again, or are given up."""
    stale = DBTaskResult.objects.running().filter(
        backend_name=DEFAULT_TASK_BACKEND_ALIAS, started_at__lt=now - MAY_TAKE
    )
    results = list(stale)
    for result in results:
        _tried_in_vain(result, "Its worker stopped in the middle.", now)
    return len(results)


def _tried_in_vain(result: DBTaskResult, problem: str, now: datetime) -> None:
    attempts = len(result.worker_ids)
    logger.error("Task %s failed, attempt %s of %s: %s", result.task_path, attempts, ATTEMPTS, problem)
    if attempts < ATTEMPTS:
        _put_back(result, now + wait_after(attempts), problem)
    else:
        _mine(result).update(status=TaskResultStatus.FAILED, finished_at=now, traceback=problem)


def _put_back(result: DBTaskResult, at: datetime, problem: str) -> None:
    _mine(result).update(status=TaskResultStatus.READY, run_after=at, traceback=problem)


def _mine(result: DBTaskResult):
    """The row as long as nobody else has taken it up since."""
    return DBTaskResult.objects.filter(pk=result.pk, status=TaskResultStatus.RUNNING, started_at=result.started_at)
