"""Sentences that waited on a device until it had a connection: dated, read, and logged or kept to be looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from diary.box.parts import typed_parts
from diary.box.preview import Preview, preview_of
from diary.forms import FIRST_DAY, ODD_CHARACTER, IsoDateField, MealField, last_day
from diary.models import MAX_GRAMS, MAX_SENTENCE, Meal, Sentence
from diary.sentences import RowToLog, log_sentence, rows_of
from diary.words import day_named

# A device further off than this shows another day for half of the day: what its clock says of the date is not believed.
CLOCK_TOLERANCE = timedelta(hours=12)
LAST_SECOND = 4_102_444_800  # the year 2100 [s since 1970]


class MomentField(forms.IntegerField):
    """A moment by the clock of a device, in seconds since 1970; None where that cannot be."""

    def clean(self, value: Any) -> datetime | None:
        try:
            seconds = super().clean(value)
        except ValidationError:
            return None
        return datetime.fromtimestamp(seconds, UTC) if seconds and 0 < seconds < LAST_SECOND else None


class DayField(IsoDateField):
    """A day as the page named it; None where it named none. A sentence is not refused for its date."""

    def clean(self, value: Any) -> date | None:
        try:
            return super().clean(value)
        except ValidationError:
            return None


class SentenceForm(forms.Form):
    """A sentence as a device sends it.

    by_clock: the day was the device's own idea of today, no page of ours had named it.
    written_at, clock: when it was written and when it is sent, both by the clock of the device.
    """

    text = forms.CharField(
        max_length=MAX_SENTENCE,
        error_messages={
            "required": gettext_lazy("There is nothing to read in it. Write what you ate, or remove it."),
            "max_length": gettext_lazy("It is longer than can be kept. Shorten it, or send it in parts."),
            "null_characters_not_allowed": ODD_CHARACTER,
        },
    )
    meal = MealField()
    eaten_on = DayField(required=False)
    by_clock = forms.BooleanField(required=False)
    written_at = MomentField(required=False)
    clock = MomentField(required=False)


@dataclass(frozen=True, slots=True)
class Dated:
    """The day a sentence belongs to. doubt: why the person is asked whether it does, "" where that is plain."""

    day: date
    doubt: str = ""


def dated(sent: dict[str, Any], now: datetime) -> Dated:
    """The day that was meant, whatever the clock of the device says. now: in the person's time zone."""
    today, said, clock = now.date(), sent["eaten_on"], sent["clock"]
    names = {"day": day_named(said, today) if said else ""}
    if said is None:
        return Dated(today, _("It came without a day, so it is kept on today."))
    if not FIRST_DAY <= said <= last_day(today):
        return Dated(today, _("It came for %(day)s, where nothing can be logged, so it is kept on today.") % names)
    if sent["by_clock"] and clock and abs(now - clock) > CLOCK_TOLERANCE:
        written = now - max(clock - (sent["written_at"] or clock), timedelta())
        day = written.date() if written.date() >= FIRST_DAY else today
        return Dated(day, _("The clock of this device is off: by it, the day was %(day)s.") % names)
    return Dated(said)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A sentence that came in, and what it means. answer: the button of the preview it was added with, "" for none."""

    dated: Dated
    preview: Preview
    written_at: datetime | None
    answer: str

    @property
    def counts(self) -> bool:
        """It is logged at once: the person had seen what it means and added it, or nothing is left to ask."""
        if self.dated.doubt or self.preview.is_refused or self.answer == "keep" or not self.is_plausible:
            return False
        was_confirmed = bool(self.answer) and self.preview.is_current and self.preview.to_add > 0
        return was_confirmed or is_clear(self.preview)

    @property
    def is_plausible(self) -> bool:
        return all(0 < part.row.grams <= MAX_GRAMS for part in self.preview.rows if part.row)


def is_clear(preview: Preview) -> bool:
    """Every word was understood, and every food is the one meant."""
    are_sure = [part.row.is_sure for part in preview.rows if part.row]
    return bool(are_sure) and all(are_sure) and not preview.open and not preview.is_cut


def read_arrival(person: User, sent: dict[str, Any], form: Mapping[str, str], now: datetime) -> Arrival:
    """sent: the cleaned data of a SentenceForm; form: all of it, with what was chosen in a preview. Writes nothing."""
    preview = preview_of(
        sent["text"], person=person, meal=Meal(sent["meal"]), today=now.date(), typed=typed_parts(form)
    )  # fmt: skip
    return Arrival(dated(sent, now), preview, sent["written_at"], form.get("add", ""))


def take_in(person: User, arrival: Arrival, key: UUID) -> Sentence:
    """Log it where it is clear; else keep the words, so that the day asks about them."""
    rows: list[RowToLog] = []
    still_open: list[str] = []
    if arrival.counts:
        rows, still_open = rows_of(person, arrival.preview, takes_unknown=arrival.answer == "unknown")
    return log_sentence(
        person, text=arrival.preview.text, eaten_on=arrival.dated.day, meal=arrival.preview.meal, key=key,
        rows=rows, not_understood=still_open,
        state=Sentence.State.LOGGED if rows else Sentence.State.WAITING, written_at=arrival.written_at,
    )  # fmt: skip
