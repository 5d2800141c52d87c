"""What an editor says about two foods that look like one, and about words that nobody finds."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import lines
from nutrients.models import Food, FoodAlias
from nutrients.search import search_foods

LONGEST = 60  # characters, of an alias


class DifferentForm(forms.Form):
    """Why foods that look alike are different ones."""

    reason = forms.CharField(
        label=_("Why are they different foods?"), max_length=300, strip=True,
        widget=forms.TextInput({"class": "form-control"}),
        help_text=_("For whoever wonders next year. It can be taken back."),
        error_messages={"required": _("Say why; otherwise the next editor has to find it out again.")},
    )  # fmt: skip


class MergeForm(forms.Form):
    """Which of the foods stays, and why they are one."""

    kept = forms.TypedChoiceField(
        label=_("Which one stays?"), coerce=int, widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the food that stays."), "invalid_choice": _("Choose one of these foods."),
        },
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why this change?"), max_length=2000, strip=True, widget=lines(2),
        error_messages={"required": _("Say why: whoever reviews it, or reads it in a year, has only this to go by.")},
    )  # fmt: skip

    def __init__(self, *args: Any, foods: Sequence[Food], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kept"]
        field.choices = [(food.fdc_id, food.name) for food in foods]  # type: ignore[attr-defined]  # a ChoiceField


class AliasForm(forms.Form):
    """What a phrase means: words under which a food is found."""

    phrase = forms.CharField(max_length=LONGEST, strip=True)
    means = forms.CharField(
        label=_("Means"), max_length=LONGEST, strip=True,
        error_messages={
            "required": _("Write the words the food is listed under."),
            "max_length": _("At most 60 characters; write fewer of the food’s words."),
        },
    )  # fmt: skip

    def clean_means(self) -> str:
        means: str = self.cleaned_data["means"]
        if not search_foods(means, limit=1):
            raise forms.ValidationError(
                _("No food is found by “%(words)s”. Write words of a food that is listed, or add the food first."),
                params={"words": means},
            )
        return means

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if FoodAlias.objects.filter(phrase__iexact=cleaned.get("phrase", ""), means=cleaned.get("means", "")).exists():
            self.add_error("means", _("That is in the tables already; the words will be found now."))
        return cleaned
