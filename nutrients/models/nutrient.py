from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nutrients.assessment import tables
from nutrients.in_language import in_language


class Nutrient(models.Model):
    """One thing a diary can be read for: a nutrient, or a gut topic without a composition value (live cultures)."""

    class Kind(models.TextChoices):
        ENERGY = "energy", _("Energy")
        MACRONUTRIENT = "macronutrient", _("Macronutrient")
        VITAMIN = "vitamin", _("Vitamin")
        MINERAL = "mineral", _("Mineral")
        FATTY_ACID = "fatty_acid", _("Fatty acid")
        AMINO_ACID = "amino_acid", _("Amino acid")
        GUT = "gut", _("Gut topic")
        OTHER = "other", _("Other")

    class Assessment(models.TextChoices):
        ADEQUACY = "adequacy", _("Adequacy: compared with a requirement or an adequate intake")
        SOURCES = "sources", _("Sources: days on which a named source was logged")
        UPPER = "upper", _("Upper level only")
        AMOUNT = "amount", _("Amount only, no verdict")

    class Grade(models.TextChoices):
        A = "A", _("Consensus reference value")
        B = "B", _("Established, with limits")
        C = "C", _("Observational or small studies")
        D = "D", _("Expert opinion or contested")

    tagname = models.CharField(
        _("INFOODS tagname"),
        max_length=16,
        primary_key=True,
        help_text=_("INFOODS tagname (Klensin et al. 1989), e.g. ZN; an own key only where none exists."),
    )
    name = models.CharField(_("name"), max_length=80, unique=True)
    unit = models.CharField(_("unit"), max_length=8, help_text=_("Unit of every amount of this nutrient, e.g. mg."))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    fdc_number = models.CharField(
        _("FoodData Central number"), max_length=8, blank=True, help_text=_("Nutrient number, e.g. 309 for zinc.")
    )
    assessment = models.CharField(_("assessed by"), max_length=12, choices=Assessment)
    decimals = models.PositiveSmallIntegerField(_("decimals shown"), default=1)
    position = models.PositiveSmallIntegerField(_("position in reports"), default=500)
    in_article = models.BooleanField(_("named in the source article"), default=False)
    partial_note = models.CharField(
        _("what the amounts leave out"),
        max_length=200,
        blank=True,
        help_text=_(
            "Filled where food tables count only part of what the reference counts; then nothing is read as low."
        ),
    )
    gut_function = models.TextField(_("function in the gut, as the article states it"), blank=True)
    article_claim = models.TextField(_("what the article says of too little"), blank=True)
    evidence_grade = models.CharField(_("evidence grade of the claim"), max_length=1, choices=Grade, blank=True)
    evidence_note = models.TextField(_("what the evidence says"), blank=True)
    citation = models.TextField(_("citation"), blank=True)

    class Meta:
        ordering = ["position", "tagname"]
        verbose_name = _("nutrient")
        verbose_name_plural = _("nutrients")
        constraints = [
            models.CheckConstraint(condition=~Q(tagname="") & ~Q(name="") & ~Q(unit=""), name="nutrient_is_named"),
            models.CheckConstraint(condition=Q(decimals__lte=4), name="nutrient_decimals_up_to_4"),
        ]

    def __str__(self) -> str:
        return in_language(self.name)

    def as_value(self) -> tables.Nutrient:
        return tables.Nutrient(
            self.tagname, self.name, self.unit, self.assessment, self.kind, self.decimals, self.in_article,
            self.partial_note, self.gut_function, self.article_claim, self.evidence_grade, self.evidence_note,
            self.citation,
        )  # fmt: skip
