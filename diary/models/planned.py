"""Foods a person means to eat. A plan is a suggestion on its day, never an entry: nothing of it is counted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from diary.models.owned import OwnedQuerySet
from nutrients.models import Portion


class PlannedFood(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="planned_foods")
    date = models.DateField(_("date"))
    portion = models.ForeignKey(Portion, on_delete=models.CASCADE, related_name="+", verbose_name=_("portion"))
    quantity = models.FloatField(_("quantity"))
    reason = models.CharField(_("planned for"), max_length=40, blank=True, help_text=_("The tagname of a nutrient."))

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["date", "id"]
        verbose_name = _("planned food")
        verbose_name_plural = _("planned foods")
        constraints = [
            models.UniqueConstraint(fields=["person", "date", "portion"], name="planned_once_per_day"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="planned_quantity_positive"),
        ]

    def __str__(self) -> str:
        return self.date.isoformat()
