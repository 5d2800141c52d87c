"""What is past its time goes, and nothing else."""

from datetime import timedelta
from uuid import uuid4

from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User
from diary.models import Submission
from gutcheck.work.clearing import PIECE, clear, in_pieces
from gutcheck.work.models import Run


def test_forms_are_kept_for_a_week(ada: User) -> None:
    now = timezone.now()
    for days in (0, 6, 8, 30):
        one = Submission.objects.create(person=ada, key=uuid4(), fingerprint="x")
        Submission.objects.filter(pk=one.pk).update(created_at=now - timedelta(days=days))
    clear(now)
    assert Submission.objects.count() == 2


def test_runs_and_sessions_that_are_over_go(db: None) -> None:
    now = timezone.now()
    Run.objects.create(name="backup", due_at=now - timedelta(days=91))
    Run.objects.create(name="backup", due_at=now - timedelta(days=1))
    Session.objects.create(session_key="old", session_data="", expire_date=now - timedelta(hours=1))
    Session.objects.create(session_key="new", session_data="", expire_date=now + timedelta(hours=1))
    clear(now)
    assert Run.objects.count() == 1
    assert Session.objects.get().session_key == "new"


def test_many_rows_go_piece_by_piece(ada: User, django_assert_max_num_queries) -> None:
    Submission.objects.bulk_create(Submission(person=ada, key=uuid4(), fingerprint="x") for _ in range(2 * PIECE + 1))
    with django_assert_max_num_queries(3 * 4 + 1):
        assert in_pieces(Submission.objects.all()) == 2 * PIECE + 1
