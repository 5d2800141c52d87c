"""What is typed from a label becomes values per 100 g; what is left blank becomes none."""

import pytest

from diary.own.food import OwnFoodForm
from nutrients.models import Food, FoodGroup, FoodNutrient, Nutrient

UNITS = {
    "ENERC_KCAL": ("Energy", "kcal", "energy"), "FAT": ("Fat", "g", "macronutrient"),
    "FASAT": ("Saturated fat", "g", "fatty_acid"), "CHOCDF": ("Carbohydrate, by difference", "g", "macronutrient"),
    "SUGAR": ("Sugars, total", "g", "macronutrient"), "FIBTG": ("Fibre", "g", "macronutrient"),
    "PROCNT": ("Protein", "g", "macronutrient"), "NA": ("Sodium", "mg", "mineral"), "CA": ("Calcium", "mg", "mineral"),
    "LIVECULT": ("Live cultures", "-", "gut"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def nutrients(db):
    for place, (tagname, (name, unit, kind)) in enumerate(UNITS.items()):
        Nutrient.objects.create(
            tagname=tagname, name=name, unit=unit, kind=kind, assessment="amount", position=place, decimals=1
        )


def typed(**changes):
    """A form with these amounts: amounts by tagname, everything else by its own name."""
    data = {"name": "Oat bar", "basis": "100", "energy_unit": "kcal", "fibre": "apart"}
    for name, value in changes.items():
        data[f"amount-{name}" if name in UNITS else name] = value
    return data


def form_of(person, *none, food=None, **changes):
    return OwnFoodForm(typed(**changes) | {f"none-{tagname}": "on" for tagname in none}, person=person, food=food)


def saved(person, *none, **changes):
    form = form_of(person, *none, **changes)
    assert form.is_valid(), form.errors
    food = form.save()
    return {value.nutrient_id: value.amount for value in food.composition.all()}


def test_blank_is_unknown_and_none_is_said(ada):
    assert saved(ada, "SUGAR", CA="120", FAT="") == {"SUGAR": 0, "CA": 120}


def test_a_food_is_its_owners_and_its_values_come_from_the_label(ada):
    form = form_of(ada, CA="120")
    assert form.is_valid()
    food = form.save()
    assert (food.owner, food.fdc_id, food.is_offered, food.makeup_known, food.is_common) == (
        ada, None, False, False, False
    )  # fmt: skip
    assert food.composition.get().derivation == FoodNutrient.Derivation.LABEL
    assert [portion.description for portion in food.portions.all()] == ["1 g"]


def test_a_food_that_is_all_of_one_group_counts_for_it_and_a_mix_is_unknown(ada):
    group = FoodGroup.objects.create(key="kefir", name="Kefir", serving_grams=100, source="s")
    saved(ada, group=str(group.pk))
    kefir = Food.objects.get()
    assert (kefir.makeup_known, kefir.shares.get().group, kefir.shares.get().share) == (True, group, 1)
    assert OwnFoodForm(person=ada, food=kefir).initial["group"] == group.pk
    form = form_of(ada, food=kefir)
    assert form.is_valid()
    form.save()
    assert (kefir.makeup_known, kefir.shares.exists()) == (False, False)


def test_amounts_of_a_serving_are_kept_for_100_g(ada):
    assert saved(ada, basis="serving", serving="30", PROCNT="3,3", ENERC_KCAL="120") == {
        "PROCNT": 11, "ENERC_KCAL": 400
    }  # fmt: skip
    assert Food.objects.get().usual_grams == 30


def test_kilojoules_and_salt_become_kilocalories_and_sodium(ada):
    values = saved(ada, energy_unit="kJ", ENERC_KCAL="836.8", NA="1.2")
    assert values == {"ENERC_KCAL": pytest.approx(200), "NA": pytest.approx(480)}


@pytest.mark.parametrize(
    ("fibre", "amounts", "kept"),
    [
        ("apart", {"CHOCDF": "40", "FIBTG": "8"}, 48),
        ("within", {"CHOCDF": "40", "FIBTG": "8"}, 40),
        ("within", {"CHOCDF": "40"}, 40),
        ("apart", {"CHOCDF": "40"}, None),
    ],
)
def test_carbohydrate_is_kept_with_its_fibre(ada, fibre, amounts, kept):
    assert saved(ada, fibre=fibre, **amounts).get("CHOCDF") == kept


def test_a_zero_without_the_tick_is_asked_about_beside_its_input(ada):
    form = form_of(ada, CA="0")
    assert not form.is_valid()
    assert "Does it contain none?" in form.errors["amount-CA"][0]
    assert saved(ada, "CA", CA="0") == {"CA": 0}


def test_an_amount_and_the_tick_do_not_go_together(ada):
    assert "Keep the one that is right" in form_of(ada, "CA", CA="3").errors["amount-CA"][0]


@pytest.mark.parametrize(
    ("changes", "field", "text"),
    [
        ({"ENERC_KCAL": "903"}, "amount-ENERC_KCAL", "more than 902 cannot be"),
        ({"basis": "serving", "serving": "10", "PROCNT": "11"}, "amount-PROCNT", "That would be 110 g in 100 g"),
        ({"FAT": "60", "PROCNT": "50"}, "__all__", "add up to 110 g in 100 g"),
        ({"FAT": "3", "FASAT": "4"}, "amount-FASAT", "more than the fat it is part of"),
        ({"CA": "plenty"}, "amount-CA", "not an amount GutCheck can read"),
        ({"CA": "1,200"}, "amount-CA", "can be read in two ways"),
        ({"CA": "-1"}, "amount-CA", "not an amount GutCheck can read"),
        ({"basis": "serving"}, "serving", "Say what a serving weighs"),
        ({"serving": "0"}, "serving", "more than 0 g"),
        ({"basis": "cup"}, "basis", "not one of the available choices"),
        ({"name": " "}, "name", "required"),
    ],
)
def test_what_cannot_be_is_said_beside_its_input(ada, changes, field, text):
    form = form_of(ada, **changes)
    assert not form.is_valid()
    assert text in form.errors[field][0]


def test_carbohydrate_that_stays_unknown_still_weighs_in_the_check(ada):
    form = form_of(ada, CHOCDF="90", FAT="60")
    assert "add up to 150 g" in form.errors["__all__"][0]


def test_topics_without_amounts_are_not_asked_for(ada):
    assert "amount-LIVECULT" not in form_of(ada).fields


def test_the_lines_of_every_label_come_first_in_their_order(ada):
    sections = form_of(ada, CA="3").sections
    names = ["Energy", "Fat", "Saturated fat", "Carbohydrate", "Sugars", "Fibre", "Protein", "Salt"]
    assert [line.name for line in sections[0].lines] == names
    assert [(section.title, section.has_said) for section in sections[1:]] == [("Minerals", True)]


def test_a_food_saved_again_unchanged_keeps_its_values(ada):
    first = saved(ada, "SUGAR", basis="serving", serving="37", ENERC_KCAL="120", NA="0.73", CHOCDF="9", FIBTG="2")
    food = Food.objects.get()
    form = OwnFoodForm(person=ada, food=food)
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data = {name: form.fields[name].prepare_value(value) for name, value in data.items() if value not in (None, False)}
    again = OwnFoodForm(data, person=ada, food=food)
    assert again.is_valid(), again.errors
    again.save()
    values = {value.nutrient_id: value.amount for value in food.composition.all()}
    assert values == pytest.approx(first, rel=1e-5)
    assert Food.objects.count() == 1
