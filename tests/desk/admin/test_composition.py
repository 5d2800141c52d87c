"""The composition grid of a food: blank is unknown, 0 is zero, and two editors do not undo each other."""

import pytest
from django.test import Client
from django.urls import reverse

from nutrients.models import Food, FoodNutrient, Nutrient
from nutrients.tables.dump import dump_tables
from nutrients.tables.load import read_folder


@pytest.fixture
def egg(loaded):
    return Food.objects.get(fdc_id=900)


def page_of(food):
    return reverse("admin:nutrients_food_change", args=[food.pk])


def form_of(client: Client, food: Food) -> dict[str, str]:
    """What the browser would send from the food's page if nothing were touched."""
    response = client.get(page_of(food))
    assert response.status_code == 200
    forms = [response.context["adminform"].form]
    formsets = [wrapped.formset for wrapped in response.context["inline_admin_formsets"]]
    forms += [formset.management_form for formset in formsets] + [
        form for formset in formsets for form in formset.forms
    ]
    sent = {}
    for bound in (bound for form in forms for bound in form):
        value = bound.value()
        if value is not None and value is not False:
            sent[bound.html_name] = str(value)
            if bound.field.show_hidden_initial:
                sent[bound.html_initial_name] = str(value)
    return sent


def post(client, food, sent):
    response = client.post(page_of(food), sent)
    if response.status_code == 200:
        return [str(e) for wrapped in response.context["inline_admin_formsets"] for e in wrapped.formset.errors if e]
    assert response.status_code == 302
    return []


def amounts(food):
    return dict(food.composition.values_list("nutrient_id", "amount"))


def test_there_is_a_row_for_every_nutrient_in_order_and_unknown_does_not_look_like_zero(editor_client, egg):
    response = editor_client.get(page_of(egg))
    grid = response.context["inline_admin_formsets"][-1].formset
    assert [form.nutrient.tagname for form in grid.forms] == ["ZN", "FE", "LUT+ZEA", "GLN", "ENERC_KCAL"]
    html = response.content.decode()
    assert 'name="composition-FE-amount" value="0"' in html
    Food.objects.get(fdc_id=1200)
    stew = editor_client.get(page_of(Food.objects.get(fdc_id=1200))).content.decode()
    zinc = stew[stew.index('name="composition-ZN-amount"') :]
    zinc = zinc[: zinc.index(">")]
    assert "value=" not in zinc
    assert 'placeholder="unknown"' in zinc
    assert 'aria-label="Zinc: Amount per 100 g"' in zinc


def test_saving_untouched_changes_nothing(editor_client, egg):
    before = list(FoodNutrient.objects.order_by("pk").values_list())
    assert post(editor_client, egg, form_of(editor_client, egg)) == []
    assert list(FoodNutrient.objects.order_by("pk").values_list()) == before


def test_a_filled_blank_becomes_a_row_and_a_zero_a_zero(editor_client, loaded):
    stew = Food.objects.get(fdc_id=1200)
    sent = form_of(editor_client, stew) | {
        "composition-ZN-amount": "0", "composition-ZN-derivation": "analysed", "composition-ZN-source": "Our kitchen",
    }  # fmt: skip
    assert post(editor_client, stew, sent) == []
    assert amounts(stew) == {"FE": 0.1, "ZN": 0}
    row = stew.composition.get(nutrient_id="ZN")
    assert (row.derivation, row.source, row.low, row.high) == ("analysed", "Our kitchen", None, None)


def test_a_cleared_amount_is_unknown_again(editor_client, egg):
    kept = egg.composition.get(nutrient_id="FE").pk
    assert post(editor_client, egg, form_of(editor_client, egg) | {"composition-ZN-amount": ""}) == []
    assert "ZN" not in amounts(egg)
    assert egg.composition.get(nutrient_id="FE").pk == kept


def test_a_changed_amount_keeps_its_row_and_stands_in_the_history(editor_client, egg):
    row = egg.composition.get(nutrient_id="ZN").pk
    post(editor_client, egg, form_of(editor_client, egg) | {"composition-ZN-amount": "1.5"})
    assert FoodNutrient.objects.get(pk=row).amount == 1.5
    history = editor_client.get(reverse("admin:nutrients_food_history", args=[egg.pk])).content.decode()
    assert "ZN 1.5" in history


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ZN-amount": "1,5"}, "is not a number"),
        ({"ZN-amount": "1_5"}, "is not a number"),
        ({"ZN-amount": "٥"}, "is not a number"),
        ({"ZN-amount": "nan"}, "is not a number"),
        ({"ZN-amount": "-1"}, "greater than or equal to 0"),
        ({"ZN-amount": "100001"}, "100001 mg cannot be in 100 g"),
        ({"ZN-source": ""}, "Say where the amount comes from"),
        ({"ZN-derivation": ""}, "Say where the amount comes from"),
        ({"ZN-low": "1"}, "Only an estimate has a low and a high"),
        ({"GLN-low": "0.7"}, "0.7 is above the amount 0.6"),
        ({"GLN-high": "0.5"}, "0.5 is below the amount 0.6"),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_is_saved(editor_client, egg, change, said):
    before = amounts(egg)
    sent = form_of(editor_client, egg) | {f"composition-{name}": value for name, value in change.items()}
    errors = post(editor_client, egg, sent)
    assert any(said in error for error in errors), errors
    assert amounts(egg) == before


def test_a_source_without_an_amount_is_asked_about(editor_client, loaded):
    stew = Food.objects.get(fdc_id=1200)
    errors = post(editor_client, stew, form_of(editor_client, stew) | {"composition-ZN-source": "Our kitchen"})
    assert any("Fill in the amount" in error for error in errors)


def test_an_old_page_does_not_undo_what_another_editor_filled_in(editor_client, egg):
    sent = form_of(editor_client, egg)
    egg.composition.filter(nutrient_id="ZN").update(amount=2)
    iron = egg.composition.get(nutrient_id="FE")
    iron.delete()
    lutein = egg.composition.filter(nutrient_id="LUT+ZEA")
    lutein.update(source="Another laboratory")
    assert post(editor_client, egg, sent | {"composition-ENERC_KCAL-amount": "144"}) == []
    assert amounts(egg) == {"ZN": 2, "LUT+ZEA": 253.5, "GLN": 0.6, "ENERC_KCAL": 144}
    assert lutein.get().source == "Another laboratory"


def test_an_old_page_does_not_overwrite_a_changed_amount(editor_client, egg):
    sent = form_of(editor_client, egg)
    egg.composition.filter(nutrient_id="ZN").update(amount=2)
    errors = post(editor_client, egg, sent | {"composition-ZN-amount": "3"})
    assert any("changed this value meanwhile" in error for error in errors)
    assert amounts(egg)["ZN"] == 2


def test_a_nutrient_added_while_the_page_was_open_stays_unknown(editor_client, egg):
    sent = form_of(editor_client, egg)
    Nutrient.objects.create(tagname="CA", name="Calcium", unit="mg", kind="mineral", assessment="amount", position=0)
    assert post(editor_client, egg, sent | {"composition-ZN-amount": "1.4"}) == []
    assert amounts(egg) == {"ZN": 1.4, "FE": 0, "LUT+ZEA": 253.5, "GLN": 0.6, "ENERC_KCAL": 143}


def test_a_new_food_can_be_given_its_composition_at_once(editor_client, loaded, tmp_path):
    sent = {
        "fdc_id": "5000000001", "name": "Our bread", "description": "Bread of this house", "data_type": "own",
        "category": "Breads", "makeup_known": "on", "source": "Recipe 7",
        "portions-TOTAL_FORMS": "1", "portions-INITIAL_FORMS": "0", "portions-0-position": "1",
        "portions-0-description": "1 g", "portions-0-grams": "1",
        "shares-TOTAL_FORMS": "0", "shares-INITIAL_FORMS": "0",
        "composition-TOTAL_FORMS": "5", "composition-INITIAL_FORMS": "0",
        "composition-FE-amount": "2.1", "composition-FE-derivation": "label", "composition-FE-source": "Bag",
    }  # fmt: skip
    response = editor_client.post(reverse("admin:nutrients_food_add"), sent)
    assert response.status_code == 302, response.context["errors"]
    bread = Food.objects.get(name="Our bread")
    assert amounts(bread) == {"FE": 2.1}
    dump_tables(tmp_path)
    assert read_folder(tmp_path).problems == []
