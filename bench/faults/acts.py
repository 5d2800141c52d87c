"""What the workers of nodes.py do: they put down that they began something and that they ended it."""

import os
import time
from datetime import datetime

from django.db import connection
from django_tasks import task

TAKES = 0.2  # [s] so that a kill meets somebody in the middle


def note(what: str, which: str, moment: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bench_acts (what, which, moment, worker) VALUES (%s, %s, %s, %s)",
            [what, which, moment, os.getpid()],
        )


def appointment(now: datetime) -> None:
    """Which of them it is says its row in work_run, that this worker has taken at this moment."""
    from gutcheck.work.models import Run

    due = Run.objects.filter(name="bench", started_at=now).values_list("due_at", flat=True)
    which = ",".join(str(at.timestamp()) for at in due)
    note("appointment", which, "began")
    time.sleep(TAKES)
    note("appointment", which, "ended")


@task()
def job(number: int) -> None:
    note("task", str(number), "began")
    time.sleep(TAKES / 10)
    note("task", str(number), "ended")
