"""Forms of saved meals and recipes, and of how much of a recipe was eaten."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Value
from django.db.models.functions import Lower
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from diary.forms import PortionField, QuantityField
from diary.models import MAX_GRAMS, Entry, Helping, Meal, SavedFood, SavedMeal
from diary.own.portions import AmountField
from diary.quantities import amount_text, quantity_of
from nutrients.models import Food

MAX_BATCH = 20 * MAX_GRAMS  # [g] of one food in a recipe, and of a recipe after cooking
MAX_SERVINGS = 200
SERVINGS, GRAMS = "servings", "grams"
TOO_MUCH = _("That is %(grams)s g of %(food)s; more than 5 kg of one food at one time. Check the amount or the unit.")


@dataclass(frozen=True, slots=True)
class Serving:
    """One serving of a recipe. grams: after cooking [g], None where not known. most: [g] of `food`, its heaviest."""

    grams: float | None
    most: float
    food: str

    @classmethod
    def of_recipe(cls, recipe: SavedMeal, foods: Sequence[SavedFood]) -> "Serving":
        servings = recipe.servings or 1
        cooked = recipe.cooked_grams / servings if recipe.cooked_grams else None
        return cls._with(cooked, [(food.grams / servings, food.portion.food.name) for food in foods])

    @classmethod
    def of_helping(cls, helping: Helping, entries: Sequence[Entry]) -> "Serving":
        cooked = helping.grams / helping.servings if helping.grams else None
        return cls._with(cooked, [(entry.grams / helping.servings, entry.portion.food.name) for entry in entries])

    @classmethod
    def _with(cls, cooked: float | None, foods: list[tuple[float, str]]) -> "Serving":
        return cls(cooked, *max(foods, default=(0.0, "")))


class ServedForm(forms.Form):
    """How much of a recipe: servings, or grams where it is known what a serving weighs. Valid: `servings` is set."""

    servings: float
    amount = QuantityField(label=_("Amount"))
    unit = forms.ChoiceField(
        label=_("Unit"), choices=[(SERVINGS, _("servings")), (GRAMS, "g")],
        widget=forms.Select({"class": "form-select"}),
        error_messages={"invalid_choice": _("What a serving weighs is not known, so choose servings.")},
    )  # fmt: skip

    def __init__(self, *args: Any, serving: Serving, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.serving = serving
        self.fields["amount"].widget.attrs["autofocus"] = False
        if serving.grams is None:
            unit = cast(forms.ChoiceField, self.fields["unit"])
            unit.choices = [(SERVINGS, _("servings"))]

    def clean(self) -> None:
        amount, unit = self.cleaned_data.get("amount"), self.cleaned_data.get("unit")
        if amount is None or unit is None:
            return
        self.servings = amount / self.serving.grams if unit == GRAMS and self.serving.grams else amount
        if self.servings < 0.001:
            self.add_error(
                "amount", ValidationError(_("That is less than a thousandth of a serving. Check the amount."))
            )
        elif (grams := self.servings * self.serving.most) > MAX_GRAMS:
            params = {"grams": number_format(grams, decimal_pos=0, force_grouping=True), "food": self.serving.food}
            self.add_error("amount", ValidationError(TOO_MUCH, code="too_much", params=params))


class SavedMealForm(forms.ModelForm):
    """A saved meal without its foods. Servings make it a recipe."""

    servings = AmountField(
        label=_("Servings it makes"), required=False, help_text=_("Blank: a meal that is logged as it stands.")
    )
    cooked_grams = AmountField(
        label=_("Weight after cooking [g]"), required=False,
        help_text=_("Of all of it. With it you can log a plate in grams."),
    )  # fmt: skip

    class Meta:
        model = SavedMeal
        fields = ["name", "meal", "servings", "cooked_grams"]
        widgets = {
            "name": forms.TextInput({"class": "form-control", "autocomplete": "off"}),
            "meal": forms.Select({"class": "form-select"}),
        }
        error_messages = {
            "name": {"required": _("A name is needed to find it again. Write one, such as Sunday breakfast.")},
            "meal": {"invalid_choice": _("There is no such meal. Choose one from the list.")},
        }

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.person = person
        cast(forms.ChoiceField, self.fields["meal"]).choices = [("", _("any meal")), *Meal.choices]

    def clean_name(self) -> str:
        """Spaces as people mean them; once per person, capitals aside."""
        name = " ".join(self.cleaned_data["name"].split())
        same = SavedMeal.objects.of(self.instance.person).annotate(lower=Lower("name"))
        if same.filter(lower=Lower(Value(name))).exclude(pk=self.instance.pk).exists():
            text = _("You have a saved meal called “%(name)s” already. Choose another name, or change that one.")
            raise ValidationError(text, code="twice", params={"name": name})
        return name

    def clean_servings(self) -> float | None:
        servings: float | None = self.cleaned_data["servings"]
        if servings is not None and not 0.1 <= servings <= MAX_SERVINGS:
            text = _("A recipe makes between 0.1 and %(most)s servings. Check the number, or leave it blank.")
            raise ValidationError(text, code="implausible", params={"most": MAX_SERVINGS})
        return servings

    def clean_cooked_grams(self) -> float | None:
        grams: float | None = self.cleaned_data["cooked_grams"]
        if grams is not None and not 1 <= grams <= MAX_BATCH:
            text = _("That is not between 1 g and 100 kg. Check the number, or leave it blank.")
            raise ValidationError(text, code="implausible")
        return grams

    def clean(self) -> None:
        """A refused number of servings has its own error; a blank one makes a meal, which is not weighed."""
        if self.cleaned_data.get("cooked_grams") and self.cleaned_data.get("servings", 0) is None:
            text = _("A weight after cooking belongs to a recipe. Say too how many servings that is.")
            self.add_error("cooked_grams", ValidationError(text, code="no_servings"))


class SavedFoodForm(forms.Form):
    """One food of a saved meal: how much of which portion."""

    quantity = QuantityField(label=_("Amount"))
    portion = PortionField(label=_("Portion"))

    def __init__(self, *args: Any, food: Food, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.food = food
        self.fields["quantity"].widget.attrs["autofocus"] = False
        cast(PortionField, self.fields["portion"]).queryset = food.portions.all()

    @property
    def number(self) -> int:
        """Its place among the foods as sent."""
        return int(str(self.prefix).removeprefix("food-"))

    @property
    def in_words(self) -> str:
        """The amount of an unbound form: "2 × cup"."""
        portion = self.food.portions.get(pk=self.initial["portion"])
        return amount_text(quantity_of(self.initial["quantity"]), portion.description)

    @property
    def grams(self) -> float:
        """[g], of a valid form."""
        return self.cleaned_data["quantity"] * self.cleaned_data["portion"].grams

    def check_weight(self, *, is_recipe: bool) -> None:
        """A meal is eaten at one time, a recipe is cooked for many. Adds the error to a valid form."""
        grams, most = self.grams, MAX_BATCH if is_recipe else MAX_GRAMS
        if grams > most:
            text = _("That is %(grams)s g of one food; at most %(most)s g can be kept here. Check the amount.")
            params = {name: number_format(value, decimal_pos=0, force_grouping=True) for name, value in (
                ("grams", grams), ("most", most)
            )}  # fmt: skip
            self.add_error("quantity", ValidationError(text, code="too_much", params=params))
