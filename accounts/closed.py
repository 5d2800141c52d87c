"""Coming in to an account that is closed because its erasure was asked for: only to have it back."""

from typing import Any

from allauth.account import forms
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.utils import filter_users_by_email
from django.contrib.auth.base_user import AbstractBaseUser

from accounts.erasing import is_closing


class Backend(AuthenticationBackend):
    """allauth's; lets people in whose account is closing. ClosedAccounts keeps them to the one page they may see."""

    def user_can_authenticate(self, user: AbstractBaseUser | Any) -> bool:
        return super().user_can_authenticate(user) or is_closing(user)


class ResetPasswordForm(forms.ResetPasswordForm):
    """allauth's; who forgot the password of a closing account gets the mail too, or could not have it back."""

    users: list[Any]

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if not self.users:
            closed = filter_users_by_email(email.lower(), is_active=False, prefer_verified=True)
            self.users = [person for person in closed if is_closing(person)]
        return email
