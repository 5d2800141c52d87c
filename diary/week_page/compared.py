"""What a nutrient was compared with: the reference, the survey, and their limits."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diary.week_page.wording import amount, counted, level, level_names, written
from nutrients.assessment.coverage import NutrientReport
from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.reference import ReferenceIntake
from nutrients.in_language import in_language
from nutrients.models.reference import ReferenceSet


def compared(row: NutrientReport) -> Iterator[tuple[str, str]]:
    if row.reference is not None:
        yield from reference_lines(row.reference, row.nutrient.unit)
    if len(row.alternatives) > 1:
        text = _("Your answers leave %s comparisons; the one shown asks most of an intake.")
        yield _("Other answers"), text % counted(len(row.alternatives))
    if row.adequacy is not None:
        yield from _prior(row.adequacy, row.nutrient.unit)


def reference_lines(reference: ReferenceIntake, unit: str) -> Iterator[tuple[str, str]]:
    need, nearly_all = level_names(reference)
    yield _("For"), f"{in_language(reference.stage.life_stage)} ({ReferenceSet(reference.reference_set).label})"
    if reference.ear is not None:
        spread = _(", spread (CV) %s%%") % level(100 * reference.requirement_cv) if reference.requirement_cv else ""
        yield _("Average need (%s)") % need, _("%(level)s %(unit)s a day%(spread)s") % {
            "level": level(reference.ear), "unit": unit, "spread": spread
        }  # fmt: skip
    levels = [
        (_("Covers nearly all (%s)") % nearly_all, reference.rda),
        (_("Suggested intake (AI)"), reference.ai),
        (_("Upper level (UL)"), reference.ul),
        (_("Level to come down from"), reference.cdrr),
    ]
    for label, value in levels:
        if value is not None:
            yield label, _("%(level)s %(unit)s a day") % {"level": level(value), "unit": unit}
    if reference.scaled_from is not None:
        yield _("Worked out"), _scaled(reference, *reference.scaled_from, unit)
    for label, text in (
        (_("On the UL"), in_language(reference.ul_note)),
        (_("Note"), in_language(reference.note)),
        (_("Source"), reference.source),
    ):
        if text:
            yield label, text


def _scaled(reference: ReferenceIntake, basis: str, factor: float, unit: str) -> str:
    """How a reference given per kg or MJ became one a day, with the digits that the sum uses."""
    values = {"basis": basis, "factor": written(factor), "unit": unit}
    if reference.ear is None:
        return _("given per %(basis)s, times %(factor)s %(basis)s") % values
    text = _("%(per)s %(unit)s per %(basis)s, times %(factor)s %(basis)s, is %(day)s %(unit)s a day")
    return text % (values | {"per": level(reference.ear / factor), "day": written(reference.ear)})


def _prior(adequacy: Adequacy, unit: str) -> Iterator[tuple[str, str]]:
    prior = adequacy.prior
    eaten = _("%(mean)s %(unit)s a day; SD between people %(between)s, between days of one person %(within)s")
    yield _("What people eat"), eaten % {
        "mean": written(prior.mean), "unit": unit, "between": written(prior.sd_between),
        "within": written(prior.sd_within),
    }  # fmt: skip
    yield (
        _("Who they are"),
        f"{in_language(prior.stage.life_stage)}; "
        + ngettext("%s person", "%s people", prior.people) % amount(prior.people, 0),
    )
    yield _("Survey"), prior.source
    if adequacy.distribution:
        yield (
            _("Requirements"),
            f"{in_language(adequacy.distribution.stage.life_stage)}; {adequacy.distribution.source}",
        )
    yield (
        _("Known limit"),
        _("One country’s survey; an unusual diet may not fit. The spread between people is widened by τ = %s.")
        % level(adequacy.tau),
    )
