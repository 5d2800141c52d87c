"""The range of one nutrient as a chart: what is known and unknown of it, and the levels beside it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from diary.charts import RangeChart, range_chart
from diary.week_page.supplements import added
from diary.week_page.wording import level, level_names, with_unit
from nutrients.assessment.coverage import NutrientReport
from nutrients.in_language import in_language


def chart_of(row: NutrientReport) -> RangeChart:
    """The range chart of a nutrient; interval and levels only where there are some."""
    intake, nutrient, interval = row.intake, row.nutrient, _interval(row)
    recorded = intake.recorded or 0
    levels = _levels(row, max(recorded, row.estimate or 0, *(interval or (0,))) + row.supplement)
    title = " ".join([*_told(row, interval), *(label for _value, label in levels)])
    chart_id = "range-" + "".join(c if c.isalnum() else "-" for c in nutrient.tagname)
    return range_chart(
        chart_id, title, recorded, row.estimate, bool(intake.unknown), interval, levels, nutrient.unit, row.supplement
    )  # fmt: skip


Interval = tuple[float, float, float]


def _interval(row: NutrientReport) -> Interval | None:
    """Low, middle and high of usual intake; None where too little is known to say."""
    if row.adequacy is None or row.estimate is None:
        return None
    low, high = row.adequacy.interval
    return low, row.adequacy.median, high


def _told(row: NutrientReport, interval: Interval | None) -> Iterator[str]:
    """The chart in words."""
    intake, nutrient = row.intake, row.nutrient
    if intake.recorded is None:
        yield _("%s: unknown. No food logged has a value.") % in_language(nutrient.name)
        yield from filter(None, [added(row)])
        return
    text = _("%(name)s: at least %(recorded)s a day.") if intake.unknown else _("%(name)s: %(recorded)s a day.")
    yield text % {"name": in_language(nutrient.name), "recorded": with_unit(intake.recorded, nutrient)}
    if not intake.unknown:
        yield _("Every food has a value.")
    elif row.estimate is None:
        yield _("Too much is unknown to estimate the rest.")
    else:
        yield _("About %s with the foods without a value.") % with_unit(row.estimate, nutrient)
    yield from filter(None, [added(row)])
    if interval:
        yield _("Usual intake likely lies between %(low)s and %(high)s.") % {
            "low": with_unit(interval[0], nutrient), "high": with_unit(interval[2], nutrient)
        }  # fmt: skip


def _levels(row: NutrientReport, furthest: float) -> list[tuple[float, str]]:
    """The levels drawn, the main one first; the UL only where it covers this very amount and is not far off."""
    reference = row.reference
    if reference is None:
        return []
    if row.nutrient.assessment == "upper":
        return [] if reference.cdrr is None else [(reference.cdrr, _("come down from %s") % level(reference.cdrr))]
    _ear, rda = level_names(reference)
    levels = [
        (reference.ear, _("average need %s")),
        (reference.rda, f"{rda} %s"),
        (reference.ai, "AI %s"),
    ]
    found = [(value, text % level(value)) for value, text in levels if value is not None]
    reach = max([furthest, *(value for value, _text in found)])
    if reference.ul is not None and reference.ul_tagname == row.nutrient.tagname and reference.ul <= reach:
        found.append((reference.ul, _("UL %s") % level(reference.ul)))
    return found
