"""Which weeks, and which days, a person wants to look back over."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from diary.forms import FIRST_DAY, IsoDateField, last_day
from diary.weeks import Week

SPANS = (4, 8, 26, 52)  # [weeks]
USUAL = 8
LONGEST = timedelta(days=3653)  # ten years: a bound for the database, not a judgement


class PastDayField(IsoDateField):
    """A day a diary may hold, or none. Set `today`, the person's own, before use."""

    today: date
    default_error_messages = {"invalid": _("This is not a date. Write year-month-day, such as 2026-11-19.")}

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and value < FIRST_DAY:
            raise ValidationError(_("A diary starts in 2000 at the earliest. Choose a later day."))
        if value and value > last_day(self.today):
            day = date_format(value, "j F Y")
            raise ValidationError(_("%(day)s has not come yet. Choose an earlier day."), params={"day": day})


class SpanForm(forms.Form):
    """?weeks=8, and with days=True ?from=&to= beside it. What cannot be read is said; the usual span is shown then."""

    weeks = forms.TypedChoiceField(
        choices=[(n, n) for n in SPANS], coerce=int, required=False, widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _("“%(value)s” is no span we show. Choose 4, 8, 26 or 52 weeks; 8 are shown until then.")
        },
    )  # fmt: skip

    def __init__(self, data: Any, *, today: date, days: bool = False) -> None:
        asked = {name: str(data[name])[:40] for name in ("weeks", "from", "to") if name in data}
        super().__init__(asked, label_suffix="")
        self.today = today
        if days:
            for name, label in (("from", _("From")), ("to", _("To"))):
                self.fields[name] = field = PastDayField(label=label, required=False)
                field.today = today

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if not self.errors and "from" in self.fields:
            self._check_days(*self._days(answers))
        return answers

    def _check_days(self, first: date, last: date) -> None:
        values = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
        if first > last:
            message = _("%(first)s is after %(last)s. Choose a day that is not after the other one.")
            self.add_error("from", ValidationError(message, params=values))
        elif last - first > LONGEST:
            message = _(
                "From %(first)s to %(last)s is over ten years, the most we look at in one go. Choose a later day."
            )
            self.add_error("from", ValidationError(message, params=values))

    @property
    def span(self) -> int:
        """[weeks]"""
        return self.cleaned_data.get("weeks") or USUAL

    def past(self) -> tuple[Week, ...]:
        """The weeks asked for, the last of them the running one."""
        return weeks_until(Week.of(self.today), self.span)

    def days(self) -> tuple[date, date]:
        """First and last day asked for; the weeks shown where nothing was, or nothing that can be."""
        is_readable = not (self.errors.keys() & {"from", "to"})
        return self._days(self.cleaned_data if is_readable else {})

    def _days(self, answers: dict[str, Any]) -> tuple[date, date]:
        last = answers.get("to") or self.today
        return answers.get("from") or weeks_until(Week.of(last), self.span)[0].first_day, last


def weeks_until(last: Week, number: int) -> tuple[Week, ...]:
    """So many weeks, oldest first."""
    weeks = [last]
    while len(weeks) < number:
        weeks.append(weeks[-1].previous)
    return tuple(reversed(weeks))


def spans() -> Sequence[tuple[int, str]]:
    """Each span with its name."""
    return [(n, ngettext("%d week", "%d weeks", n) % n) for n in SPANS]
