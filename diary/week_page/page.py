"""CoverageReport -> WeekPage: the report in the order it is read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Profile
from diary.forms import FIRST_DAY
from diary.week_page.cells import cells_of
from diary.week_page.decided import Decision, decisions
from diary.week_page.glance import Glance, Pill, TableRow, glance_of, pills, table_of
from diary.week_page.gut import Tile, tiles
from diary.week_page.judge import Judge, is_past, judge_of, judges_nothing
from diary.week_page.low import LowCard, MayBeLow, also_low, low_cards, may_be_low
from diary.week_page.unsettled import Unsettled, reasons_in_order, unsettled
from diary.week_page.upper import TooMuch, too_much
from diary.week_page.wording import counted, in_sentence, listed, percent, sentence
from diary.weeks import Week
from nutrients.assessment.coverage import CoverageReport
from nutrients.assessment.rules import Reason, Verdict
from nutrients.in_language import in_language


@dataclass(frozen=True, slots=True)
class Heading:
    """The week by its dates, and its neighbours; None where there is nothing to turn to.

    address  of the report; weeks: what the address of a neighbour begins with
    is_own   read by the person whose it is; for anybody else nothing on the page leads into the diary
    """

    week: Week
    title: str
    previous: Week | None
    next: Week | None
    address: str
    weeks: str = ""
    is_own: bool = False

    @property
    def why(self) -> str:
        """What the address of the page behind a nutrient begins with."""
        return f"{self.address}why/"


@dataclass(frozen=True, slots=True)
class WeekPage:
    """first_look: what a first look still lacks, "" where verdicts are given.

    to_fill_in  days of a past week without a verdict that are not complete; none in a running week
    """

    heading: Heading
    summary: str
    first_look: str
    to_fill_in: tuple[date, ...]
    anything_logged: bool
    judge: Judge
    low: tuple[LowCard, ...]
    low_note: str
    also_low: str
    may: tuple[MayBeLow, ...]
    unsettled: tuple[Unsettled, ...]
    unclear: tuple[Pill, ...]
    fine: tuple[Pill, ...]
    pills_note: str
    glance: Glance
    gut: tuple[Tile, ...]
    too_much: TooMuch
    table: tuple[tuple[str, list[TableRow]], ...]
    table_rows: int
    has_supplements: bool
    decisions: tuple[Decision, ...]


def heading_of(week: Week, today: date) -> Heading:
    previous, following, weeks = week.previous, week.next, reverse("week_latest")
    return Heading(
        week,
        title_of(week, today),
        previous if previous.first_day >= FIRST_DAY else None,
        following if following.first_day <= today else None,
        address=f"{weeks}{week}/",
        weeks=weeks,
        is_own=True,
    )


def title_of(week: Week, today: date) -> str:
    return _("Week of %s") % dates_of(week, today)


def dates_of(week: Week, today: date) -> str:
    """9–15 November; with what differs said on both sides, and the year where it is not this one."""
    first, last = week.first_day, week.last_day
    year = "" if first.year == last.year == today.year else " Y"
    if first.month == last.month:
        return f"{first.day}–{date_format(last, f'j F{year}')}"
    return (
        f"{date_format(first, 'j F' + (' Y' if first.year != last.year else ''))} – {date_format(last, f'j F{year}')}"
    )


def week_page(
    report: CoverageReport, week: Week, today: date, profile: Profile, heading: Heading | None = None
) -> WeekPage:
    """today: the date the report is told from. heading: where it is read; None: by the person, today."""
    cells = cells_of(report)
    table = tuple(table_of(report, cells))
    also = [in_sentence(in_language(row.nutrient.name)) for row in also_low(report)]
    return WeekPage(
        heading=heading or heading_of(week, today),
        summary=" ".join(_summary(report)) if report.can_judge else "",
        first_look="" if report.can_judge else _first_look(report, today),
        to_fill_in=_to_fill_in(report, today),
        anything_logged=any(day.is_logged for day in report.days),
        judge=judge_of(report, today, profile),
        low=tuple(low_cards(report)),
        low_note=_low_note(report),
        also_low=ngettext("%s looks low too.", "%s look low too.", len(also)) % sentence(listed(also)) if also else "",
        may=tuple(may_be_low(row, row.adequacy) for row in report.having(Verdict.MAY_BE_LOW) if row.adequacy),
        unsettled=tuple(unsettled(report, profile)),
        unclear=pills(report.having(Verdict.NO_CLEAR_SIGN)),
        fine=pills(report.having(Verdict.LOOKS_FINE)),
        pills_note="" if report.person.is_minor else _pills_note(report),
        glance=glance_of(report, cells),
        gut=tuple(tiles(report)),
        too_much=too_much(report),
        table=table,
        has_supplements=report.has_supplements,
        table_rows=sum(len(rows) for _heading, rows in table),
        decisions=tuple(decisions(report)),
    )


def _to_fill_in(report: CoverageReport, today: date) -> tuple[date, ...]:
    if report.can_judge or not is_past(report, today) or report.days[0].date < FIRST_DAY:
        return ()
    return tuple(day.date for day in report.days if not day.complete)


def _first_look(report: CoverageReport, today: date) -> str:
    """How many days are complete and how many more a first look takes."""
    n = report.quality.complete_days
    have = ngettext("You have %(n)s complete day.", "You have %(n)s complete days.", n) % {"n": counted(n)}
    have = have if n else _("You have no complete days.")
    minimum = int(report.tables.settings.minimum_days)
    if is_past(report, today):
        wanted = ngettext(
            "Its days can still be filled in: a first look takes %s complete day.",
            "Its days can still be filled in: a first look takes %s complete days.", minimum,
        )  # fmt: skip
        have = ngettext("This week has %(n)s complete day.", "This week has %(n)s complete days.", n) % {
            "n": counted(n)
        }
        have = have if n else _("This week has no complete days.")
        return f"{have} {wanted % counted(minimum)}"
    missing = minimum - n
    more = ngettext("%s more gives a first look.", "%s more give a first look.", missing) % sentence(counted(missing))
    return f"{have} {more} {_('Until then everything is drawn as unknown, not as empty.')}"


def _summary(report: CoverageReport) -> Iterator[str]:
    """The report in two or three sentences, counts in words."""
    low, may = len(report.having(Verdict.LOOKS_LOW)), len(report.having(Verdict.MAY_BE_LOW))
    if report.person.is_minor:
        yield _("Under 18 GutCheck shows amounts and gives no verdicts.")
        return
    if report.quality.looks_cut_short:
        yield _("The log looks cut short, so nothing in it is called low.")
    elif judges_nothing(report):
        yield _("Of no nutrient can be said whether it looks low.")
    else:
        yield sentence(_low_and_may(low, may))
    if cannot := len(report.having(Verdict.CANNOT_TELL)):
        reason = reasons_in_order(report)[0]
        text = (
            _("For %(n)s we cannot tell.")
            if reason is Reason.CUT_SHORT
            else _("For %(n)s we cannot tell, mostly because %(reason)s.")
        )
        yield text % {"n": counted(cannot), "reason": BECAUSE[reason]}
    if report.having(Verdict.NO_CLEAR_SIGN, Verdict.LOOKS_FINE):
        yield _("The rest shows no clear sign or looks fine.")


def _low_note(report: CoverageReport) -> str:
    """How often such flags are right: measured for full weeks only."""
    if report.is_full:
        return _("In simulated full weeks about 9 in 10 flags like these were right.")
    return _("This is an early look: flags from a few days are right less often than those of a full week.")


def _low_and_may(low: int, may: int) -> str:
    looks = ngettext("%(n)s nutrient looks low in your log", "%(n)s nutrients look low in your log", low)
    looks %= {"n": counted(low)}
    if not may:
        return _("%s.") % looks if low else _("nothing looks low in your log.")
    if not low:
        maybe = ngettext("%(n)s nutrient may be low", "%(n)s nutrients may be low", may) % {"n": counted(may)}
        return _("no nutrient looks low in your log; %s.") % maybe
    return _("%(looks)s and %(may)s may be low.") % {"looks": looks, "may": counted(may)}


BECAUSE = {
    Reason.FEW_KNOWN: gettext_lazy("foods without a value hold much of the energy"),
    Reason.BELOW_ADEQUATE_INTAKE: gettext_lazy("being under a suggested intake cannot show too little"),
    Reason.ANSWERS_DIFFER: gettext_lazy("a question you skipped decides"),
    Reason.CUT_SHORT: gettext_lazy("the log looks cut short"),
    Reason.PARTIAL_AMOUNTS: gettext_lazy("food tables count only part of it"),
    Reason.NO_REFERENCE: gettext_lazy("there is no reference value for you"),
}


def _pills_note(report: CoverageReport) -> str:
    settings = report.tables.settings
    return _(
        "“No clear sign” means that the chance of usual intake being short of your own need is between %(fine)s and"
        " %(may)s; “Looks fine” means less."
    ) % {"fine": percent(1 - settings.looks_fine_from), "may": percent(1 - settings.may_be_low_below)}
