"""How we decided: the rules that spoke, the numbers they used, the tables they read."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from diary.week_page.wording import level, listed, percent
from nutrients.assessment.coverage import CoverageReport
from nutrients.assessment.rules import RULE_BOOK
from nutrients.in_language import in_language
from nutrients.models.reference import ReferenceSet

RULES = {
    "GC-SOURCES": gettext_lazy("No reference intake: on how many days a source was logged"),
    "GC-AMOUNT": gettext_lazy("An amount only: no survey says how it varies, or only an upper level exists"),
    "GC-MINOR": gettext_lazy("Under 18: amounts without a verdict"),
    "GC-DAYS": gettext_lazy("Fewer complete days than a verdict needs"),
    "GC-SUPPLEMENT": gettext_lazy("The supplement alone meets nearly every need, whatever the food holds"),
    "GC-KNOWN": gettext_lazy("Too much of the energy sits in foods without a value"),
    "GC-REFERENCE": gettext_lazy("No reference or survey for everyone the answers allow"),
    "GC-ANSWERS": gettext_lazy("A skipped answer would change the verdict"),
    "GC-PARTIAL": gettext_lazy("The amounts leave out part of what the reference counts"),
    "GC-CUT-SHORT": gettext_lazy("The log looks cut short"),
    "GC-AI": gettext_lazy("Suggested intake (AI): at or above it, or nothing is said"),
    "GC-DISTRIBUTION": gettext_lazy("Chance that usual intake meets the need, from tabled, skewed requirements"),
    "GC-EAR": gettext_lazy("Chance that usual intake meets the need, from the average need and its spread"),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One line: what, its text, and a code (rule and version, release)."""

    label: str
    text: str
    code: str = ""
    asks_profile: bool = False


def decisions(report: CoverageReport) -> Iterator[Decision]:
    set_name = str(ReferenceSet(report.person.reference_set).label)
    yield Decision(_("Reference set"), f"{set_name}: {life_stages(report)}", report.person.reference_set, True)
    yield Decision(_("Verdicts"), thresholds(report))
    counts = Counter((row.finding.rule, row.finding.version) for row in report.nutrients)  # as they were then
    order = [rule.id for rule in RULE_BOOK]
    for rule, version in sorted(counts, key=lambda spoke: order.index(spoke[0]) if spoke[0] in order else len(order)):
        n = counts[rule, version]
        times = ngettext("%d nutrient", "%d nutrients", n) % n
        yield Decision(times, str(RULES[rule]), rule_code(rule, version))
    yield Decision(
        _("Tables"), _("Foods, reference values, surveys and rule settings of one release"), report.tables.release
    )


def rule_code(rule: str, version: int) -> str:
    return f"{rule} v{version}"


def life_stages(report: CoverageReport) -> str:
    """The life stages compared with, as the tables name them; each once."""
    found = [row.adequacy.reference.stage.life_stage for row in report.nutrients if row.adequacy]
    found = found or [row.reference.stage.life_stage for row in report.nutrients if row.reference]
    names = [in_language(stage) for stage in dict.fromkeys(found)]
    return listed(names) if names else _("none that your answers choose yet")


def thresholds(report: CoverageReport) -> str:
    settings = report.tables.settings
    return _(
        "Judged from %(days)s complete days and %(known)s of the energy known, in full from %(full)s days with a"
        " weekend day. Chance of meeting the need under %(low)s: looks low; under %(may)s: may be low; from %(fine)s:"
        " looks fine. Sources: few under %(few)s of the days, well represented from %(well)s."
    ) % {
        "days": level(settings.minimum_days), "known": percent(settings.minimum_known_share),
        "full": level(settings.full_days), "low": percent(settings.looks_low_below),
        "may": percent(settings.may_be_low_below), "fine": percent(settings.looks_fine_from),
        "few": percent(settings.few_sources_below), "well": percent(settings.well_represented_from),
    }  # fmt: skip
