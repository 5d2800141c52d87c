from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desk.admin.base import TableAdmin
from desk.admin.forms import ReasonedForm
from nutrients.models import RuleSetting, TableRelease
from nutrients.tables.checks import crossed_settings


class RuleSettingForm(ReasonedForm):
    """One setting, set against the others: the lines of the rules keep their order."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.can_be_read:
            key = self.instance.key
            values = dict(RuleSetting.objects.values_list("key", "value")) | {key: cleaned["value"]}
            for lower, upper, text in crossed_settings(values):
                if key in (lower, upper):
                    self.add_error("value", text)
        return cleaned


@admin.register(RuleSetting)
class RuleSettingAdmin(TableAdmin):
    """The keys belong to the code that reads them: values can be changed, keys neither added nor removed."""

    form = RuleSettingForm
    list_display = ["key", "value_shown", "meaning"]
    search_fields = ["key", "meaning"]
    fields = ["key", "value", "unit", "meaning", "reason"]
    lasting = ("key", "unit")

    @admin.display(description=_("value"), ordering="value")
    def value_shown(self, setting: RuleSetting) -> str:
        return f"{setting.value:g} {setting.unit}".strip()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(TableRelease)
class TableReleaseAdmin(TableAdmin):
    """Made by publishing only, and never changed: reports name them."""

    list_display = ["version", "published_on", "note"]
    fields = ["version", "published_on", "note"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
