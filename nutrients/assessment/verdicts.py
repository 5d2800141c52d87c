"""A run of days -> the verdicts alone: what a report begins with, and all that a count over many diaries needs."""

from collections.abc import Sequence
from typing import NamedTuple

from nutrients.assessment.bare import Aligned, BareIntake, bare_intakes
from nutrients.assessment.comparison import reference_for
from nutrients.assessment.eaten import DayIntake, at_one_density
from nutrients.assessment.evidence import Adequacy, adequacies
from nutrients.assessment.intake import IntakeEstimate
from nutrients.assessment.quality import LogQuality, log_quality
from nutrients.assessment.reference import Person, ReferenceIntake
from nutrients.assessment.rules import JUDGED, Evidence, Finding, Verdict, judge, shown
from nutrients.assessment.sources import source_evidence
from nutrients.assessment.supplements import SupplementIntake, supplement_intake
from nutrients.assessment.tables import Nutrient, Tables


class NutrientVerdict(NamedTuple):
    """What a run of days says of one nutrient, and what it was judged by.

    supplements  None where no complete day holds a supplement
    """

    evidence: Evidence
    finding: Finding
    supplements: SupplementIntake | None

    @property
    def tagname(self) -> str:
        return self.evidence.nutrient.tagname

    @property
    def verdict(self) -> Verdict:
        return self.finding.verdict

    @property
    def adequacy(self) -> Adequacy | None:
        """Of the references the answers allow, the one shown; None where no probability could be worked out."""
        return shown(self.evidence.adequacies) if self.evidence.adequacies else None

    @property
    def probability(self) -> float | None:
        """P, where a rule that looks at P decided; None where the verdict was withheld before."""
        adequacy = self.adequacy
        return adequacy.probability if adequacy and self.finding.rule in JUDGED else None


def judged(tables: Tables) -> tuple[Nutrient, ...]:
    """The nutrients that can have a verdict, in the order of the tables."""
    return tuple(nutrient for nutrient in tables.nutrients if nutrient.assessment in ("adequacy", "sources"))


def aligned_by(tables: Tables) -> Aligned:
    """What verdicts() asks of foods, empty."""
    return Aligned(nutrient.tagname for nutrient in judged(tables))


def verdicts(
    days: Sequence[DayIntake], person: Person, tables: Tables, aligned: Aligned | None = None
) -> tuple[NutrientVerdict, ...]:
    """Of each nutrient that can have one, in the order of the tables: verdict for verdict those of assess_week().

    aligned: from aligned_by(), kept from person to person.
    """
    days = at_one_density(days)
    quality = log_quality(days, person, tables.settings)
    intakes = bare_intakes(days, aligned_by(tables) if aligned is None else aligned)
    return tuple(
        verdict_on(nutrient, days, person, tables, quality, intake)
        for nutrient, intake in zip(judged(tables), intakes, strict=True)
    )


def verdict_on(
    nutrient: Nutrient,
    days: Sequence[DayIntake],
    person: Person,
    tables: Tables,
    quality: LogQuality,
    intake: IntakeEstimate | BareIntake,
) -> NutrientVerdict:
    """quality and intake: of the same days. A bare intake asks for no more than a verdict needs."""
    supplements = supplement_intake(nutrient.tagname, days)
    supplement = (supplements.amount or 0.0) if supplements else 0.0
    found: tuple[Adequacy, ...] = ()
    referenced, sources = False, None
    if nutrient.assessment == "adequacy":
        found, referenced = adequacies(intake, person, tables, quality, supplement)
    elif nutrient.assessment == "sources":
        reference = only_reference(nutrient, person, tables, quality)
        sources = source_evidence(nutrient.tagname, days, reference.target if reference else None, tables)
    evidence = Evidence(
        nutrient, quality, intake, found, referenced, sources, person.is_minor, tables.settings
    )  # fmt: skip
    return NutrientVerdict(evidence, judge(evidence), supplements)


def only_reference(nutrient: Nutrient, person: Person, tables: Tables, quality: LogQuality) -> ReferenceIntake | None:
    """The reference shown where nothing is judged; None unless all answers lead to its figures."""
    found = (
        [reference_for(nutrient.tagname, stage, person, quality, tables) for stage in person.stages]
        if nutrient.tagname in tables.references
        else []
    )
    figures = {row and (row.ear, row.rda, row.ai, row.ul, row.cdrr) for row in found}
    return found[0] if len(figures) == 1 else None
