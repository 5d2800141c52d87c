"""The range of one nutrient as a chart: what is known and unknown of it, and the levels beside it."""

from django.utils.translation import gettext as _

from diary.charts import RangeChart, range_chart
from diary.week_page.wording import level, level_names, with_unit
from nutrients.assessment.coverage import NutrientReport


def chart_of(row: NutrientReport) -> RangeChart:
    """The range chart of a nutrient; interval and levels only where there are some."""
    intake, nutrient, adequacy = row.intake, row.nutrient, row.adequacy
    interval = None
    if adequacy is not None:
        low, high = adequacy.interval
        interval = (low, adequacy.posterior.median, high)
    recorded, is_unknown = intake.recorded or 0, bool(intake.unknown)
    levels = _levels(row, max(recorded, intake.could_be or 0, *(interval or (0,))))
    title = _("%(name)s: %(recorded)s a day recorded. ") % {
        "name": nutrient.name, "recorded": with_unit(recorded, nutrient)
    }  # fmt: skip
    title += _("Part is unknown. ") if is_unknown else _("Every food has a value. ")
    if interval:
        title += _("Usual intake likely lies between %(low)s and %(high)s. ") % {
            "low": with_unit(interval[0], nutrient), "high": with_unit(interval[2], nutrient)
        }  # fmt: skip
    title += " ".join(label for _value, label in levels)
    chart_id = "range-" + "".join(c if c.isalnum() else "-" for c in nutrient.tagname)
    return range_chart(chart_id, title, recorded, intake.could_be, is_unknown, interval, levels, nutrient.unit)


def _levels(row: NutrientReport, furthest: float) -> list[tuple[float, str]]:
    """The levels drawn, the main one first; the UL only where it covers this very amount and is not far off."""
    reference = row.reference
    if reference is None:
        return []
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
