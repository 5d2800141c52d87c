"""Can we judge this week? What was logged, how much of it can say something, and what would make it firm."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.forms import QUESTIONS, Question
from accounts.models import Profile
from diary.models import Day
from diary.unread import is_unread
from diary.week_page.wording import counted, in_sentence, listed, percent, sentence
from diary.weekstrip import DayState
from nutrients.assessment.coverage import CoverageReport
from nutrients.assessment.eaten import DayIntake
from nutrients.assessment.rules import Verdict
from nutrients.in_language import in_language
from nutrients.models.reference import Sex


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    text: str
    asks_profile: bool = False
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class DayMark:
    date: date
    state: DayState
    is_today: bool


@dataclass(frozen=True, slots=True)
class Judge:
    """bars: 1 no, 2 as an early read, 3 yes. skipped: each question not answered that bears on this report."""

    bars: int
    words: str
    days: tuple[DayMark, ...]
    facts: tuple[Fact, ...]
    skipped: tuple[Question, ...]
    is_past: bool


def judge_of(report: CoverageReport, today: date, profile: Profile) -> Judge:
    bars, words = _answer(report)
    days = tuple(DayMark(day.date, state_of(day, today), day.date == today) for day in report.days)
    return Judge(bars, words, days, tuple(_facts(report, today)), skipped_questions(profile), is_past(report, today))


def _answer(report: CoverageReport) -> tuple[int, str]:
    if not report.can_judge:
        return 1, _("Not yet")
    if report.person.is_minor:
        return 1, _("Amounts only: under 18 no verdicts are given")
    if judges_nothing(report):
        return 1, _("Not yet: no nutrient can be told from what is known")
    return (3, _("Yes")) if report.is_full else (2, _("Yes, as an early read"))


def judges_nothing(report: CoverageReport) -> bool:
    """Whether there are days enough, and still every nutrient reads "cannot tell"."""
    judged = Verdict.LOOKS_LOW, Verdict.MAY_BE_LOW, Verdict.NO_CLEAR_SIGN, Verdict.LOOKS_FINE
    return report.can_judge and not report.person.is_minor and not report.having(*judged)


def state_of(day: DayIntake, today: date) -> DayState:
    if day.complete:
        return DayState.COMPLETE
    if day.is_logged:
        return DayState.LEFT_OPEN if day.date < today else DayState.IN_PROGRESS
    return DayState.NOT_YET if day.date > today else DayState.NOT_LOGGED


def _facts(report: CoverageReport, today: date) -> Iterator[Fact]:
    yield Fact(_("Complete days"), _complete_days(report))
    if report.quality.complete_days:
        yield Fact(_("Typical days"), _typical_days(report))
        yield Fact(_("Energy with a value"), _energy_known(report))
        yield _cut_short(report)
    if unread := tuple(day.date for day in report.days if any(map(is_unread, (*day.eaten, *day.supplements)))):
        yield Fact(_("Words not looked at"), _unread(unread), days=unread)
    if firmer := what_would_firm(report):
        if is_past(report, today):
            firmer = _("%s; the days of this week can still be filled in") % firmer
        yield Fact(_("To make it firm"), firmer)


def _unread(days: tuple[date, ...]) -> str:
    names = listed([date_format(day, "l") for day in days])
    return _("On %s. They count as unknown, so they make every range wider until you look at them.") % names


def is_past(report: CoverageReport, today: date) -> bool:
    return all(day.date < today for day in report.days)


def _complete_days(report: CoverageReport) -> str:
    quality = report.quality
    text = _("%(n)d of %(all)d") % {"n": quality.complete_days, "all": len(report.days)}
    if not quality.complete_days:
        return text
    weekend = _("none of them at the weekend")
    if quality.weekend_days:
        weekend = ngettext("%(n)s of them at the weekend", "%(n)s of them at the weekend", quality.weekend_days) % {
            "n": counted(quality.weekend_days)
        }
    return f"{text}, {weekend}"


def _typical_days(report: CoverageReport) -> str:
    """How many complete days were said to be typical; what was not said is not guessed."""
    said = [day.typical for day in report.days if day.complete]
    text = _("%(n)d of %(all)d") % {"n": said.count(Day.Typical.TYPICAL), "all": len(said)}
    parts = [
        (Day.Typical.LESS, _("ate less on %(n)s")),
        (Day.Typical.MORE, _("ate more on %(n)s")),
        ("", _("not said for %(n)s")),
    ]
    return ", ".join([text, *(part % {"n": counted(said.count(key))} for key, part in parts if key in said)])


def _energy_known(report: CoverageReport) -> str:
    """From least to most of the nutrients set against a need, and by name those of which nothing is known."""
    rows = [row for row in report.nutrients if row.nutrient.assessment != "sources"]
    shares = [r.intake.known_share or 0 for r in rows if r.nutrient.assessment == "adequacy" and r.intake.known_share]
    least = percent(report.tables.settings.minimum_known_share)
    low, high = percent(min(shares, default=0)), percent(max(shares, default=0))
    text = _("%(low)s to %(high)s, by nutrient; under %(least)s is not judged")
    if low == high:
        text = _("%(low)s; under %(least)s is not judged")
    text %= {"low": low, "high": high, "least": least}
    unknown = [in_sentence(in_language(row.nutrient.name)) for row in rows if row.intake.recorded is None]
    return f"{text}. {_('Not known at all: %s') % listed(unknown)}" if unknown else text


def _cut_short(report: CoverageReport) -> Fact:
    label, quality = _("Log looks complete?"), report.quality
    if quality.basal_rate is None:
        return Fact(label, _("Not checked: that takes your weight and height."), asks_profile=True)
    if quality.energy is None:
        return Fact(label, _("Not checked: no food logged has an energy value."))
    if quality.looks_cut_short:
        return Fact(
            label,
            _(
                "It looks cut short: what is logged is less than a body of your size usually lives on. That happens to"
                " most food logs. Nothing is called low this week."
            ),
        )
    return Fact(label, _("Yes, nothing suggests missing meals"))


def what_would_firm(report: CoverageReport) -> str:
    """What a full verdict still wants; blank where it wants nothing."""
    if report.is_full or report.person.is_minor:
        return ""
    missing = int(report.tables.settings.full_days) - report.quality.complete_days
    if missing <= 0:
        return _("a complete day at the weekend")
    days = ngettext("%(n)s more complete day", "%(n)s more complete days", missing) % {"n": counted(missing)}
    return sentence(days) if report.quality.weekend_days else sentence(_("%s, one at the weekend") % days)


def skipped_questions(profile: Profile) -> tuple[Question, ...]:
    """Questions without an answer that choose what the log is compared with."""
    return tuple(
        question
        for question in QUESTIONS
        if question.skipped
        and question.fields != ("diet",)
        and not (question.only_female and profile.sex == Sex.MALE)
        and any(getattr(profile, field) in ("", None) for field in question.fields)
    )
