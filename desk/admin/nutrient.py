from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from desk.admin.base import TableAdmin
from desk.admin.choosing import ChoosesGroup
from nutrients.models import Nutrient, NutrientSource


@admin.register(Nutrient)
class NutrientAdmin(TableAdmin):
    list_display = ["name", "tagname", "unit", "kind", "assessment", "in_article", "evidence_grade", "position"]
    list_filter = ["in_article", "assessment", "kind", "evidence_grade"]
    search_fields = ["name", "tagname", "fdc_number"]
    lasting = ("tagname", "unit")  # every stored amount is in this unit
    fieldsets = [
        (None, {"fields": ["tagname", "name", "unit", "kind", "fdc_number", ("position", "decimals")]}),
        (_("Assessment"), {"fields": ["assessment", "partial_note"]}),
        (
            _("What the article says, and what the evidence says"),
            {"fields": ["in_article", "gut_function", "article_claim", "evidence_grade", "evidence_note", "citation"]},
        ),
    ]


@admin.register(NutrientSource)
class NutrientSourceAdmin(ChoosesGroup, TableAdmin):
    list_display = ["nutrient", "group", "origin", "evidence_grade"]
    list_display_links = ["nutrient", "group"]
    list_filter = ["origin", "evidence_grade", ("nutrient", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["nutrient", "group"]
    search_fields = ["nutrient__name", "group__name"]
    autocomplete_fields = ["nutrient", "group"]
    fields = ["nutrient", "group", "origin", "evidence_grade", "citation"]
