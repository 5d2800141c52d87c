"""Which day is copied, and to which."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from diary.forms import LoggableDayField


class CopyFromForm(forms.Form):
    """The day to copy from; blank: the day before."""

    source = LoggableDayField(label=_("Copy from"), required=False)

    def __init__(self, data: Any = None, *, today: date, day: date) -> None:
        self.previous = day - timedelta(days=1)
        super().__init__(data, initial={"source": self.previous}, auto_id="copy-from-%s")
        cast(LoggableDayField, self.fields["source"]).today = today

    def clean_source(self) -> date:
        return self.cleaned_data["source"] or self.previous


class CopyToForm(forms.Form):
    """The day that all of a day is copied to."""

    eaten_on = LoggableDayField(label=_("Copy all of this day to"))

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"eaten_on": today}, auto_id="copy-to-%s")
        cast(LoggableDayField, self.fields["eaten_on"]).today = today
