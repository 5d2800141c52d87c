"""The questions that choose reference values: what is asked, why, and what skipping does."""

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import EARLIEST_BIRTH_YEAR, HEIGHT_BOUNDS, WEIGHT_BOUNDS, Profile
from nutrients.models.reference import Physiology, ReferenceSet, Sex

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SKIP = pgettext_lazy("answer", "Skip")


class Question(NamedTuple):
    """One card of the page. skipped is None where the question always has an answer."""

    heading: "StrOrPromise"
    why: "StrOrPromise"
    skipped: "StrOrPromise | None"
    fields: tuple[str, ...]
    only_female: bool = False


QUESTIONS = (
    Question(
        _("What year were you born?"),
        _("Needs change with age."),
        _(
            "you are taken to be an adult, and every adult age is tried. Calcium, magnesium, vitamin B6 and a few"
            " others are needed in other amounts later in life; each gets a verdict only where it reads the same at"
            " every age."
        ),
        ("birth_year",),
    ),
    Question(
        _("Which sex are the reference values for?"),
        _("The tables differ by sex, most of all for iron."),
        _("both are tried, and a nutrient gets a verdict only where it reads the same for female and male."),
        ("sex",),
    ),
    Question(
        _("Pregnant or breastfeeding?"),
        _("Nearly every reference value is another one then."),
        _("neither is assumed, and the report says so."),
        ("physiology",),
        only_female=True,
    ),
    Question(
        _("Periods, and the pill?"),
        _("How much iron you need depends on how much blood you lose; the pill makes that less."),
        _(
            "only iron changes. Under 51 it gets a verdict only where it reads the same with and without periods;"
            " the pill skipped leaves the table for all women with periods."
        ),
        ("menstruating", "oral_contraceptive"),
        only_female=True,
    ),
    Question(
        _("How do you mostly eat?"),
        _(
            "It decides which foods are suggested. People on a vegan or unusual diet differ from the surveys, so their"
            " own log is leant on more. It never changes an amount you ate."
        ),
        _("suggestions come from all foods."),
        ("diet",),
    ),
    Question(
        _("What do you weigh, and how tall are you?"),
        _(
            "Protein is needed per kilogram. Both together show whether a log looks cut short. They are never shown"
            " to you as a goal."
        ),
        _("protein is compared at a reference weight, and nothing checks whether the log looks cut short."),
        ("weight_kg", "height_cm"),
    ),
    Question(
        _("Whose reference values?"),
        _(
            "Two bodies publish full tables, and they differ here and there. The US/Canada tables (DRI) are used"
            " unless you choose the European ones (EFSA)."
        ),
        None,
        ("reference_set",),
    ),
    Question(_("Your time zone?"), _("It decides when your day begins and ends."), None, ("time_zone",)),
)


CHOSEN = ("sex", "physiology", "menstruating", "oral_contraceptive", "diet", "reference_set", "time_zone")
MUST_CHOOSE = _("The report cannot be made without this answer. Choose one from the list.")
NO_SUCH_ANSWER = _("There is no such answer, so nothing could be saved. Choose one from the list.")


def plain_number(text: str) -> float | None:
    """Read 70, 70.5 or 70,5. None for anything else: signs, exponents, other scripts' digits, NaN, separators."""
    match = re.fullmatch(r"([0-9]{1,4})(?:[.,]([0-9]{1,2}))?", text)
    return float(f"{match[1]}.{match[2] or 0}") if match else None


class MeasureField(forms.CharField):
    """A number between two bounds, written plainly; blank = skipped. outside: what to say beyond the bounds."""

    default_error_messages = {
        "max_length": _("That is too long for a number we can read. Write it with digits only, or leave it blank."),
        "null_characters_not_allowed": _("The text holds a character that cannot be kept. Type it anew."),
    }

    def __init__(self, *, bounds: tuple[int, int], example: str, outside: "StrOrPromise", **options: Any) -> None:
        self.bounds, self.example, self.outside = bounds, example, outside
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "gc-short", "autocomplete": "off"})
        super().__init__(required=False, max_length=20, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        return number_format(Decimal(f"{value:g}")) if isinstance(value, float) else value

    def clean(self, value: Any) -> float | None:
        text = super().clean(value)
        if not text:
            return None
        number = plain_number(text)
        if number is None:
            message = _("“%(text)s” is not a number we can read. Write it with digits only, like %(example)s.")
            raise ValidationError(message, params={"text": text, "example": self.example})
        low, high = self.bounds
        if not low <= number <= high:
            raise ValidationError(self.outside, params={"text": text, "low": low, "high": high})
        return number


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or skipped (None)."""

    def __init__(self, **options: Any) -> None:
        choices = [("yes", _("Yes")), ("no", _("No")), ("", SKIP)]
        super().__init__(
            choices=choices, coerce=lambda text: text == "yes", empty_value=None, required=False,
            widget=forms.RadioSelect, **options,
        )  # fmt: skip

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


def choices_or_skip(choices: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [*choices, ("", SKIP)]


def zones_with(current: str) -> list[str]:
    """The zones named by place, UTC, and the one in use; without the database's own oddities such as "localtime"."""
    return sorted(
        {zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")} | {"UTC", current}
    )


class ProfileForm(forms.ModelForm):
    """All answers at once. today: the person's date, which bounds the birth year."""

    birth_year = MeasureField(
        label=_("Birth year"), bounds=(EARLIEST_BIRTH_YEAR, EARLIEST_BIRTH_YEAR), example="1984",
        outside=_("%(text)s is outside %(low)s to %(high)s. Write the year you were born, or leave it blank."),
    )  # fmt: skip
    sex = forms.ChoiceField(
        label=_("Sex"), choices=choices_or_skip(Sex.choices), required=False, widget=forms.RadioSelect
    )
    physiology = forms.ChoiceField(
        label=_("Pregnant or breastfeeding"), choices=choices_or_skip(Physiology.choices), required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    menstruating = YesNoField(label=_("Do you have periods?"))
    oral_contraceptive = YesNoField(label=_("Do you take the pill?"))
    diet = forms.ChoiceField(
        label=_("Diet"), choices=choices_or_skip(Profile.Diet.choices), required=False, widget=forms.RadioSelect
    )
    weight_kg = MeasureField(
        label=_("Weight [kg]"), bounds=WEIGHT_BOUNDS, example="68.5",
        outside=_("%(text)s is outside %(low)s to %(high)s kg. Check that it is in kilograms, or leave it blank."),
    )  # fmt: skip
    height_cm = MeasureField(
        label=_("Height [cm]"), bounds=HEIGHT_BOUNDS, example="172",
        outside=_("%(text)s is outside %(low)s to %(high)s cm. Check that it is in centimetres, or leave it blank."),
    )  # fmt: skip
    reference_set = forms.ChoiceField(
        label=_("Reference values"), choices=ReferenceSet.choices, widget=forms.RadioSelect
    )
    time_zone = forms.ChoiceField(label=_("Time zone"))

    class Meta:
        model = Profile
        fields = [name for question in QUESTIONS for name in question.fields]

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in CHOSEN:
            self.fields[name].error_messages |= {"required": MUST_CHOOSE, "invalid_choice": NO_SUCH_ANSWER}
        bounds = (EARLIEST_BIRTH_YEAR, today.year)
        self.fields["birth_year"].bounds = bounds  # type: ignore[attr-defined]  # it is a MeasureField
        self.fields["birth_year"].widget.attrs["autocomplete"] = "bday-year"
        zones = [(zone, zone) for zone in zones_with(self.instance.time_zone)]
        self.fields["time_zone"].choices = zones  # type: ignore[attr-defined]  # it is a ChoiceField

    def questions(self) -> list[tuple[Question, list[BoundField]]]:
        return [(question, [self[name] for name in question.fields]) for question in QUESTIONS]

    def clean_birth_year(self) -> int | None:
        year = self.cleaned_data["birth_year"]
        if year is not None and year != int(year):
            raise ValidationError(_("A year has no decimals. Write it with four digits, like 1984."))
        return None if year is None else int(year)

    def clean(self) -> dict[str, Any]:
        """Pregnancy, periods and the pill go with female reference values only."""
        answers = super().clean() or self.cleaned_data
        if "sex" in answers and answers["sex"] != Sex.FEMALE:
            for name, message in self.needs_female(answers):
                self.add_error(name, message)
        return answers

    def needs_female(self, answers: dict[str, Any]) -> "list[tuple[str, StrOrPromise]]":
        todo = _("Choose Female above, or Skip here.")
        found: list[tuple[str, StrOrPromise]] = []
        if answers.get("physiology") in {Physiology.PREGNANT, Physiology.LACTATING}:
            found.append(("physiology", _("The tables have these values for females only. %(todo)s") % {"todo": todo}))
        for name in ("menstruating", "oral_contraceptive"):
            if answers.get(name):
                found.append((name, _("Only the female tables ask for this. %(todo)s") % {"todo": todo}))
        return found
