"""The weekly report as JSON; docs/weekly-report.md describes its keys, and they stay."""

from typing import Any

from diary.weeks import Week
from diary.words import DISCLAIMER
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
            {
                "date": day.date.isoformat(),
                "complete": day.complete,
                "typical": day.typical,
                "entries": len(day.eaten) + len(day.supplements),
            }
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
                "supplements": _figure(row.supplements),
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
        "known_share": _figure(row.intake.known_share) if row.nutrient.assessment != "sources" else None,
        "estimate": _figure(row.estimate),
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
        "supplements": _supplements(row),
        "unknown_foods": [food.name for food in row.intake.unknown],
        "suggestions": [
            {
                "food": s.name,
                "grams": _figure(s.grams),
                "adds": _figure(s.adds),
                "verdict": s.verdict.value,
                "is_eaten": s.is_eaten,
            }
            for s in row.suggestions
        ],
    }


def _supplements(row: NutrientReport) -> Json | None:
    """What supplements add and what food alone reads as; None where no complete day holds one."""
    supplements, alone = row.supplements, row.food_alone
    if supplements is None:
        return None
    return {
        "amount": _figure(supplements.amount),
        "given": [{"name": food.name, "amount": _figure(food.amount)} for food in supplements.given],
        "unknown": list(supplements.unknown),
        "food_alone": alone and {
            "verdict": alone.verdict.value,
            "reason": alone.finding.reason.value if alone.finding.reason else None,
            "p": _figure(alone.probability),
        },
    }  # fmt: skip


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
