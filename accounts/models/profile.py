"""The answers that choose reference values, and how the person wants the app."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nutrients.assessment.reference import LifeStage, Person
from nutrients.models.reference import Physiology, ReferenceSet, Sex

EARLIEST_BIRTH_YEAR = 1900
WEIGHT_BOUNDS = (20, 400)  # [kg]
HEIGHT_BOUNDS = (80, 250)  # [cm]
ADULT_AGE = 18  # [y]; younger people see amounts, never a verdict
ADULT_BANDS = (19, 25, 31, 51, 71)  # [y] one age in each adult band of the reference sets
POSTMENOPAUSAL_AGE = 51  # [y] from here the DRI tables take women to be past menopause (IOM 2001, chapter 9)


def is_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is no time zone; choose one from the list."), params={"name": name})


def default_time_zone() -> str:
    return settings.TIME_ZONE


class Weekday(models.IntegerChoices):
    """As date.weekday() counts."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Profile(models.Model):
    """The answers that choose reference values. Every one may be skipped; what that does is said in the report."""

    class Diet(models.TextChoices):
        EVERYTHING = "everything", _("Everything")
        MOSTLY_PLANTS = "mostly_plants", _("Mostly plants")
        VEGETARIAN = "vegetarian", _("Vegetarian")
        VEGAN = "vegan", _("Vegan")
        GLUTEN_FREE = "gluten_free", _("Gluten-free")
        UNUSUAL = "unusual", _("My diet is unusual")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile")
    birth_year = models.PositiveSmallIntegerField(_("birth year"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=8, choices=Sex, blank=True)
    physiology = models.CharField(_("pregnant or breastfeeding"), max_length=10, choices=Physiology, blank=True)
    menstruating = models.BooleanField(_("has periods"), null=True, blank=True)
    oral_contraceptive = models.BooleanField(_("takes the pill"), null=True, blank=True)
    diet = models.CharField(_("diet"), max_length=16, choices=Diet, blank=True)
    reference_set = models.CharField(
        _("reference values"), max_length=8, choices=ReferenceSet, default=ReferenceSet.DRI
    )
    weight_kg = models.FloatField(
        _("weight [kg]"),
        null=True,
        blank=True,
        validators=[MinValueValidator(WEIGHT_BOUNDS[0]), MaxValueValidator(WEIGHT_BOUNDS[1])],
    )
    height_cm = models.FloatField(
        _("height [cm]"),
        null=True,
        blank=True,
        validators=[MinValueValidator(HEIGHT_BOUNDS[0]), MaxValueValidator(HEIGHT_BOUNDS[1])],
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default=default_time_zone, validators=[is_time_zone])
    language = models.CharField(
        _("language"), max_length=8, blank=True, db_default="", choices=settings.LANGUAGES,
        help_text=_("Blank: as the browser asks."),
    )  # fmt: skip
    asks_forgotten = models.BooleanField(_("ask what is easily forgotten"), default=True, db_default=True)
    asks_check_in = models.BooleanField(_("ask how the day felt"), default=True, db_default=True)
    hides_numbers = models.BooleanField(_("hide numbers"), default=False, db_default=False)
    report_weekday = models.PositiveSmallIntegerField(
        _("weekly report by e-mail on"), null=True, blank=True, choices=Weekday,
        help_text=_("Blank: no e-mail."),
    )  # fmt: skip
    reported_week = models.DateField(_("first day of the week last sent"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_year__isnull=True) | Q(birth_year__gte=1900, birth_year__lte=2100),
                name="birth_year_plausible",
            ),
            models.CheckConstraint(
                condition=~Q(sex="male") | ~Q(physiology__in=["pregnant", "lactating"]), name="physiology_fits_sex"
            ),
            models.CheckConstraint(
                condition=Q(report_weekday__isnull=True) | Q(report_weekday__lte=6), name="report_weekday_of_seven"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def as_person(self, on: date) -> Person:
        """Who the report of a day is for: every life stage that the answers given allow.

        A skipped answer leaves several, and a verdict is then given only where it is the same for all of them.
        """
        return Person(
            stages=tuple(self._life_stages(on)),
            reference_set=self.reference_set,
            unusual=self.diet in {self.Diet.VEGAN, self.Diet.UNUSUAL},
            is_minor=self.birth_year is not None and on.year - self.birth_year - 1 < ADULT_AGE,
            weight_kg=self.weight_kg,
            height_cm=self.height_cm,
        )

    def _life_stages(self, on: date) -> Iterator[LifeStage]:
        physiology = Physiology(self.physiology or Physiology.NONE)
        for age in self._ages(on, physiology):
            for sex in self._sexes(physiology):
                for menstruating in self._menstruating(sex, age, physiology):
                    yield LifeStage(
                        "female" if sex == Sex.FEMALE else "male",
                        age,
                        physiology.value,
                        menstruating,
                        self.oral_contraceptive,
                    )

    def _sexes(self, physiology: Physiology) -> tuple[Sex, ...]:
        if self.sex:
            return (Sex(self.sex),)
        return (Sex.FEMALE,) if physiology != Physiology.NONE else (Sex.FEMALE, Sex.MALE)

    def _ages(self, on: date, physiology: Physiology) -> tuple[int, ...]:
        """A birth year leaves two ages; none at all leaves one age in every adult band with that physiology."""
        if self.birth_year is None:
            return tuple(age for age in ADULT_BANDS if physiology == Physiology.NONE or age < POSTMENOPAUSAL_AGE)
        turned = max(on.year - self.birth_year, 0)
        return (max(turned - 1, 0), turned)

    def _menstruating(self, sex: Sex, age: int, physiology: Physiology) -> tuple[bool | None, ...]:
        if sex == Sex.MALE:
            return (None,)
        if physiology != Physiology.NONE:
            return (False,)
        if self.menstruating is None:
            return (False,) if age >= POSTMENOPAUSAL_AGE else (True, False)
        return (self.menstruating,)
