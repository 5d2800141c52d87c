"""What a person types about a day, checked. Messages say what is wrong, why, and what to do."""

import math
import re
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from diary.models import MAX_GRAMS, MAX_UNITS, Assumed, Day, Entry, Meal
from diary.quantities import GRAM, as_written, plain, quantity_of
from diary.words import day_named
from nutrients.models import Food, Portion

FIRST_DAY = date(2000, 1, 1)  # nobody kept this diary earlier; an older date is a slip of the keyboard


def last_day(today: date) -> date:
    """The last day food may be logged on: tomorrow, so that a meal can be planned or a traveller is not shut out."""
    return today + timedelta(days=1)


ODD_CHARACTER = _("The text holds a character that cannot be kept. Type it anew instead of pasting it.")


class QuantityField(forms.CharField):
    """A number of portions, typed as people type it."""

    default_error_messages = {
        "required": _("Without an amount the food cannot be counted. Write a number such as 2, 1.5 or 1/2."),
        "not_positive": _("The amount must be more than 0. To take a food off the day, remove it."),
        "min_value": _("That is less than a thousandth of a portion. Check the amount, or choose a smaller portion."),
        "max_value": _("That is more portions than anyone eats at one time. Check the amount, or choose a larger one."),
        "max_length": _("That is too long for an amount. Write a number such as 2, 1.5 or 1/2."),
        "null_characters_not_allowed": ODD_CHARACTER,
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "form-control", "autofocus": True}
        super().__init__(max_length=20, widget=forms.TextInput(attrs), **kwargs)

    def clean(self, value: str) -> float:
        text = super().clean(value)
        quantity = quantity_of(text.lstrip("-−"))
        if quantity <= 0 or text.startswith(("-", "−")):
            raise ValidationError(self.error_messages["not_positive"], code="not_positive")
        return quantity

    def prepare_value(self, value: str | float | None) -> str | None:
        return as_written(value) if isinstance(value, float) else value


class IsoDateField(forms.DateField):
    """A day as a date input sends it: 2026-11-19, ASCII digits only."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput({"type": "date", "class": "form-control"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str) and value and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class LoggableDayField(IsoDateField):
    """A day food can be logged on. Set `today`, the person's own, before use."""

    today: date
    default_error_messages = {
        "required": _("A food belongs to a day. Choose one, or write year-month-day, such as 2026-11-19."),
        "invalid": _("This is not a date. Write year-month-day, such as 2026-11-19."),
    }

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and value < FIRST_DAY:
            raise ValidationError(_("A diary starts in 2000 at the earliest. Choose a later day."), code="too_early")
        if value and value > last_day(self.today):
            message = _("%(day)s has not come yet. Food can be logged up to tomorrow; choose an earlier day.")
            day = day_named(value, self.today)
            raise ValidationError(message, code="too_late", params={"day": day})


class PortionField(forms.ModelChoiceField):
    """One of a food's portions; set `queryset` to them before use."""

    default_error_messages = {
        "required": _("The amount needs a portion to count. Choose one from the list."),
        "invalid_choice": _("This portion does not belong to the food. Choose one from the list."),
    }

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Select({"class": "form-select"})
        super().__init__(Portion.objects.none(), empty_label=None, widget=widget, **kwargs)

    def label_from_instance(self, portion: Portion) -> str:
        if portion.description == GRAM:
            return "g"
        return (
            portion.description if portion.food.is_supplement else f"{portion.description} · {plain(portion.grams)} g"
        )


class MealField(forms.ChoiceField):
    """One of the four meals; there is no blank to choose."""

    default_error_messages = {
        "required": _("A food belongs to a meal. Choose one from the list."),
        "invalid_choice": _("There is no such meal. Choose one from the list."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=Meal.choices, widget=forms.Select({"class": "form-select"}), **kwargs)


def weight_error(grams: float, food: Food | str) -> str:
    """Why this much of a food [g] cannot be one entry; "" where it can."""
    is_supplement = isinstance(food, Food) and food.is_supplement
    if 0 < grams <= (MAX_UNITS if is_supplement else MAX_GRAMS):
        return ""
    message = _(
        "That is %(grams)s g of %(food)s; more than 5 kg of one food at one time. Check the amount or the unit."
    )
    if is_supplement:
        message = _("That is %(grams)s of %(food)s at one time, more than can be. Check the amount.")
    return str(message) % {"grams": number_format(grams, decimal_pos=0, force_grouping=True), "food": food}


def mark_of(entry: Entry) -> str:
    """Of an entry, what its form can change, as one text to compare; "" where it is not kept yet."""
    if not entry.pk:
        return ""
    return f"{entry.portion_id}:{entry.quantity:.9g}:{entry.grams:.9g}:{entry.meal}:{entry.eaten_on}"


class EntryForm(forms.ModelForm):
    """One food eaten: how much of which portion, at which meal, on which day.

    Grams are worked out when the quantity or the portion changes and stay as they were otherwise. food: another than
    the entry's puts it in its place. was: the entry as the form shows it; sent along, it is refused where the entry was
    changed since, so that of two devices neither overwrites the other unseen.
    """

    quantity = QuantityField(label=_("Amount"))
    portion = PortionField(label=_("Portion"))
    meal = MealField(label=_("Meal"))
    eaten_on = LoggableDayField(label=_("Day"))

    class Meta:
        model = Entry
        fields = ["quantity", "portion", "meal", "eaten_on"]

    def __init__(self, *args: Any, food: Food, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.food, self.was, self.is_stale = food, mark_of(self.instance), False
        self.words = ""
        self.found: list[Food] | None = None  # foods to put in its place
        self.stands = str(self.instance) if self.instance.pk else ""
        cast(PortionField, self.fields["portion"]).queryset = food.portions.all()
        cast(LoggableDayField, self.fields["eaten_on"]).today = today

    def clean(self) -> None:
        if self.data.get("was", self.was) != self.was:
            self.is_stale = True
            text = _(
                "This row was changed meanwhile, perhaps on another device: it is now %(stands)s. Nothing was "
                "overwritten. What you typed stands here; save again to keep it instead."
            )
            self.add_error(None, ValidationError(text, code="stale", params={"stands": self.stands}))
        portion, quantity = self.cleaned_data.get("portion"), self.cleaned_data.get("quantity")
        if portion is None or quantity is None:
            return
        grams = quantity * portion.grams
        if message := weight_error(grams, self.food):
            self.add_error("quantity", ValidationError(message, code="too_much"))
            return
        is_as_before = self._is_as_before(portion.pk, quantity)
        if not is_as_before:
            self.instance.grams = grams
        if self.instance.pk and not (is_as_before and {"meal", "eaten_on"}.intersection(self.changed_data)):
            self._say_amount(portion)

    def _say_amount(self, portion: Portion) -> None:
        """The person looked at the amount: it is assumed no more, nor is a food they chose."""
        is_same_food = self.instance.portion.food_id == portion.food_id
        codes = self.instance.assumed.split()
        self.instance.assumed = " ".join(code for code in codes if code == Assumed.FOOD and is_same_food)

    def _is_as_before(self, portion_id: int, quantity: float) -> bool:
        before = self.instance
        return before.portion_id == portion_id and math.isclose(before.quantity, quantity, rel_tol=1e-5)


class MoveForm(forms.Form):
    """Where a whole meal goes."""

    meal = MealField(label=_("Meal"))
    eaten_on = LoggableDayField(label=_("Day"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(LoggableDayField, self.fields["eaten_on"]).today = today


class DayForm(forms.ModelForm):
    """Closing a day, or opening it again."""

    complete = forms.TypedChoiceField(
        choices=[("true", _("complete")), ("false", _("left open"))],
        coerce=lambda text: text == "true",
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"],
            _("Whether the day is complete was not said, so nothing was changed. Choose one of the buttons."),
        ),
    )

    class Meta:
        model = Day
        fields = ["complete", "typical"]
        error_messages = {
            "typical": {"invalid_choice": _("There is no such answer. Choose one of the three, or none.")}
        }

    def __init__(self, *args: Any, anything_logged: bool, has_come: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.anything_logged = anything_logged
        self.has_come = has_come

    def clean_complete(self) -> bool:
        complete: bool = self.cleaned_data["complete"]
        if complete and not self.has_come:
            message = _("This day has not come yet. Mark it complete in the evening, when you know what you ate.")
            raise ValidationError(message, code="not_yet")
        if complete and not self.anything_logged:
            message = _(
                "Nothing is logged on this day, and GutCheck cannot tell a day without food from a day not written "
                "down. Log at least what you drank, then mark the day complete."
            )
            raise ValidationError(message, code="empty_day")
        return complete
