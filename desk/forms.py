"""What editors write about changes, and whom admins appoint. Messages say what is wrong, why, and what to do."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from desk.roles import Role
from nutrients.models import ChangeSet


def lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows, "class": "form-control"})


class ReasonForm(forms.Form):
    """Why a change is made. override is asked for only where a check warned."""

    reason = forms.CharField(
        label=_("Why this change?"),
        help_text=_("And by which source. It stays in the history, with your name."),
        max_length=2000, strip=True, widget=lines(),
        error_messages={"required": _("Say why: whoever reviews it, or reads it in a year, has only this to go by.")},
    )  # fmt: skip
    override = forms.CharField(
        label=_("Why in spite of the warnings?"), max_length=2000, required=False, widget=lines(2),
    )  # fmt: skip

    def __init__(self, *args: object, has_warnings: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        if not has_warnings:
            del self.fields["override"]

    def save(self, changeset: ChangeSet) -> None:
        for name, text in self.cleaned_data.items():
            setattr(changeset, name, text)
        changeset.save(update_fields=[*self.cleaned_data, "changed_at"])


class NoteForm(forms.Form):
    """What a reviewer says to the author."""

    note = forms.CharField(
        label=_("What is still to be done?"), max_length=2000, widget=lines(2),
        error_messages={"required": _("Write what the author should change; else they only see that it came back.")},
    )  # fmt: skip

    def __init__(self, *args: object, is_own: bool = False, **kwargs: object) -> None:
        """is_own: its author takes it back, and owes nobody a note."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        if is_own:
            del self.fields["note"]


class PublishForm(forms.Form):
    """With nothing said, the reasons of the changes are the note of the release."""

    note = forms.CharField(
        label=_("Note of the release"), required=False, max_length=2000, widget=lines(2),
        help_text=_("Blank: the reasons of its changes."),
    )  # fmt: skip


class AppointForm(forms.Form):
    """Somebody with an account, and the role they are to have."""

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput({"class": "form-control", "autocomplete": "off"}),
        error_messages={
            "required": _("Write the e-mail address they sign in with."),
            "invalid": _("That is no e-mail address. Write it like name@example.org."),
        },
    )  # fmt: skip
    role = forms.ChoiceField(
        label=_("Role"), choices=[(role.value, role.label) for role in (Role.EDITOR, Role.REVIEWER)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what they may do."), "invalid_choice": _("Choose one of the two roles.")},
    )  # fmt: skip

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        self.person = User.objects.filter(email__iexact=email, is_active=True).first()
        if self.person is None:
            raise forms.ValidationError(
                _("Nobody signs in with that address. They sign up first, or you check its spelling.")
            )
        if self.person.is_superuser:
            raise forms.ValidationError(_("They are an admin already, and may do everything here."))
        return email
