"""What was counted over all diaries for the editors; no row says whose."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Count(models.Model):
    """Something counted in the background: the effect of a draft, foods that lack values. Shown while it grows."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    subject = models.CharField(
        _("what is counted"), max_length=60, unique=True, help_text=_("effect:12, lacking, rules")
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    basis = models.CharField(
        _("counted of"), max_length=120, blank=True, help_text=_("Names the state of the tables and drafts it is of.")
    )
    done = models.PositiveIntegerField(_("people counted"), default=0)
    total = models.PositiveIntegerField(_("people to count"), default=0)
    result = models.JSONField(_("result"), null=True, blank=True, help_text=_("Blank: not finished."))
    problem = models.TextField(_("what went wrong"), blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="no_more_counted_than_there_are"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(result__isnull=False), name="done_count_has_a_result"
            ),
        ]

    def __str__(self) -> str:
        return self.subject
