from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from desk.admin.base import TableAdmin, with_unit
from nutrients.models import IntakePrior, ReferenceIntake, RequirementPercentile

WHOM = ("life_stage", ("age_min", "age_max"), ("sex", "physiology", "menstruating"))
WHOM_HELP = _("Leave blank what the values do not depend on.")
OF_NUTRIENT = ("nutrient", admin.RelatedOnlyFieldListFilter)


def in_unit(field: str, label: Any) -> Callable[[TableAdmin, Any], str]:
    """A list column: the field's amount with the unit of the row's nutrient."""

    @admin.display(description=label, ordering=field)
    def column(self: TableAdmin, row: Any) -> str:
        return with_unit(getattr(row, field), row.nutrient.unit)

    return column


@admin.register(ReferenceIntake)
class ReferenceIntakeAdmin(TableAdmin):
    ear_shown, rda_shown = in_unit("ear", _("EAR")), in_unit("rda", _("RDA"))
    ai_shown, ul_shown = in_unit("ai", _("AI")), in_unit("ul", _("UL"))
    list_display = [
        "nutrient", "life_stage", "reference_set", "basis", "ear_shown", "rda_shown", "ai_shown", "ul_shown",
    ]  # fmt: skip
    list_display_links = ["nutrient", "life_stage"]
    list_filter = ["reference_set", OF_NUTRIENT, "basis", "sex", "physiology", "life_stage"]
    list_select_related = ["nutrient"]
    search_fields = ["nutrient__name", "nutrient__tagname", "life_stage"]
    autocomplete_fields = ["nutrient", "ul_nutrient"]
    fieldsets = [
        (None, {"fields": ["nutrient", ("reference_set", "basis")]}),
        (_("For whom"), {"fields": WHOM, "description": WHOM_HELP}),
        (
            _("Amounts, in the nutrient's unit"),
            {
                "fields": [("ear", "rda", "ai"), ("ul", "ul_nutrient"), "ul_note", "cdrr"],
                "description": _("Leave blank what the set does not give."),
            },
        ),
        (_("Spread of the requirement"), {"fields": ["requirement_cv", "requirement_cv_basis"]}),
        (None, {"fields": ["source", "note"]}),
    ]


@admin.register(RequirementPercentile)
class RequirementPercentileAdmin(TableAdmin):
    requirement_shown = in_unit("requirement", _("requirement"))
    list_display = ["nutrient", "life_stage", "percentile", "requirement_shown", "reference_set"]
    list_display_links = ["nutrient", "life_stage", "percentile"]
    list_filter = ["reference_set", OF_NUTRIENT, "life_stage"]
    list_select_related = ["nutrient"]
    search_fields = ["nutrient__name", "life_stage"]
    autocomplete_fields = ["nutrient"]
    fieldsets = [
        (None, {"fields": ["nutrient", "reference_set"]}),
        (_("For whom"), {"fields": [*WHOM, "oral_contraceptive"], "description": WHOM_HELP}),
        (_("In the nutrient's unit"), {"fields": [("percentile", "requirement"), "source"]}),
    ]


@admin.register(IntakePrior)
class IntakePriorAdmin(TableAdmin):
    mean_shown = in_unit("mean", _("mean"))
    between_shown, within_shown = in_unit("sd_between", _("between people")), in_unit("sd_within", _("day to day"))
    list_display = ["nutrient", "life_stage", "mean_shown", "between_shown", "within_shown", "people"]
    list_display_links = ["nutrient", "life_stage"]
    list_filter = [OF_NUTRIENT, "sex", "life_stage"]
    list_select_related = ["nutrient"]
    search_fields = ["nutrient__name", "life_stage"]
    autocomplete_fields = ["nutrient"]
    fieldsets = [
        (None, {"fields": ["nutrient"]}),
        (_("For whom"), {"fields": WHOM, "description": WHOM_HELP}),
        (_("In the nutrient's unit"), {"fields": ["mean", ("sd_between", "sd_within"), "people", "source"]}),
    ]
