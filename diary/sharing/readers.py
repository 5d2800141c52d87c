"""People whom somebody lets read their reports, each by an invitation that one other person takes up."""

import secrets
from datetime import datetime, timedelta

from accounts.models import User, hash_of
from diary.models import Reader

INVITATION_DAYS = 14  # [d] to take an invitation up; what it then gives lasts until it is taken back


def invite(person: User, name: str, scope: str, at: datetime) -> str:
    """Make an invitation. Returns its token: 256 random bits, kept nowhere."""
    token = secrets.token_urlsafe(32)
    Reader.objects.create(
        person=person, name=name, scope=scope, token_hash=hash_of(token),
        expires_at=at + timedelta(days=INVITATION_DAYS),
    )  # fmt: skip
    return token


def invitation_with(token: str, at: datetime) -> Reader | None:
    """None for a token cut short, guessed, used, run out or taken back: nobody can tell which."""
    return Reader.objects.invitations(token, at).select_related("person").first()


def take_up(token: str, reader: User, at: datetime) -> Reader | None:
    """Take an invitation up, once. An older leave from the same person ends: the newer one says what may be read.

    None where there is no such invitation, and for whoever made it.
    """
    invitation = Reader.objects.invitations(token, at).exclude(person=reader).first()
    if invitation is None:
        return None
    Reader.objects.of(invitation.person_id).read_by(reader).update(revoked_at=at)
    taken = Reader.objects.invitations(token, at).update(reader=reader, accepted_at=at)
    return Reader.objects.read_by(reader).get(pk=invitation.pk) if taken else None
