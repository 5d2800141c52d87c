"""What a week would read as for other answers: side by side, and nothing is changed."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.forms import MeasureField, YesNoField, choices_or_skip
from accounts.models import ADULT_AGE, WEIGHT_BOUNDS, Profile
from diary.report import report_over
from diary.week_page.glance import levels_of
from diary.week_page.unsettled import short_reason
from diary.week_page.wording import Tag, level, tag_of_row
from diary.weeks import Week
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.assessment.reference import Person
from nutrients.in_language import in_language
from nutrients.models.reference import Physiology, ReferenceSet, Sex

OLDEST = 100  # [y] the tables do not tell older people apart
NO_SUCH_ANSWER = _lazy("There is no such answer. Choose one from the list.")
CHOSEN = ("reference_set", "sex", "physiology", "menstruating", "diet")


class WhatIfForm(forms.Form):
    """Other answers to try. profile: the person's own, which stand where nothing else is asked for. Saves nothing."""

    reference_set = forms.ChoiceField(
        label=_lazy("Reference values"), choices=ReferenceSet.choices, widget=forms.RadioSelect
    )
    diet = forms.ChoiceField(
        label=_lazy("Diet"), choices=choices_or_skip(Profile.Diet.choices), required=False, widget=forms.RadioSelect
    )
    sex = forms.ChoiceField(
        label=_lazy("Sex"), choices=choices_or_skip(Sex.choices), required=False, widget=forms.RadioSelect
    )
    physiology = forms.ChoiceField(
        label=_lazy("Pregnant or breastfeeding"), choices=choices_or_skip(Physiology.choices), required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    menstruating = YesNoField(label=_lazy("Has periods"))
    age = MeasureField(
        label=_lazy("Age [years]"), bounds=(ADULT_AGE, OLDEST), example="52",
        outside=_lazy(
            "%(text)s is outside %(low)s to %(high)s. Under %(low)s no verdicts are given, and past %(high)s the"
            " tables say nothing new. Write an age between them, or leave it blank."
        ),
    )  # fmt: skip
    weight_kg = MeasureField(
        label=_lazy("Weight [kg]"), bounds=WEIGHT_BOUNDS, example="68.5",
        outside=_lazy("%(text)s is outside %(low)s to %(high)s kg. Check that it is in kilograms, or leave it blank."),
    )  # fmt: skip

    def __init__(self, data: Any, *, profile: Profile) -> None:
        own = {name: getattr(profile, name) for name in CHOSEN}
        super().__init__(data or None, initial=own, label_suffix="")
        self.profile = profile
        for name in CHOSEN:
            self.fields[name].error_messages |= {"required": NO_SUCH_ANSWER, "invalid_choice": NO_SUCH_ANSWER}
        self.fields["age"].help_text = self.fields["weight_kg"].help_text = _("Blank: as you answered.")

    def clean_age(self) -> int | None:
        age = self.cleaned_data["age"]
        if age is not None and age != int(age):
            raise ValidationError(_("An age has no decimals. Write whole years, like 52."))
        return None if age is None else int(age)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        expecting = answers.get("physiology") in {Physiology.PREGNANT, Physiology.LACTATING}
        if expecting and answers.get("sex") == Sex.MALE:
            message = _("The tables have these values for females only. Choose Female or Skip above, or Skip here.")
            self.add_error("physiology", message)
        return answers

    def answers(self) -> Profile:
        """A copy of the profile with the answers asked for; it is never saved. Periods play no part for a male."""
        other = copy(self.profile)
        for name in CHOSEN:
            setattr(other, name, self.cleaned_data[name])
        if other.sex == Sex.MALE:
            other.menstruating = other.oral_contraceptive = None
        if self.cleaned_data["weight_kg"] is not None:
            other.weight_kg = self.cleaned_data["weight_kg"]
        return other

    def person(self, on: date) -> Person:
        """Whom the answers describe. An age asked for is one age; a birth year leaves two."""
        other, age = self.answers(), self.cleaned_data["age"]
        if age is None:
            return other.as_person(on)
        other.birth_year = on.year - age
        person = other.as_person(on)
        return replace(person, stages=tuple(s for s in person.stages if s.age == age), is_minor=age < ADULT_AGE)

    def changes(self) -> Iterator[tuple[str, str, str]]:
        """What is asked otherwise than it was answered: the question, the answer now, and the one tried."""
        for name in CHOSEN:
            now, tried = getattr(self.profile, name), self.cleaned_data[name]
            if now != tried:
                yield str(self.fields[name].label), self._in_words(name, now), self._in_words(name, tried)
        if self.cleaned_data["age"] is not None:
            yield str(self.fields["age"].label), self._own_age(), str(self.cleaned_data["age"])
        weight = self.cleaned_data["weight_kg"]
        if weight is not None and weight != self.profile.weight_kg:
            own = self.profile.weight_kg
            yield str(self.fields["weight_kg"].label), _("skipped") if own is None else level(own), level(weight)

    def _in_words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        shown = field.prepare_value(value)
        words = dict(field.choices)  # type: ignore[attr-defined]  # CHOSEN are ChoiceFields
        return _("skipped") if shown in (None, "") else str(words.get(shown, shown))

    def _own_age(self) -> str:
        year = self.profile.birth_year
        return _("skipped") if year is None else _("born in %d") % year


@dataclass(frozen=True, slots=True)
class Side:
    """What one nutrient reads as, and the levels it is set beside (EAR / RDA, or AI)."""

    tag: Tag
    note: str
    levels: str


@dataclass(frozen=True, slots=True)
class Row:
    tagname: str
    name: str
    unit: str
    now: Side | None
    tried: Side | None

    @property
    def reads_otherwise(self) -> bool:
        return (self.now and self.now.tag) != (self.tried and self.tried.tag)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """rows: those that read otherwise come first. changes: what was asked otherwise. release: of the tables."""

    rows: tuple[Row, ...]
    changes: tuple[tuple[str, str, str], ...]
    release: str

    @property
    def changed(self) -> int:
        return sum(row.reads_otherwise for row in self.rows)


def what_if(form: WhatIfForm, week: Week) -> WhatIf:
    """The week for the person's own answers and for those of a valid form, both worked out now. Writes nothing."""
    now = report_over(form.profile, week.days)
    tried = report_over(form.answers(), week.days, form.person(week.last_day))
    rows = sorted(_rows(now, tried), key=lambda row: not row.reads_otherwise)
    return WhatIf(tuple(rows), tuple(form.changes()), now.tables.release)


def _rows(now: CoverageReport, tried: CoverageReport) -> Iterator[Row]:
    """Every nutrient that gets a verdict under either set."""
    mine = {row.nutrient.tagname: row for row in now.nutrients if row.nutrient.assessment == "adequacy"}
    other = {row.nutrient.tagname: row for row in tried.nutrients if row.nutrient.assessment == "adequacy"}
    for tagname in mine | other:
        nutrient = (mine.get(tagname) or other[tagname]).nutrient
        yield Row(
            tagname,
            in_language(nutrient.name),
            nutrient.unit,
            _side(mine.get(tagname), now),
            _side(other.get(tagname), tried),
        )


def _side(row: NutrientReport | None, report: CoverageReport) -> Side | None:
    return None if row is None else Side(tag_of_row(row, report), short_reason(row), levels_of(row))
