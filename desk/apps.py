from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Where editors keep the tables. It counts over all diaries, and shows nobody's."""

    name = "desk"
    verbose_name = _("Desk")
