"""A food of one's own, typed from a label. A blank is unknown; that something contains none must be said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from diary.models import MAX_GRAMS
from diary.own.portions import AmountField
from diary.quantities import GRAM
from diary.week_page.wording import level
from diary.words import KINDS
from nutrients import label
from nutrients.in_language import in_language
from nutrients.models import Food, FoodGroup, FoodNutrient, Nutrient, Portion
from nutrients.tables.checks import MOST_PER_100_G

OWN_FOOD = "own_food"
SOURCE = "Label, typed by its owner"
WHOLE = "Whole food, says its owner"
CATEGORY = "Own foods"
NO_AMOUNT = "-"  # the unit of topics that food tables give no amounts of
GRAM_POSITION = 99
# Where a label may mean something else than the tables, a word beside the input.
NOTES = {
    label.SODIUM: _("As labels give it; kept as sodium."),
    label.CARBOHYDRATE: _("Unknown where the fibre is counted apart and left blank."),
    "VITA_RAE": _("Only where the label says RAE: RE and IU cannot be converted."),
    "FOLDFE": _("Only where the label says DFE."),
    "NIA": _("Niacin itself, not niacin equivalents (NE)."),
    "TOCPHA": _("Alpha-tocopherol."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One nutrient of the form. unit is the label's: salt is typed in g though sodium is kept in mg."""

    nutrient: Nutrient
    name: str
    unit: str
    note: str
    amount: BoundField
    none: BoundField


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lines: list[Line]

    @property
    def has_said(self) -> bool:
        """Whether anything is filled in, or wrong."""
        return any(line.amount.value() or line.none.value() or line.amount.errors for line in self.lines)


class OwnFoodForm(forms.Form):
    """The food without its portions. For every nutrient two inputs: the amount, and "contains none"."""

    name = forms.CharField(
        label=_("Name"), max_length=160, widget=forms.TextInput({"class": "form-control", "autocomplete": "off"}),
        help_text=_("As you will look for it, with its brand if it has one."),
    )  # fmt: skip
    basis = forms.ChoiceField(
        label=_("The amounts are for"), choices=[("100", _("100 g")), ("serving", _("one serving"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    serving = AmountField(
        label=_("Weight of a serving [g]"), required=False,
        help_text=_("Needed where the amounts are for a serving."),
    )  # fmt: skip
    energy_unit = forms.ChoiceField(
        label=_("Energy in"), choices=[("kcal", "kcal"), ("kJ", "kJ")], widget=forms.RadioSelect
    )
    fibre = forms.ChoiceField(
        label=_("Carbohydrate on this label"), widget=forms.RadioSelect,
        choices=[("apart", _("without fibre (Europe, Australia)")), ("within", _("with fibre (US, Canada)"))],
    )  # fmt: skip
    group = forms.ModelChoiceField(
        FoodGroup.objects.order_by("name"), label=_("All of it is"), required=False,
        empty_label=_("a mix, or none of these"), widget=forms.Select({"class": "form-select"}),
        help_text=_("For the plants and the sources. What a mix is made of counts as unknown, not as absent."),
    )  # fmt: skip
    is_offered = forms.BooleanField(
        label=_("Offer this food to everybody; an editor looks at it first"), required=False
    )

    def __init__(self, data: Any = None, *, person: User, food: Food | None = None) -> None:
        self.person, self.food = person, food
        initial = {"basis": "100", "energy_unit": "kcal", "fibre": "within" if food else "apart"}
        super().__init__(data, initial=initial | (initial_of(food) if food else {}))
        self.nutrients = list(Nutrient.objects.exclude(unit=NO_AMOUNT))
        for nutrient in self.nutrients:
            self.fields[f"amount-{nutrient.tagname}"] = AmountField(label=line_name(nutrient), required=False)
            none = forms.BooleanField(label=_("contains none"), required=False)
            self.fields[f"none-{nutrient.tagname}"] = none

    @cached_property
    def sections(self) -> list[Section]:
        """The lines of every label first, then the rest by kind."""
        lines = {nutrient.tagname: self.line(nutrient) for nutrient in self.nutrients}
        first = [lines.pop(tagname) for tagname in label.LINES if tagname in lines]
        rest: dict[str, list[Line]] = {}
        for line in lines.values():
            rest.setdefault(str(KINDS[line.nutrient.kind]), []).append(line)
        return [Section(str(_("On every label")), first), *(Section(kind, rest[kind]) for kind in rest)]

    def line(self, nutrient: Nutrient) -> Line:
        unit = "g" if nutrient.tagname == label.SODIUM else nutrient.unit
        return Line(
            nutrient, str(line_name(nutrient)), "" if nutrient.tagname == label.ENERGY else unit,
            str(NOTES.get(nutrient.tagname, "")),
            self[f"amount-{nutrient.tagname}"], self[f"none-{nutrient.tagname}"],
        )  # fmt: skip

    def clean_serving(self) -> float | None:
        grams: float | None = self.cleaned_data["serving"]
        if grams is None and self.cleaned_data.get("basis") == "serving":
            raise ValidationError(_("Say what a serving weighs: without it the amounts mean nothing."), code="required")
        if grams is not None and not 0 < grams <= MAX_GRAMS:
            raise ValidationError(_("A serving weighs more than 0 g and at most 5,000 g. Check the number."))
        return grams

    def clean(self) -> None:
        typed = {nutrient.tagname: self.typed(nutrient.tagname) for nutrient in self.nutrients}
        if self.errors:
            return
        printed = {tagname: amount for tagname, amount in typed.items() if amount is not None}
        self.amounts = dict(self.converted(printed))
        for nutrient in self.nutrients:
            self.check_possible(nutrient)
        self.check_together(printed)

    def typed(self, tagname: str) -> float | None:
        """The amount as typed; a tick says 0, and a 0 without it is asked about. None: unknown."""
        amount, is_none = self.cleaned_data.get(f"amount-{tagname}"), self.cleaned_data.get(f"none-{tagname}")
        if amount == 0 and not is_none:
            text = _("Does it contain none? Then tick “contains none”. If the label does not say, leave it blank.")
            self.add_error(f"amount-{tagname}", ValidationError(text, code="is_it_none"))
        elif amount and is_none:
            text = _("There is an amount and a tick at “contains none”. Keep the one that is right.")
            self.add_error(f"amount-{tagname}", ValidationError(text, code="both"))
        return 0.0 if is_none else amount

    @property
    def basis_grams(self) -> float:
        """What the amounts are for [g]."""
        return self.cleaned_data["serving"] if self.cleaned_data["basis"] == "serving" else 100.0

    def converted(self, printed: Mapping[str, float]) -> Iterator[tuple[str, float]]:
        """As printed -> per 100 g in the units of the tables."""
        for tagname, amount in printed.items():
            ours: float | None = amount
            if tagname == label.ENERGY and self.cleaned_data["energy_unit"] == "kJ":
                ours = label.kcal_of(amount)
            elif tagname == label.SODIUM:
                ours = label.sodium_of(amount)
            elif tagname == label.CARBOHYDRATE and self.cleaned_data["fibre"] == "apart":
                ours = label.carbohydrate_of(amount, printed.get(label.FIBRE))
            if ours is not None:
                yield tagname, label.per_100_g(ours, self.basis_grams)

    @property
    def left_out(self) -> str:
        """What was typed and could not be kept, in words; "" where nothing was."""
        if self.cleaned_data.get(f"amount-{label.CARBOHYDRATE}") and label.CARBOHYDRATE not in self.amounts:
            return str(
                _("Carbohydrate stays unknown: this label counts its fibre apart, and the fibre was left blank.")
            )
        return ""

    def check_possible(self, nutrient: Nutrient) -> None:
        amount, most = self.amounts.get(nutrient.tagname), MOST_PER_100_G.get(nutrient.unit)
        if amount is not None and most is not None and amount > most:
            text = _("That would be %(amount)s %(unit)s in 100 g; more than %(most)s cannot be. Check number and unit.")
            params = {"amount": level(amount), "unit": nutrient.unit, "most": level(most)}
            self.add_error(f"amount-{nutrient.tagname}", ValidationError(text, code="too_much", params=params))

    def check_together(self, printed: Mapping[str, float]) -> None:
        amounts = dict(self.amounts)
        if label.CARBOHYDRATE in printed:  # it weighs, also where its fibre is unknown
            printed_carbohydrate = label.per_100_g(printed[label.CARBOHYDRATE], self.basis_grams)
            amounts.setdefault(label.CARBOHYDRATE, printed_carbohydrate)
        names = {nutrient.tagname: str(line_name(nutrient)) for nutrient in self.nutrients}
        for part, whole in label.too_large_parts(amounts):
            text = _("That is more than the %(whole)s it is part of. Check both.")
            params = {"whole": names[whole].lower()}
            self.add_error(f"amount-{part}", ValidationError(text, code="too_large", params=params))
        if (total := label.macronutrients_in(amounts)) > label.MOST_MACRONUTRIENTS:
            text = _(
                "Protein, fat, carbohydrate, water and alcohol add up to %(total)s g in 100 g. Check these amounts."
            )
            self.add_error(None, ValidationError(text, code="too_much", params={"total": level(total)}))

    def save(self) -> Food:
        """The food with exactly these values; call inside a transaction. Portions are saved beside it."""
        said = self.cleaned_data
        food = self.food or Food(owner=self.person, data_type=OWN_FOOD, category=CATEGORY, source=SOURCE)
        food.name = food.description = said["name"]
        food.is_offered, food.usual_grams, food.makeup_known = said["is_offered"], said["serving"], bool(said["group"])
        food.save()
        food.shares.all().delete()
        if said["group"]:
            food.shares.create(group=said["group"], share=1, basis=WHOLE)
        food.composition.all().delete()
        how = FoodNutrient.Derivation.LABEL
        FoodNutrient.objects.bulk_create(
            FoodNutrient(food=food, nutrient_id=tagname, amount=amount, derivation=how, source=SOURCE)
            for tagname, amount in self.amounts.items()
        )
        Portion.objects.get_or_create(food=food, description=GRAM, defaults={"grams": 1, "position": GRAM_POSITION})
        return food


def line_name(nutrient: Nutrient) -> Any:
    """As the label calls it: salt where the tables have sodium."""
    return {label.SODIUM: _("Salt"), label.CARBOHYDRATE: _("Carbohydrate"), label.SUGARS: _("Sugars")}.get(
        nutrient.tagname, in_language(nutrient.name)
    )


def initial_of(food: Food) -> dict[str, Any]:
    """What the form of a food that is there shows: its values for 100 g."""
    initial: dict[str, Any] = {"name": food.name, "serving": food.usual_grams, "is_offered": food.is_offered}
    initial["group"] = food.shares.filter(share=1).values_list("group", flat=True).first()
    for tagname, amount in food.composition.values_list("nutrient_id", "amount"):
        if amount == 0:
            initial[f"none-{tagname}"] = True
        else:
            initial[f"amount-{tagname}"] = label.salt_of(amount) if tagname == label.SODIUM else amount
    return initial
