"""A food's composition on its page: one row for every nutrient, blank where the amount is unknown."""

from copy import copy
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from desk.admin.edits import Edit
from desk.admin.parts import PartInline
from desk.admin.stated import AGAIN, WHERE_FROM, SourceOfAll, is_drafted, leaves_source
from desk.admin.unasked import Unasked
from nutrients.models import FoodNutrient, Nutrient
from nutrients.tables.checks import amount_problem, estimate_problems
from nutrients.tables.recorded import VALUES, Cells
from nutrients.tables.sanity import sums

ESTIMATED, ASSUMED_ZERO = FoodNutrient.Derivation.ESTIMATED, FoodNutrient.Derivation.ASSUMED_ZERO
FIELD_OF = {column.name: column.field for column in VALUES.columns}
KINDS = [kind.value for kind in Nutrient.Kind]


class ValueForm(Unasked, forms.ModelForm):
    """One nutrient of the food. A blank amount is unknown: no row. `none` is 0 because the food cannot hold any: the
    derivation assumed_zero, told by its tick alone."""

    none = forms.BooleanField(label=_("none"), required=False)
    edit: Edit
    of_all: SourceOfAll
    asks_for_source = False  # its amount changed, and its source did not

    class Meta:
        model = FoodNutrient
        fields = ["amount", "none", "derivation", "source", "low", "high"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = None if self.instance._state.adding else copy(self.instance)
        for field in self.fields.values():
            field.required = False
        self.fields["amount"].widget.attrs["placeholder"] = _("unknown")

    def be_about(
        self, nutrient: Nutrient, live: Cells | None, wanted: Cells | None, opened: Cells | None, of_all: SourceOfAll
    ) -> None:
        """live: the row in force. wanted: as the draft has it. opened: as the page showed what is in force. None:
        unknown. of_all: what the editor says of all changed amounts."""
        self.opened, self.of_all = opened, of_all
        self.nutrient = self.instance.nutrient = nutrient
        self.live, self.wanted = live, wanted
        if not self.is_bound and wanted != live:
            self.initial.update(shown(wanted))
        self.tick_none()
        name = str(nutrient)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{name}: {field.label}"

    def tick_none(self) -> None:
        """Of what is stored, too, so that a form that comes back untouched has not changed."""
        if self.initial.get("derivation") == ASSUMED_ZERO and not self.initial.get("amount"):
            self.initial.update({"none": True, "amount": None, "derivation": ""})
        elif self.initial.get("derivation") == ASSUMED_ZERO:
            return
        self.fields["derivation"].choices = derivations(get_language())  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def kind(self) -> str:
        return str(Nutrient.Kind(self.nutrient.kind).label)

    @property
    def is_changed(self) -> bool:
        return self.has_changed() if self.is_bound else self.wanted != self.live

    @property
    def live_amount(self) -> str:
        return self.live["amount per 100 g"] if self.live else ""

    @property
    def live_derivation(self) -> str:
        return str(FoodNutrient.Derivation(self.live["derivation"]).label) if self.live else ""

    @property
    def has_limits(self) -> bool:
        return any(self[name].value() not in (None, "") or self[name].errors for name in ("low", "high"))

    def clean(self) -> dict[str, Any]:
        super().clean()
        for refusal in self.edit.refusals:
            if refusal.table == VALUES.name and refusal.key[1] == self.nutrient.pk:
                self.add_error(FIELD_OF.get(refusal.column) or "amount", refusal.text)
        if self.errors:
            return self.cleaned_data
        if self.cleaned_data["none"]:
            self.check_none()
        elif self.cleaned_data["amount"] is None:
            self.check_unknown()
        else:
            self.settle_source()
            self.check_known(dict(self.cleaned_data))
        if self.asks_for_source:
            self.add_error("source", WHERE_FROM)
        return self.cleaned_data

    def check_none(self) -> None:
        if self.cleaned_data["amount"]:
            self.add_error("none", _("Either none or an amount: untick it, or clear the amount."))
        if not self.cleaned_data["source"]:
            self.add_error("source", _("Say why the food cannot hold any."))
        self.cleaned_data |= {"amount": 0.0, "derivation": ASSUMED_ZERO, "low": None, "high": None}

    def check_unknown(self) -> None:
        if self.stored is None:
            self.add_error("amount", _("Fill in the amount, or clear the rest of the row; 0 means that there is none."))

    @property
    def is_looked_at_again(self) -> bool:
        """Ticked in its own row."""
        return self.is_bound and bool(self.data.get(self.add_prefix(AGAIN)))

    def settle_source(self) -> None:
        """A changed amount says where it comes from: in its row, for all rows, or by the same source again."""
        if not leaves_source(self.cleaned_data, self.opened):
            return
        if self.of_all.source:
            self.cleaned_data |= {"derivation": self.of_all.derivation, "source": self.of_all.source}
        else:
            is_answered = self.of_all.again or self.is_looked_at_again or is_drafted(self.cleaned_data, self.wanted)
            self.asks_for_source = self.opened is not None and not is_answered

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


@lru_cache
def derivations(_language: str | None) -> list[tuple[str, str]]:
    """What may be chosen, in words of the language; made once, for ninety rows have the same."""
    others = [each for each in FoodNutrient.Derivation if each != ASSUMED_ZERO]
    return [("", "–"), *((each.value, str(each.label)) for each in others)]


def shown(cells: Cells | None) -> dict[str, Any]:
    """A drafted row as the form takes it; None: the draft makes it unknown."""
    of_the_form = {name: field for name, field in FIELD_OF.items() if field in ValueForm.Meta.fields}
    return {field: cells[name] if cells else None for name, field in of_the_form.items()}


class CompositionFormSet(BaseInlineFormSet):
    """A form for every nutrient, found by its tagname, however many of them the food has values of."""

    may_delete = True
    edit: Edit

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nutrients = sorted(Nutrient.objects.all(), key=lambda nutrient: KINDS.index(nutrient.kind))
        self.rows = {row.nutrient_id: row for row in self.get_queryset()}
        self.live, self.wanted, self.opened = (
            {key[1]: cells for (table, key), cells in rows.items() if table == VALUES.name}
            for rows in (self.edit.in_force, self.edit.wanted, self.edit.opened)
        )
        self.of_all = SourceOfAll.read(self)

    def sums(self) -> list[str]:
        """What adds up in the values that an untouched page shows; estimates are not known."""
        rows = {} if self.is_bound else self.wanted
        known = {
            tagname: float(cells["amount per 100 g"])
            for tagname, cells in rows.items()
            if cells["derivation"] != ESTIMATED
        }
        return list(sums(known, {nutrient.tagname: str(nutrient) for nutrient in self.nutrients}))

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
        tagname = nutrient.tagname
        row = self.rows.get(tagname)
        form = super()._construct_form(i, instance=row, **kwargs)  # type: ignore[misc]  # the stubs leave it out
        rows = (self.live.get(tagname), self.wanted.get(tagname), self.opened.get(tagname))
        form.be_about(nutrient, *rows, self.of_all)
        return form

    def clean(self) -> None:
        super().clean()
        self.of_all.check()

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


class CompositionInline(PartInline):
    model = FoodNutrient
    form = ValueForm
    formset = CompositionFormSet
    fields = ["amount", "none", "derivation", "source", "low", "high"]
    template = "admin/nutrients/food/composition.html"
    can_delete = False
    comes_first = True

    class Media:
        css = {"all": ["food-editor.css"]}
        js = ["food-editor.js"]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.may_delete = self.has_delete_permission(request, obj)
        return formset
