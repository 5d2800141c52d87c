"""The foods a person does not eat: adding one, and taking one off the list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Avoidance, Profile
from nutrients.search.words import words_of

MOST = 50  # foods a person may list; a bound against a form sent by a machine


class AvoidanceForm(forms.ModelForm):
    """One food more, for this profile."""

    reason = forms.ChoiceField(
        label=_("Why"), choices=Avoidance.Reason.choices, widget=forms.RadioSelect, initial=Avoidance.Reason.DISLIKE,
        error_messages={
            "required": _("Which of the two it is was not said. It decides how careful GutCheck is; choose one."),
            "invalid_choice": _("There is no such answer. Choose one of the two."),
        },
    )  # fmt: skip

    class Meta:
        model = Avoidance
        fields = ["words", "reason"]
        labels = {"words": _("A food you do not eat")}
        widgets = {"words": forms.TextInput({"class": "form-control", "autocomplete": "off", "autocapitalize": "none"})}
        error_messages = {
            "words": {
                "required": _("No food was named. Write one, such as peanuts."),
                "max_length": _(
                    "That is too long for one food. Write a word or two, and add the others by themselves."
                ),
            }
        }

    def __init__(self, data: Any = None, *, profile: Profile) -> None:
        super().__init__(data, label_suffix="")
        self.profile = profile

    def clean_words(self) -> str:
        words: str = " ".join(self.cleaned_data["words"].split())
        if not words_of(words):
            raise ValidationError(_("This names no food. Write a word, such as peanuts."))
        if self.profile.avoidances.filter(words__iexact=words).exists():
            message = _("“%(words)s” is on your list already. To change the reason, remove it and add it again.")
            raise ValidationError(message, params={"words": words})
        if self.profile.avoidances.count() >= MOST:
            message = _("The list holds %(most)d foods, as many as it can. Remove one to add another.")
            raise ValidationError(message, params={"most": MOST})
        return words

    def save(self, commit: bool = True) -> Avoidance:
        self.instance.profile = self.profile
        added: Avoidance = super().save(commit)
        return added
