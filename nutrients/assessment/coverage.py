"""A run of days -> CoverageReport: one finding a nutrient, with all that is needed to compute it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nutrients.assessment.evidence import Adequacy, adequacies, reference_for
from nutrients.assessment.intake import Composition, DayIntake, IntakeEstimate, estimate_intake
from nutrients.assessment.quality import LogQuality, log_quality
from nutrients.assessment.reference import Person, ReferenceIntake
from nutrients.assessment.rules import LOW, Evidence, Finding, Reason, Verdict, judge, shown
from nutrients.assessment.sources import PlantVariety, SourceEvidence, plant_variety, source_evidence
from nutrients.assessment.suggestions import Suggestion, Upper, suggest
from nutrients.assessment.tables import Nutrient, Tables

JUDGED = frozenset({"GC-AI", "GC-DISTRIBUTION", "GC-EAR"})


@dataclass(frozen=True, slots=True)
class Estimated:
    """A day's mean that no table gives, with its band, in the nutrient's unit; foods without an estimate are named."""

    amount: float
    low: float
    high: float
    unknown_foods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """How much more a day [unit] would have read better, and how."""

    more: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class AboveUpper:
    """The recorded mean passes a level: the UL, or the intake to come down from (CDRR, sodium)."""

    nutrient: Nutrient
    counted: str
    recorded: float
    level: float
    is_cdrr: bool


@dataclass(frozen=True, slots=True)
class NutrientReport:
    """One nutrient.

    estimate      the mean a day with the rest taken to be like what is known; None where too little is (chapter 2)
    adequacy      None where no probability could be worked out; may be there with the verdict withheld
    alternatives  one adequacy for each reference that the answers allow, `adequacy` among them
    """

    nutrient: Nutrient
    intake: IntakeEstimate
    estimate: float | None
    finding: Finding
    reference: ReferenceIntake | None
    adequacy: Adequacy | None
    alternatives: tuple[Adequacy, ...]
    sources: SourceEvidence | None
    estimated: Estimated | None = None
    counterfactual: Counterfactual | None = None
    days_to_settle: int | None = None
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def verdict(self) -> Verdict:
        return self.finding.verdict

    @property
    def probability(self) -> float | None:
        """P, where a rule that looks at P decided; None where the verdict was withheld before."""
        return self.adequacy.probability if self.adequacy and self.finding.rule in JUDGED else None


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """What a log says of every nutrient, over the days given. Read it by tagname: report["ZN"]."""

    days: tuple[DayIntake, ...]
    person: Person
    quality: LogQuality
    nutrients: tuple[NutrientReport, ...]
    above_upper: tuple[AboveUpper, ...]
    plants: PlantVariety
    tables: Tables

    def __getitem__(self, tagname: str) -> NutrientReport:
        return next(row for row in self.nutrients if row.nutrient.tagname == tagname)

    def having(self, *verdicts: Verdict) -> tuple[NutrientReport, ...]:
        """Nutrients compared with a reference that read so, in the order of the tables."""
        return tuple(r for r in self.nutrients if r.nutrient.assessment == "adequacy" and r.verdict in verdicts)

    @property
    def low_cards(self) -> tuple[NutrientReport, ...]:
        """The lowest few of those that look low; the others stand in the table."""
        low = sorted(self.having(Verdict.LOOKS_LOW), key=lambda row: row.probability or 0)
        return tuple(low[: int(self.tables.settings.low_cards)])

    @property
    def gut(self) -> tuple[NutrientReport, ...]:
        return tuple(row for row in self.nutrients if row.nutrient.assessment == "sources")

    @property
    def can_judge(self) -> bool:
        return self.quality.complete_days >= self.tables.settings.minimum_days

    @property
    def is_full(self) -> bool:
        """Enough complete days, one of them at a weekend; else the report is early and says so."""
        return self.quality.complete_days >= self.tables.settings.full_days and self.quality.weekend_days > 0


def assess_week(
    days: Sequence[DayIntake], person: Person, tables: Tables, own_foods: Mapping[Composition, float] | None = None
) -> CoverageReport:
    """Assess a run of days (a week; 28 days work the same).

    own_foods  what the person ate lately -> their usual portion [g]; the suggestions come from them
    """
    quality = log_quality(days, person, tables.settings)
    rows = [_assess(nutrient, days, person, tables, quality) for nutrient in tables.nutrients]
    uppers = _uppers(rows)
    settings = tables.settings
    if own_foods:
        count = int(settings.suggestion_count)
        rows = [_with_suggestions(row, own_foods, uppers, count) for row in rows]
    above = _above_upper(rows) if quality.complete_days >= settings.minimum_days else ()
    return CoverageReport(
        tuple(days), person, quality, tuple(rows), above,
        plant_variety(days, tables.groups, settings.exposure_servings), tables,
    )  # fmt: skip


def _assess(
    nutrient: Nutrient, days: Sequence[DayIntake], person: Person, tables: Tables, quality: LogQuality
) -> NutrientReport:
    intake = estimate_intake(nutrient.tagname, days)
    is_compared = nutrient.assessment == "adequacy"
    found, referenced = adequacies(intake, person, tables, quality) if is_compared else ((), False)
    reference = shown(found).reference if found else _only_reference(nutrient, person, tables, quality)
    target = reference.target if reference else None
    sources = source_evidence(nutrient.tagname, days, target, tables)
    evidence = Evidence(
        nutrient, quality, intake, found, referenced, sources, person.is_minor, tables.settings
    )  # fmt: skip
    finding = judge(evidence)
    adequacy = shown(found) if found else None
    decided = adequacy is not None and finding.rule in JUDGED
    return NutrientReport(
        nutrient, intake, _estimate(intake, tables), finding, reference, adequacy, found, sources,
        estimated=_estimated(nutrient.tagname, days),
        counterfactual=_counterfactual(adequacy, finding) if adequacy and decided else None,
        days_to_settle=_days_to_settle(adequacy, finding) if adequacy and decided else None,
    )  # fmt: skip


def _estimate(intake: IntakeEstimate, tables: Tables) -> float | None:
    return intake.estimate if (intake.known_share or 0.0) >= tables.settings.minimum_known_share else None


def _only_reference(nutrient: Nutrient, person: Person, tables: Tables, quality: LogQuality) -> ReferenceIntake | None:
    """The reference shown where nothing is judged; None unless all answers lead to its figures."""
    rows = tables.references.get(nutrient.tagname, ())
    found = [reference_for(rows, stage, person, quality, tables.settings) for stage in person.stages]
    figures = {row and (row.ear, row.rda, row.ai, row.ul, row.cdrr) for row in found}
    return found[0] if len(figures) == 1 else None


def _estimated(tagname: str, days: Sequence[DayIntake]) -> Estimated | None:
    """Mean of the estimates over the complete days; None where no food eaten has one."""
    complete = [day for day in days if day.complete]
    eaten = [food for day in complete for food in day.eaten]
    known = [(food.food.estimates[tagname], food.grams / 100) for food in eaten if tagname in food.food.estimates]
    if not known:
        return None
    n = len(complete)
    unknown = dict.fromkeys(f.food.name for f in eaten if tagname not in f.food.estimates and f.food.energy != 0)
    return Estimated(
        sum(e.amount * w for e, w in known) / n,
        sum(e.low * w for e, w in known) / n,
        sum(e.high * w for e, w in known) / n,
        tuple(unknown),
    )


def _counterfactual(adequacy: Adequacy, finding: Finding) -> Counterfactual | None:
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


def _days_to_settle(adequacy: Adequacy, finding: Finding) -> int | None:
    undecided = finding.verdict in (Verdict.MAY_BE_LOW, Verdict.NO_CLEAR_SIGN)
    return adequacy.days_to_settle() if undecided else None


def _uppers(rows: Sequence[NutrientReport]) -> tuple[Upper, ...]:
    recorded = {row.nutrient.tagname: row.intake.recorded for row in rows}
    return tuple(
        Upper(row.reference.ul_tagname, row.reference.ul, recorded.get(row.reference.ul_tagname) or 0.0)
        for row in rows
        if row.reference and row.reference.ul is not None and row.reference.ul_tagname
    )


def _with_suggestions(
    row: NutrientReport, foods: Mapping[Composition, float], uppers: Sequence[Upper], count: int
) -> NutrientReport:
    if row.adequacy is None or row.verdict not in LOW:
        return row
    return replace(row, suggestions=suggest(row.nutrient.tagname, row.adequacy, foods, uppers, count))


def _above_upper(rows: Sequence[NutrientReport]) -> tuple[AboveUpper, ...]:
    """Levels that the recorded mean passes. What was recorded is a lower bound, so this holds whatever is unknown."""
    by_tagname = {row.nutrient.tagname: row for row in rows}
    found = []
    for row in rows:
        reference = row.reference
        if reference is None:
            continue
        covered = by_tagname.get(reference.ul_tagname) if reference.ul is not None else None
        if covered and reference.ul is not None and (covered.intake.recorded or 0) > reference.ul:
            found.append(
                AboveUpper(row.nutrient, covered.nutrient.name, covered.intake.recorded or 0, reference.ul, False)
            )
        if reference.cdrr is not None and (row.intake.recorded or 0) > reference.cdrr:
            found.append(AboveUpper(row.nutrient, row.nutrient.name, row.intake.recorded or 0, reference.cdrr, True))
    return tuple(found)
