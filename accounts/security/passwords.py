"""How long a password may be: longer than any sentence, shorter than what would keep the server busy."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext


class MaximumLengthValidator:
    def __init__(self, max_length: int) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > self.max_length:
            text = ngettext(
                "This password is too long. It may have %(n)d character.",
                "This password is too long. It may have up to %(n)d characters.",
                self.max_length,
            )
            raise ValidationError(text % {"n": self.max_length}, code="password_too_long")

    def get_help_text(self) -> str:
        return ""
