from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from nutrients.models.food import FoodGroup
from nutrients.models.nutrient import Nutrient


class NutrientSource(models.Model):
    """A food group that counts as a source of a nutrient, who says so, and how good the evidence is."""

    class Origin(models.TextChoices):
        ARTICLE = "article", _("Named in the source article")
        COMPOSITION = "composition", _("By composition")

    nutrient = models.ForeignKey(
        Nutrient, on_delete=models.CASCADE, related_name="sources", verbose_name=_("nutrient")
    )  # fmt: skip
    group = models.ForeignKey(
        FoodGroup, on_delete=models.CASCADE, related_name="feeds", verbose_name=_("food group")
    )  # fmt: skip
    origin = models.CharField(_("origin"), max_length=12, choices=Origin)
    evidence_grade = models.CharField(_("evidence grade"), max_length=1, choices=Nutrient.Grade)
    citation = models.TextField(_("citation"))

    class Meta:
        ordering = ["nutrient", "group"]
        verbose_name = _("nutrient source")
        verbose_name_plural = _("nutrient sources")
        constraints = [
            models.UniqueConstraint(fields=["nutrient", "group"], name="one_source_per_nutrient_and_group"),
            models.CheckConstraint(condition=~Q(citation=""), name="nutrient_source_is_cited"),
        ]

    def __str__(self) -> str:
        return f"{self.nutrient_id} {self.group_id}"


class RuleSetting(models.Model):
    """A number the rules use: a threshold or a judgement, with its reason."""

    key = models.SlugField(_("key"), max_length=60, primary_key=True)
    value = models.FloatField(_("value"))
    unit = models.CharField(_("unit"), max_length=16, blank=True)
    meaning = models.CharField(_("meaning"), max_length=250)
    reason = models.TextField(_("reason or source"))

    class Meta:
        ordering = ["key"]
        verbose_name = _("rule setting")
        verbose_name_plural = _("rule settings")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="rule_setting_has_reason")]

    def __str__(self) -> str:
        return self.key


class TableRelease(models.Model):
    """A published state of all tables; a report names the newest.

    2026.11.1 was shipped; 2026.11.1+2 is what the editors of this install published upon it, the second time.
    """

    version = models.CharField(_("version"), max_length=20, primary_key=True)
    published_on = models.DateField(_("published on"))
    note = models.TextField(_("what changed"))

    class Meta:
        ordering = [F("published_on").desc(), Length("version").desc(), F("version").desc()]  # +10 after +9
        get_latest_by = "published_on"
        verbose_name = _("table release")
        verbose_name_plural = _("table releases")

    def __str__(self) -> str:
        return self.version
