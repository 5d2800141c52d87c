"""A label's text as cells of the grid."""

from typing import Any, NamedTuple, Self

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.admin.forms import NumberField
from nutrients.models import FoodNutrient
from nutrients.tables import csvfile
from nutrients.tables.labels import Label, Why, read_label
from nutrients.tables.recorded import VALUES

MOST_TEXT = 10_000  # characters: a label in a few languages
DIGITS = 4  # that count, where 100 ml are made 100 g: labels give no more
BASES = [("", _("as the text says")), ("g", _("100 g")), ("ml", _("100 ml"))]
REASONS: dict[Why, Promise] = {
    Why.UNKNOWN: _("no nutrient that is known here"),
    Why.NOT_KEPT: _("the tables have no such nutrient"),
    Why.NO_AMOUNT: _("without an amount"),
    Why.LESS_THAN: _("“less than” and “traces” are no amount, and not 0 either"),
    Why.TWO_NUMBERS: _("it may be a thousand times as much: write it yourself"),
    Why.UNIT: _("in another unit: write it yourself"),
    Why.COLUMNS: _("another number of amounts than of columns: write it yourself"),
    Why.PORTION: _("it is said of a portion"),
    Why.TWICE: _("said before, with another amount"),
    Why.NO_FIBRE: _("here with fibre, on the label without it, and the label does not say how much fibre"),
}


class NotTaken(NamedTuple):
    """A line of the label that fills nothing, and why."""

    text: str
    why: Promise


class LabelForm(forms.Form):
    """After is_valid(): `cells` for the grid; in any case `not_taken`."""

    text = forms.CharField(
        label=_("Text of the label"), max_length=MOST_TEXT, widget=forms.Textarea({"rows": 6}),
        help_text=_("The whole table, with the line that says per 100 g or per 100 ml."),
        error_messages={"required": _("Paste the text of the label, then read it.")},
    )  # fmt: skip
    basis = forms.ChoiceField(label=_("The amounts are in"), choices=BASES, required=False)
    weight = NumberField(
        label=_("100 ml weigh [g]"), required=False, widget=forms.TextInput({"inputmode": "decimal"}),
        help_text=_("Only for a label per 100 ml: the tables count per 100 g."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Source"), initial="Label", max_length=VALUES.stored(VALUES.by_name["source"]).max_length,
        help_text=_("Say whose label it is, and of when."),
        error_messages={"required": _("Say whose label it is, and of when.")},
    )  # fmt: skip

    units: dict[str, str]
    label: Label | None = None

    @classmethod
    def of(cls, sent: QueryDict, units: dict[str, str], is_asked: bool) -> Self:
        """The box as it was sent with the page, asked or not."""
        typed = {name: sent[f"label-{name}"] for name in cls.base_fields if f"label-{name}" in sent}
        form = cls(sent if is_asked else None, prefix="label", initial=typed)
        form.units = units
        return form

    def clean_weight(self) -> float | None:
        weight = self.cleaned_data["weight"]
        if weight is not None and weight <= 0:
            raise forms.ValidationError(_("Write a number above 0."))
        return weight

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "text" not in cleaned:
            return cleaned
        self.label = label = read_label(cleaned["text"], self.units, cleaned.get("basis", ""))
        if label.is_of_a_portion:
            self.add_error("text", _("The text speaks of a portion only. Paste the column per 100 g or per 100 ml."))
        elif not label.basis:
            self.add_error("basis", _("The text does not say per what; choose 100 g or 100 ml."))
        elif not label.amounts:
            self.add_error("text", _("No amount could be read; write them into the grid yourself."))
        elif label.basis == "ml" and cleaned.get("weight") is None and "weight" not in self.errors:
            self.add_error("weight", _("The label is per 100 ml: say what 100 ml weigh. Water weighs 100 g."))
        return cleaned

    @property
    def not_taken(self) -> tuple[NotTaken, ...]:
        return tuple(NotTaken(one.text, REASONS[one.why]) for one in self.label.unread) if self.label else ()

    @property
    def cells(self) -> dict[str, dict[str, str]]:
        """tagname -> what the row of the grid is to say."""
        label, said = self.label or Label({}, "", ()), self.cleaned_data
        weight = said["weight"] if label.basis == "ml" else None
        amounts = {
            tagname: amount if weight is None else float(f"{amount * 100 / weight:.{DIGITS}g}")
            for tagname, amount in label.amounts.items()
        }
        stated = {"derivation": FoodNutrient.Derivation.LABEL.value, "source": said["source"], "low": "", "high": ""}
        return {tagname: {"amount": csvfile.as_text(amount)} | stated for tagname, amount in amounts.items()}
