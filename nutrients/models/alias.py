from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FoodAlias(models.Model):
    """Other words for the same food: who types "aubergine" also finds what is called eggplant."""

    phrase = models.CharField(_("phrase"), max_length=60, help_text=_("What people type: aubergine, spring onion."))
    means = models.CharField(_("means"), max_length=60, help_text=_("The words the foods are listed under: eggplant."))
    note = models.CharField(_("note"), max_length=120, blank=True)

    class Meta:
        ordering = ["phrase", "means"]
        verbose_name = _("other word for a food")
        verbose_name_plural = _("other words for foods")
        constraints = [
            models.UniqueConstraint(fields=["phrase", "means"], name="alias_once"),
            models.CheckConstraint(condition=~Q(phrase="") & ~Q(means=""), name="alias_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.phrase} = {self.means}"
