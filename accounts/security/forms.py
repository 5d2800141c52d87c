"""allauth's forms where ours ask or count differently."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm as BaseChangePasswordForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _


class ChangePasswordForm(BaseChangePasswordForm):
    """A wrong old password counts as a wrong guess at the account, as it does where one signs in."""

    def clean_oldpassword(self) -> str:
        old: str = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, old):
            raise get_adapter().validation_error("enter_current_password")
        return old


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey that opens the diary by itself, unless somebody wants it beside their password only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name to tell it by")
        self.fields["name"].max_length = 60
        self.fields["name"].widget.attrs |= {"maxlength": 60, "autocomplete": "off"}
        passwordless = self.fields["passwordless"]
        passwordless.label = _("Sign in with it alone, without the password")
        passwordless.help_text = ""
        passwordless.initial = True
        passwordless.widget.attrs["class"] = "form-check-input"
