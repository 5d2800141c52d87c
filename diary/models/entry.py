"""What was eaten. Nothing here is computed: what a diary means is worked out in diary.report."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Max, Q
from django.utils.translation import gettext_lazy as _

from diary.models.day import Meal
from diary.models.owned import OwnedQuerySet
from diary.quantities import amount_text, plain
from diary.weeks import Week
from nutrients.models import Portion

MAX_GRAMS = 5000  # more than anyone eats of one food at one time; a bound against typing slips, not a judgement
MAX_UNITS = 100  # of a supplement: drops are the most anybody counts; a strength read as a count is past it

LATELY = timedelta(weeks=8)  # how far back a food still counts as one the person is used to
USUAL_FOODS = 50


class Assumed(models.TextChoices):
    """What was taken for granted because the person did not say it."""

    FOOD = "food", _("which food")
    PORTION = "portion", _("which portion")
    QUANTITY = "quantity", _("how much")


class EatenRow(NamedTuple):
    """One entry as the report needs it. Weights in [g]; usual_grams None = unknown. A supplement's unit counts 1 g."""

    eaten_on: date
    grams: float
    food_id: int
    name: str
    usual_grams: float | None
    makeup_known: bool
    is_supplement: bool


class ListedRow(NamedTuple):
    """One entry as its day lists it. Weight in [g]; assumed: codes of Assumed; helping: id of the one it is part of."""

    pk: int
    meal: str
    quantity: float
    grams: float
    assumed: str
    portion: str
    food_id: int
    food: str
    is_supplement: bool
    food_code: str
    helping: int | None


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
            "portion__food__usual_grams", "portion__food__makeup_known", "portion__food__is_supplement",
        )  # fmt: skip
        return map(EatenRow._make, rows)

    def as_listed(self) -> list["ListedRow"]:
        """What was eaten as a day lists it, in the order it was logged: one query of a row's values, no objects."""
        rows = self.order_by("id").values_list(
            "id", "meal", "quantity", "grams", "assumed", "portion__description", "portion__food",
            "portion__food__name", "portion__food__is_supplement", "portion__food__food_code", "helping",
        )  # fmt: skip
        return [ListedRow._make(row) for row in rows]

    def usual_foods(self, meal: str, today: date) -> list[int]:
        """Ids of the foods of late, the ones eaten at this meal most often first, then those of other meals."""
        return list(self.times_of_foods(meal, today))

    def times_of_foods(self, meal: str, today: date) -> dict[int, int]:
        """The same with how often each was logged lately, at any meal."""
        lately = self.filter(eaten_on__gt=today - LATELY).order_by().values_list("portion__food", flat=True)
        counted = lately.annotate(at_meal=Count("pk", filter=Q(meal=meal)), times=Count("pk"), last=Max("eaten_on"))
        rows = counted.order_by("-at_meal", "-times", "-last", "portion__food").values_list("portion__food", "times")
        return dict(rows[:USUAL_FOODS])

    def of_food(self):
        """Without supplements."""
        return self.filter(portion__food__is_supplement=False)

    def with_food(self):
        return self.select_related("portion__food")


class Entry(models.Model):
    """A food eaten: a portion (which names the food) and a quantity; the grams are kept as eaten."""

    # No index of its own: SQLite would take it for a day, and read the whole diary to have its rows in order.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="entries", db_index=False
    )  # fmt: skip
    eaten_on = models.DateField(_("date"))
    meal = models.CharField(_("meal"), max_length=10, choices=Meal)
    # RESTRICT, not PROTECT: who leaves takes their entries and their own foods along in one go.
    portion = models.ForeignKey(Portion, on_delete=models.RESTRICT, related_name="+", verbose_name=_("portion"))
    quantity = models.FloatField(_("quantity"), validators=[MinValueValidator(0.001), MaxValueValidator(MAX_GRAMS)])
    grams = models.FloatField(_("weight eaten [g]"))
    assumed = models.CharField(
        _("assumed"), max_length=40, blank=True, db_default="",
        help_text=_("What the person did not say: the codes of Assumed, with spaces between."),
    )  # fmt: skip
    sentence = models.ForeignKey(
        "diary.Sentence", null=True, blank=True, on_delete=models.SET_NULL, related_name="entries",
        verbose_name=_("sentence"),
    )  # fmt: skip
    helping = models.ForeignKey(
        "diary.Helping", null=True, blank=True, on_delete=models.SET_NULL, related_name="entries",
        verbose_name=_("helping"),
    )  # fmt: skip
    key = models.UUIDField(_("idempotency key"), default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(_("logged at"), auto_now_add=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["eaten_on", "id"]
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        indexes = [
            models.Index(fields=["person", "eaten_on", "portion", "grams"], name="entry_of_person_and_day"),
            models.Index(fields=["person", "portion"], name="entry_of_person_and_portion"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="entry_key_once_per_person"),
            models.CheckConstraint(condition=Q(grams__gt=0, grams__lte=MAX_GRAMS), name="entry_grams_plausible"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="entry_quantity_positive"),
        ]

    def __str__(self) -> str:
        return self.weight or amount_text(self.quantity, self.portion.description)

    @property
    def weight(self) -> str:
        """As people read it: 50 g. Blank for a supplement, whose grams are no weight."""
        return "" if self.portion.food.is_supplement else f"{plain(self.grams, 4)} g"
