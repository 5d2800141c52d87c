"""The weekly report as text, in the order of the page: what a screen, a mail or a pipe can hold of it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diary.week_page.supplements import from_food_alone
from diary.weeks import Week
from diary.words import DISCLAIMER, REASONS, VERDICTS
from nutrients.assessment.coverage import CoverageReport, Estimated, NutrientReport
from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.rules import Verdict
from nutrients.assessment.sources import SourceExposure
from nutrients.in_language import in_language

CONTRIBUTORS = 4  # foods named for what they gave
Lines = Iterator[str]


def as_text(report: CoverageReport, week: Week) -> Lines:
    """The report as lines, most needed first; a flag carries what it rests on."""
    yield _("Week %(week)s, %(first)s to %(last)s") % {"week": week, "first": week.first_day, "last": week.last_day}
    yield from _judged(report)
    low = report.having(Verdict.LOOKS_LOW)
    yield from _section(_("Looks low in your log"), sorted(low, key=lambda row: row.probability or 0))
    if low:
        yield ""
        yield _("A blood test, not a food log, shows status: for iron, vitamin B12 and vitamin D above all.")
    yield from _section(_("May be low"), report.having(Verdict.MAY_BE_LOW))
    yield from _section(_("Can’t tell yet"), report.having(Verdict.CANNOT_TELL))
    yield from _brief(_("No clear sign"), report.having(Verdict.NO_CLEAR_SIGN))
    yield from _brief(_("Looks fine"), report.having(Verdict.LOOKS_FINE))
    yield from _gut(report)
    yield from _too_much(report)
    yield from _brief(
        _("Amounts only"), [row for row in report.nutrients if row.nutrient.assessment in {"amount", "upper"}]
    )
    yield ""
    yield _("No flag is not proof of enough. Tables: release %(release)s, reference values: %(set)s.") % {
        "release": report.tables.release, "set": report.person.reference_set
    }  # fmt: skip
    yield str(DISCLAIMER)


def _judged(report: CoverageReport) -> Lines:
    quality = report.quality
    yield _("%(n)d of %(all)d days complete, %(weekend)d at a weekend") % {
        "n": quality.complete_days, "all": len(report.days), "weekend": quality.weekend_days
    }  # fmt: skip
    if not report.can_judge:
        missing = int(report.tables.settings.minimum_days) - quality.complete_days
        yield ngettext(
            "%d more complete day gives a first look.", "%d more complete days give a first look.", missing
        ) % (missing)
    elif not report.is_full:
        yield _("An early look: %(n)d complete days with a weekend day make it firmer.") % {
            "n": report.tables.settings.full_days
        }
    if quality.looks_cut_short:
        yield _("The log looks shorter than what was eaten, so nothing is read as low.")


def _section(title: str, rows: list[NutrientReport] | tuple[NutrientReport, ...]) -> Lines:
    if not rows:
        return
    yield from ("", title)
    for row in rows:
        yield f"  {in_language(row.nutrient.name)}: {_amount(row)}{_and_supplements(row)}"
        yield from (f"    {line}" for line in _evidence(row))


def _evidence(row: NutrientReport) -> Lines:
    """Why it reads so: the reason for withholding, or what P rests on; then foods, sources and what would help."""
    if row.food_alone:
        yield from_food_alone(row)
    if row.finding.reason:
        yield str(REASONS[row.finding.reason])
    if row.adequacy and row.probability is not None:
        yield from _compared(row, row.adequacy)
    if foods := row.intake.known[:CONTRIBUTORS]:
        yield _("from: %s") % ", ".join(f"{food.name} {_figure(food.amount)}" for food in foods)
    if foods := row.intake.unknown:
        yield _("no value known: %s") % ", ".join(food.name for food in foods)
    if row.sources:
        yield _days(row.sources.named or row.sources.every)
    for food in row.suggestions:
        yield _("%(grams).0f g more of %(food)s a day would read: %(verdict)s") % {
            "grams": food.grams, "food": food.name, "verdict": VERDICTS[food.verdict]
        }  # fmt: skip
    if row.days_to_settle:
        days = row.days_to_settle
        yield ngettext("%d more day like these would settle it", "%d more days like these would settle it", days) % days


def _compared(row: NutrientReport, adequacy: Adequacy) -> Lines:
    low, high = adequacy.interval
    unit, reference = row.nutrient.unit, adequacy.reference
    yield _("usual intake %(low)s to %(high)s %(unit)s (80 %%); your own log weighs %(weight).0f %%") % {
        "low": _figure(low), "high": _figure(high), "unit": unit, "weight": 100 * adequacy.posterior.own_weight
    }  # fmt: skip
    if adequacy.kind == "adequate_intake":
        text = _("suggested intake (AI) %(level)g %(unit)s; chance of being above it %(p).3f")
    else:
        text = _("average need (EAR) %(level)g %(unit)s; chance of meeting your own need %(p).3f")
    level = reference.ai if adequacy.kind == "adequate_intake" else reference.ear
    line = text % {"level": level, "unit": unit, "p": adequacy.probability}
    yield f"{line} ({row.finding.rule} v{row.finding.version}, {reference.source})"


def _brief(title: str, rows: list[NutrientReport] | tuple[NutrientReport, ...]) -> Lines:
    if not rows:
        return
    yield from ("", title)
    width = max(len(in_language(row.nutrient.name)) for row in rows)
    for row in rows:
        alone = f" ({from_food_alone(row)})" if row.food_alone else ""
        yield f"  {in_language(row.nutrient.name):<{width}}  {_amount(row)}{_and_supplements(row)}{alone}"


def _gut(report: CoverageReport) -> Lines:
    yield from ("", _("Gut corner"))
    for row in report.gut:
        verdict = str(VERDICTS[row.verdict])
        if row.finding.reason:
            verdict += f": {REASONS[row.finding.reason]}"
        name, grade = in_language(row.nutrient.name), row.nutrient.evidence_grade or "–"
        yield f"  {name}: {verdict} ({_('evidence grade')} {grade})"
        if row.sources:
            yield f"    {_days(row.sources.every)}"
        if row.estimated:
            yield f"    {_estimated(row.estimated, row.nutrient.unit)}"
    yield "  " + _("Different plants: %d") % len(report.plants.names)


def _estimated(estimated: Estimated, unit: str) -> str:
    """A band that no table gives. Foods without an estimate are counted beside it: they add nothing known to it."""
    text = _("estimated %(low).2g to %(high).2g %(unit)s a day; no food table lists it") % {
        "low": estimated.low, "high": estimated.high, "unit": unit
    }  # fmt: skip
    if n := len(estimated.unknown_foods):
        text += (
            ngettext("; %d food has no estimate and may add to it", "; %d foods have no estimate and may add to it", n)
            % n
        )
    return text


def _too_much(report: CoverageReport) -> Lines:
    if not report.above_upper:
        return
    yield from ("", _("Too much?"))
    for above in report.above_upper:
        if not above.is_food_too:
            text = _(
                "%(name)s: %(amount)s %(unit)s a day from supplements, above the level judged safe for nearly everyone"
                " (for supplements only), %(level)g; check with a pharmacist or clinician"
            )
        elif above.is_cdrr:
            text = _("%(name)s: %(amount)s %(unit)s a day recorded, above the level to come down from, %(level)g")
        else:
            text = _(
                "%(name)s: %(amount)s %(unit)s a day recorded, above the level judged safe for nearly everyone,"
                " %(level)g; check with a pharmacist or clinician"
            )
        yield "  " + text % {
            "name": in_language(above.counted), "amount": _figure(above.recorded), "unit": above.nutrient.unit,
            "level": above.level,
        }  # fmt: skip


def _amount(row: NutrientReport) -> str:
    """What was recorded a day: a lower bound wherever a food has no value."""
    intake = row.intake
    if intake.recorded is None:
        return _("unknown: no food logged has a value") if intake.contributions else _("nothing to go by yet")
    text = f"{_figure(intake.recorded)} {row.nutrient.unit}"
    if intake.unknown:
        text = _("at least %(amount)s, %(share)d %% of the energy known") % {
            "amount": text, "share": int(100 * (intake.known_share or 0))
        }  # fmt: skip
    return text


def _and_supplements(row: NutrientReport) -> str:
    """What supplements add, beside the amount from food; blank where none is known to add any."""
    if not row.supplement or row.supplements is None:
        return ""
    text = _("; supplements add %(amount)s %(unit)s")
    if row.supplements.unknown:
        text = _("; supplements add at least %(amount)s %(unit)s")
    return text % {"amount": _figure(row.supplement), "unit": row.nutrient.unit}


def _days(exposure: SourceExposure) -> str:
    text = _("sources logged on %(n)d of %(all)d complete days") % {
        "n": len(exposure.exposure_days), "all": len(exposure.days)
    }  # fmt: skip
    if exposure.possible_days:
        text += _(", on %d more perhaps") % len(exposure.possible_days)
    return f"{text}: {', '.join(exposure.foods)}" if exposure.foods else text


def _figure(amount: float | None) -> str:
    """Three significant digits, never a power of ten; an unknown amount is a dash, not a zero."""
    if amount is None:
        return "–"
    return f"{amount:,.0f}" if amount >= 1000 else f"{amount:.3g}"
