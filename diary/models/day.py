"""The days of a diary, and their meals."""

from datetime import date, time

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from diary.models.owned import OwnedQuerySet
from diary.weeks import Week


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
