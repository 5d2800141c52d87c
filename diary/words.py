"""The words a report may use, one place: the log is spoken of, never the body."""

from django.utils.translation import gettext_lazy as _

from nutrients.assessment.rules import Reason, Verdict

VERDICTS = {
    Verdict.CANNOT_TELL: _("Can't tell yet"),
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

DISCLAIMER = _(
    "GutCheck estimates intake from what you log. It does not diagnose, treat or prevent any disease and is not a "
    "substitute for professional advice."
)
