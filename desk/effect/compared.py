"""One week's report now and as it would be: which nutrients get other figures, which another verdict."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from nutrients.assessment.bare import bare_intake
from nutrients.assessment.eaten import DayIntake
from nutrients.assessment.quality import log_quality
from nutrients.assessment.reference import Person
from nutrients.assessment.tables import Tables
from nutrients.assessment.verdicts import NutrientVerdict, only_reference, verdict_on


class Compared(NamedTuple):
    """A nutrient whose figures differ. None: there is no such nutrient in the report."""

    tagname: str
    before: NutrientVerdict | None
    after: NutrientVerdict | None

    @property
    def reads_otherwise(self) -> bool:
        return bool(self.before and self.after and self.before.verdict != self.after.verdict)


def compared(
    days: Sequence[DayIntake],
    days_after: Sequence[DayIntake],
    person: Person,
    before: Tables,
    after: Tables,
    touched: frozenset[str],
) -> Iterator[Compared]:
    """What differs between the two reports, of the nutrients that may."""
    one, other = verdicts_of(days, person, before, touched), verdicts_of(days_after, person, after, touched)
    for tagname in one | other:
        earlier, later = one.get(tagname), other.get(tagname)
        if _figures(earlier, person, before) != _figures(later, person, after):
            yield Compared(tagname, earlier, later)


def verdicts_of(
    days: Sequence[DayIntake], person: Person, tables: Tables, tagnames: Collection[str]
) -> dict[str, NutrientVerdict]:
    """Of these nutrients as far as a report has them, those included of which only an amount is shown."""
    quality = log_quality(days, person, tables.settings)
    return {
        nutrient.tagname: verdict_on(
            nutrient, days, person, tables, quality, bare_intake(nutrient.tagname, days)
        )
        for nutrient in tables.nutrients
        if nutrient.tagname in tagnames
    }  # fmt: skip


def _figures(found: NutrientVerdict | None, person: Person, tables: Tables) -> object:
    """What the report prints of it, as far as a table can change it."""
    if found is None:
        return None
    evidence, adequacy, supplements = found.evidence, found.adequacy, found.supplements
    intake, sources = evidence.intake, evidence.sources
    return (
        found.finding, intake.recorded, intake.known_share, found.probability,
        supplements and supplements.amount,
        adequacy and adequacy.reference,
        only_reference(evidence.nutrient, person, tables, evidence.quality),
        sources and (sources.every.share, sources.every.possible_share),
    )  # fmt: skip
