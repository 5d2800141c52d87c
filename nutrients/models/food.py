from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nutrients.in_language import in_language
from nutrients.models.gtin import gtin_of
from nutrients.models.nutrient import Nutrient


def validate_gtin(text: str) -> None:
    """Refuses all but the stored form, which gtin_of() gives."""
    if gtin_of(text) != text:
        raise ValidationError(_("This is not the number of a barcode in 14 digits with its check digit."), code="gtin")


class FoodQuerySet(models.QuerySet):
    def for_person(self, person: AbstractBaseUser | None) -> Self:
        """The foods everybody sees and the person's own; None: those of everybody."""
        return self.filter(Q(owner=None) | Q(owner=person.pk)) if person else self.shared()

    def shared(self) -> Self:
        return self.filter(owner=None)

    def everyday(self) -> Self:
        """Common foods of everybody whose usual portion is known; no supplement."""
        return self.shared().filter(is_common=True, usual_grams__isnull=False, is_supplement=False)


class AnimalOrigin(models.TextChoices):
    FLESH = "flesh", _("Meat, poultry or fish in it")
    MILK_OR_EGGS = "milk_or_eggs", _("Milk or eggs in it, no meat or fish")
    NONE = "none", _("Nothing from animals")


class Food(models.Model):
    """A food as FoodData Central lists it. What it contains is in FoodNutrient, per 100 g; no row means unknown.

    Foods from elsewhere have a number of 15 digits in the place of an fdc_id: 9… is a barcode
    (nutrients.tables.imports), 8… a food of GutCheck itself. A person's own food has an owner and no number: nobody
    else sees it, and the files know nothing of it.
    """

    GUTCHECK_FOODS = 800_000_000_000_000  # our own numbers begin here

    fdc_id = models.PositiveBigIntegerField(_("FoodData Central id"), unique=True, null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="+",
        verbose_name=_("owner"),
    )  # fmt: skip
    is_offered = models.BooleanField(
        _("offered to the editors"), default=False, db_default=False, editable=False,
        help_text=_("The owner would like everybody to have it; an editor looks at it first."),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=160, help_text=_("The name people read."))
    description = models.CharField(_("official description"), max_length=250)
    data_type = models.CharField(
        _("data type"), max_length=40, help_text=_("As in FoodData Central, e.g. survey_fndds_food.")
    )
    category = models.CharField(_("category"), max_length=80)
    food_code = models.CharField(_("FNDDS food code"), max_length=12, blank=True)
    gtin = models.CharField(
        _("barcode number"), max_length=14, blank=True, validators=[validate_gtin],
        help_text=_("GTIN in 14 digits, filled up with zeros on the left; blank = none."),
    )  # fmt: skip
    usual_grams = models.FloatField(
        _("usual portion [g]"), null=True, blank=True, validators=[MinValueValidator(0.01)],
        help_text=_("What the survey takes when no amount was said; blank = unknown."),
    )  # fmt: skip
    is_common = models.BooleanField(_("common"), default=False, help_text=_("Common foods come first in a search."))
    makeup_known = models.BooleanField(
        _("make-up known"), default=True,
        help_text=_("Off for a mixed food whose ingredients are not listed: its groups are then unknown, not absent."),
    )  # fmt: skip
    animal_origin = models.CharField(
        _("from animals"), max_length=12, choices=AnimalOrigin, blank=True, db_default="",
        help_text=_("By its ingredients; blank = not known, which is not none."),
    )  # fmt: skip
    is_supplement = models.BooleanField(
        _("supplement"), default=False, db_default=False,
        help_text=_("A tablet, powder or drop, not a food: counted apart, by its label."),
    )  # fmt: skip
    source = models.CharField(_("source"), max_length=120, help_text=_("Publisher and version."))
    licence = models.CharField(
        _("licence"), max_length=160, blank=True,
        help_text=_("What must be said where the food is shown; blank = public domain."),
    )  # fmt: skip
    is_imported = models.BooleanField(
        _("imported"), default=False, editable=False, db_index=True,
        help_text=_("Read from a download on this computer. load_tables and dump_tables leave such foods alone."),
    )  # fmt: skip

    objects = FoodQuerySet.as_manager()

    class Meta:
        ordering = ["name", "fdc_id"]
        verbose_name = _("food")
        verbose_name_plural = _("foods")
        indexes = [models.Index(fields=["gtin"], condition=~Q(gtin=""), name="food_of_gtin")]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="food_is_named_and_sourced"),
            models.CheckConstraint(
                condition=Q(usual_grams__isnull=True) | Q(usual_grams__gt=0), name="food_usual_grams_positive"
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=True, fdc_id__isnull=False) | Q(owner__isnull=False, fdc_id__isnull=True),
                name="food_has_a_number_or_an_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def publish(self) -> None:
        """Give a person's own food to everybody: it gets a number, and is one of the tables' from now on."""
        self.fdc_id, self.owner, self.is_offered = self.newest_own_number() + 1, None, False
        self.save(update_fields=["fdc_id", "owner", "is_offered"])

    @classmethod
    def newest_own_number(cls) -> int:
        """The highest number of a food of GutCheck itself; the one they begin after where there is none."""
        numbers = cls.objects.filter(fdc_id__gte=cls.GUTCHECK_FOODS, fdc_id__lt=cls.GUTCHECK_FOODS + 10**14)
        return numbers.aggregate(newest=models.Max("fdc_id"))["newest"] or cls.GUTCHECK_FOODS


class Portion(models.Model):
    """A household measure of a food and its weight; "1 g" is a portion too, so that grams can be logged."""

    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="portions", verbose_name=_("food"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    description = models.CharField(_("description"), max_length=120)
    grams = models.FloatField(_("weight [g]"), validators=[MinValueValidator(0.01)])

    class Meta:
        ordering = ["food", "position"]
        verbose_name = _("portion")
        verbose_name_plural = _("portions")
        constraints = [
            models.UniqueConstraint(fields=["food", "description"], name="portion_once_per_food"),
            models.CheckConstraint(condition=Q(grams__gt=0), name="portion_grams_positive"),
        ]

    def __str__(self) -> str:
        return self.description


class FoodNutrient(models.Model):
    """Amount of a nutrient in 100 g of a food. A missing row is unknown; 0 is stored only when the source says zero."""

    class Derivation(models.TextChoices):
        ANALYSED = "analysed", _("Analysed")
        CALCULATED = "calculated", _("Calculated")
        LABEL = "label", _("Label")
        ESTIMATED = "estimated", _("Estimated: never counts as known")
        ASSUMED_ZERO = "assumed_zero", _("Assumed zero")

    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="composition", verbose_name=_("food"))
    nutrient = models.ForeignKey(
        Nutrient, on_delete=models.PROTECT, related_name="+", verbose_name=_("nutrient")
    )  # fmt: skip
    amount = models.FloatField(_("amount per 100 g"), validators=[MinValueValidator(0)])
    low = models.FloatField(
        _("plausible low"), null=True, blank=True, help_text=_("Only for estimates; blank = not given.")
    )
    high = models.FloatField(_("plausible high"), null=True, blank=True)
    derivation = models.CharField(_("derivation"), max_length=12, choices=Derivation)
    source = models.CharField(_("source"), max_length=120)

    class Meta:
        verbose_name = _("nutrient value")
        verbose_name_plural = _("composition, per 100 g")
        ordering = ["food", "nutrient"]
        constraints = [
            models.UniqueConstraint(fields=["food", "nutrient"], name="one_value_per_food_and_nutrient"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="amount_not_negative"),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(low__gte=0, low__lte=F("amount")), name="low_below_amount"
            ),
            models.CheckConstraint(condition=Q(high__isnull=True) | Q(high__gte=F("amount")), name="high_above_amount"),
            models.CheckConstraint(condition=~Q(source=""), name="value_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.nutrient_id} {self.amount:g}"


class FoodGroup(models.Model):
    """Foods that count together: a source the article names (oats), or a plant for the variety count, or both."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80, unique=True)
    serving_grams = models.FloatField(_("serving [g]"), validators=[MinValueValidator(0.01)])
    is_plant = models.BooleanField(_("counts as a plant"), default=False)
    survives_cooking = models.BooleanField(
        _("survives cooking"),
        default=True,
        help_text=_("Off for live cultures: a cooked dish of unknown make-up is then not taken to hold any."),
    )
    note = models.CharField(_("note"), max_length=250, blank=True)
    source = models.CharField(_("source of the serving"), max_length=160)

    class Meta:
        ordering = ["key"]
        verbose_name = _("food group")
        verbose_name_plural = _("food groups")
        constraints = [
            models.CheckConstraint(condition=Q(serving_grams__gt=0), name="serving_grams_positive"),
            models.CheckConstraint(condition=~Q(source=""), name="food_group_has_source"),
        ]

    def __str__(self) -> str:
        return in_language(self.name)


class GroupShare(models.Model):
    """Grams of a food group in 1 g of a food: 1 for "beef, roast", 0.14 for a stew."""

    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="shares", verbose_name=_("food"))
    group = models.ForeignKey(
        FoodGroup, on_delete=models.CASCADE, related_name="shares", verbose_name=_("food group")
    )  # fmt: skip
    share = models.FloatField(_("share"), validators=[MinValueValidator(0.0001)])
    basis = models.CharField(
        _("basis"), max_length=120, help_text=_("Whole food, or the ingredient list it was walked from.")
    )

    class Meta:
        ordering = ["food", "group"]
        verbose_name = _("group share")
        verbose_name_plural = _("group shares")
        constraints = [
            models.UniqueConstraint(fields=["food", "group"], name="one_share_per_food_and_group"),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=1), name="share_between_0_and_1"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.share:g}"
