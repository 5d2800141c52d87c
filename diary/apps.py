from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiaryConfig(AppConfig):
    """Who ate what, when."""

    name = "diary"
    verbose_name = _("Diaries")
