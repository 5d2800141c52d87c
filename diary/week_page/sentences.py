"""What is said of one nutrient, in the words that the report and the page behind it share."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from diary.week_page.supplements import added
from diary.week_page.wording import amount, counted, grams, in_sentence, in_ten, level, percent, with_unit
from diary.words import VERDICTS
from nutrients.assessment.coverage import NutrientReport
from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.rules import Verdict
from nutrients.assessment.sources import SourceExposure
from nutrients.assessment.suggestions import Suggestion
from nutrients.in_language import in_language


@dataclass(frozen=True, slots=True)
class Fix:
    """A food, a portion a day more: what it adds, and what would follow.

    grams     of the portion, as a form sends them
    is_eaten  whether the person has logged it lately
    """

    food_id: int
    name: str
    grams: str
    adds: str
    text: str
    is_eaten: bool


def lead(row: NutrientReport) -> SafeString:
    """The one sentence of a nutrient: what the log holds, what it may hold, what people need."""
    intake, nutrient = row.intake, row.nutrient
    text = _("Your {days} complete days hold about <b>{recorded}</b> of {name} a day.")
    if intake.unknown:
        text = _("Your {days} complete days hold <b>at least {recorded}</b> of {name} a day.")
    return format_html(
        text + " {rest} {more} {need}",
        days=counted(len(intake.complete_days)),
        recorded=with_unit(intake.recorded or 0, nutrient),
        name=in_sentence(in_language(nutrient.name)),
        rest=_rest(row),
        more=added(row),
        need=_need(row),
    )


def _rest(row: NutrientReport) -> str:
    """What the foods without a value would make of it; blank where every food has one."""
    if not row.intake.unknown:
        return ""
    if row.estimate is None:
        return _("How much the foods without a value add is not known.")
    n, estimate = len(row.intake.unknown), amount(row.estimate, row.nutrient.decimals)
    if estimate == amount(row.intake.recorded or 0, row.nutrient.decimals):
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


def if_like_the_rest(row: NutrientReport) -> str:
    """The estimate of a judged nutrient in few words; it is there wherever a verdict is."""
    n, estimate = len(row.intake.unknown), with_unit(row.estimate or 0, row.nutrient)
    more = _("about %s") % estimate
    if estimate == with_unit(row.intake.recorded or 0, row.nutrient):
        more = _("next to nothing more")
    text = ngettext(
        "%(more)s if the %(n)s food without a value is like the rest",
        "%(more)s if the %(n)s foods without a value are like the rest", n,
    )  # fmt: skip
    return text % {"more": more, "n": counted(n)}


def logged_range(row: NutrientReport) -> str:
    """Figures only: 2.7, or at least 2.7, or at least 2.7 – about 3.1, broken at the dash if at all; or no data."""
    recorded, decimals = row.intake.recorded, row.nutrient.decimals
    if recorded is None:
        return _("no data")
    low = amount(recorded, decimals)
    if not row.intake.unknown:
        return low
    high = None if row.estimate is None else amount(row.estimate, decimals)
    if high is None or high == low:
        return _("at least\xa0%s") % low
    return _("at least\xa0%(low)s – about\xa0%(high)s") % {"low": low, "high": high}


def _need(row: NutrientReport) -> str:
    reference = row.reference
    if reference is None or row.nutrient.assessment == "upper":
        return ""
    if reference.ear is not None:
        text = _("The average need is %s.")
        if len(row.alternatives) > 1:
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
    text = _("%(portion)s more a day: %(chance)s that usual intake is short, and it would read “%(verdict)s”")
    if suggestion.verdict is row.verdict:
        text = _("%(portion)s more a day: still %(chance)s that usual intake is short")
    text %= {
        "portion": suggestion.measure or grams(suggestion.grams), "chance": in_ten(1 - suggestion.probability),
        "verdict": VERDICTS[suggestion.verdict],
    }  # fmt: skip
    adds = f"+{with_unit(suggestion.adds, row.nutrient)}"
    return Fix(suggestion.food_id, suggestion.name, f"{suggestion.grams:.6g}", adds, text, suggestion.is_eaten)


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
    name = in_sentence(in_language(row.nutrient.name))
    if row.nutrient.assessment == "sources":
        return _days_line(row.sources.every, _("%(n)s of your %(all)d complete days had a food that counts."), name)
    if row.sources.named is not None:
        text = _("%(n)s of your %(all)d complete days had one of the article's %(name)s foods.")
        return _days_line(row.sources.named, text, name)
    if row.intake.recorded is None:
        return _("Whether a food was rich in %s cannot be told: none has a value.") % name
    more = ngettext_lazy(
        "On %d other day it cannot be told: a food has no value.",
        "On %d other days it cannot be told: a food has no value.",
    )
    text = _("%(n)s of your %(all)d complete days had a food rich in %(name)s.")
    return _days_line(row.sources.every, text, name, more)


MIXED = ngettext_lazy(
    "On %d of the other days a mixed food may have held one: what is in it is not listed.",
    "On %d of the other days a mixed food may have held one: what is in it is not listed.",
)


def _days_line(exposure: SourceExposure, text: str, name: str, more: Any = MIXED) -> str:
    """more: of how many other days it cannot be told, and why."""
    line = text % {"n": len(exposure.exposure_days) or _("None"), "all": len(exposure.days), "name": name}
    possible = len(exposure.possible_days)
    return f"{line} {more % possible}" if possible else line
