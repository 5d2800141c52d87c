import hashlib
import secrets
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Not used and not run out."""
        return self.filter(used_at=None, expires_at__gt=timezone.now())

    def of(self, token: str) -> "InvitationQuerySet":
        return self.filter(token_hash=hash_of(token))

    def use(self) -> bool:
        """Mark as used; False when nothing was open any more, for instance because two forms came at once."""
        return self.update(used_at=timezone.now()) == 1

    def issue(self, days: int) -> str:
        """Make an invitation and return its token, which is kept nowhere."""
        token = secrets.token_urlsafe(32)
        self.create(token_hash=hash_of(token), expires_at=timezone.now() + timedelta(days=days))
        return token


class Invitation(models.Model):
    """Leave for one person to sign up where sign-up is closed. Only a hash of the token is kept."""

    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("runs out at"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return str(self.created_at)


def hash_of(token: str) -> str:
    """SHA-256 of a token. The token holds 256 random bits, so a slow password hash would add nothing."""
    return hashlib.sha256(token.encode()).hexdigest()
