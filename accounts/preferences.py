"""What GutCheck asks, how it speaks, and whether it writes."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Profile, Weekday
from accounts.weekly_mail import owe_from_now

NO_SUCH_CHOICE = _("There is no such choice, so nothing could be saved. Choose one from the list.")


class PreferencesForm(forms.ModelForm):
    """All preferences at once. today: the person's date, from which a chosen weekday counts."""

    asks_forgotten = forms.BooleanField(
        label=_("Ask what is easily forgotten: drinks, oil, snacks, supplements"), required=False
    )
    asks_check_in = forms.BooleanField(label=_("Ask how the day felt: stress, gut comfort, stool form"), required=False)
    hides_numbers = forms.BooleanField(label=_("Hide numbers; verdicts stay in words"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("As the browser asks")), *settings.LANGUAGES],
        error_messages={"invalid_choice": NO_SUCH_CHOICE},
    )  # fmt: skip
    report_weekday = forms.TypedChoiceField(
        label=_("Weekly report by e-mail"), required=False, coerce=int, empty_value=None,
        choices=[("", _("No e-mail")), *Weekday.choices], error_messages={"invalid_choice": NO_SUCH_CHOICE},
    )  # fmt: skip

    class Meta:
        model = Profile
        fields = ["asks_forgotten", "asks_check_in", "hides_numbers", "language", "report_weekday"]

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        for name in ("asks_forgotten", "asks_check_in", "hides_numbers"):
            self.fields[name].widget.attrs["class"] = "form-check-input"

    def save(self, commit: bool = True) -> Profile:
        if "report_weekday" in self.changed_data:
            owe_from_now(self.instance, self.today)
        profile: Profile = super().save(commit)
        return profile
