"""A similar food's values as cells of the grid, where that is blank."""

from collections.abc import Collection
from typing import Any, NamedTuple, Self

from django import forms
from django.contrib import admin
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from desk.admin.choosing import NumberedSelect
from nutrients.models import Food, FoodNutrient
from nutrients.search import search_foods
from nutrients.tables import csvfile
from nutrients.tables.columns import kept_in_files
from nutrients.tables.twin import ESTIMATED, lent, source_of

OFFERED = 8  # foods to choose from
MOST_WORDS = 200  # characters, as the search reads


class Candidate(NamedTuple):
    """A food that the words may mean. knows: so many of the blanks."""

    food: Food
    knows: int


class TwinSelect(NumberedSelect):
    """Its box is named by what stands in it, so something does before a food is chosen."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        return super().build_attrs(base_attrs, extra_attrs) | {"data-placeholder": str(_("Search a similar food"))}


class TwinForm(forms.Form):
    """A food chosen, or words for one: look() fills `cells` from the one, or says which foods the other may mean."""

    food = forms.ModelChoiceField(
        Food.objects.none(), label=_("Similar food"), required=False,
        error_messages={"invalid_choice": _("Choose one of the foods of the tables.")},
    )  # fmt: skip
    words = forms.CharField(label=_("Similar food"), required=False, max_length=MOST_WORDS)

    chosen: Food | None = None

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        field = self.fields["food"]
        field.queryset = kept_in_files(Food)  # type: ignore[attr-defined]  # it is a ModelChoiceField
        field.widget = TwinSelect(FoodNutrient._meta.get_field("food"), admin.site)
        field.widget.choices = field.choices  # type: ignore[attr-defined]  # the same
        self.cells: dict[str, dict[str, str]] = {}

    @classmethod
    def of(cls, sent: QueryDict, is_asked: bool) -> Self:
        """The box as it was sent with the page, asked or not."""
        typed = {name: sent[f"twin-{name}"] for name in cls.base_fields if f"twin-{name}" in sent}
        return cls(sent if is_asked else None, prefix="twin", initial=typed)

    def look(self, object_id: str | None, blank: Collection[str], category: str) -> tuple[Candidate, ...]:
        """The foods to choose from, where none is chosen yet. object_id: of the food itself, no twin of its own."""
        if not self.is_valid():
            return ()
        self.chosen, words = self.cleaned_data["food"], self.cleaned_data["words"]
        if self.chosen is not None:
            self.fill(self.chosen, object_id, blank, category)
            return ()
        some = search_foods(words, limit=2 * OFFERED)
        found = [food for food in some if not food.is_imported and str(food.pk) != object_id]
        if not found:
            self.add_error("words", _("No food is called so; write other words.") if words else choose())
        return tuple(Candidate(food, knows(food, blank)) for food in found[:OFFERED])

    def fill(self, twin: Food, object_id: str | None, blank: Collection[str], category: str) -> None:
        if str(twin.pk) == object_id:
            self.add_error("food", _("That is this food itself; choose another one."))
            return
        source = source_of(twin)
        self.cells = {
            tagname: {
                "amount": csvfile.as_text(value.amount), "derivation": ESTIMATED.value, "source": source,
                "low": csvfile.as_text(value.low), "high": csvfile.as_text(value.high),
            }
            for tagname, value in lent(twin, blank, category).items()
        }  # fmt: skip
        if not self.cells:
            self.add_error("food", _("It knows nothing that is blank here; choose another one."))


def choose() -> str:
    return str(_("Choose a similar food first."))


def knows(food: Food, blank: Collection[str]) -> int:
    return food.composition.filter(nutrient_id__in=blank).exclude(derivation=ESTIMATED).count()
