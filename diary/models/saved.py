"""Meals and recipes under a name, and the helpings of recipes that were eaten."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from diary.models.day import Meal
from diary.models.entry import MAX_GRAMS
from diary.models.owned import OwnedQuerySet
from diary.quantities import plain
from nutrients.models import Portion


class SavedMeal(models.Model):
    """Foods under a name. As a meal they are logged as they stand; as a recipe, by the serving or the cooked gram.

    servings and cooked_grams are a recipe's; both are None for a meal. cooked_grams None: the weight after cooking is
    not known, so a serving is a share of the ingredients and grams cannot be logged.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_meals")
    name = models.CharField(_("name"), max_length=80)
    meal = models.CharField(_("usually at"), max_length=10, choices=Meal, blank=True)
    servings = models.FloatField(
        _("servings"), null=True, blank=True, validators=[MinValueValidator(0.1), MaxValueValidator(200)]
    )
    cooked_grams = models.FloatField(
        _("weight after cooking [g]"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name"), "id"]
        verbose_name = _("saved meal")
        verbose_name_plural = _("saved meals")
        constraints = [
            models.UniqueConstraint("person", Lower("name"), name="saved_meal_named_once_per_person"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_meal_is_named"),
            models.CheckConstraint(condition=Q(servings__isnull=True) | Q(servings__gt=0), name="servings_positive"),
            models.CheckConstraint(
                condition=Q(cooked_grams__isnull=True) | Q(cooked_grams__gt=0, servings__isnull=False),
                name="cooked_weight_is_a_recipes",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_recipe(self) -> bool:
        return self.servings is not None


class SavedFood(models.Model):
    """One food of a saved meal: as an Entry, without a day."""

    saved_meal = models.ForeignKey(SavedMeal, on_delete=models.CASCADE, related_name="foods")
    portion = models.ForeignKey(Portion, on_delete=models.RESTRICT, related_name="+", verbose_name=_("portion"))
    quantity = models.FloatField(_("quantity"), validators=[MinValueValidator(0.001)])
    grams = models.FloatField(_("weight [g]"))

    class Meta:
        ordering = ["id"]
        verbose_name = _("food of a saved meal")
        verbose_name_plural = _("foods of saved meals")
        constraints = [
            models.CheckConstraint(condition=Q(grams__gt=0, grams__lte=20 * MAX_GRAMS), name="saved_grams_plausible"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="saved_quantity_positive"),
        ]

    def __str__(self) -> str:
        return f"{plain(self.grams)} g"


class Helping(models.Model):
    """Some of a recipe, eaten. Its entries are the recipe's foods as they were that day, in the grams of this helping.

    The recipe may change or go; the entries stay.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="helpings")
    recipe = models.ForeignKey(
        SavedMeal, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("recipe")
    )
    name = models.CharField(_("name"), max_length=80)
    servings = models.FloatField(_("servings"), validators=[MinValueValidator(0.001)])
    grams = models.FloatField(_("cooked weight eaten [g]"), null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("helping")
        verbose_name_plural = _("helpings")
        constraints = [
            models.CheckConstraint(condition=Q(servings__gt=0), name="helping_positive"),
            models.CheckConstraint(condition=Q(grams__isnull=True) | Q(grams__gt=0), name="helping_grams_positive"),
        ]

    def __str__(self) -> str:
        return self.name
