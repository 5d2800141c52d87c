"""The words a report may use, one place: the log is spoken of, never the body."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from nutrients.assessment.rules import Reason, Verdict
from nutrients.models import FoodNutrient, Nutrient

VERDICTS = {
    Verdict.CANNOT_TELL: _("Can’t tell yet"),
    Verdict.LOOKS_LOW: _("Looks low in your log"),
    Verdict.MAY_BE_LOW: _("May be low"),
    Verdict.NO_CLEAR_SIGN: _("No clear sign"),
    Verdict.LOOKS_FINE: _("Looks fine"),
    Verdict.FEW_SOURCES: _("Few sources logged"),
    Verdict.SOME_SOURCES: _("Some"),
    Verdict.WELL_REPRESENTED: _("Well represented"),
}

REASONS = {
    Reason.AMOUNT_ONLY: _("amounts are shown; no survey to judge them by"),
    Reason.MINOR: _("under 18, amounts are shown without a verdict"),
    Reason.FEW_DAYS: _("too few complete days"),
    Reason.NO_REFERENCE: _("the reference values chosen have none for you"),
    Reason.FEW_KNOWN: _("too many foods have no value"),
    Reason.ANSWERS_DIFFER: _("it depends on a question you skipped"),
    Reason.PARTIAL_AMOUNTS: _("food tables count only part of it"),
    Reason.CUT_SHORT: _("the log looks shorter than what was eaten"),
    Reason.BELOW_ADEQUATE_INTAKE: _("below the suggested intake; this cannot show it is too little"),
    Reason.MAKEUP_UNKNOWN: _("some mixed foods do not list what is in them"),
}

UNKNOWN = "unknown"
# Where a value comes from: a word, and what it means.
DERIVATIONS = {
    FoodNutrient.Derivation.ANALYSED.value: (_("analysed"), _("measured in a laboratory")),
    FoodNutrient.Derivation.LABEL.value: (_("label"), _("printed on the pack")),
    FoodNutrient.Derivation.CALCULATED.value: (_("calculated"), _("worked out from a recipe or from other values")),
    FoodNutrient.Derivation.ESTIMATED.value: (_("estimated"), _("borrowed from a similar food; never counts as known")),
    FoodNutrient.Derivation.ASSUMED_ZERO.value: (_("assumed zero"), _("taken as none by the table, not measured")),
    UNKNOWN: (_("unknown"), _("nobody has said; never zero")),
}

KINDS = {
    Nutrient.Kind.ENERGY.value: _("Energy"),
    Nutrient.Kind.MACRONUTRIENT.value: _("Macronutrients"),
    Nutrient.Kind.MINERAL.value: _("Minerals"),
    Nutrient.Kind.VITAMIN.value: _("Vitamins"),
    Nutrient.Kind.FATTY_ACID.value: _("Fatty acids"),
    Nutrient.Kind.GUT.value: _("Gut topics"),
    Nutrient.Kind.AMINO_ACID.value: _("Amino acids"),
    Nutrient.Kind.OTHER.value: _("Other"),
}

DATA_SETS = {
    "survey_fndds_food": _("US survey foods (FNDDS)"),
    "sr_legacy_food": _("US reference foods (SR Legacy)"),
    "foundation_food": _("US laboratory foods (Foundation Foods)"),
    "branded_food": _("US branded foods, from their labels"),
    "open_food_facts": _("Open Food Facts"),
    "gutcheck_food": _("GutCheck"),
    "own_food": _("typed from a label"),
}

DISCLAIMER = _(
    "GutCheck estimates intake from what you log. It does not diagnose, treat or prevent any disease and is not a "
    "substitute for professional advice."
)


def day_named(day: date, today: date) -> str:
    """Thursday 19 November; with the year where it is not this one."""
    return date_format(day, "l j F" if day.year == today.year else "l j F Y")
