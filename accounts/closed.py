"""Signing in to an account that is closed because its erasure was asked for: only to have it back."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from accounts.erasing import is_closing


class Backend(AuthenticationBackend):
    """allauth's; lets people in whose account is closing. ClosedAccounts keeps them to the one page they may see."""

    def user_can_authenticate(self, user: AbstractBaseUser | Any) -> bool:
        return super().user_can_authenticate(user) or is_closing(user)
