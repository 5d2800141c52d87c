"""The card at the side of a day: what is easily forgotten, was it typical, how did it feel, is it complete."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from accounts.models import User
from diary.closing.check_in import CheckInForm, check_in_of
from diary.closing.forgotten import Reminder, question_of, reminders
from diary.forms import DayForm
from diary.models import Day, ListedRow


@dataclass(frozen=True, slots=True)
class CloseCard:
    """reminders: () where they are not asked. felt: None where it is not asked and nothing was said.

    refused: the form that could not be carried out, if any; felt_said: the answers kept, in words.
    """

    said: Day
    typical: str
    refused: DayForm | None
    reminders: tuple[Reminder, ...]
    felt: CheckInForm | None
    felt_said: tuple[str, ...]
    asks_check_in: bool


def remembered(day: date, sent: QueryDict) -> dict[str, Any]:
    """What was chosen on the card and is no answer to keep: for the session, until the day is closed."""
    return {
        "date": day.isoformat(),
        "ticked": [key for key in sent.getlist("thought") if question_of(key)],
        "typical": typical if (typical := sent.get("typical", "")) in Day.Typical.values else "",
    }


def close_card(
    person: User,
    day: date,
    entries: Sequence[ListedRow],
    session: Mapping[str, Any],
    *,
    said: Day | None,
    close: DayForm | None = None,
    felt: CheckInForm | None = None,
) -> CloseCard:
    """The card. close and felt are the forms that were refused, if any.

    said: what was said of the day before; None: nothing.
    """
    said = said or Day(date=day)
    kept = session.get("closing", {})
    if kept.get("date") != day.isoformat():
        kept = {}
    asks_forgotten = person.profile.asks_forgotten and not said.complete
    shown = felt or _check_in(person, day)
    return CloseCard(
        said=said,
        typical=kept.get("typical") or said.typical,
        refused=close,
        reminders=reminders(entries, kept.get("ticked", ())) if asks_forgotten else (),
        felt=shown,
        felt_said=tuple(shown.said()) if shown and not shown.is_bound else (),
        asks_check_in=person.profile.asks_check_in,
    )


def _check_in(person: User, day: date) -> CheckInForm | None:
    """The questions of how the day felt, with what was said; asked no more, they show where something was said."""
    row = check_in_of(person, day)
    return CheckInForm(instance=row) if person.profile.asks_check_in or row.pk else None
