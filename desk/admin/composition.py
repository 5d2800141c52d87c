"""A food's composition on its page: one row for every nutrient, blank where the amount is unknown."""

from copy import copy
from typing import Any

from django import forms
from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from desk.admin.forms import NUMBERS
from nutrients.models import FoodNutrient, Nutrient
from nutrients.tables.checks import amount_problem, estimate_problems

ESTIMATED = FoodNutrient.Derivation.ESTIMATED


class ValueForm(forms.ModelForm):
    """One nutrient of the food. A blank amount is unknown: no row. The page carries what it showed, so that two editors
    with the same food open change only what each of them touched."""

    class Meta:
        model = FoodNutrient
        fields = ["amount", "derivation", "source", "low", "high"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = None if self.instance._state.adding else copy(self.instance)
        for field in self.fields.values():
            field.required = False
            field.show_hidden_initial = True
        self.fields["amount"].widget.attrs["placeholder"] = _("unknown")

    def be_about(self, nutrient: Nutrient) -> None:
        self.nutrient = self.instance.nutrient = nutrient
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{nutrient.name}: {field.label}"

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.errors:
            return self.cleaned_data
        if self.shown_amount() != (self.stored and self.stored.amount):
            self.add_error("amount", _("Somebody else changed this value meanwhile; reload the page and look again."))
        elif self.cleaned_data["amount"] is None:
            self.check_unknown()
        else:
            self.check_known(dict(self.cleaned_data))
        return self.cleaned_data

    def shown_amount(self) -> float | None:
        bound = self["amount"]
        return self.fields["amount"].to_python(self.data.get(bound.html_initial_name))

    def check_unknown(self) -> None:
        if self.stored is None:
            self.add_error("amount", _("Fill in the amount, or clear the rest of the row; 0 means that there is none."))

    def check_known(self, said: dict[str, Any]) -> None:
        for name in ("derivation", "source"):
            if not said[name]:
                self.add_error(name, _("Say where the amount comes from."))
        limits = [name for name in ("low", "high") if said[name] is not None]
        if said["derivation"] != ESTIMATED:
            for name in limits:
                self.add_error(name, _("Only an estimate has a low and a high; leave it blank."))
        row = {f"{name} per 100 g": said[name] for name in ("amount", "low", "high")} | {"unit": self.nutrient.unit}
        if problem := amount_problem(said["amount"], self.nutrient.unit):
            self.add_error("amount", problem)
        elif limits and not self.errors:
            for name, problem in estimate_problems(row):
                self.add_error(name.removesuffix(" per 100 g"), problem)


class CompositionFormSet(BaseInlineFormSet):
    """A form for every nutrient, found by its tagname, however many of them the food has values of."""

    may_delete = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nutrients = list(Nutrient.objects.all())
        self.rows = {row.nutrient_id: row for row in self.get_queryset()}

    def initial_form_count(self) -> int:
        return 0

    def total_form_count(self) -> int:
        return len(self.nutrients)

    def add_prefix(self, index: int | str) -> str:
        return super().add_prefix(self.nutrients[index].tagname if isinstance(index, int) else index)

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """None: the nutrient names the row, so no keys travel through the page."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        nutrient = self.nutrients[i]
        form = super()._construct_form(i, instance=self.rows.get(nutrient.tagname), **kwargs)  # type: ignore[misc]
        form.be_about(nutrient)
        return form

    def save(self, commit: bool = True) -> list[FoodNutrient]:
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []
        for form in self.forms:
            if form.has_changed():
                self.save_row(form)
        return [*self.new_objects, *(row for row, _ in self.changed_objects)]

    def save_row(self, form: Any) -> None:
        if form.cleaned_data["amount"] is None:
            if self.may_delete:
                self.deleted_objects.append(form.stored)
                form.stored.delete()
            return
        form.instance.food = self.instance
        form.instance.save()
        if form.stored is None:
            self.new_objects.append(form.instance)
        else:
            self.changed_objects.append((form.instance, form.changed_data))


class CompositionInline(admin.TabularInline):
    model = FoodNutrient
    form = ValueForm
    formset = CompositionFormSet
    formfield_overrides = NUMBERS
    fields = ["amount", "derivation", "source", "low", "high"]
    template = "admin/nutrients/food/composition.html"
    extra = 0
    can_delete = False

    def get_formset(self, request: Any, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.may_delete = self.has_delete_permission(request, obj)
        return formset
