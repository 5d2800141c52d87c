"""Which forms were carried out."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from diary.models.owned import OwnedQuerySet


class Submission(models.Model):
    """A form that was carried out, kept so that the same form sent twice acts once.

    Written in one transaction with what the form did.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField(_("idempotency key"))
    fingerprint = models.CharField(_("fingerprint of the form"), max_length=64)
    answer = models.CharField(_("where the answer led"), max_length=250)
    created_at = models.DateTimeField(_("carried out at"), auto_now_add=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="submission_once_per_person")]

    def __str__(self) -> str:
        return str(self.key)
