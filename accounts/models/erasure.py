"""An account that is to go: it can be had back for some days, and then nothing of it is left."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ErasureRequest(models.Model):
    """A person asked for everything about them to be erased. Deleting this row before due_at takes the wish back."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="erasure")
    asked_at = models.DateTimeField(_("asked at"))
    due_at = models.DateTimeField(_("to be carried out at"))

    class Meta:
        verbose_name = _("erasure asked for")
        verbose_name_plural = _("erasures asked for")
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gt=models.F("asked_at")), name="erasure_leaves_time_to_undo")
        ]

    def __str__(self) -> str:
        return self.due_at.isoformat()


class ErasedPerson(models.Model):
    """Somebody who was erased, by the name only their own rows give: an older backup that is restored finds them by it
    and erases them again."""

    pseudonym = models.CharField(_("pseudonym"), max_length=16, unique=True)
    erased_at = models.DateTimeField(_("erased at"))

    class Meta:
        verbose_name = _("erased person")
        verbose_name_plural = _("erased people")

    def __str__(self) -> str:
        return self.pseudonym
