"""Closing a week, opening it again, and which report a week shows: the one kept, else the one of now."""

import logging
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.models import Profile, User
from diary.kept.report import KeptReport, as_kept, read_kept
from diary.kept.values import Unreadable
from diary.models import SavedReport
from diary.notes import facts_in, note_of
from diary.report import weekly_report
from diary.weeks import Week
from nutrients.assessment.coverage import CoverageReport

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ShownReport:
    """The report of a week as it is shown.

    answers      of the person: as they stood when it was kept, else as they are
    told_on      the date it is told from: when it was kept, else today
    kept         None where the report is worked out now
    cannot_read  it is, although a report was kept: in a form that this GutCheck cannot read
    """

    report: CoverageReport
    answers: Profile
    told_on: date
    kept: KeptReport | None = None
    cannot_read: bool = False

    @property
    def release(self) -> str:
        return self.report.tables.release


def shown_report(person: User, week: Week, today: date) -> ShownReport:
    saved = SavedReport.objects.of(person).filter(first_day=week.first_day).first()
    if saved is not None:
        try:
            kept = read_kept(saved.report)
        except Unreadable:
            logger.exception("A kept report cannot be read: SavedReport %s", saved.pk)
        else:
            return ShownReport(kept.report, kept.answers, kept.kept_on, kept)
    return ShownReport(
        weekly_report(person.profile, week), person.profile, today, cannot_read=saved is not None
    )  # fmt: skip


def may_be_kept(report: CoverageReport, week: Week, today: date) -> bool:
    """Once the week is over, or every day of it is complete."""
    return week.last_day < today or all(day.complete for day in report.days)


def keep_week(person: User, week: Week, today: date) -> bool:
    """Keep the report of a week as it is now. False: nothing was kept, for it is kept already or may not be yet."""
    if SavedReport.objects.of(person).filter(first_day=week.first_day).exists():
        return False
    report = weekly_report(person.profile, week)
    if not may_be_kept(report, week, today):
        return False
    _saved, is_new = SavedReport.objects.get_or_create(
        person=person,
        first_day=week.first_day,
        defaults={"release": report.tables.release, "report": as_kept(report, person.profile, today)},
    )
    return is_new


def open_again(person: User, week: Week) -> str:
    """Take the keeping of a week back. A note for keep_again(); blank where the week was not kept."""
    saved = SavedReport.objects.of(person).filter(first_day=week.first_day).first()
    if saved is None:
        return ""
    note = note_of(person, "week opened", _facts(saved))
    saved.delete()
    return note


def keep_again(person: User, note: str) -> Week | None:
    """Undo open_again(). None: the week was kept anew since, and that stays. BadSignature as in facts_in()."""
    facts = facts_in(person, "week opened", note)
    first_day = date.fromisoformat(facts["first_day"])
    saved, is_new = SavedReport.objects.get_or_create(
        person=person, first_day=first_day, defaults={"release": facts["release"], "report": facts["report"]}
    )
    if not is_new:
        return None
    SavedReport.objects.filter(pk=saved.pk).update(closed_at=datetime.fromisoformat(facts["closed_at"]))
    return Week.of(first_day)


def _facts(saved: SavedReport) -> dict[str, Any]:
    return {
        "first_day": saved.first_day.isoformat(), "release": saved.release, "report": saved.report,
        "closed_at": saved.closed_at.isoformat(),
    }  # fmt: skip
