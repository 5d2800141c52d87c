"""A supplement of one's own, typed from its label: by the tablet or drop. It has no weight, and a blank is unknown."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from diary.own.food import NO_AMOUNT, OWN_FOOD, SOURCE
from diary.own.portions import AmountField
from nutrients import label, supplement_label
from nutrients.in_language import in_language
from nutrients.models import Food, FoodNutrient, Nutrient

CATEGORY = "Supplements"
# A unit has no weight worth knowing, but amounts are kept for 100 g and entries in grams: each counts as 1 g. That is
# no weight and is never shown as one (Food.is_supplement).
UNIT_GRAMS = 1.0
MOST_UNITS = 100  # that a label's amounts are for
UNITS = [
    ("1 tablet", _("tablet")), ("1 capsule", _("capsule")), ("1 drop", _("drop")), ("1 gummy", _("gummy")),
    ("1 × 5 ml", _("spoon of 5 ml")), ("1 ml", _("ml")), ("1 scoop", _("scoop")), ("1 sachet", _("sachet")),
    ("1 spray", _("spray")),
]  # fmt: skip
UNIT_WORDS = {
    "iu": _("IU"),
    "mcg-rae": _("mcg RAE, form not said"),
    "mcg-retinol": _("mcg, as retinol (acetate, palmitate)"),
    "iu-retinol": _("IU, as retinol (acetate, palmitate)"),
    "iu-carotene": _("IU, as beta-carotene"),
    "iu-natural": _("IU, natural (d-alpha)"),
    "iu-synthetic": _("IU, synthetic (dl-alpha)"),
    "iu-any": _("IU, form not said"),
    "mcg-dfe": _("mcg DFE"),
    "mcg-acid": _("mcg, as folic acid"),
}
NOTES = {
    "NIA": _("Niacin itself, not niacin equivalents (NE)."),
    "MG": _("Of magnesium itself, not of the salt it is in."),
    label.ENERGY: _("In kcal."),
}
MOST_NAME = 160  # characters
FIRST = (Nutrient.Kind.VITAMIN, Nutrient.Kind.MINERAL)


@dataclass(frozen=True, slots=True)
class SupplementLine:
    """One nutrient of the form; choice: the units its label may use, None where there is one."""

    name: str
    amount: BoundField
    unit: str
    choice: BoundField | None
    note: str


@dataclass(frozen=True, slots=True)
class SupplementSection:
    title: str
    lines: list[SupplementLine]

    @property
    def has_said(self) -> bool:
        """Whether anything is filled in, or wrong."""
        return any(line.amount.value() or line.amount.errors for line in self.lines)


class SupplementForm(forms.Form):
    """A supplement and what its label prints. Nothing is offered to others, and nothing is suggested."""

    name = forms.CharField(
        label=_("Name"), max_length=MOST_NAME, widget=forms.TextInput({"class": "form-control", "autocomplete": "off"}),
        help_text=_("As you will look for it."),
    )  # fmt: skip
    count = AmountField(
        label=_("The amounts are for"), help_text=_("How many, as the label says: often 1 or 2."),
        error_messages={"required": _("Without this the amounts mean nothing. Look for “per” on the label.")},
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("Of what"), choices=UNITS, widget=forms.Select({"class": "form-select"}))

    def __init__(self, data: Any = None, *, person: User, food: Food | None = None, name: str = "") -> None:
        self.person, self.food = person, food
        start = {"count": 1.0, "name": name[:MOST_NAME]}
        super().__init__(data, initial=start | (initial_of(food) if food else {}))
        nutrients = Nutrient.objects.exclude(unit=NO_AMOUNT).exclude(pk__in=supplement_label.NO_LINES)
        self.nutrients = list(nutrients)
        self.units = {n.tagname: supplement_label.units_of(n.tagname, n.unit) for n in self.nutrients}
        for nutrient in self.nutrients:
            self.fields[f"amount-{nutrient.tagname}"] = AmountField(label=in_language(nutrient.name), required=False)
            self.fields[f"unit-{nutrient.tagname}"] = self.unit_field(nutrient)

    def unit_field(self, nutrient: Nutrient) -> forms.ChoiceField:
        choices = [(unit.key, UNIT_WORDS.get(unit.key, unit.key)) for unit in self.units[nutrient.tagname]]
        name = _("Unit of %(nutrient)s") % {"nutrient": in_language(nutrient.name)}
        widget = forms.Select({"class": "form-select", "aria-label": name})
        return forms.ChoiceField(label=name, choices=choices, required=False, widget=widget)

    @cached_property
    def sections(self) -> list[SupplementSection]:
        """Vitamins and minerals first, then everything else a label may hold."""
        first = [self.line(nutrient) for nutrient in self.nutrients if nutrient.kind in FIRST]
        rest = [self.line(nutrient) for nutrient in self.nutrients if nutrient.kind not in FIRST]
        titles = [_("Vitamins and minerals"), _("Everything else")]
        return [SupplementSection(str(title), lines) for title, lines in zip(titles, [first, rest], strict=True)]

    def line(self, nutrient: Nutrient) -> SupplementLine:
        tagname = nutrient.tagname
        has_choice = len(self.units[tagname]) > 1
        return SupplementLine(
            str(in_language(nutrient.name)), self[f"amount-{tagname}"], nutrient.unit,
            self[f"unit-{tagname}"] if has_choice else None, str(NOTES.get(tagname, "")),
        )  # fmt: skip

    def clean_count(self) -> float:
        count: float = self.cleaned_data["count"]
        if not 0 < count <= MOST_UNITS:
            raise ValidationError(_("The amounts are for more than 0 and at most 100. Check the number."))
        return count

    def clean(self) -> None:
        self.amounts: dict[str, float] = {}
        self.left_unknown: list[str] = []
        if "count" not in self.cleaned_data:
            return
        for nutrient in self.nutrients:
            printed = self.cleaned_data.get(f"amount-{nutrient.tagname}")
            if printed is not None:
                self.keep(nutrient, printed)

    def keep(self, nutrient: Nutrient, printed: float) -> None:
        """What one tablet holds of it; an amount whose unit says too little stays unknown."""
        units = {unit.key: unit for unit in self.units[nutrient.tagname]}
        unit = units.get(self.cleaned_data.get(f"unit-{nutrient.tagname}", ""), self.units[nutrient.tagname][0])
        found = supplement_label.amounts_in_one(nutrient.tagname, unit, printed, self.cleaned_data["count"])
        if not found:
            self.left_unknown.append(str(in_language(nutrient.name)))
        if not supplement_label.is_plausible(found.get(nutrient.tagname, 0.0), nutrient.unit):
            text = _("One holds hardly as much. Check the number and its unit.")
            self.add_error(f"amount-{nutrient.tagname}", ValidationError(text, code="too_much"))
        self.amounts |= found

    @property
    def left_out(self) -> Iterator[str]:
        """What was typed and could not be kept, in words."""
        for name in self.left_unknown:
            text = _(
                "%(nutrient)s stays unknown: an IU is another amount for every form of it. Choose the form if the label"
                " says it."
            )
            yield str(text) % {"nutrient": name}

    def save(self) -> Food:
        """The supplement with exactly these values; call inside a transaction."""
        food = self.food or Food(owner=self.person, data_type=OWN_FOOD, category=CATEGORY, source=SOURCE)
        food.name = food.description = self.cleaned_data["name"]
        food.is_supplement = True
        food.save()
        portion = food.portions.first() or food.portions.model(food=food, grams=UNIT_GRAMS)
        portion.description = self.cleaned_data["unit"]
        portion.save()
        food.composition.all().delete()
        how, per_100_g = FoodNutrient.Derivation.LABEL, 100 / UNIT_GRAMS
        FoodNutrient.objects.bulk_create(
            FoodNutrient(food=food, nutrient_id=tagname, amount=amount * per_100_g, derivation=how, source=SOURCE)
            for tagname, amount in self.amounts.items()
        )
        return food


def initial_of(food: Food) -> dict[str, Any]:
    """What the form of a supplement that is there shows: its values for one."""
    amounts = {row.nutrient_id: row.amount * UNIT_GRAMS / 100 for row in food.composition.all()}
    portion = food.portions.first()
    initial: dict[str, Any] = {"name": food.name, "unit": portion.description if portion else ""}
    for tagname in amounts:
        unit, printed = supplement_label.as_printed(tagname, amounts)
        initial |= {f"amount-{tagname}": printed, f"unit-{tagname}": unit}
    return initial
