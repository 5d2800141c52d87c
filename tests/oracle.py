"""A week assessed a second time, slowly and plainly, from docs/method.md alone.

Loops instead of formulas where that is possible: probabilities are summed over a fine grid of usual intakes, shares are
counted day by day. It shares with the code the values that go in and nothing of what is done with them.
"""

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

STEPS = 1500  # of the grid; each probability is then right to about a millionth
REACH = 8.0  # standard deviations each way


@dataclass
class Expected:
    """What the report must say of one nutrient. Reasons: every one that would withhold the verdict."""

    verdict: str
    reasons: set[str] = field(default_factory=set)
    recorded: float | None = None
    known_share: float | None = None
    estimate: float | None = None
    probabilities: list[float] = field(default_factory=list)
    intervals: list[tuple[float, float]] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)  # the share of needs that the supplement alone meets
    source_days: int = 0
    open_days: int = 0


def expected_week(days: Any, person: Any, tables: Any) -> dict[str, Expected]:
    return {nutrient.tagname: _one(nutrient, days, person, tables) for nutrient in tables.nutrients}


def energy_a_day(days: Any) -> float | None:
    """Over the complete days that tell it; a food without an energy value is as dense as all that the days hold."""
    totals = []
    for day in days:
        if not day.complete:
            continue
        told = untold = 0.0
        for eaten in day.eaten:
            if eaten.food.energy is None:
                untold += eaten.grams
            else:
                told += eaten.food.energy * eaten.grams / 100
        if untold == 0:
            totals.append(told)
        elif told > 0:
            totals.append(told + untold * density(days))
    return sum(totals) / len(totals) if totals else None


def looks_cut_short(days: Any, person: Any, settings: Any) -> bool:
    """Energy against what the smallest body that the answers allow would live on (Mifflin-St Jeor, Goldberg)."""
    energy = energy_a_day(days)
    n = sum(1 for day in days if day.complete)
    if energy is None or n == 0 or person.weight_kg is None or person.height_cm is None:
        return False
    rates = []
    for stage in person.stages:
        rate = 10 * person.weight_kg + 6.25 * person.height_cm - 5 * stage.age
        rates.append(rate + 5 if stage.sex == "male" else rate - 161)
    variance = settings.intake_cv**2 / n + settings.bmr_cv**2 + settings.pal_cv**2
    limit = settings.pal_expected * math.exp(-settings.under_report_sds * math.sqrt(variance))
    return energy / min(rates) < limit if min(rates) > 0 else False


def _one(nutrient: Any, days: Any, person: Any, tables: Any) -> Expected:
    settings = tables.settings
    complete = [day for day in days if day.complete]
    n = len(complete)
    said = Expected("CANNOT_TELL")
    _count_intake(said, nutrient.tagname, complete)
    _count_sources(said, nutrient.tagname, complete, days, person, tables)
    if nutrient.assessment == "sources" and person.is_minor:
        said.reasons.add("minor")
        return said
    if nutrient.assessment == "sources":
        return _judge_sources(said, n, settings)
    if nutrient.assessment != "adequacy":
        said.reasons.add("amount_only")
        return said
    verdicts = []
    for stage in person.stages:
        verdicts.append(_judge_stage(said, nutrient.tagname, stage, complete, days, person, tables))
    if person.is_minor:
        said.reasons.add("minor")
    if n < settings.minimum_days:
        said.reasons.add("few_days")
    if said.known_share is None or said.known_share < settings.minimum_known_share:
        if said.alone and None not in verdicts and min(said.alone) >= settings.looks_fine_from and not said.reasons:
            said.verdict = "LOOKS_FINE"  # whatever the food holds
            return said
        said.reasons.add("few_known")
    if None in verdicts or not verdicts:  # no row, or a row per MJ and no energy known
        said.reasons |= {"no_reference", "few_known"}
        return said
    if len(set(verdicts)) > 1:
        said.reasons.add("answers_differ")
        return said
    verdict = verdicts[0]
    if nutrient.partial_note and verdict in ("LOOKS_LOW", "MAY_BE_LOW"):
        said.reasons.add("partial_amounts")
    if looks_cut_short(days, person, settings) and verdict != "LOOKS_FINE":
        said.reasons.add("cut_short")
    if verdict == "BELOW_AI":
        said.reasons.add("below_adequate_intake")
    if not said.reasons:
        said.verdict = verdict
    return said


def density(days: Any) -> float:
    """[kcal/g] of all that the complete days hold with an energy value; 0 where that has none."""
    told = [eaten for day in days if day.complete for eaten in day.eaten if eaten.food.energy is not None]
    energy = sum(eaten.food.energy * eaten.grams / 100 for eaten in told)
    return energy / sum(eaten.grams for eaten in told) if energy else 0.0


def _weights(day: Any, of_all: float) -> list[float]:
    """The energy of each food, or its grams at the density of all days; the grams alone where these tell no energy."""
    weights = []
    for eaten in day.eaten:
        if eaten.food.energy is not None:
            weights.append(eaten.food.energy * eaten.grams / 100)
        else:
            weights.append(eaten.grams * of_all if of_all else eaten.grams)
    return weights


def _count_intake(said: Expected, tagname: str, complete: Any) -> None:
    if not complete:
        return
    amount = known = everything = 0.0
    anything_known = anything_unknown = False
    of_all = density(complete)
    for day in complete:
        for eaten, weight in zip(day.eaten, _weights(day, of_all), strict=True):
            everything += weight
            if tagname in eaten.food.amounts:
                amount += eaten.food.amounts[tagname] * eaten.grams / 100
                known += weight
                anything_known = True
            else:
                anything_unknown = True
    if anything_known or not anything_unknown:
        said.recorded = amount / len(complete)
    if not anything_unknown:
        said.known_share = 1.0
    else:
        said.known_share = known / everything if everything > 0 else 0.0
    if said.known_share > 0 and said.recorded is not None:
        said.estimate = said.recorded / said.known_share


def _best(rows: Any, stage: Any) -> Any:
    """The row for a life stage that depends on most answers."""
    best, most = None, (-1, -1.0)
    for row in rows:
        whom = row.stage
        answers = {True: "yes", False: "no", None: "unknown"}
        if whom.sex and whom.sex != stage.sex:
            continue
        if stage.age < whom.age_min or (whom.age_max is not None and stage.age >= whom.age_max):
            continue
        if whom.physiology and whom.physiology != stage.physiology:
            continue
        if whom.menstruating and whom.menstruating != answers[stage.menstruating]:
            continue
        if whom.oral_contraceptive and whom.oral_contraceptive != answers[stage.oral_contraceptive]:
            continue
        depends = [whom.sex, whom.physiology, whom.menstruating, whom.oral_contraceptive]
        rank = (4 - depends.count(""), whom.age_min)
        if rank > most:
            best, most = row, rank
    return best


def _reference(tagname: str, stage: Any, days: Any, person: Any, tables: Any) -> tuple[Any, float]:
    """The row of the person's set, and what its figures are multiplied by."""
    energy = energy_a_day(days)
    megajoules = energy / tables.settings.kcal_per_mj if energy else None
    for basis, factor in (("kg", person.weight_kg), ("day", 1.0), ("MJ", megajoules)):
        rows = [
            row
            for row in tables.references.get(tagname, ())
            if row.reference_set == person.reference_set and row.basis == basis
        ]
        row = _best(rows, stage)
        if row is not None and factor:
            return row, factor
    return None, 1.0


def _judge_stage(
    said: Expected, tagname: str, stage: Any, complete: Any, days: Any, person: Any, tables: Any
) -> str | None:
    settings = tables.settings
    row, factor = _reference(tagname, stage, days, person, tables)
    prior = _best(tables.priors.get(tagname, ()), stage)
    if row is None or prior is None or said.estimate is None or said.known_share is None:
        return None
    tau = settings.tau
    if stage.physiology in ("pregnant", "lactating"):
        tau = max(tau, settings.tau_pregnancy)
    if person.unusual:
        tau = max(tau, settings.tau_unusual)
    m, v = _posterior(tagname, prior, tau, said.known_share, complete, settings)
    d = supplement_a_day(tagname, complete)
    said.intervals.append(tuple(end + d for end in _interval(m, v)))

    tabled = list(tables.distributions.get(tagname, ()))
    if row.ear is not None and tabled:
        mine = [
            table
            for table in tabled
            if table.reference_set == person.reference_set and (stage.physiology == "none" or table.stage.physiology)
        ]
        table = _best(mine, stage)
        if table is None:
            return None
        p = _mean_over(m, v, lambda intake: _share_met(intake + d, table, settings.iron_top_factor))
        said.alone.append(_share_met(d, table, settings.iron_top_factor))
    elif row.ear is not None and row.requirement_cv is not None:
        spread = math.sqrt(math.log(1 + row.requirement_cv**2))
        need = math.log(row.ear * factor)
        p = _mean_over(m, v, lambda intake: _normal((math.log(intake + d) - need) / spread))
        said.alone.append(_normal((math.log(d) - need) / spread) if d else 0.0)
    elif row.ai is not None:
        rest = row.ai * factor - d
        p = 1 - _normal((math.log(rest) - m) / math.sqrt(v)) if rest > 0 else 1.0
        said.probabilities.append(p)
        said.alone.append(1.0 if rest <= 0 else 0.0)
        return "LOOKS_FINE" if p > settings.may_be_low_below else "BELOW_AI"
    else:
        return None
    said.probabilities.append(p)
    if p < settings.looks_low_below:
        return "LOOKS_LOW"
    if p < settings.may_be_low_below:
        return "MAY_BE_LOW"
    if p < settings.looks_fine_from:
        return "NO_CLEAR_SIGN"
    return "LOOKS_FINE"


def supplement_a_day(tagname: str, complete: Any) -> float:
    """What labels give; one that says nothing adds nothing known."""
    total = 0.0
    for day in complete:
        for taken in day.supplements:
            total += taken.food.amounts.get(tagname, 0.0) * taken.grams / 100
    return total / len(complete) if complete else 0.0


def _posterior(tagname: str, prior: Any, tau: float, c: float, complete: Any, settings: Any) -> tuple[float, float]:
    """Normal prior times normal likelihood of ln(usual intake), by precisions."""
    n = len(complete)
    total = 0.0
    for day in complete:
        recorded = 0.0
        for eaten in day.eaten:
            recorded += eaten.food.amounts.get(tagname, 0.0) * eaten.grams / 100
        total += min(recorded / c, settings.day_cap_means * prior.mean)
    y = max(total / n, settings.floor_means * prior.mean)
    t2 = math.log(1 + (tau * prior.sd_between / prior.mean) ** 2)
    s2 = math.log(1 + (prior.sd_within / prior.mean) ** 2 / n + settings.error_cv**2 + (1 - c) ** 2)
    mu = math.log(prior.mean) - math.log(1 + (prior.sd_between / prior.mean) ** 2) / 2
    v = 1 / (1 / t2 + 1 / s2)
    m = v * (mu / t2 + (math.log(y) + s2 / 2) / s2)
    return m, v


def _interval(m: float, v: float) -> tuple[float, float]:
    return math.exp(m - 1.2815515655 * math.sqrt(v)), math.exp(m + 1.2815515655 * math.sqrt(v))


def _normal(z: float) -> float:
    return (1 + math.erf(z / math.sqrt(2))) / 2


def _mean_over(m: float, v: float, share_met: Any) -> float:
    """The mean of share_met(T) over usual intakes T with ln T ~ N(m, v), by the trapezoid rule."""
    width = 2 * REACH / STEPS
    total = 0.0
    for step in range(STEPS + 1):
        z = -REACH + step * width
        density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
        half = 0.5 if step in (0, STEPS) else 1.0
        total += half * width * density * share_met(math.exp(m + z * math.sqrt(v)))
    return total


def _share_met(intake: float, table: Any, top_factor: float) -> float:
    """The share of people whose need is met at an intake: straight lines from (0, 0) through the table to the top."""
    points = [(0.0, 0.0)]
    for percentile, requirement in zip(table.percentiles, table.requirements, strict=True):
        points.append((requirement, percentile / 100))
    points.append((table.requirements[-1] * top_factor, 1.0))
    for (low, share_low), (high, share_high) in pairwise(points):
        if low <= intake < high:
            return share_low + (share_high - share_low) * (intake - low) / (high - low)
    return 1.0


def _count_sources(said: Expected, tagname: str, complete: Any, days: Any, person: Any, tables: Any) -> None:
    """Days with half a serving of a source, and days without that may have held one."""
    settings = tables.settings
    groups = [source.group for source in tables.sources.get(tagname, ())]
    if groups and not any(
        nutrient.tagname == tagname and nutrient.assessment == "sources" for nutrient in tables.nutrients
    ):
        return  # beside an adequacy a food may be a source by composition too: tests of sources.py
    for day in complete:
        servings, open_foods = 0.0, False
        for eaten in day.eaten:
            for group in groups:
                if group in eaten.food.shares:
                    servings += eaten.grams * eaten.food.shares[group] / tables.groups[group].serving_grams
            may_hide = any(tables.groups[group].survives_cooking for group in groups)
            if not eaten.food.makeup_known and (may_hide or not eaten.food.amounts):
                open_foods = True
        if servings >= settings.exposure_servings - 1e-12:
            said.source_days += 1
        elif open_foods:
            said.open_days += 1


def _judge_sources(said: Expected, n: int, settings: Any) -> Expected:
    if n < settings.minimum_days:
        said.reasons.add("few_days")
        return said
    share = said.source_days / n
    if share >= settings.well_represented_from:
        said.verdict = "WELL_REPRESENTED"
    elif share >= settings.few_sources_below:
        said.verdict = "SOME_SOURCES"
    elif (said.source_days + said.open_days) / n >= settings.few_sources_below:
        said.reasons.add("makeup_unknown")
    else:
        said.verdict = "FEW_SOURCES"
    return said
