"""The rule book: evidence -> Finding. Rules are asked in order; the first that answers decides.

To add a rule: one function, one line in RULE_BOOK, one test, one row of thresholds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from nutrients.assessment.bare import BareIntake
from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.intake import IntakeEstimate
from nutrients.assessment.quality import LogQuality
from nutrients.assessment.sources import SourceEvidence
from nutrients.assessment.tables import Nutrient, RuleSettings


class Verdict(StrEnum):
    """What may be said of a nutrient in a log. Never of a body."""

    CANNOT_TELL = "CANNOT_TELL"
    LOOKS_LOW = "LOOKS_LOW"
    MAY_BE_LOW = "MAY_BE_LOW"
    NO_CLEAR_SIGN = "NO_CLEAR_SIGN"
    LOOKS_FINE = "LOOKS_FINE"
    FEW_SOURCES = "FEW_SOURCES"
    SOME_SOURCES = "SOME_SOURCES"
    WELL_REPRESENTED = "WELL_REPRESENTED"


LOW = frozenset({Verdict.LOOKS_LOW, Verdict.MAY_BE_LOW})
JUDGED = frozenset({"GC-AI", "GC-DISTRIBUTION", "GC-EAR"})  # rules that look at P


class Reason(StrEnum):
    """Why a verdict is withheld."""

    AMOUNT_ONLY = "amount_only"
    MINOR = "minor"
    FEW_DAYS = "few_days"
    NO_REFERENCE = "no_reference"
    FEW_KNOWN = "few_known"
    ANSWERS_DIFFER = "answers_differ"
    PARTIAL_AMOUNTS = "partial_amounts"
    CUT_SHORT = "cut_short"
    BELOW_ADEQUATE_INTAKE = "below_adequate_intake"
    MAKEUP_UNKNOWN = "makeup_unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of one nutrient in one log.

    adequacies   one for each different reference the person's answers allow
    referenced   every life stage their answers allow has a reference and a prior
    """

    nutrient: Nutrient
    quality: LogQuality
    intake: IntakeEstimate | BareIntake
    adequacies: tuple[Adequacy, ...]
    referenced: bool
    sources: SourceEvidence | None
    is_minor: bool
    settings: RuleSettings


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one nutrient, the rule that gave it, and for CANNOT_TELL why. close: P is near a threshold."""

    verdict: Verdict
    rule: str
    version: int
    reason: Reason | None = None
    close_to_line: bool = False


Judgement = Verdict | Reason | None


def sources_only(evidence: Evidence) -> Judgement:
    """No reference intake: how often the log held a source. Few, some or well represented; the tables may name none."""
    if evidence.nutrient.assessment != "sources":
        return None
    if evidence.sources is None:
        return Reason.NO_REFERENCE
    exposure, settings = evidence.sources.every, evidence.settings
    if exposure.share is None or len(exposure.days) < settings.minimum_days:
        return Reason.FEW_DAYS
    if exposure.share >= settings.well_represented_from:
        return Verdict.WELL_REPRESENTED
    if exposure.share >= settings.few_sources_below:
        return Verdict.SOME_SOURCES
    if (exposure.possible_share or 0) >= settings.few_sources_below:
        return Reason.MAKEUP_UNKNOWN
    return Verdict.FEW_SOURCES


def amount_only(evidence: Evidence) -> Judgement:
    """Nutrients without a survey prior, and those shown for their upper level: an amount, never a verdict."""
    return None if evidence.nutrient.assessment in {"adequacy", "sources"} else Reason.AMOUNT_ONLY


def minor(evidence: Evidence) -> Judgement:
    """Under 18: amounts and shares, no personal verdict."""
    return Reason.MINOR if evidence.is_minor else None


def few_days(evidence: Evidence) -> Judgement:
    """Fewer complete days than a verdict needs."""
    return Reason.FEW_DAYS if evidence.quality.complete_days < evidence.settings.minimum_days else None


def supplement_alone(evidence: Evidence) -> Judgement:
    """Too little of the food is known, but the supplement alone meets nearly every need: food can only add to it."""
    if few_known(evidence) is None or not evidence.adequacies:
        return None
    least = min(adequacy.supplement_alone for adequacy in evidence.adequacies)
    return Verdict.LOOKS_FINE if least >= evidence.settings.looks_fine_from else None


def few_known(evidence: Evidence) -> Judgement:
    """Too much of the energy sits in foods without a value, or nothing is known that the reference hangs on."""
    known = evidence.intake.known_share or 0.0
    too_little = known < evidence.settings.minimum_known_share or not evidence.adequacies
    return Reason.FEW_KNOWN if too_little else None


def no_reference(evidence: Evidence) -> Judgement:
    """The set has no reference, distribution or prior for a life stage the answers allow."""
    return None if evidence.referenced else Reason.NO_REFERENCE


def answers_differ(evidence: Evidence) -> Judgement:
    """A skipped answer would change the verdict."""
    if len(evidence.adequacies) < 2:
        return None
    judged = {reading(adequacy) for adequacy in evidence.adequacies}
    return Reason.ANSWERS_DIFFER if len(judged) > 1 else None


def partial_amounts(evidence: Evidence) -> Judgement:
    """The amounts leave out part of what the reference counts, so they can show enough but never too little."""
    if evidence.nutrient.partial_note and reading(shown(evidence.adequacies)) in LOW:
        return Reason.PARTIAL_AMOUNTS
    return None


def cut_short(evidence: Evidence) -> Judgement:
    """The log looks incomplete: what is missing could only raise an amount, so only "looks fine" stands."""
    if evidence.quality.looks_cut_short and reading(shown(evidence.adequacies)) != Verdict.LOOKS_FINE:
        return Reason.CUT_SHORT
    return None


def adequate_intake(evidence: Evidence) -> Judgement:
    """An AI is no requirement: being under it cannot show too little."""
    adequacy = shown(evidence.adequacies)
    return reading(adequacy) if adequacy.kind == "adequate_intake" else None


def distribution(evidence: Evidence) -> Judgement:
    """A tabled, skewed requirement (iron)."""
    adequacy = shown(evidence.adequacies)
    return reading(adequacy) if adequacy.kind == "distribution" else None


def requirement(evidence: Evidence) -> Judgement:
    """P(usual intake meets the requirement) against the thresholds."""
    return reading(shown(evidence.adequacies))


def shown(adequacies: tuple[Adequacy, ...]) -> Adequacy:
    """Of several references the answers allow, the one shown: the most demanding, lowest P."""
    return adequacies[0] if len(adequacies) == 1 else min(adequacies, key=lambda adequacy: adequacy.probability)


def reading(adequacy: Adequacy) -> Verdict | Reason:
    """What one reference alone would say, before the log is asked whether it can be trusted."""
    p, settings = adequacy.probability, adequacy.settings
    if adequacy.kind == "adequate_intake":
        return Verdict.LOOKS_FINE if p > settings.may_be_low_below else Reason.BELOW_ADEQUATE_INTAKE
    return verdict_of(p, settings)


def verdict_of(probability: float, settings: RuleSettings) -> Verdict:
    """The verdict for a probability of adequacy (method, chapter 4)."""
    if probability < settings.looks_low_below:
        return Verdict.LOOKS_LOW
    if probability < settings.may_be_low_below:
        return Verdict.MAY_BE_LOW
    return Verdict.NO_CLEAR_SIGN if probability < settings.looks_fine_from else Verdict.LOOKS_FINE


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. The version rises when its meaning changes."""

    id: str
    version: int
    judge: Callable[[Evidence], Judgement]


RULE_BOOK: tuple[Rule, ...] = (
    Rule("GC-AMOUNT", 1, amount_only),
    Rule("GC-MINOR", 1, minor),
    Rule("GC-SOURCES", 1, sources_only),
    Rule("GC-REFERENCE", 1, no_reference),
    Rule("GC-DAYS", 1, few_days),
    Rule("GC-SUPPLEMENT", 1, supplement_alone),
    Rule("GC-KNOWN", 1, few_known),
    Rule("GC-ANSWERS", 1, answers_differ),
    Rule("GC-PARTIAL", 1, partial_amounts),
    Rule("GC-CUT-SHORT", 1, cut_short),
    Rule("GC-AI", 1, adequate_intake),
    Rule("GC-DISTRIBUTION", 1, distribution),
    Rule("GC-EAR", 1, requirement),
)


def judge(evidence: Evidence) -> Finding:
    """The first answer of the rule book."""
    for rule in RULE_BOOK:
        answer = rule.judge(evidence)
        if answer is None:
            continue
        if isinstance(answer, Verdict):
            return Finding(answer, rule.id, rule.version, close_to_line=_is_close(evidence))
        return Finding(Verdict.CANNOT_TELL, rule.id, rule.version, answer)
    raise AssertionError("the last rule always answers")


def _is_close(evidence: Evidence) -> bool:
    """P lies so near a threshold that a slightly different portion would read otherwise."""
    if evidence.nutrient.assessment != "adequacy" or few_known(evidence):
        return False
    settings, adequacy = evidence.settings, shown(evidence.adequacies)
    lines = (settings.looks_low_below, settings.may_be_low_below, settings.looks_fine_from)
    if adequacy.kind == "adequate_intake":
        lines = (settings.may_be_low_below,) * 3
    return min(abs(adequacy.probability - line) for line in lines) < settings.close_to_line
