"""How a day felt: the questions, and keeping the answers. Nothing here is ever joined to a nutrient."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from diary.models import CheckIn

NOT_SAID = ("", pgettext_lazy("answer", "Not said"))
STRESS = [
    (0, pgettext_lazy("stress", "None")), (1, pgettext_lazy("stress", "A little")),
    (2, pgettext_lazy("stress", "Some")), (3, pgettext_lazy("stress", "A lot")),
    (4, pgettext_lazy("stress", "A great deal")),
]  # fmt: skip
GUT_COMFORT = [
    (0, pgettext_lazy("gut comfort", "Very uncomfortable")), (1, pgettext_lazy("gut comfort", "Uncomfortable")),
    (2, pgettext_lazy("gut comfort", "So-so")), (3, pgettext_lazy("gut comfort", "Mostly fine")),
    (4, pgettext_lazy("gut comfort", "Comfortable")),
]  # fmt: skip
NO_SUCH_ANSWER = _("There is no such answer, so nothing was saved. Choose one of the list, or “Not said”.")


class AnswerField(forms.TypedChoiceField):
    """One of a few answers, or none (None); the last choice takes an answer back."""

    def __init__(self, choices: list[tuple[int, Any]], **options: Any) -> None:
        super().__init__(
            choices=[*choices, NOT_SAID], coerce=int, empty_value=None, required=False, widget=forms.RadioSelect,
            error_messages={"invalid_choice": NO_SUCH_ANSWER}, **options,
        )  # fmt: skip

    def prepare_value(self, value: Any) -> Any:
        return "" if value is None else value


class NoteField(forms.CharField):
    """A few lines. Browsers count a new line as one character and send two; one is counted and kept."""

    default_error_messages = {
        "max_length": _(
            "The note is %(show_value)d characters long and %(limit_value)d can be kept. Shorten it; nothing was saved."
        ),
        "null_characters_not_allowed": _("The text holds a character that cannot be kept. Type it anew."),
    }

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n")


class CheckInForm(forms.ModelForm):
    """The four questions; each may be left out and each answer taken back."""

    prefix = "felt"
    stress = AnswerField(STRESS, label=_("Stress"))
    gut_comfort = AnswerField(GUT_COMFORT, label=_("Gut comfort"))
    stool_form = AnswerField(CheckIn.StoolForm.choices, label=_("Stool form"))
    note = NoteField(
        label=_("Note"), required=False, max_length=CheckIn._meta.get_field("note").max_length,
        widget=forms.Textarea({"rows": 2, "class": "form-control", "dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip

    class Meta:
        model = CheckIn
        fields = ["stress", "gut_comfort", "stool_form", "note"]

    def __init__(self, *args: Any, has_come: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.has_come = has_come

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if not self.has_come:
            raise ValidationError(_("This day has not come yet. How it felt can be said when it is there."))
        return answers

    def is_in(self) -> bool:
        """Whether the form was among what was sent: one that was not says nothing and takes nothing back."""
        return self.add_prefix("note") in self.data

    def questions(self) -> list[forms.BoundField]:
        """Those with answers to choose from."""
        return [self["stress"], self["gut_comfort"], self["stool_form"]]

    def said(self) -> Iterator[str]:
        """The answers that are kept, in words."""
        answers = [(self["stress"].label, STRESS), (self["gut_comfort"].label, GUT_COMFORT)]
        for (label, choices), value in zip(answers, (self.instance.stress, self.instance.gut_comfort), strict=True):
            if value is not None:
                yield f"{label}: {dict(choices)[value]}"
        if self.instance.stool_form is not None:
            yield self.instance.get_stool_form_display()
        if self.instance.note:
            yield f"“{self.instance.note}”"


def check_in_of(person: User, day: date) -> CheckIn:
    """What was said of the day, else an empty one, not kept yet."""
    return CheckIn.objects.of(person).filter(date=day).first() or CheckIn(person=person, date=day)


def keep(form: CheckInForm) -> None:
    """Save the answers of a valid form. A check-in in which nothing is said is no row."""
    row = form.instance
    if any(value not in (None, "") for value in form.cleaned_data.values()):
        CheckIn.objects.update_or_create(person=row.person, date=row.date, defaults=form.cleaned_data)
    else:
        CheckIn.objects.of(row.person).filter(date=row.date).delete()
