"""Who ate what, when. Nothing here is computed: what a diary means is worked out in diary.report."""

import uuid
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from diary.weeks import Week
from nutrients.models import FoodNutrient, Nutrient, Portion

MAX_GRAMS = 5000  # more than anyone eats of one food at one time; a bound against typing slips, not a judgement

LATELY = timedelta(weeks=8)  # how far back a food still counts as one the person is used to
USUAL_FOODS = 50


class OwnedQuerySet(models.QuerySet):
    """Rows that belong to a person; every read of a view starts with of()."""

    def of(self, person):
        return self.filter(person=person)


class Meal(models.TextChoices):
    BREAKFAST = "breakfast", _("Breakfast")
    LUNCH = "lunch", _("Lunch")
    DINNER = "dinner", _("Dinner")
    SNACK = "snack", _("Snacks and drinks")

    @classmethod
    def at(cls, clock: time) -> "Meal":
        """The meal somebody who eats at this time most likely means: a first guess, changed with one choice."""
        starts = [(4, cls.BREAKFAST), (11, cls.LUNCH), (15, cls.SNACK), (17, cls.DINNER), (22, cls.SNACK)]
        return next((meal for hour, meal in reversed(starts) if clock.hour >= hour), cls.SNACK)


class DayQuerySet(OwnedQuerySet):
    def between(self, first: date, last: date):
        return self.filter(date__range=(first, last))

    def in_week(self, week: Week):
        return self.between(week.first_day, week.last_day)


class Day(models.Model):
    """What a person said about one day. No row: nothing was said, so the day is open and does not count."""

    class Typical(models.TextChoices):
        TYPICAL = "typical", _("Typical")
        LESS = "less", _("Ate less")
        MORE = "more", _("Ate more")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="days")
    date = models.DateField(_("date"))
    complete = models.BooleanField(_("complete"), default=False)
    typical = models.CharField(_("typical"), max_length=8, choices=Typical, blank=True)

    objects = DayQuerySet.as_manager()

    class Meta:
        ordering = ["date"]
        verbose_name = _("day")
        verbose_name_plural = _("days")
        constraints = [models.UniqueConstraint(fields=["person", "date"], name="one_day_per_person_and_date")]

    def __str__(self) -> str:
        return self.date.isoformat()


class EatenRow(NamedTuple):
    """One entry as the report needs it. Weights in [g]; usual_grams None = unknown."""

    eaten_on: date
    grams: float
    food_id: int
    name: str
    usual_grams: float | None
    makeup_known: bool


class EntryQuerySet(OwnedQuerySet):
    def on(self, date: date):
        return self.filter(eaten_on=date)

    def between(self, first: date, last: date):
        return self.filter(eaten_on__range=(first, last))

    def in_week(self, week: Week):
        return self.between(week.first_day, week.last_day)

    def as_eaten(self) -> Iterator["EatenRow"]:
        """What was eaten when, without the rest of the entry: one joined query, oldest first."""
        rows = self.order_by("eaten_on", "id").values_list(
            "eaten_on", "grams", "portion__food", "portion__food__name",
            "portion__food__usual_grams", "portion__food__makeup_known",
        )  # fmt: skip
        return map(EatenRow._make, rows)

    def usual_foods(self, meal: str, today: date) -> list[int]:
        """Ids of the foods of late, the ones eaten at this meal most often first, then those of other meals."""
        lately = self.filter(eaten_on__gt=today - LATELY).order_by().values_list("portion__food", flat=True)
        counted = lately.annotate(at_meal=Count("pk", filter=Q(meal=meal)), times=Count("pk"), last=Max("eaten_on"))
        return list(counted.order_by("-at_meal", "-times", "-last", "portion__food")[:USUAL_FOODS])

    def with_food(self):
        return self.select_related("portion__food")

    def with_known_nutrients(self):
        """Each entry's known_nutrients: for how many of the nutrients judged by amount its food has a value.

        Estimates count as unknown, as they do in the report.
        """
        known = FoodNutrient.objects.filter(
            food=OuterRef("portion__food"), nutrient__assessment=Nutrient.Assessment.ADEQUACY
        ).exclude(derivation=FoodNutrient.Derivation.ESTIMATED)
        known_of_food = known.order_by().values("food").annotate(n=Count("pk")).values("n")
        return self.annotate(known_nutrients=Coalesce(Subquery(known_of_food), 0))


class Entry(models.Model):
    """A food eaten: a portion (which names the food) and a quantity; the grams are kept as eaten."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="entries")
    eaten_on = models.DateField(_("date"))
    meal = models.CharField(_("meal"), max_length=10, choices=Meal)
    # RESTRICT, not PROTECT: who leaves takes their entries and their own foods along in one go.
    portion = models.ForeignKey(Portion, on_delete=models.RESTRICT, related_name="+", verbose_name=_("portion"))
    quantity = models.FloatField(_("quantity"), validators=[MinValueValidator(0.001), MaxValueValidator(MAX_GRAMS)])
    grams = models.FloatField(_("weight eaten [g]"))
    key = models.UUIDField(_("idempotency key"), default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(_("logged at"), auto_now_add=True)
    known_nutrients: int  # there after with_known_nutrients()

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["eaten_on", "id"]
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        indexes = [models.Index(fields=["person", "eaten_on", "portion", "grams"], name="entry_of_person_and_day")]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="entry_key_once_per_person"),
            models.CheckConstraint(condition=Q(grams__gt=0, grams__lte=MAX_GRAMS), name="entry_grams_plausible"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="entry_quantity_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.grams:g} g"


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
