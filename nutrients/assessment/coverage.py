"""A run of days -> CoverageReport: one finding a nutrient, with all that is needed to compute it again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nutrients.assessment.eaten import DayIntake, at_one_density
from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.intake import IntakeEstimate, estimate_intake
from nutrients.assessment.outlook import Counterfactual, counterfactual, days_to_settle
from nutrients.assessment.quality import LogQuality, log_quality
from nutrients.assessment.reference import Person, ReferenceIntake
from nutrients.assessment.rules import JUDGED, LOW, Evidence, Finding, Verdict, judge, shown
from nutrients.assessment.sources import PlantVariety, SourceEvidence, plant_variety, source_evidence
from nutrients.assessment.suggestions import Foods, Suggestion, suggest
from nutrients.assessment.supplements import SupplementIntake
from nutrients.assessment.tables import Nutrient, Tables
from nutrients.assessment.uppers import AboveUpper, Logged, Upper, above_upper, uppers_of
from nutrients.assessment.verdicts import only_reference, verdict_on


@dataclass(frozen=True, slots=True)
class Estimated:
    """A day's mean that no table gives, with its band, in the nutrient's unit; foods without an estimate are named."""

    amount: float
    low: float
    high: float
    unknown_foods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoodAlone:
    """What the same log reads as without its supplements."""

    finding: Finding
    adequacy: Adequacy | None

    @property
    def verdict(self) -> Verdict:
        return self.finding.verdict

    @property
    def probability(self) -> float | None:
        """P, where a rule that looks at P decided."""
        return self.adequacy.probability if self.adequacy and self.finding.rule in JUDGED else None


@dataclass(frozen=True, slots=True)
class NutrientReport:
    """One nutrient. intake and estimate are of food; finding, adequacy and suggestions of food and supplements.

    estimate      the mean a day with the rest taken to be like what is known; None where too little is (chapter 2)
    adequacy      None where no probability could be worked out; may be there with the verdict withheld
    alternatives  one adequacy for each reference that the answers allow, `adequacy` among them
    supplements   None where no complete day holds a supplement
    food_alone    what food alone reads as; None where no supplement gives any of a nutrient judged by amount
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
    supplements: SupplementIntake | None = None
    food_alone: FoodAlone | None = None

    @property
    def supplement(self) -> float:
        """What supplements give of it a day by their labels, at least; 0 also where none is known to give any."""
        return (self.supplements.amount or 0.0) if self.supplements else 0.0

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
    def has_supplements(self) -> bool:
        """Whether a complete day holds a supplement."""
        return any(day.complete and day.supplements for day in self.days)

    @property
    def can_judge(self) -> bool:
        return self.quality.complete_days >= self.tables.settings.minimum_days

    @property
    def is_full(self) -> bool:
        """Enough complete days, one of them at a weekend; else the report is early and says so."""
        return self.quality.complete_days >= self.tables.settings.full_days and self.quality.weekend_days > 0


def assess_week(days: Sequence[DayIntake], person: Person, tables: Tables) -> CoverageReport:
    """Assess a run of days (a week; 28 days work the same). Nothing is suggested yet: see with_suggestions()."""
    days = at_one_density(days)
    settings, quality = tables.settings, log_quality(days, person, tables.settings)
    found = [assess_nutrient(nutrient, days, person, tables, quality) for nutrient in tables.nutrients]
    rows = tuple(_with_outlook(row) for row in found)
    above = tuple(above_upper([(row.nutrient, row.reference) for row in rows], _logged(rows)))
    return CoverageReport(
        tuple(days), person, quality, rows, above if quality.complete_days >= settings.minimum_days else (),
        plant_variety(days, tables.groups, settings.exposure_servings), tables,
    )  # fmt: skip


def with_suggestions(report: CoverageReport, own_foods: Foods, everyday: Foods | None = None) -> CoverageReport:
    """The report with foods that would help what reads low: the person's own, and everyday ones for want of these.

    own_foods, everyday  food -> its usual portion [g]
    """
    uppers = uppers_of((row.reference for row in report.nutrients), _logged(report.nutrients))
    count = int(report.tables.settings.suggestion_count)
    rows = tuple(_with_suggestions(row, own_foods, uppers, count, everyday) for row in report.nutrients)
    return replace(report, nutrients=rows)


def short_of_own_foods(report: CoverageReport) -> tuple[str, ...]:
    """Tagnames of what reads low where too few of the foods suggested would change that."""
    count = int(report.tables.settings.suggestion_count)
    return tuple(
        row.nutrient.tagname for row in report.nutrients
        if _may_be_helped(row) and sum(food.verdict is not row.verdict for food in row.suggestions) < count
    )  # fmt: skip


def assess_nutrient(
    nutrient: Nutrient, days: Sequence[DayIntake], person: Person, tables: Tables, quality: LogQuality
) -> NutrientReport:
    """What a run of days says of one nutrient, without what would change it: no counterfactual, days or suggestions.

    quality: of the same days.
    """
    intake = estimate_intake(nutrient.tagname, days)
    found = verdict_on(nutrient, days, person, tables, quality, intake)
    adequacy, supplements, evidence = found.adequacy, found.supplements, found.evidence
    reference = adequacy.reference if adequacy else only_reference(nutrient, person, tables, quality)
    target = reference.target if reference else None
    sources = evidence.sources or source_evidence(nutrient.tagname, days, target, tables)
    return NutrientReport(
        nutrient, intake, _estimate(intake, tables), found.finding, reference, adequacy, evidence.adequacies, sources,
        estimated=_estimated(nutrient.tagname, days),
        supplements=supplements,
        food_alone=_food_alone(evidence) if evidence.adequacies and evidence.adequacies[0].supplement else None,
    )  # fmt: skip


def _with_outlook(row: NutrientReport) -> NutrientReport:
    """With what would have read better, and how many more days would settle it."""
    if row.adequacy is None or row.finding.rule not in JUDGED:
        return row
    return replace(
        row,
        counterfactual=counterfactual(row.adequacy, row.finding),
        days_to_settle=days_to_settle(row.adequacy, row.finding),
    )


def _food_alone(evidence: Evidence) -> FoodAlone:
    found = tuple(adequacy.from_food_alone for adequacy in evidence.adequacies)
    return FoodAlone(judge(replace(evidence, adequacies=found)), shown(found) if found else None)


def _estimate(intake: IntakeEstimate, tables: Tables) -> float | None:
    return intake.estimate if (intake.known_share or 0.0) >= tables.settings.minimum_known_share else None


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


def _logged(rows: Sequence[NutrientReport]) -> dict[str, Logged]:
    return {
        row.nutrient.tagname: Logged(
            row.nutrient, row.intake.recorded or 0.0, row.supplement, row.intake.known_energy
        ) for row in rows
    }  # fmt: skip


def _may_be_helped(row: NutrientReport) -> bool:
    return row.adequacy is not None and row.verdict in LOW


def _with_suggestions(
    row: NutrientReport, foods: Foods, uppers: Sequence[Upper], count: int, everyday: Foods | None
) -> NutrientReport:
    if row.adequacy is None or not _may_be_helped(row):
        return row
    found = suggest(row.nutrient.tagname, row.adequacy, foods, uppers, count, everyday)
    return replace(row, suggestions=found)
