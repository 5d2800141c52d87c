"""What a person typed about a meal, kept as typed, and what they taught the diary to understand."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from diary.models.day import Meal
from diary.models.owned import OwnedQuerySet
from nutrients.models import Food, Portion

MAX_SENTENCE = 20_000  # characters kept; far fewer are read


class Sentence(models.Model):
    """A meal in the person's own words. Its entries point to it; without entries nothing of it was counted."""

    class State(models.TextChoices):
        LOGGED = "logged", _("logged")
        WAITING = "waiting", _("to be looked at")
        SET_ASIDE = "set_aside", _("set aside")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sentences")
    eaten_on = models.DateField(_("date"))
    meal = models.CharField(_("meal"), max_length=10, choices=Meal)
    text = models.TextField(_("words as typed"), max_length=MAX_SENTENCE)
    not_understood = models.JSONField(_("not understood"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.LOGGED)
    key = models.UUIDField(_("idempotency key"), editable=False)
    written_at = models.DateTimeField(_("written at, by the clock of the device"), null=True, blank=True)
    created_at = models.DateTimeField(_("kept at"), auto_now_add=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["eaten_on", "id"]
        verbose_name = _("sentence")
        verbose_name_plural = _("sentences")
        indexes = [models.Index(fields=["person", "eaten_on"], name="sentence_of_person_and_day")]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="sentence_key_once_per_person"),
            models.CheckConstraint(condition=~Q(text=""), name="sentence_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class TaughtPhrase(models.Model):
    """What a person means by some words: a food, and the amount where they said so. None: the usual one."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    phrase = models.CharField(_("words"), max_length=120)
    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="+", verbose_name=_("food"))
    portion = models.ForeignKey(
        Portion, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("portion")
    )
    quantity = models.FloatField(_("quantity"), null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["phrase"]
        verbose_name = _("taught phrase")
        verbose_name_plural = _("taught phrases")
        constraints = [
            models.UniqueConstraint("person", Lower("phrase"), name="phrase_taught_once_per_person"),
            models.CheckConstraint(condition=~Q(phrase=""), name="taught_phrase_is_not_empty"),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gt=0, portion__isnull=False),
                name="taught_quantity_is_of_a_portion",
            ),
        ]

    def __str__(self) -> str:
        return self.phrase
