from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet, RestrictedError
from django.db.models.deletion import Collector
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from desk.admin.base import TableAdmin, number_of, with_unit
from desk.admin.choosing import ChoosesGroup
from desk.admin.composition import CompositionInline
from desk.admin.edits import edit_of
from desk.admin.filling import filling_of
from desk.admin.finding import FoodList, foods_found
from desk.admin.forms import TableForm
from desk.admin.parts import PartFormSet, PartInline
from diary.quantities import GRAM
from nutrients.changesets.acts import publish_offered
from nutrients.changesets.rows import key_of
from nutrients.models import (
    ChangeSet,
    Food,
    FoodAlias,
    FoodGroup,
    FoodNutrient,
    GroupShare,
    NutrientSource,
    Portion,
    RowChange,
)
from nutrients.tables.recorded import Key

LAST = 99  # the place of "1 g" in foods of people, after all that is measured otherwise


class PortionForm(TableForm):
    def hand_clean_DELETE(self) -> None:
        """In place of the admin's own check, which lists what points at the row: that would be people's diaries."""
        if self.cleaned_data.get(DELETION_FIELD_NAME):
            self.refuse_if_eaten()

    def clean_description(self) -> str:
        """Under another description it is another portion: a diary means "1 cup", wherever that stands in the list."""
        if "description" in self.changed_data and not self.data.get(self.add_prefix(DELETION_FIELD_NAME)):
            self.refuse_if_eaten()
        return self.cleaned_data["description"]

    def has_changed(self) -> bool:
        """A new row with nothing but the place it was given is an empty one."""
        given = {"position"} if self.instance._state.adding else set()
        return bool(set(self.changed_data) - given)

    def refuse_if_eaten(self) -> None:
        if self.instance._state.adding:
            return
        try:
            Collector(using=self.instance._state.db).collect([self.instance])
        except RestrictedError as error:
            text = _("“%(portion)s” stands in diaries, so it stays. Add another one, and move this one down.")
            raise ValidationError(text, params={"portion": self.instance}) from error


class PortionFormSet(PartFormSet):
    """A new portion comes after those there are."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance._state.adding:
            form.initial.setdefault("position", self.after_the_last())

    def after_the_last(self) -> int:
        cells = (row["position"] for row in self.edit.cells_of(self.table.name).values())
        return max((int(cell) for cell in cells if cell.isdecimal() and int(cell) < LAST), default=0) + 1


class PortionInline(PartInline):
    model = Portion
    form = PortionForm
    formset = PortionFormSet
    fields = ["position", "description", "grams"]
    extra = 1

    def get_formset(self, request: HttpRequest, obj: Food | None = None, **kwargs: Any) -> Any:
        """The admin makes the form's class anew and puts its own check into it; ours goes in last."""
        formset = super().get_formset(request, obj, **kwargs)
        formset.form = type("PortionForm", (formset.form,), {"hand_clean_DELETE": PortionForm.hand_clean_DELETE})
        return formset


class ShareInline(ChoosesGroup, PartInline):
    model = GroupShare
    fields = ["group", "share", "basis"]
    autocomplete_fields = ["group"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("group")


OWN_TYPE = "gutcheck_food"
OK, REFUSED = 200, 422
HELP = {"fdc_id": _("As FoodData Central numbers it; for a food it does not list, the free number that stands here.")}


@admin.register(Food)
class FoodAdmin(TableAdmin):
    list_display = ["name", "category", "usual_portion", "is_common", "makeup_known", "known", "fdc_id"]
    list_filter = ["is_offered", "is_common", "makeup_known", "is_imported", "data_type", "source", "category"]
    search_fields = ["name", "description", "food_code", "gtin", "fdc_id"]
    actions = ["publish"]
    search_help_text = _("Any words for it, in any order, or a number: barcode, food code, FoodData Central id.")
    fields = [
        "fdc_id", "name", "description", ("category", "data_type", "food_code"), "gtin",
        ("usual_grams", "is_common", "makeup_known", "animal_origin"), ("source", "licence"),
    ]  # fmt: skip
    lasting = ("fdc_id",)
    inlines = [PortionInline, ShareInline, CompositionInline]

    def get_form(self, request: HttpRequest, obj: Food | None = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, help_texts=HELP, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"fdc_id": free_number(), "data_type": OWN_TYPE, **super().get_changeform_initial_data(request)}

    def changeform_view(
        self, request: Any, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Its grid can be filled from elsewhere first; then the page comes back with that, and nothing is saved."""
        edit = edit_of(request)
        filling = filling_of(request, object_id)
        edit.is_filling = bool(filling.asked)
        answer = super().changeform_view(request, object_id, form_url, {**(extra_context or {}), "filling": filling})
        if filling.asked and answer.status_code == REFUSED and not filling.is_refused:
            answer.status_code = OK
        return answer

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A new food can be logged by the gram, whether or not the editor thought of it."""
        super().save_related(request, form, formsets, change)
        if not change:
            by_the_gram = {"position": LAST, "grams": 1}
            Portion.objects.get_or_create(food=form.instance, description=GRAM, defaults=by_the_gram)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """A person's own food is the editors' business only once it is offered; whose it is, they are not told."""
        foods = super().get_queryset(request).filter(Q(owner=None) | Q(is_offered=True))
        return foods.annotate(known=number_of(FoodNutrient.objects, "food"))

    def get_search_results(self, request: HttpRequest, foods: QuerySet, words: str) -> tuple[QuerySet, bool]:
        if not words.strip():
            return foods, False
        return foods_found(foods, words, is_sorted="o" in request.GET, request=request), False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[FoodList]:
        return FoodList

    def has_change_permission(self, request: HttpRequest, food: Food | None = None) -> bool:
        """A person's own food is theirs until it is published; an imported one is not of the tables."""
        return super().has_change_permission(request, food) and (food is None or is_of_the_tables(food))

    def has_delete_permission(self, request: HttpRequest, food: Food | None = None) -> bool:
        return super().has_delete_permission(request, food) and (food is None or is_of_the_tables(food))

    @admin.action(description=_("Publish offered foods for everybody"), permissions=["review"])
    def publish(self, request: HttpRequest, chosen: QuerySet) -> None:
        offered = list(chosen.filter(is_offered=True))
        if offered:
            publish_offered(offered, reviewer=request.user, at=timezone.now())
        text = ngettext("%(n)d food is everybody’s now.", "%(n)d foods are everybody’s now.", len(offered))
        self.message_user(request, text % {"n": len(offered)}, messages.SUCCESS if offered else messages.WARNING)

    @admin.display(description=_("usual portion"), ordering="usual_grams")
    def usual_portion(self, food: Food) -> str:
        return with_unit(food.usual_grams, "g")

    @admin.display(description=_("nutrients known"), ordering="known")
    def known(self, food: Any) -> int:  # annotated above
        return food.known


def free_number() -> int:
    """For a food that FoodData Central does not list: the next of our own, those of open drafts counted."""
    first, drafted = Food.GUTCHECK_FOODS, open_rows("foods")
    numbers = [int(key[0]) for key in drafted if key[0].isdecimal() and first <= int(key[0]) < first + 10**14]
    return max([*numbers, Food.newest_own_number()]) + 1


def open_rows(table: str) -> list[Key]:
    waiting = ChangeSet.objects.filter(state__in=(ChangeSet.State.DRAFT, ChangeSet.State.REVIEW))
    rows = RowChange.objects.filter(changeset__in=waiting, table=table, before__isnull=True)
    return [key_of(key) for key in rows.values_list("key", flat=True)]


def is_of_the_tables(food: Food) -> bool:
    return food.owner_id is None and not food.is_imported


@admin.register(FoodAlias)
class FoodAliasAdmin(TableAdmin):
    list_display = ["phrase", "means", "note"]
    search_fields = ["phrase", "means"]
    fields = ["phrase", "means", "note"]


class SourceOfInline(PartInline):
    model = NutrientSource
    fields = ["nutrient", "origin", "evidence_grade", "citation"]
    autocomplete_fields = ["nutrient"]
    verbose_name = _("nutrient that this group is a source of")
    verbose_name_plural = _("source of")

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
