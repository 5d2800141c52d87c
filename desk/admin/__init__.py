"""The editors' pages: Django's admin for every table."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from desk.admin import food, nutrient, reference, rulebook

admin.site.site_header = admin.site.site_title = _("GutCheck tables")
admin.site.index_title = _("Foods, nutrients, references, rules")

__all__ = ["food", "nutrient", "reference", "rulebook"]
