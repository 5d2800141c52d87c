from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NutrientsConfig(AppConfig):
    """What food contains, what people need, what the rules say. Knows nobody's meals."""

    name = "nutrients"
    verbose_name = _("Tables")
