"""Why a nutrient reads as it does: what went in, the rule, the sum, what it was compared with, what would change it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Profile
from diary.charts import RangeChart
from diary.week_page.alternatives import AlternativeRow, alternatives_of
from diary.week_page.compared import compared
from diary.week_page.decided import RULES, rule_code
from diary.week_page.exposure import Sources, more_sources, sources_of
from diary.week_page.gut import grade_words
from diary.week_page.page import Heading
from diary.week_page.ranges import chart_of
from diary.week_page.sentences import Fix, counterfactual, fixes_of, lead, settle, sources_line, usual
from diary.week_page.supplements import Beside, beside_food
from diary.week_page.unsettled import reason_of
from diary.week_page.upper import level_watched, levels_passed
from diary.week_page.what_ifs import WhatIf, what_ifs
from diary.week_page.wording import Tag, amount, in_ten, level, percent, sentence, tag_of_row
from diary.week_page.worked import Inputs, Sum, inputs_of, sum_of
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.assessment.eaten import density_of
from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.rules import Verdict
from nutrients.in_language import in_language


@dataclass(frozen=True, slots=True)
class Check:
    """passed is None where the check could not be made."""

    text: str
    passed: bool | None


@dataclass(frozen=True, slots=True)
class WhyPage:
    heading: Heading
    tagname: str
    title: str
    name: str
    unit: str
    tag: Tag
    words: tuple[SafeString, ...]
    chart: RangeChart | None
    is_told: bool
    inputs: Inputs | None
    rule: str
    rule_words: str
    checks: tuple[Check, ...]
    sum: Sum | None
    no_sum: str
    compared: tuple[tuple[str, str], ...]
    alternatives: tuple[AlternativeRow, ...]
    changes: tuple[str, ...]
    what_ifs: tuple[WhatIf, ...]
    may_change: bool
    fixes: tuple[Fix, ...]
    sources: tuple[Sources, ...]
    versions: tuple[tuple[str, str], ...]
    claim: str
    evidence: str
    grade: str
    grade_words: str
    citation: str
    beside: Beside | None


def why_page(report: CoverageReport, row: NutrientReport, heading: Heading, profile: Profile) -> WhyPage:
    """The page behind one nutrient; where the verdict is withheld it gives the reason and what is there."""
    nutrient, tag = row.nutrient, tag_of_row(row, report)
    is_counted, is_judged = nutrient.assessment == "sources", nutrient.assessment == "adequacy"
    the_sum = sum_of(row)
    return WhyPage(
        heading=heading,
        tagname=nutrient.tagname,
        title=_("Why “%(name)s: %(verdict)s”?") % {"name": in_language(nutrient.name), "verdict": tag.words.lower()},
        name=in_language(nutrient.name),
        unit=nutrient.unit,
        tag=tag,
        words=tuple(_words(row, report, profile)),
        chart=None if is_counted or row.intake.known_share is None else chart_of(row),
        is_told=row.intake.recorded is not None,
        inputs=None if is_counted else inputs_of(row, report),
        rule=rule_code(row.finding.rule, row.finding.version),
        rule_words=str(RULES[row.finding.rule]),
        checks=tuple(_checks(row, report)) if is_judged else (),
        sum=the_sum,
        no_sum=_no_sum(row),
        compared=tuple(compared(row)),
        alternatives=tuple(alternatives_of(row)) if the_sum else (),
        changes=tuple(_changes(row, report, profile)),
        what_ifs=tuple(what_ifs(row)),
        may_change=is_judged or is_counted,
        fixes=fixes_of(row),
        sources=tuple(sources_of(row, report)) if is_judged or is_counted else (),
        versions=tuple(_versions(row, report)),
        claim=" ".join(map(in_language, filter(None, (nutrient.gut_function, nutrient.article_claim)))),
        evidence=in_language(nutrient.evidence_note),
        grade=nutrient.evidence_grade,
        grade_words=grade_words(nutrient.evidence_grade),
        citation=nutrient.citation,
        beside=beside_food(row, report),
    )


def _no_sum(row: NutrientReport) -> str:
    """Why there is no sum; blank where days are counted, which takes none."""
    if row.nutrient.assessment not in {"adequacy", "sources"}:
        return _("An amount alone takes no sum.")
    return _("The verdict was withheld before a sum was made.") if row.verdict is Verdict.CANNOT_TELL else ""


def _words(row: NutrientReport, report: CoverageReport, profile: Profile) -> Iterator[SafeString]:
    if row.nutrient.assessment == "sources":
        yield format_html("{}", sources_line(row) or _("No day is complete yet."))
    elif row.intake.recorded is not None:
        yield lead(row)
    for text in (*levels_passed(row, report), *level_watched(row, report)):
        yield format_html("{}", text)
    if row.finding.reason:
        reason, settles = reason_of(row, report, profile)
        yield format_html("{}", reason)
        if settles:
            yield format_html("{} {}", _("What would settle it:"), settles)
    if row.probability is not None and row.adequacy is not None:
        yield _chance_words(row, row.adequacy)
        yield usual(row, row.adequacy)


def _chance_words(row: NutrientReport, adequacy: Adequacy) -> SafeString:
    p = adequacy.probability
    if adequacy.kind == "adequate_intake":
        text = _("{words} that your usual intake is above the AI ({percent}).")
        return format_html(text, words=sentence(in_ten(p)), percent=percent(p))
    text = _("{words} that your usual intake is short of your own need ({percent}).")
    return format_html(text, words=sentence(in_ten(1 - p)), percent=percent(1 - p))


def _checks(row: NutrientReport, report: CoverageReport) -> Iterator[Check]:
    settings, quality, share = report.tables.settings, report.quality, row.intake.known_share or 0
    yield Check(
        _("At least %(least)s complete days: %(n)d")
        % {"least": level(settings.minimum_days), "n": quality.complete_days},
        report.can_judge,
    )
    yield Check(
        _("At least %(least)s of the energy has a value: %(share)s") % {
            "least": percent(settings.minimum_known_share), "share": percent(share)
        },
        share >= settings.minimum_known_share,
    )  # fmt: skip
    if quality.energy is None or quality.energy_limit is None:
        yield Check(_("Whether the log looks cut short is not known: that takes your weight and height"), None)
        return
    text = _("Log does not look cut short: %(energy)s kcal a day logged; under %(limit)s it would")
    if quality.looks_cut_short:
        text = _("Log looks cut short: %(energy)s kcal a day logged, under %(limit)s")
    if density_of(report.days):
        text += _(" (foods without an energy value counted like the rest)")
    values = {"energy": amount(quality.energy, 0), "limit": amount(quality.energy_limit, 0)}
    yield Check(text % values, not quality.looks_cut_short)


def _changes(row: NutrientReport, report: CoverageReport, profile: Profile) -> Iterator[str]:
    if text := counterfactual(row):
        yield text
    if settles := reason_of(row, report, profile)[1]:
        yield sentence(settles)
    if text := settle(row):
        yield text
    if row.nutrient.assessment == "sources" and row.sources is not None:
        yield from more_sources(row.sources.every, report)
    if row.intake.unknown and row.adequacy is not None:
        n = len(row.intake.unknown)
        yield ngettext(
            "A value for the %d food without one would make it firmer.",
            "Values for the %d foods without one would make it firmer.", n,
        ) % n  # fmt: skip


def _versions(row: NutrientReport, report: CoverageReport) -> Iterator[tuple[str, str]]:
    yield _("Rule"), rule_code(row.finding.rule, row.finding.version)
    if row.reference:
        yield (
            _("Reference"),
            f"{row.reference.reference_set} / {row.nutrient.tagname} / {row.reference.stage.life_stage}",
        )
    yield _("Tables"), report.tables.release
