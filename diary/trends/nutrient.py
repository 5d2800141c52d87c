"""One nutrient week by week: the chart of the weeks, the table with the same numbers, and what they were set beside."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diary.trends.chart import Interval, WeekBar, WeeksChart, weeks_chart
from diary.trends.past import PastWeek
from diary.week_page.compared import reference_lines
from diary.week_page.page import dates_of
from diary.week_page.supplements import figure
from diary.week_page.unsettled import short_reason
from diary.week_page.wording import Tag, amount, level, level_names, tag_of, tag_of_finding
from diary.weeks import Week
from diary.words import VERDICTS
from nutrients.assessment.coverage import NutrientReport
from nutrients.assessment.reference import ReferenceIntake
from nutrients.assessment.rules import Reason, Verdict
from nutrients.assessment.tables import Nutrient
from nutrients.in_language import in_language

JUDGED_BY = frozenset({"adequacy", "sources"})


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One week of the table. Figures are blank where there are none; note: why there is no verdict."""

    week: Week
    label: str
    is_running: bool
    is_kept: bool
    days: str
    tag: Tag
    note: str
    address: str
    recorded: str = ""
    estimate: str = ""
    usual: str = ""
    supplement: str = ""


@dataclass(frozen=True, slots=True)
class NutrientWeeks:
    """latest: the newest week with a verdict, and its dates; None where there is none. rows: newest first."""

    chart: WeeksChart
    rows: tuple[WeekRow, ...]
    summary: str
    latest: WeekRow | None
    latest_dates: str
    references: tuple[tuple[str, str], ...]
    level_keys: tuple[str, ...]
    levels_differ: bool
    shapes: tuple[Tag, ...]
    has_supplements: bool
    anything_logged: bool

    @property
    def figures(self) -> int:
        """How many columns of figures the table has."""
        return 1 + self.chart.has_hatched + self.has_supplements + self.chart.has_intervals


def nutrient_weeks(nutrient: Nutrient, past: Sequence[PastWeek], today: date) -> NutrientWeeks:
    rows = [_row(nutrient, week, today) for week in reversed(past)]
    judged = next((row for row in rows if row.tag.shape and row.tag.shape != "cannot_tell"), None)
    found = [week.rows[nutrient.tagname] for week in past if nutrient.tagname in week.rows]
    references = [row.reference for row in found if row.reference is not None]
    bars = [_bar(nutrient, week) for week in past]
    return NutrientWeeks(
        chart=_chart(nutrient, bars, references[-1] if references else None),
        rows=tuple(rows),
        summary=_summary(rows) if nutrient.assessment == "adequacy" else "",
        latest=judged,
        latest_dates=dates_of(judged.week, today) if judged else "",
        references=tuple(reference_lines(references[-1], nutrient.unit)) if references else (),
        level_keys=tuple(_level_keys(nutrient, references[-1])) if references else (),
        levels_differ=len({(row.ear, row.rda, row.ai, row.cdrr) for row in references}) > 1,
        shapes=tuple(dict.fromkeys(tag_of(Verdict(row.tag.shape.upper())) for row in rows if row.tag.shape)),
        has_supplements=any(row.supplement for row in found),
        anything_logged=any(week.is_logged for week in past),
    )


def _row(nutrient: Nutrient, past: PastWeek, today: date) -> WeekRow:
    row, week = past.rows.get(nutrient.tagname), past.week
    name = "week_why" if nutrient.assessment in {*JUDGED_BY, "upper"} and row is not None else "week"
    kwargs = {"week": week} | ({"tagname": nutrient.tagname} if name == "week_why" else {})
    shared = WeekRow(
        week,
        label=week_label(week, today),
        is_running=today in week,
        is_kept=past.is_kept,
        days=days_of_seven(past),
        tag=tag_of_finding(row.finding) if row and nutrient.assessment in JUDGED_BY else Tag(_("Amount only")),
        note=_("not in the tables when this report was kept") if row is None else _note(row, past),
        address=reverse(name, kwargs=kwargs),
    )
    return shared if row is None or _is_open(row, past) else _with_figures(shared, row)


def week_label(week: Week, today: date) -> str:
    """9 Nov, with the year where it is not this one."""
    return date_format(week.first_day, "j M" if week.first_day.year == today.year else "j M Y")


def days_of_seven(past: PastWeek) -> str:
    return _("%(n)d of %(all)d") % {"n": past.quality.complete_days, "all": len(past.week.days)}


def _with_figures(shared: WeekRow, row: NutrientReport) -> WeekRow:
    recorded, decimals, interval = row.intake.recorded, row.nutrient.decimals, _interval(row)
    low, high = (amount(interval[0], decimals), amount(interval[2], decimals)) if interval else ("", "")
    said = "" if recorded is None else amount(recorded, decimals)
    if said and row.intake.unknown:
        said = _("at least\xa0%s") % said
    return replace(
        shared,
        recorded=said or _("no data"),
        estimate=amount(row.estimate, decimals) if row.estimate is not None and row.intake.unknown else "",
        usual=f"{low}\xa0–\xa0{high}" if interval else "",
        supplement=figure(row) if row.supplement else "",
    )


def _note(row: NutrientReport, past: PastWeek) -> str:
    """Why there is no verdict, in a few words."""
    if row.finding.reason is Reason.FEW_DAYS or not past.quality.complete_days:
        if not past.is_logged:
            return _("nothing logged")
        wanted = int(past.settings.minimum_days)
        return ngettext("needs %d complete day", "needs %d complete days", wanted) % wanted
    return short_reason(row)


def _is_open(row: NutrientReport, past: PastWeek) -> bool:
    """Too few complete days to show an amount of."""
    return row.finding.reason is Reason.FEW_DAYS or not past.quality.complete_days


def _interval(row: NutrientReport) -> Interval | None:
    """Low, middle and high of usual intake, where it is spoken of."""
    if row.adequacy is None or row.estimate is None or row.finding.reason is Reason.MINOR:
        return None
    low, high = row.adequacy.interval
    return low, row.adequacy.median, high


def _bar(nutrient: Nutrient, past: PastWeek) -> WeekBar:
    row = past.rows.get(nutrient.tagname)
    count = ngettext("%d d", "%d d", past.quality.complete_days) % past.quality.complete_days
    if row is None or _is_open(row, past):
        shape = "cannot_tell" if nutrient.assessment == "adequacy" else ""
        return WeekBar(past.week, count=count, shape=shape)
    return WeekBar(
        past.week, row.intake.recorded or 0.0, row.supplement, row.estimate, bool(row.intake.unknown), _interval(row),
        count=count, shape=tag_of(row.verdict).shape if nutrient.assessment == "adequacy" else "",
    )  # fmt: skip


def _chart(nutrient: Nutrient, bars: Sequence[WeekBar], reference: ReferenceIntake | None) -> WeeksChart:
    levels = list(_levels(nutrient, reference)) if reference else []
    furthest = max([value for value, _label in levels] + [bar.interval[2] for bar in bars if bar.interval], default=0.0)
    upper = reference.ul if reference and reference.ul_tagname == nutrient.tagname else None
    off_scale = ""
    if upper is not None and upper <= furthest:
        levels.append((upper, _("UL %s") % level(upper)))
    elif upper is not None:
        off_scale = _("UL %s is off this scale") % level(upper)
    title = _(
        "%(name)s in the last %(weeks)d weeks: what was logged a day with the unknown part hatched, and where usual"
        " intake likely lies. %(levels)s The table holds the same numbers."
    ) % {"name": in_language(nutrient.name), "weeks": len(bars), "levels": _named(levels)}
    return weeks_chart("weeks-title", title, _("%s a day") % nutrient.unit, bars, levels, off_scale=off_scale)


def _named(levels: Sequence[tuple[float, str]]) -> str:
    return _("Lines: %s.") % ", ".join(label for _value, label in levels) if levels else ""


def _levels(nutrient: Nutrient, reference: ReferenceIntake) -> Iterator[tuple[float, str]]:
    """The levels drawn, the main one first."""
    if nutrient.assessment == "upper":
        texts = [(reference.cdrr, _("at most %s"))]
    else:
        _need, nearly_all = level_names(reference)
        texts = [(reference.ear, _("need %s")), (reference.rda, f"{nearly_all} %s"), (reference.ai, "AI %s")]
    for value, text in texts:
        if value is not None:
            yield value, text % level(value)


def _level_keys(nutrient: Nutrient, reference: ReferenceIntake) -> Iterator[str]:
    """What the lines mean, in the order of _levels()."""
    if nutrient.assessment == "upper":
        texts = [(reference.cdrr, _("level to come down from"))]
    else:
        need, nearly_all = level_names(reference)
        texts = [
            (reference.ear, _("average need, %s") % need), (reference.rda, _("%s, covers nearly all") % nearly_all),
            (reference.ai, _("suggested intake, AI")),
        ]  # fmt: skip
    for value, text in texts:
        if value is not None:
            yield text


def _summary(rows: Sequence[WeekRow]) -> str:
    """How many of the weeks could be judged, and how they read."""
    judged = [row.tag.shape for row in rows if row.tag.shape not in ("", "cannot_tell")]
    if not judged:
        why = Counter(row.note for row in rows if row.note).most_common(1)
        text = _("None of these %(n)d weeks could be judged. The commonest reason: %(why)s.")
        return text % {"n": len(rows), "why": why[0][0] if why else _("nothing logged")}
    counts = Counter(judged)
    order = [verdict for verdict in Verdict if verdict.lower() in counts]
    each = [
        _("“%(verdict)s” in %(n)d") % {"verdict": VERDICTS[verdict], "n": counts[verdict.lower()]} for verdict in order
    ]
    text = ngettext(
        "%(n)d of these %(all)d weeks could be judged: it reads %(each)s.",
        "%(n)d of these %(all)d weeks could be judged: it reads %(each)s.",
        len(judged),
    )
    if len(judged) == len(rows):
        text = _("Each of these %(all)d weeks could be judged: it reads %(each)s.")
    return text % {"n": len(judged), "all": len(rows), "each": get_text_list(each, _("and"))}
