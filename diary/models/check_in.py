"""How a day felt. Shown beside the trends, never joined to a nutrient."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from diary.models.owned import OwnedQuerySet


class CheckIn(models.Model):
    """What a person said about one day. Every answer may be missing (None, or a blank note): it was not given."""

    class StoolForm(models.IntegerChoices):
        """The seven forms of Lewis and Heaton 1997, Scandinavian Journal of Gastroenterology 32, 920-924."""

        SEPARATE_LUMPS = 1, _("Separate hard lumps")
        LUMPY = 2, _("Sausage-shaped but lumpy")
        CRACKED = 3, _("Like a sausage with cracks")
        SMOOTH = 4, _("Like a sausage, smooth and soft")
        SOFT_BLOBS = 5, _("Soft blobs with clear edges")
        MUSHY = 6, _("Fluffy pieces, mushy")
        WATERY = 7, _("Watery, no solid pieces")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="check_ins")
    date = models.DateField(_("date"))
    stress = models.PositiveSmallIntegerField(
        _("stress"), null=True, blank=True, validators=[MaxValueValidator(4)],
        help_text=_("From 0, none, to 4, a great deal."),
    )  # fmt: skip
    gut_comfort = models.PositiveSmallIntegerField(
        _("gut comfort"), null=True, blank=True, validators=[MaxValueValidator(4)],
        help_text=_("From 0, very uncomfortable, to 4, comfortable."),
    )  # fmt: skip
    stool_form = models.PositiveSmallIntegerField(_("stool form"), null=True, blank=True, choices=StoolForm)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["date"]
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        constraints = [
            models.UniqueConstraint(fields=["person", "date"], name="one_check_in_per_person_and_date"),
            models.CheckConstraint(condition=Q(stress__isnull=True) | Q(stress__lte=4), name="stress_0_to_4"),
            models.CheckConstraint(
                condition=Q(gut_comfort__isnull=True) | Q(gut_comfort__lte=4), name="gut_comfort_0_to_4"
            ),
            models.CheckConstraint(
                condition=Q(stool_form__isnull=True) | Q(stool_form__gte=1, stool_form__lte=7), name="stool_form_1_to_7"
            ),
        ]

    def __str__(self) -> str:
        return self.date.isoformat()
