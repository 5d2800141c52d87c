"""A supplement typed from its label: by the tablet, nothing but what is printed, and never a weight."""

import pytest

from diary.own.supplement import SupplementForm
from nutrients.models import Food, FoodNutrient, Nutrient

NUTRIENTS = {
    "VITD": ("Vitamin D", "mcg", "vitamin"), "VITA_RAE": ("Vitamin A", "mcg", "vitamin"),
    "RETOL": ("Retinol", "mcg", "vitamin"), "FOLDFE": ("Folate (DFE)", "mcg", "vitamin"),
    "FOLAC": ("Folic acid, added", "mcg", "vitamin"), "ZN": ("Zinc", "mg", "mineral"),
    "F22D6N3": ("Omega-3 DHA", "g", "fatty_acid"), "LIVECULT": ("Live cultures", "-", "gut"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def nutrients(db):
    for place, (tagname, (name, unit, kind)) in enumerate(NUTRIENTS.items()):
        Nutrient.objects.create(
            tagname=tagname, name=name, unit=unit, kind=kind, assessment="amount", position=place, decimals=1
        )


def form_of(person, food=None, **typed):
    data = {"name": "Sunny drops", "count": "1", "unit": "1 drop"}
    for name, value in typed.items():
        field = name.replace("__", "-")
        data[field if field in data or "-" in field else f"amount-{field}"] = value
    return SupplementForm(data, person=person, food=food)


def saved(person, **typed):
    form = form_of(person, **typed)
    assert form.is_valid(), form.errors
    food = form.save()
    return food, {row.nutrient_id: row.amount for row in food.composition.all()}


def test_a_unit_counts_as_a_gram_so_its_values_stand_for_a_hundred(ada):
    food, values = saved(ada, ZN="15")
    assert values == {"ZN": 1500}
    assert (food.owner, food.is_supplement, food.is_offered, food.fdc_id, food.usual_grams) == (
        ada, True, False, None, None
    )  # fmt: skip
    assert [(portion.description, portion.grams) for portion in food.portions.all()] == [("1 drop", 1)]
    assert food.composition.get().derivation == FoodNutrient.Derivation.LABEL


def test_blank_is_unknown_and_a_zero_is_said(ada):
    assert saved(ada, ZN="", VITD="0")[1] == {"VITD": 0}


def test_amounts_for_two_tablets_are_those_of_one(ada):
    assert saved(ada, count="2", ZN="15")[1] == {"ZN": 750}


def test_international_units_become_micrograms(ada):
    assert saved(ada, VITD="1000", unit__VITD="iu")[1] == {"VITD": pytest.approx(2500)}


def test_an_iu_of_vitamin_a_without_its_form_stays_unknown_and_says_why(ada):
    form = form_of(ada, VITA_RAE="5000", unit__VITA_RAE="iu-any", ZN="5")
    assert form.is_valid()
    assert set(form.amounts) == {"ZN"}
    (text,) = form.left_out
    assert text.startswith("Vitamin A stays unknown: an IU is another amount for every form of it.")


def test_a_form_of_a_vitamin_says_what_its_upper_level_counts(ada):
    assert saved(ada, VITA_RAE="800", unit__VITA_RAE="mcg-retinol")[1] == {"VITA_RAE": 80000, "RETOL": 80000}
    assert saved(ada, FOLDFE="400", unit__FOLDFE="mcg-acid")[1] == {"FOLDFE": 68000, "FOLAC": 40000}


def test_topics_without_amounts_and_what_another_line_says_are_not_asked_for(ada):
    names = {line.name for section in form_of(ada).sections for line in section.lines}
    assert names == {"Vitamin D", "Vitamin A", "Folate (DFE)", "Zinc", "Omega-3 DHA"}


@pytest.mark.parametrize(
    ("typed", "field", "text"),
    [
        ({"count": ""}, "count", "Without this the amounts mean nothing"),
        ({"count": "0"}, "count", "more than 0 and at most 100"),
        ({"unit": "1 barrel"}, "unit", "not one of the available choices"),
        ({"ZN": "plenty"}, "amount-ZN", "not an amount GutCheck can read"),
        ({"ZN": "-1"}, "amount-ZN", "not an amount GutCheck can read"),
        ({"F22D6N3": "500"}, "amount-F22D6N3", "Check the number and its unit"),
        ({"VITD": "5", "unit__VITD": "spoons"}, "unit-VITD", "not one of the available choices"),
        ({"name": " "}, "name", "required"),
    ],
)
def test_what_cannot_be_is_said_beside_its_input(ada, typed, field, text):
    form = form_of(ada, **typed)
    assert not form.is_valid()
    assert text in form.errors[field][0]
    assert not Food.objects.exists()


def test_a_supplement_saved_again_unchanged_keeps_its_values(ada):
    food, first = saved(
        ada, VITA_RAE="5000", unit__VITA_RAE="iu-carotene", FOLDFE="400", unit__FOLDFE="mcg-acid", ZN="7"
    )
    blank = SupplementForm(person=ada, food=food)
    data = {name: blank.get_initial_for_field(field, name) for name, field in blank.fields.items()}
    data = {name: blank.fields[name].prepare_value(value) for name, value in data.items() if value not in (None, "")}
    again = SupplementForm(data, person=ada, food=food)
    assert again.is_valid(), again.errors
    again.save()
    assert {row.nutrient_id: row.amount for row in food.composition.all()} == pytest.approx(first)
    assert (Food.objects.count(), food.portions.count()) == (1, 1)
