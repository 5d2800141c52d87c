"""The weekly report without a browser: text, and JSON whose stable keys docs/weekly-report.md describes."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from diary.weeks import Week
from diary.words import DISCLAIMER, REASONS, VERDICTS
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.assessment.sources import SourceExposure

Json = dict[str, Any]
DIGITS = 6  # significant digits of a figure: enough to compute it again


def as_json(report: CoverageReport, week: Week) -> Json:
    """The report as plain values; amounts a day in the nutrient's unit, None = unknown or withheld."""
    quality = report.quality
    return {
        "week": str(week),
        "release": report.tables.release,
        "reference_set": report.person.reference_set,
        "days": [
            {"date": day.date.isoformat(), "complete": day.complete, "typical": day.typical, "entries": len(day.eaten)}
            for day in report.days
        ],
        "complete_days": quality.complete_days,
        "is_full": report.is_full,
        "looks_cut_short": quality.looks_cut_short,
        "nutrients": {row.nutrient.tagname: _nutrient(row, report) for row in report.nutrients},
        "plants": list(report.plants.names),
        "above_upper": [
            {
                "nutrient": row.nutrient.tagname,
                "recorded": _figure(row.recorded),
                "level": row.level,
                "cdrr": row.is_cdrr,
            }
            for row in report.above_upper
        ],
        "disclaimer": str(DISCLAIMER),
    }


def _nutrient(row: NutrientReport, report: CoverageReport) -> Json:
    judged = row.adequacy if row.probability is not None else None
    return {
        "name": row.nutrient.name,
        "unit": row.nutrient.unit,
        "verdict": row.verdict.value,
        "reason": row.finding.reason.value if row.finding.reason else None,
        "p": _figure(row.probability),
        "own_weight": _figure(judged.posterior.own_weight) if judged else None,
        "interval": [_figure(value) for value in judged.interval] if judged else None,
        "recorded": _figure(row.intake.recorded),
        "known_share": _figure(row.intake.known_share),
        "estimate": _figure(row.intake.estimate),
        "by_day": {
            on.date.isoformat(): _figure(day.recorded) if day.known_share else None
            for on, day in zip(report.days, row.intake.days, strict=True)
            if on.eaten
        },
        "reference": _reference(row),
        "prior": _prior(row),
        "rule": {"id": row.finding.rule, "version": row.finding.version},
        "close_to_line": row.finding.close_to_line,
        "sources": _sources(row),
        "unknown_foods": [food.name for food in row.intake.unknown],
        "suggestions": [
            {"food": s.name, "grams": _figure(s.grams), "adds": _figure(s.adds), "verdict": s.verdict.value}
            for s in row.suggestions
        ],
    }


def _reference(row: NutrientReport) -> Json | None:
    reference = row.reference
    if reference is None:
        return None
    figures = {name: _figure(getattr(reference, name)) for name in ("ear", "rda", "ai", "ul", "cdrr", "requirement_cv")}
    return figures | {
        "set": reference.reference_set, "life_stage": reference.stage.life_stage, "source": reference.source
    }  # fmt: skip


def _prior(row: NutrientReport) -> Json | None:
    if row.adequacy is None:
        return None
    prior = row.adequacy.prior
    return {
        "life_stage": prior.stage.life_stage, "mean": prior.mean, "sd_between": prior.sd_between,
        "sd_within": prior.sd_within, "tau": row.adequacy.tau, "source": prior.source,
    }  # fmt: skip


def _sources(row: NutrientReport) -> Json | None:
    """Days with a source; `named` counts the article's foods alone, None where it names none."""
    if row.sources is None:
        return None
    named = row.sources.named
    return _exposure(row.sources.every) | {"named": _exposure(named) if named else None}


def _exposure(exposure: SourceExposure) -> Json:
    return {
        "complete_days": len(exposure.days),
        "exposure_days": [day.date.isoformat() for day in exposure.exposure_days],
        "possible_days": [day.date.isoformat() for day in exposure.possible_days],
        "foods": list(exposure.foods),
    }


def _figure(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.{DIGITS}g}")


def as_text(report: CoverageReport, week: Week) -> Iterator[str]:
    """The report as lines of text, most needed first."""
    quality = report.quality
    yield _("Week %(week)s, %(first)s to %(last)s") % {"week": week, "first": week.first_day, "last": week.last_day}
    yield _("%(n)d of %(all)d days complete, %(weekend)d at a weekend") % {
        "n": quality.complete_days, "all": len(report.days), "weekend": quality.weekend_days
    }  # fmt: skip
    if report.can_judge and not report.is_full:
        yield _("An early look: seven complete days with a weekend day make it firmer.")
    if quality.looks_cut_short:
        yield _("The log looks shorter than what was eaten, so nothing is read as low.")
    yield ""
    for row in report.nutrients:
        if row.nutrient.assessment in {"adequacy", "sources"}:
            yield _line(row)
    for above in report.above_upper:
        yield _("%(name)s: %(amount)s %(unit)s a day is above %(level)s") % {
            "name": above.nutrient.name, "amount": f"{above.recorded:.4g}", "unit": above.nutrient.unit,
            "level": f"{above.level:g}",
        }  # fmt: skip
    yield ""
    yield str(DISCLAIMER)


def _line(row: NutrientReport) -> str:
    verdict = str(VERDICTS[row.verdict])
    if row.finding.reason:
        verdict += f": {REASONS[row.finding.reason]}"
    return f"{row.nutrient.name:<28} {_amount(row):<34} {verdict}"


def _amount(row: NutrientReport) -> str:
    """What was recorded, as a lower bound where foods have no value, and the P that decided."""
    intake, unit = row.intake, row.nutrient.unit
    if row.sources and row.nutrient.assessment == "sources":
        exposure = row.sources.every
        return _("%(n)d of %(all)d days") % {"n": len(exposure.exposure_days), "all": len(exposure.days)}
    if intake.recorded is None or not intake.known_share:
        return _("unknown")
    text = f"{intake.recorded:.4g} {unit}"
    if intake.known_share < 1:
        text = _("at least %(amount)s, %(share)d%% known") % {"amount": text, "share": round(100 * intake.known_share)}
    return text if row.probability is None else f"{text}, P {row.probability:.3f}"
