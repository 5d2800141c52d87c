"""CoverageReport -> Sheet: one page for somebody who has a minute, in the words of the week page."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Profile
from diary.kept.keeping import ShownReport
from diary.summary.paper import Paper
from diary.summary.rows import SheetRow, in_order, row_of
from diary.week_page.decided import life_stages, thresholds
from diary.week_page.judge import Fact
from diary.week_page.page import WeekPage, dates_of, week_page
from diary.week_page.unsettled import short_reason
from diary.week_page.wording import (
    LEVEL_NAMES,
    in_sentence,
    in_ten,
    listed,
    percent,
    sentence,
)
from diary.weeks import Week
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.rules import LOW, Reason, Verdict
from nutrients.in_language import in_language
from nutrients.models.reference import Physiology, ReferenceSet, Sex

MOST_ROWS = 16  # of the table; more would not leave room for the rest of the page
MOST_TOLD = 4  # of those that look or may be low are told in words
MOST_FOODS = 3  # named for what they gave
MOST_SUPPLEMENTS = 3
LONGEST_NAME = 32  # letters of a food's name on the first page; the appendix has all of it


@dataclass(frozen=True, slots=True)
class Told:
    """What looks or may be low, in words. chance: of being short; foods: what gave most, blank where left out."""

    name: str
    chance: str
    foods: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """page: what the screen shows of the same report. more_rows, more_told: what found no room, blank if nothing.

    counted: topics without a reference intake. interval: how likely usual intake is in it. levels: their names in the
    reference set, EAR / RDA or AR / PRI.
    """

    page: WeekPage
    dates: str
    about: tuple[tuple[str, str], ...]
    basis: tuple[Fact, ...]
    rows: tuple[SheetRow, ...]
    more_rows: str
    told: tuple[Told, ...]
    more_told: str
    counted: tuple[tuple[str, str], ...]
    cannot_tell: tuple[str, ...]
    interval: str
    levels: str
    method: str
    limits: str


def sheet_of(shown: ShownReport, week: Week, today: date, paper: Paper, assumed: int | None = None) -> Sheet:
    """today: the date it is printed on. assumed: entries of which something was not said; None = not known."""
    report = shown.report
    page = week_page(report, week, shown.told_on, shown.answers)
    judged = in_order(row for row in report.nutrients if row.nutrient.assessment == "adequacy")
    wanted = [row for row in judged if row.nutrient.in_article or row.verdict in LOW]
    low = [row for row in judged if row.verdict in LOW]
    more_rows = [row for row in wanted[MOST_ROWS:] if row.verdict in LOW]
    return Sheet(
        page=page,
        dates=_dates(shown, week, today),
        about=tuple(_about(shown)),
        basis=(*page.judge.facts, *_entries(report, assumed)),
        rows=tuple(row_of(row, report) for row in wanted[:MOST_ROWS]),
        more_rows=_more(more_rows),
        told=tuple(_told(row, row.adequacy, paper) for row in low[:MOST_TOLD] if row.adequacy),
        more_told=_more(low[MOST_TOLD:]) if paper.shows_appendix else "",
        counted=tuple(_counted(page)),
        cannot_tell=tuple(_cannot_tell(report)),
        interval=percent(report.tables.settings.interval_level),
        levels=" / ".join(LEVEL_NAMES[report.person.reference_set]),
        method=_method(report),
        limits=_limits(report),
    )


def _dates(shown: ShownReport, week: Week, today: date) -> str:
    dates = dates_of(week, date(week.year + 1, 1, 1))  # paper outlives the year, so it always names it
    values = {"dates": dates, "printed": date_format(today, "j M Y")}
    if shown.kept is None:
        return _("%(dates)s · printed %(printed)s") % values
    values["kept"] = date_format(shown.kept.kept_on, "j M Y")
    return _("%(dates)s · as kept on %(kept)s · printed %(printed)s") % values


def _about(shown: ShownReport) -> Iterator[tuple[str, str]]:
    yield _("Person"), ", ".join(_answers(shown.answers, shown.report.days[-1].date))
    yield _("Eating pattern"), shown.answers.get_diet_display() or _("not said")
    yield _("Supplements"), _supplements(shown.report)


def _answers(answers: Profile, on: date) -> Iterator[str]:
    """The answers that choose reference values, as far as they were given."""
    yield answers.get_sex_display() or _("sex not said")
    if answers.birth_year is None:
        yield _("age not said")
    else:
        age = max(on.year - answers.birth_year, 1)
        yield _("aged %(from)d or %(to)d") % {"from": age - 1, "to": age}
    if answers.physiology not in {"", Physiology.NONE.value}:
        yield answers.get_physiology_display()
    elif answers.sex != Sex.MALE and answers.menstruating is not None:
        yield _("has periods") if answers.menstruating else _("has no periods")


def _supplements(report: CoverageReport) -> str:
    given = dict.fromkeys(eaten.food.name for day in report.days for eaten in day.supplements)
    names = [Truncator(name).chars(LONGEST_NAME) for name in given]
    if len(names) > MOST_SUPPLEMENTS:
        more = len(names) - MOST_SUPPLEMENTS
        names[MOST_SUPPLEMENTS:] = [ngettext("%d more", "%d more", more) % more]
    return listed(names) if names else _("none logged")


def _entries(report: CoverageReport, assumed: int | None) -> Iterator[Fact]:
    eaten = [food for day in report.days for food in day.eaten]
    n, different = len(eaten), len({food.food.food_id for food in eaten})
    if not n:
        return
    text = ngettext("%(n)d entry", "%(n)d entries", n) % {"n": n}
    foods = ngettext("%(n)d food", "%(n)d different foods", different) % {"n": different}
    yield Fact(_("Logged"), f"{text}, {foods}")
    if assumed:
        text = ngettext(
            "%(n)d entry rests on a food, portion or amount that was assumed",
            "%(n)d entries rest on a food, portion or amount that was assumed", assumed,
        )  # fmt: skip
        yield Fact(_("Assumed"), text % {"n": assumed})


def _counted(page: WeekPage) -> Iterator[tuple[str, str]]:
    totals = {row.name: row.total for row in page.glance.counts}
    for tile in page.gut:
        counted = totals.get(tile.name) or f"{tile.number} {tile.counts}"
        text = f"{tile.tag.words}, {counted}" if tile.tag else counted
        yield tile.name, _("%(text)s (grade\xa0%(grade)s)") % {"text": text.rstrip("."), "grade": tile.grade or "–"}


def _told(row: NutrientReport, adequacy: Adequacy, paper: Paper) -> Told:
    short = 1 - adequacy.probability
    chance = _("%(words)s (%(percent)s)") % {"words": in_ten(short), "percent": percent(short)}
    return Told(in_language(row.nutrient.name), chance, ", ".join(_foods(row)) if paper.shows_foods else "")


def _foods(row: NutrientReport) -> Iterator[str]:
    """What gave most of what was recorded, with its share."""
    total = row.intake.recorded
    for food in row.intake.known[:MOST_FOODS] if total else ():
        yield f"{Truncator(food.name).chars(LONGEST_NAME)} {percent((food.amount or 0) / (total or 1))}"


def _more(rows: Sequence[NutrientReport]) -> str:
    names = [in_sentence(in_language(row.nutrient.name)) for row in rows]
    return _("In the appendix too: %s.") % listed(names) if names else ""


def _cannot_tell(report: CoverageReport) -> Iterator[str]:
    """One line a reason; none where that goes for everything, which the first sentences say."""
    if not report.can_judge or report.person.is_minor:
        return
    names: defaultdict[str, list[str]] = defaultdict(list)
    for row in report.nutrients:
        if row.verdict is Verdict.CANNOT_TELL and row.finding.reason is not Reason.AMOUNT_ONLY:
            names[short_reason(row)].append(in_sentence(in_language(row.nutrient.name)))
    for reason, own in names.items():
        yield _("%(names)s: %(reason)s.") % {"names": sentence(listed(own)), "reason": reason}


def _method(report: CoverageReport) -> str:
    values = {"set": ReferenceSet(report.person.reference_set).label, "release": report.tables.release}
    text = _("Reference values: %(set)s. Tables: release %(release)s.")
    if any(row.adequacy for row in report.nutrients):
        values["group"] = life_stages(report)
        text = _("Reference values: %(set)s, for %(group)s. Tables: release %(release)s.")
    return f"{text % values} {thresholds(report)}"


def _limits(report: CoverageReport) -> str:
    limits = _(
        "Weights are what was typed or a usual portion. Sunlight, absorption, losses in cooking and illness are not in"
        " the sums, and many true shortfalls are not flagged: no flag is not proof of enough."
    )
    n = report.quality.complete_days
    if not n:
        return limits
    days = ngettext("It rests on %(n)d complete day.", "It rests on %(n)d complete days.", n) % {"n": n}
    return f"{days} {limits}"
