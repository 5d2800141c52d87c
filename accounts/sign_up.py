"""Signing up where an address may have a diary already."""

from typing import Any

from allauth.account import forms
from django.core.exceptions import ValidationError


class SignupForm(forms.SignupForm):
    """allauth's. Where mail is sent, a taken address gets the answer of a free one, and the rest is said by mail.

    Without mail that cannot be: whoever signs up is let in at once, and with a taken address nobody may be. Then it is
    told to nobody who merely asks: all else has to be right, so that asking about a free address makes a diary there.
    """

    taken: ValidationError | None = None

    def validate_unique_email(self, value: str) -> str:
        try:
            return str(super().validate_unique_email(value))
        except ValidationError as taken:
            self.taken = taken
            return value

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.taken and not self.errors:
            self.add_error("email", self.taken)
        return cleaned
