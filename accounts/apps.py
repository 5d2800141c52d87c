from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Who the person is."""

    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from accounts.security import checks  # noqa: F401 - registers them
