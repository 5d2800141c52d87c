"""Reports of closed weeks, kept as they were shown."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from diary.models.owned import OwnedQuerySet


class SavedReport(models.Model):
    """The report of a week the person closed: what went in, what came out, and the release of the tables it used."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_reports")
    first_day = models.DateField(_("first day of the week"))
    release = models.CharField(_("release of the tables"), max_length=40)
    report = models.JSONField(_("report"))
    closed_at = models.DateTimeField(_("closed at"), auto_now_add=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["first_day"]
        verbose_name = _("saved report")
        verbose_name_plural = _("saved reports")
        constraints = [models.UniqueConstraint(fields=["person", "first_day"], name="one_saved_report_per_week")]

    def __str__(self) -> str:
        return self.first_day.isoformat()
