"""The portions of a food of one's own, beside its form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet, inlineformset_factory
from django.utils.translation import gettext_lazy as _

from diary.models import MAX_GRAMS, Entry, SavedMeal
from diary.quantities import GRAM, plain, quantity_of
from nutrients.models import Food, Portion

SERVING = _("1 serving")


class AmountField(forms.CharField):
    """A number typed as people type it; blank is None: unknown."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "form-control"}
        super().__init__(max_length=20, widget=forms.TextInput(attrs), **kwargs)

    def clean(self, value: str) -> Any:
        text = super().clean(value)
        return quantity_of(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return plain(value) if isinstance(value, float) else value


class PortionForm(forms.ModelForm):
    """A household measure: "1 slice", 31 g."""

    grams = AmountField(label=_("Weight [g]"))

    class Meta:
        model = Portion
        fields = ["description", "grams"]
        labels = {"description": _("Portion, such as 1 slice")}
        widgets = {"description": forms.TextInput({"class": "form-control", "autocomplete": "off"})}

    def clean_description(self) -> str:
        text: str = self.cleaned_data["description"]
        if text == GRAM:
            raise ValidationError(_("Grams can always be logged; name another measure."), code="reserved")
        return text

    def clean_grams(self) -> float:
        grams: float = self.cleaned_data["grams"]
        if not 0.01 <= grams <= MAX_GRAMS:
            raise ValidationError(_("A portion weighs more than 0 g and at most 5,000 g. Check the number."))
        return grams


class PortionsFormSet(BaseInlineFormSet):
    """The portions of an own food, "1 g" left out: every food has it."""

    deletion_widget = forms.CheckboxInput

    def __init__(self, data: Any = None, *, instance: Food | None = None) -> None:
        measures = Portion.objects.exclude(description=GRAM)
        super().__init__(data, instance=instance, prefix="portion", queryset=measures)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Take this portion off")

    def clean(self) -> None:
        """One of each name; one that stands in the diary stays."""
        seen = set()
        for form in self.forms:
            said = getattr(form, "cleaned_data", {})
            if said.get("DELETE"):
                if Entry.objects.filter(portion=form.instance).exists():
                    message = _("“%(portion)s” stands in your diary, so it stays. Take off its tick.")
                    raise ValidationError(message, params={"portion": form.instance}, code="logged")
                if saved := SavedMeal.objects.filter(foods__portion=form.instance).first():
                    message = _("“%(portion)s” is used by your saved meal “%(saved)s”, so it stays. Take off its tick.")
                    raise ValidationError(message, params={"portion": form.instance, "saved": saved}, code="saved")
                continue
            text = str(said.get("description", "")).casefold()
            if text and text in seen:
                form.add_error("description", _("There is a portion of this name already."))
            seen.add(text)

    def validate_unique(self) -> None:
        """Done in clean(), in words of our own."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance.position = self.forms.index(form) + 1
        return super().save_new(form, commit)


OwnPortions = inlineformset_factory(
    Food, Portion, form=PortionForm, formset=PortionsFormSet, extra=2, max_num=12, validate_max=True, can_delete=True,
    can_delete_extra=False,
)  # fmt: skip


def keep_serving(food: Food) -> None:
    """A food with a serving and no other measure is eaten by the serving."""
    if food.usual_grams and not food.portions.exclude(description=GRAM).exists():
        Portion.objects.create(food=food, description=str(SERVING), grams=food.usual_grams, position=1)
