"""What would change a verdict: so much more a day, or so many more days."""

from dataclasses import dataclass

from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.rules import Finding, Reason, Verdict


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """How much more a day [unit] would have read better, and how."""

    more: float
    verdict: Verdict


def counterfactual(adequacy: Adequacy, finding: Finding) -> Counterfactual | None:
    """The smallest daily addition that would have read one step better; None where none would."""
    settings = adequacy.settings
    better = {
        Verdict.LOOKS_LOW: (settings.looks_low_below, Verdict.MAY_BE_LOW),
        Verdict.MAY_BE_LOW: (settings.may_be_low_below, Verdict.NO_CLEAR_SIGN),
        Verdict.NO_CLEAR_SIGN: (settings.looks_fine_from, Verdict.LOOKS_FINE),
    }
    if finding.reason is Reason.BELOW_ADEQUATE_INTAKE:
        line, verdict = settings.may_be_low_below, Verdict.LOOKS_FINE
    elif finding.verdict in better:
        line, verdict = better[finding.verdict]
    else:
        return None
    mean = adequacy.mean_for(line)
    return None if mean is None else Counterfactual(max(mean - adequacy.mean, 0.0), verdict)


def days_to_settle(adequacy: Adequacy, finding: Finding) -> int | None:
    undecided = finding.verdict in (Verdict.MAY_BE_LOW, Verdict.NO_CLEAR_SIGN)
    return adequacy.days_to_settle() if undecided else None
