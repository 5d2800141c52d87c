from django.db import models
from django.utils.translation import gettext_lazy as _


class Run(models.Model):
    """One appointment of the schedule: the first worker to make the row has it; after a failure it is tried again."""

    name = models.CharField(_("what runs"), max_length=60)
    due_at = models.DateTimeField(_("due at"))
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    problem = models.CharField(_("what went wrong"), max_length=250, blank=True)

    class Meta:
        ordering = ["-due_at", "name"]
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        constraints = [models.UniqueConstraint(fields=["name", "due_at"], name="one_run_per_appointment")]

    def __str__(self) -> str:
        return f"{self.name} {self.due_at.isoformat()}"
