from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet, RestrictedError
from django.db.models.deletion import Collector
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from desk.admin.base import TableAdmin, number_of, with_unit
from desk.admin.composition import CompositionInline
from desk.admin.forms import NUMBERS, TableForm
from nutrients.models import Food, FoodAlias, FoodGroup, FoodNutrient, GroupShare, NutrientSource, Portion


class PortionInline(admin.TabularInline):
    model = Portion
    form = TableForm
    formfield_overrides = NUMBERS
    fields = ["position", "description", "grams"]
    extra = 1

    def get_formset(self, request: HttpRequest, obj: Food | None = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form = type("PortionForm", (formset.form,), {"hand_clean_DELETE": keep_what_is_eaten})
        return formset


def keep_what_is_eaten(form: Any) -> None:
    """In place of the admin's own check, which lists what points at the row: here that would be people's diaries."""
    if not form.cleaned_data.get(DELETION_FIELD_NAME) or form.instance._state.adding:
        return
    try:
        Collector(using=form.instance._state.db).collect([form.instance])
    except RestrictedError as error:
        text = _("“%(portion)s” stands in diaries, so it stays. Add another one, and move this one down.")
        raise ValidationError(text, params={"portion": form.instance}) from error


class ShareInline(admin.TabularInline):
    model = GroupShare
    form = TableForm
    formfield_overrides = NUMBERS
    fields = ["group", "share", "basis"]
    autocomplete_fields = ["group"]
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("group")


@admin.register(Food)
class FoodAdmin(TableAdmin):
    list_display = ["name", "category", "usual_portion", "is_common", "makeup_known", "known", "fdc_id"]
    list_filter = ["is_offered", "is_common", "makeup_known", "is_imported", "data_type", "source", "category"]
    search_fields = ["name", "description", "food_code", "gtin", "fdc_id"]
    actions = ["publish"]
    search_help_text = _("Name, description, food code or FoodData Central id")
    fields = [
        "fdc_id", "name", "description", ("category", "data_type", "food_code"), "gtin",
        ("usual_grams", "is_common", "makeup_known", "animal_origin"), ("source", "licence"),
    ]  # fmt: skip
    lasting = ("fdc_id",)
    inlines = [PortionInline, ShareInline, CompositionInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """A person's own food is the editors' business only once it is offered; whose it is, they are not told."""
        foods = super().get_queryset(request).filter(Q(owner=None) | Q(is_offered=True))
        return foods.annotate(known=number_of(FoodNutrient.objects, "food"))

    @admin.action(description=_("Publish offered foods for everybody"), permissions=["change"])
    @transaction.atomic
    def publish(self, request: HttpRequest, chosen: QuerySet) -> None:
        offered = list(chosen.filter(is_offered=True))
        for food in offered:
            food.publish()
            self.log_change(request, food, [{"changed": {"fields": [str(_("Published"))]}}])
        text = ngettext("%(n)d food is everybody’s now.", "%(n)d foods are everybody’s now.", len(offered))
        self.message_user(request, text % {"n": len(offered)}, messages.SUCCESS if offered else messages.WARNING)

    @admin.display(description=_("usual portion"), ordering="usual_grams")
    def usual_portion(self, food: Food) -> str:
        return with_unit(food.usual_grams, "g")

    @admin.display(description=_("nutrients known"), ordering="known")
    def known(self, food: Any) -> int:  # annotated above
        return food.known


@admin.register(FoodAlias)
class FoodAliasAdmin(TableAdmin):
    list_display = ["phrase", "means", "note"]
    search_fields = ["phrase", "means"]
    fields = ["phrase", "means", "note"]


class SourceOfInline(admin.TabularInline):
    model = NutrientSource
    form = TableForm
    fields = ["nutrient", "origin", "evidence_grade", "citation"]
    autocomplete_fields = ["nutrient"]
    verbose_name = _("nutrient that this group is a source of")
    verbose_name_plural = _("source of")
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("nutrient", "group")


@admin.register(FoodGroup)
class FoodGroupAdmin(TableAdmin):
    list_display = ["name", "key", "serving", "is_plant", "members"]
    list_filter = ["is_plant", "feeds__origin"]
    search_fields = ["name", "key"]
    fields = ["key", "name", "serving_grams", "is_plant", "survives_cooking", "note", "source"]
    lasting = ("key",)
    inlines = [SourceOfInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(members=number_of(GroupShare.objects, "group"))

    @admin.display(description=_("serving"), ordering="serving_grams")
    def serving(self, group: FoodGroup) -> str:
        return with_unit(group.serving_grams, "g")

    @admin.display(description=_("foods"), ordering="members")
    def members(self, group: Any) -> int:  # annotated above
        return group.members
