"""What a person says when they let somebody read: for how long, who, and what may be read."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from diary.forms import ODD_CHARACTER
from diary.models import Reader

VALID_DAYS = (7, 30, 90)  # [d] a link that never ran out would be forgotten
NO_CHOICE = _("There is no such choice. Choose one of the list.")
DAYS = ngettext_lazy("%d day", "%d days")


class LinkForm(forms.Form):
    """A link to one week's report. Name and notes are left out unless ticked."""

    days = forms.TypedChoiceField(
        label=_("Valid for"), coerce=int, initial=VALID_DAYS[0], widget=forms.RadioSelect,
        choices=lambda: [(n, DAYS % n) for n in VALID_DAYS],
        error_messages={
            "required": _("A link needs an end. Choose how long it is valid."), "invalid_choice": NO_CHOICE
        },
    )  # fmt: skip
    shows_name = forms.BooleanField(label=_("Show whose report it is: your e-mail address"), required=False)
    shows_notes = forms.BooleanField(label=_("Show the names you gave to foods of your own"), required=False)


class InviteForm(forms.ModelForm):
    """Somebody who may read every week's report from now on."""

    class Meta:
        model = Reader
        fields = ("name", "scope")
        widgets = {
            "name": forms.TextInput({"autocomplete": "off", "class": "form-control"}),
            "scope": forms.RadioSelect,
        }
        labels = {"name": _("Who is it?"), "scope": _("What may they read?")}
        help_texts = {"name": _("A name for your own list, such as “Dr Weber” or “Sam”.")}
        error_messages = {
            "name": {
                "required": _("Without a name you could not tell your readers apart. Write who it is for."),
                "max_length": _("That is too long for a list. Use up to 80 characters."),
                "null_characters_not_allowed": ODD_CHARACTER,
            },
            "scope": {"required": _("Choose what they may read."), "invalid_choice": NO_CHOICE},
        }
