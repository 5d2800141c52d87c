"""Who else may read a report: anybody with a link, or a person invited by name. Each can be taken back."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User, hash_of
from diary.models.owned import OwnedQuerySet


class ShareLinkQuerySet(OwnedQuerySet):
    def open(self, at: datetime) -> Self:
        """Those that still open something: not run out, not taken back, of somebody who still has their account."""
        return self.filter(revoked_at=None, expires_at__gt=at, person__is_active=True)

    def with_token(self, token: str) -> Self:
        return self.filter(token_hash=hash_of(token))


class ShareLink(models.Model):
    """A link to the report of one week. Only a hash of its token is kept."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="share_links")
    first_day = models.DateField(_("first day of the week"))
    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True)
    shows_name = models.BooleanField(_("shows the name"), default=False)
    shows_notes = models.BooleanField(_("shows the notes"), default=False)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("runs out at"))
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("share link")
        verbose_name_plural = _("share links")

    def __str__(self) -> str:
        return self.first_day.isoformat()


class ReaderQuerySet(OwnedQuerySet):
    def read_by(self, reader: User) -> Self:
        """The leaves somebody else was given and has: taken up, not taken back."""
        return self.filter(reader=reader, revoked_at=None, person__is_active=True)

    def invitations(self, token: str, at: datetime) -> Self:
        """The invitation with this token, where it can still be taken up."""
        return self.filter(
            token_hash=hash_of(token), reader=None, revoked_at=None, expires_at__gt=at, person__is_active=True
        )


class Reader(models.Model):
    """Leave for another person to read somebody's reports. reader is None until the invitation is taken up."""

    class Scope(models.TextChoices):
        REPORTS = "reports", _("Weekly reports")
        REPORTS_AND_CHECK_INS = "check_ins", _("Weekly reports and check-ins")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="readers")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="reads"
    )
    name = models.CharField(_("name"), max_length=80, help_text=_("What the person calls the reader."))
    scope = models.CharField(_("may read"), max_length=10, choices=Scope, default=Scope.REPORTS)
    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("the invitation runs out at"))
    accepted_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = ReaderQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("reader")
        verbose_name_plural = _("readers")
        constraints = [
            models.CheckConstraint(condition=Q(reader=None) | ~Q(reader=F("person")), name="nobody_reads_themselves"),
            models.CheckConstraint(
                condition=Q(reader=None, accepted_at=None) | Q(reader__isnull=False, accepted_at__isnull=False),
                name="reader_is_there_once_accepted",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """Somebody else opened a report: through a link, or as a reader. Shown to the person whose report it is."""

    link = models.ForeignKey(ShareLink, null=True, on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(Reader, null=True, on_delete=models.CASCADE, related_name="readings")
    what = models.CharField(_("what was opened"), max_length=80)
    at = models.DateTimeField(_("opened at"), auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [
            models.CheckConstraint(
                condition=Q(link=None, reader__isnull=False) | Q(link__isnull=False, reader=None),
                name="reading_has_one_way_in",
            )
        ]

    def __str__(self) -> str:
        return self.what
