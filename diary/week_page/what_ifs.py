"""The same log read once more with one thing changed: more days, every value known, another weight of the survey."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diary.week_page.wording import Tag, chance, percent, tag_of
from nutrients.assessment.coverage import NutrientReport
from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.rules import Verdict, reading

Change = Callable[[Adequacy], Adequacy]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """label: what is changed; tag: how it would read; text: P then, as the sum above would give it."""

    label: str
    tag: Tag
    text: str


def what_ifs(row: NutrientReport) -> Iterator[WhatIf]:
    """Nothing where no probability decided."""
    adequacy = row.adequacy
    if adequacy is None or row.probability is None:
        return
    settings = adequacy.settings
    n = int(max(settings.full_days - adequacy.days, 0) or settings.full_days)
    days = ngettext("%d more complete day like these", "%d more complete days like these", n) % n
    yield _what_if(row, days, lambda one: replace(one, days=one.days + n))
    if row.intake.unknown:
        text = _("Every value known, and the foods without one like the rest")
        yield _what_if(row, text, lambda one: replace(one, known_share=1.0))
    if adequacy.tau < settings.tau_unusual:
        text = _("Your diet said to be unusual, so that the survey counts for less")
        yield _what_if(row, text, lambda one: replace(one, tau=settings.tau_unusual))


def _what_if(row: NutrientReport, label: str, change: Change) -> WhatIf:
    """The verdict is given where all references that the answers allow agree on it, as in the report."""
    adequacy = row.adequacy
    assert adequacy is not None  # noqa: S101 - for the type checker: what_ifs() asks only then
    found = {reading(change(one)) for one in row.alternatives}
    verdict = found.pop() if len(found) == 1 else Verdict.CANNOT_TELL
    changed = change(adequacy)
    return WhatIf(
        label, tag_of(verdict if isinstance(verdict, Verdict) else Verdict.CANNOT_TELL), _text(changed)
    )  # fmt: skip


def _text(changed: Adequacy) -> str:
    p = changed.probability
    if changed.kind == "adequate_intake":
        text = _("P = %(p)s: %(chance)s that usual intake is above the AI")
        return text % {"p": chance(p), "chance": percent(p)}
    text = _("P = %(p)s: %(chance)s that usual intake is short of your own need")
    return text % {"p": chance(p), "chance": percent(1 - p)}
