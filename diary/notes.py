"""Signed notes: what an act did, carried by the page that offers to undo it. The database keeps none of it."""

from typing import Any

from django.core import signing

from accounts.models import User

UNDO_SECONDS = 24 * 60 * 60


def note_of(person: User, act: str, facts: Any) -> str:
    """Facts that JSON can say, signed for this person and this act."""
    return signing.dumps(facts, salt=_salt(person, act), compress=True)


def facts_in(person: User, act: str, note: str) -> Any:
    """The facts of a note. BadSignature: it is another person's, another act's, changed, or a day old."""
    return signing.loads(note, salt=_salt(person, act), max_age=UNDO_SECONDS)


def _salt(person: User, act: str) -> str:
    return f"diary.{act}.{person.pk}"
