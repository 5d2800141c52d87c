from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nutrients.assessment import reference
from nutrients.models.nutrient import Nutrient


class ReferenceSet(models.TextChoices):
    DRI = "DRI", _("US/Canada DRI")
    EFSA = "EFSA", _("EFSA")


class Sex(models.TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")


class Physiology(models.TextChoices):
    NONE = "none", _("Neither")
    PREGNANT = "pregnant", _("Pregnant")
    LACTATING = "lactating", _("Breastfeeding")


class YesNo(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")


class LifeStageQuerySet(models.QuerySet):
    def for_ages(self, youngest: int, oldest: int):
        """Rows for anybody of these ages [y]."""
        return self.filter(Q(age_max__isnull=True) | Q(age_max__gt=youngest), age_min__lte=oldest)


class ForLifeStage(models.Model):
    """Whom a row is for. Blank sex, physiology or menstruation: the row does not depend on it."""

    life_stage = models.CharField(_("life stage"), max_length=80, help_text=_("As the source names it."))
    sex = models.CharField(_("sex"), max_length=8, choices=Sex, blank=True)
    age_min = models.FloatField(_("from age [y]"), validators=[MinValueValidator(0)])
    age_max = models.FloatField(_("to age, exclusive [y]"), null=True, blank=True)
    physiology = models.CharField(_("physiology"), max_length=10, choices=Physiology, blank=True)
    menstruating = models.CharField(_("menstruating"), max_length=4, choices=YesNo, blank=True)

    objects = LifeStageQuerySet.as_manager()

    class Meta:
        abstract = True

    def as_life_stage(self) -> reference.ForLifeStage:
        return reference.ForLifeStage(
            self.life_stage, self.sex, self.age_min, self.age_max, self.physiology, self.menstruating,
            getattr(self, "oral_contraceptive", ""),
        )  # fmt: skip


class ReferenceIntake(ForLifeStage):
    """Dietary reference intakes of one nutrient for one life stage; blank = the set gives none."""

    class Basis(models.TextChoices):
        DAY = "day", _("a day")
        KILOGRAM = "kg", _("per kg of body weight a day")
        MEGAJOULE = "MJ", _("per MJ of energy eaten")

    reference_set = models.CharField(_("reference set"), max_length=8, choices=ReferenceSet)
    nutrient = models.ForeignKey(
        Nutrient, on_delete=models.PROTECT, related_name="references", verbose_name=_("nutrient")
    )  # fmt: skip
    basis = models.CharField(_("basis"), max_length=4, choices=Basis, default=Basis.DAY)
    ear = models.FloatField(_("EAR (EFSA: AR)"), null=True, blank=True)
    rda = models.FloatField(_("RDA (EFSA: PRI)"), null=True, blank=True)
    ai = models.FloatField(_("AI"), null=True, blank=True)
    ul = models.FloatField(_("UL"), null=True, blank=True)
    ul_nutrient = models.ForeignKey(
        Nutrient, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("the UL covers"),
        help_text=_("The nutrient whose amount the UL is compared with; blank where it covers supplements only."),
    )  # fmt: skip
    ul_note = models.CharField(_("note on the UL"), max_length=250, blank=True)
    cdrr = models.FloatField(_("chronic disease risk reduction intake"), null=True, blank=True)
    requirement_cv = models.FloatField(
        _("SD of the requirement / EAR"), null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    requirement_cv_basis = models.CharField(_("basis of that figure"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=160)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["reference_set", "nutrient", "basis", "age_min", "life_stage"]
        verbose_name = _("reference intake")
        verbose_name_plural = _("reference intakes")
        constraints = [
            models.UniqueConstraint(
                fields=["reference_set", "nutrient", "basis", "life_stage"], name="one_reference_per_life_stage"
            ),
            models.CheckConstraint(
                condition=Q(ear__isnull=True) | Q(rda__isnull=True) | Q(ear__lte=F("rda")), name="ear_not_above_rda"
            ),
            models.CheckConstraint(condition=Q(ear__isnull=True) | Q(ear__gt=0), name="ear_positive"),
            models.CheckConstraint(condition=~Q(source=""), name="reference_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.reference_set} {self.nutrient_id} {self.life_stage}"

    def as_value(self) -> reference.ReferenceIntake:
        return reference.ReferenceIntake(
            self.nutrient_id, self.reference_set, self.as_life_stage(), self.basis, self.ear, self.rda, self.ai,
            self.ul, self.ul_nutrient_id or "", self.ul_note, self.cdrr, self.requirement_cv, self.source, self.note,
        )  # fmt: skip


class RequirementPercentile(ForLifeStage):
    """One point of a requirement distribution that is not normal (iron): that share of people need at most so much."""

    reference_set = models.CharField(_("reference set"), max_length=8, choices=ReferenceSet)
    nutrient = models.ForeignKey(
        Nutrient, on_delete=models.PROTECT, related_name="+", verbose_name=_("nutrient")
    )  # fmt: skip
    oral_contraceptive = models.CharField(_("oral contraceptive"), max_length=4, choices=YesNo, blank=True)
    percentile = models.FloatField(_("percentile"), validators=[MinValueValidator(0), MaxValueValidator(100)])
    requirement = models.FloatField(_("requirement a day"), validators=[MinValueValidator(0)])
    source = models.CharField(_("source"), max_length=160)

    class Meta:
        ordering = ["reference_set", "nutrient", "life_stage", "percentile"]
        verbose_name = _("requirement percentile")
        verbose_name_plural = _("requirement percentiles")
        constraints = [
            models.UniqueConstraint(
                fields=["reference_set", "nutrient", "life_stage", "percentile"], name="one_requirement_per_percentile"
            ),
            models.CheckConstraint(condition=Q(percentile__gt=0, percentile__lt=100), name="percentile_inside_0_100"),
            models.CheckConstraint(condition=Q(requirement__gt=0), name="requirement_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.nutrient_id} {self.life_stage} P{self.percentile:g}"


class IntakePrior(ForLifeStage):
    """How much people of a life stage usually eat, and how it varies between people and from day to day."""

    nutrient = models.ForeignKey(
        Nutrient, on_delete=models.PROTECT, related_name="+", verbose_name=_("nutrient")
    )  # fmt: skip
    mean = models.FloatField(_("mean a day"))
    sd_between = models.FloatField(_("SD between people"))
    sd_within = models.FloatField(_("SD between days of one person"))
    people = models.PositiveIntegerField(_("people"))
    source = models.CharField(_("source"), max_length=160)

    class Meta:
        ordering = ["nutrient", "age_min", "life_stage"]
        verbose_name = _("intake prior")
        verbose_name_plural = _("intake priors")
        constraints = [
            models.UniqueConstraint(fields=["nutrient", "life_stage"], name="one_prior_per_life_stage"),
            models.CheckConstraint(condition=Q(mean__gt=0, sd_between__gt=0, sd_within__gt=0), name="prior_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.nutrient_id} {self.life_stage}"

    def as_value(self) -> reference.IntakePrior:
        return reference.IntakePrior(
            self.nutrient_id, self.as_life_stage(), self.mean, self.sd_between, self.sd_within, self.people, self.source
        )
