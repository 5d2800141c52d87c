"""The gut corner: counters with their evidence, never a score."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diary.week_page.supplements import added
from diary.week_page.unsettled import short_reason
from diary.week_page.wording import Tag, amount, tag_of
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.assessment.sources import SourceDay, SourceExposure
from nutrients.in_language import in_language
from nutrients.models import Nutrient

Grade = Nutrient.Grade
# Plant variety is no row of the nutrients: it has no amount and no sources.
PLANT_GRADE, PLANT_SOURCE = Grade.C, "McDonald 2018, mSystems 3:e00031-18"


@dataclass(frozen=True, slots=True)
class Tile:
    """One topic. tag None: a counter without a level; tagname blank: no page behind it. The detail lines unfold."""

    tagname: str
    name: str
    grade: str
    grade_words: str
    number: str
    counts: str
    tag: Tag | None
    note: str
    lines: tuple[str, ...]
    claim: str
    evidence: str
    citation: str
    details: str
    detail_lines: tuple[str, ...]


def tiles(report: CoverageReport) -> Iterator[Tile]:
    for row in report.gut:
        yield _tile(row, report)
    yield _plants(report)


def _tile(row: NutrientReport, report: CoverageReport) -> Tile:
    nutrient, exposure = row.nutrient, row.sources.every if row.sources else SourceExposure((), 0)
    counts = ngettext(
        "of your %d complete day had such a food.", "of your %d complete days had such a food.", len(exposure.days)
    )
    groups = [
        in_language(report.tables.groups[source.group].name)
        for source in report.tables.sources.get(nutrient.tagname, ())
    ]
    return Tile(
        tagname=nutrient.tagname,
        name=in_language(nutrient.name),
        grade=nutrient.evidence_grade,
        grade_words=grade_words(nutrient.evidence_grade),
        number=str(len(exposure.exposure_days)),
        counts=counts % len(exposure.days),
        tag=tag_of(row.verdict),
        note=short_reason(row),
        lines=(
            *_eaten(exposure.exposure_days),
            *_maybe(exposure.possible_days),
            *_estimate(row),
            *filter(None, [added(row)]),
        ),
        claim=in_language(nutrient.article_claim),
        evidence=in_language(nutrient.evidence_note),
        citation=nutrient.citation,
        details=_("Which foods count"),
        detail_lines=tuple(dict.fromkeys(groups)),
    )


def _eaten(days: Sequence[SourceDay]) -> Iterator[str]:
    for day in days:
        yield f"{date_format(day.date, 'D')}: {', '.join(day.foods)}"


def _maybe(days: Sequence[SourceDay]) -> Iterator[str]:
    for day in days:
        yield _("%(day)s, not known: what is in %(foods)s") % {
            "day": date_format(day.date, "D"), "foods": ", ".join(day.unknown_foods)
        }  # fmt: skip


def _estimate(row: NutrientReport) -> Iterator[str]:
    """An amount that no table gives, with its band."""
    if row.estimated is None:
        return
    nutrient, estimated = row.nutrient, row.estimated
    text = _("Estimated at about %(amount)s %(unit)s a day, anywhere from %(low)s to %(high)s: no food table lists it.")
    yield text % {
        "amount": amount(estimated.amount, nutrient.decimals), "unit": nutrient.unit,
        "low": amount(estimated.low, nutrient.decimals), "high": amount(estimated.high, nutrient.decimals),
    }  # fmt: skip
    if n := len(estimated.unknown_foods):
        yield (
            ngettext("%d food has no estimate and may add to it.", "%d foods have no estimate and may add to it.", n)
            % n
        )


def grade_words(grade: str) -> str:
    return str(Grade(grade).label) if grade else ""


def _plants(report: CoverageReport) -> Tile:
    names = tuple(map(in_language, report.plants.names))
    unlisted = {eaten.food.name for day in report.days for eaten in day.eaten if not eaten.food.makeup_known}
    may_hold = ngettext(
        "%d food does not list what is in it and may hold more.",
        "%d foods do not list what is in them and may hold more.", len(unlisted),
    )  # fmt: skip
    return Tile(
        tagname="",
        name=_("Different plants"),
        grade=PLANT_GRADE.value,
        grade_words=grade_words(PLANT_GRADE),
        number=str(len(names)),
        counts=ngettext("plant in the days logged.", "different plants in the days logged.", len(names)),
        tag=None,
        note=_(
            "A counter, no level: “30 a week” comes from people who sent in their own samples and diaries. It is a"
            " pattern, not a target."
        ),
        lines=(may_hold % len(unlisted),) if unlisted else (),
        claim="",
        evidence=_(
            "More different plants went with more varied gut microbes in that group, which does not show a cause."
        ),
        citation=PLANT_SOURCE,
        details=_("See all of them"),
        detail_lines=names,
    )
