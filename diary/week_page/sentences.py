"""What is said of one nutrient, in the words that the report and the page behind it share."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diary.week_page.wording import amount, counted, grams, in_sentence, in_ten, level, percent, with_unit
from diary.words import VERDICTS
from nutrients.assessment.coverage import NutrientReport
from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.rules import Verdict
from nutrients.assessment.sources import SourceExposure
from nutrients.assessment.suggestions import Suggestion


@dataclass(frozen=True, slots=True)
class Fix:
    """A food already eaten, a portion a day more: what it adds, and what would follow."""

    name: str
    adds: str
    text: str


def lead(row: NutrientReport) -> SafeString:
    """The one sentence of a nutrient: what the log holds, what it may hold, what people need."""
    intake, nutrient = row.intake, row.nutrient
    text = _("Your {days} complete days hold about <b>{recorded}</b> of {name} a day.")
    if intake.unknown:
        text = _("Your {days} complete days hold <b>at least {recorded}</b> of {name} a day.")
    return format_html(
        text + " {rest} {need}",
        days=counted(len(intake.complete_days)),
        recorded=with_unit(intake.recorded or 0, nutrient),
        name=in_sentence(nutrient.name),
        rest=_rest(row),
        need=_need(row),
    )


def _rest(row: NutrientReport) -> str:
    """What the foods without a value would make of it; blank where every food has one."""
    intake, decimals = row.intake, row.nutrient.decimals
    if not intake.unknown or intake.estimate is None:
        return ""
    n, estimate = len(intake.unknown), amount(intake.estimate, decimals)
    if estimate == amount(intake.recorded or 0, decimals):
        text = ngettext(
            "If the %(n)s food without a value is like the rest, it adds next to nothing.",
            "If the %(n)s foods without a value are like the rest, they add next to nothing.", n,
        )  # fmt: skip
    else:
        text = ngettext(
            "If the %(n)s food without a value is like the rest, it is about %(estimate)s.",
            "If the %(n)s foods without a value are like the rest, it is about %(estimate)s.", n,
        )  # fmt: skip
    return text % {"n": counted(n), "estimate": estimate}


def _need(row: NutrientReport) -> str:
    reference = row.reference
    if reference is None:
        return ""
    if reference.ear is not None:
        text = _("The average need is %s.")
        if row.alternatives > 1:
            text = _("The average need is %s for the most demanding of the answers you may give.")
        return text % level(reference.ear)
    return _("The suggested intake (AI) is %s.") % level(reference.ai) if reference.ai is not None else ""


def usual(row: NutrientReport, adequacy: Adequacy) -> SafeString:
    low, high = adequacy.interval
    text = _(
        "<b>{low} to {high}</b> is your likely usual intake ({level} interval). {own} of it is your own log, the rest"
        " leans on what people like you usually eat."
    )
    return format_html(
        text, low=amount(low, row.nutrient.decimals), high=with_unit(high, row.nutrient),
        level=percent(adequacy.settings.interval_level), own=percent(adequacy.posterior.own_weight),
    )  # fmt: skip


def fixes_of(row: NutrientReport) -> tuple[Fix, ...]:
    return tuple(_fix(suggestion, row) for suggestion in row.suggestions)


def _fix(suggestion: Suggestion, row: NutrientReport) -> Fix:
    text = _("%(grams)s more a day: %(chance)s that you are short, and it would read “%(verdict)s”")
    if suggestion.verdict is row.verdict:
        text = _("%(grams)s more a day: still %(chance)s that you are short")
    text %= {
        "grams": grams(suggestion.grams), "chance": in_ten(1 - suggestion.probability),
        "verdict": VERDICTS[suggestion.verdict],
    }  # fmt: skip
    return Fix(suggestion.name, f"+{with_unit(suggestion.adds, row.nutrient)}", text)


def counterfactual(row: NutrientReport) -> str:
    """How much more a day would have read one step better; blank where that was not asked."""
    if row.counterfactual is None:
        return ""
    return _("With %(more)s a day more it would read “%(verdict)s”.") % {
        "more": with_unit(row.counterfactual.more, row.nutrient), "verdict": VERDICTS[row.counterfactual.verdict]
    }  # fmt: skip


def settle(row: NutrientReport) -> str:
    """How many more days would settle an undecided verdict; blank where it is decided."""
    if row.verdict not in (Verdict.MAY_BE_LOW, Verdict.NO_CLEAR_SIGN):
        return ""
    n = row.days_to_settle
    if n is None:
        return _("More days like these alone will not settle it.")
    return (
        ngettext("About %d more day like these would settle it.", "About %d more days like these would settle it.", n)
        % n
    )


def sources_line(row: NutrientReport) -> str:
    """On how many complete days a source was logged: the article's foods, or sources by what they hold."""
    if row.sources is None or not row.sources.every.days:
        return ""
    name = in_sentence(row.nutrient.name)
    if row.nutrient.assessment == "sources":
        return _days_line(row.sources.every, _("%(n)s of your %(all)d complete days had a food that counts."), name)
    if row.sources.named is not None:
        text = _("%(n)s of your %(all)d complete days had one of the article's %(name)s foods.")
        return _days_line(row.sources.named, text, name)
    return _days_line(row.sources.every, _("%(n)s of your %(all)d complete days had a food rich in %(name)s."), name)


def _days_line(exposure: SourceExposure, text: str, name: str) -> str:
    line = text % {"n": len(exposure.exposure_days) or _("None"), "all": len(exposure.days), "name": name}
    if possible := len(exposure.possible_days):
        more = ngettext(
            "On %d other day a mixed food may have held one: what is in it is not listed.",
            "On %d other days a mixed food may have held one: what is in it is not listed.", possible,
        )  # fmt: skip
        line = f"{line} {more % possible}"
    return line
