from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models.profile import Profile


class Avoidance(models.Model):
    """A food the person does not eat, in their words: nothing with it in is ever suggested."""

    class Reason(models.TextChoices):
        ALLERGY = "allergy", _("allergy or intolerance")
        DISLIKE = "dislike", _("dislike")

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="avoidances")
    words = models.CharField(_("food"), max_length=60)
    reason = models.CharField(_("why"), max_length=8, choices=Reason, default=Reason.DISLIKE)

    class Meta:
        ordering = [Lower("words")]
        verbose_name = _("food not eaten")
        verbose_name_plural = _("foods not eaten")
        constraints = [
            models.UniqueConstraint("profile", Lower("words"), name="avoided_once"),
            models.CheckConstraint(condition=~Q(words=""), name="avoidance_names_a_food"),
        ]

    def __str__(self) -> str:
        return self.words
