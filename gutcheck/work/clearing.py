"""What is kept for a time only, and then goes. In small pieces, so that nobody who logs a meal waits for it."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult

from diary.models import Submission
from gutcheck.work.models import Run
from nutrients import changes

PIECE = 500  # rows a transaction
SUBMISSIONS_KEPT = timedelta(days=7)  # a form sent again after that long is no retry of a lost answer any more
RESULTS_KEPT = timedelta(days=7)  # of tasks: long enough for an operator to look at what failed
RUNS_KEPT = timedelta(days=90)


def clear(now: datetime) -> None:
    """Everything that is past its time."""
    in_pieces(Submission.objects.filter(created_at__lt=now - SUBMISSIONS_KEPT))
    in_pieces(DBTaskResult.objects.finished().filter(finished_at__lt=now - RESULTS_KEPT))
    in_pieces(Run.objects.filter(due_at__lt=now - RUNS_KEPT))
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    changes.forget()


def in_pieces(rows: QuerySet) -> int:
    """Delete them; how many."""
    gone = 0
    while keys := list(rows.order_by().values_list("pk", flat=True)[:PIECE]):
        gone += rows.model._default_manager.filter(pk__in=keys).delete()[0]
    return gone
