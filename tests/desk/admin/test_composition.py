"""The composition grid of a food: blank is unknown, 0 is zero, and nothing is saved but a draft."""

import pytest
from django.urls import reverse

from nutrients.models import ChangeSet, Nutrient
from tests.desk.admin.filling import SAME_SOURCES, drafted, everything, form_of, page_of, refusals, save


def cells(amount, derivation, source, low="", high="", unit="mg"):
    return {
        "amount per 100 g": amount, "low per 100 g": low, "high per 100 g": high, "derivation": derivation,
        "source": source, "unit": unit,
    }  # fmt: skip


def test_every_nutrient_has_a_row_under_its_class_and_unknown_does_not_look_like_zero(editor_client, egg, stew):
    response = editor_client.get(page_of(egg))
    grid = response.context["inline_admin_formsets"][-1].formset
    assert [form.nutrient.tagname for form in grid.forms] == ["ENERC_KCAL", "ZN", "FE", "GLN", "LUT+ZEA"]
    html = response.content.decode()
    assert [html.index(f'scope="rowgroup">{kind}') for kind in ("Energy", "Mineral", "Gut topic", "Other")]
    assert 'name="composition-FE-amount" value="0"' in html
    page = editor_client.get(page_of(stew)).content.decode()
    zinc = page[page.index('name="composition-ZN-amount"') :]
    assert "value=" not in zinc[: zinc.index(">")]
    assert 'placeholder="unknown"' in zinc[: zinc.index(">")]
    assert 'aria-label="Zinc: Amount per 100 g"' in zinc[: zinc.index(">")]
    assert page.count('<span class="gc-unk"><span>unknown</span></span>') == 4


def test_saving_untouched_drafts_nothing(editor_client, egg):
    before = everything()
    response = editor_client.post(page_of(egg), form_of(editor_client, page_of(egg)), follow=True)
    assert "Nothing is different from what is published" in response.content.decode()
    assert not ChangeSet.objects.exists()
    assert everything() == before


def test_a_filled_blank_is_drafted_as_a_row_and_a_zero_as_a_zero(editor_client, stew):
    before = everything()
    changes = {"ZN-amount": "0", "ZN-derivation": "analysed", "ZN-source": "Our kitchen"}
    response = save(editor_client, page_of(stew), {f"composition-{name}": text for name, text in changes.items()})
    assert refusals(response) == []
    assert drafted() == {("values", "1200", "ZN"): (None, cells("0", "analysed", "Our kitchen"))}
    assert everything() == before


def test_a_cleared_amount_is_drafted_as_unknown_and_never_as_zero(editor_client, egg):
    before = everything()
    assert refusals(save(editor_client, page_of(egg), {"composition-ZN-amount": ""})) == []
    assert drafted() == {("values", "900", "ZN"): (cells("1.29", "calculated", "Test tables 1"), None)}
    assert everything() == before


def test_a_changed_amount_names_the_cells_before_and_after(editor_client, egg):
    save(editor_client, page_of(egg), {"composition-ZN-amount": "1.5"} | SAME_SOURCES)
    old, new = drafted()["values", "900", "ZN"]
    assert (old["amount per 100 g"], new["amount per 100 g"]) == ("1.29", "1.5")
    assert {name for name in old if old[name] != new[name]} == {"amount per 100 g"}


def test_a_tick_for_none_is_a_zero_that_is_assumed(editor_client, stew):
    changes = {"composition-ZN-none": "on", "composition-ZN-source": "Water has no zinc"}
    assert refusals(save(editor_client, page_of(stew), changes)) == []
    assert drafted() == {("values", "1200", "ZN"): (None, cells("0", "assumed_zero", "Water has no zinc"))}


def test_an_assumed_zero_comes_back_as_its_tick_and_without_it_is_unknown(editor_client, stew):
    row = {"nutrient_id": "ZN", "amount": 0, "derivation": "assumed_zero", "source": "Made up"}
    stew.composition.create(**row)
    sent = form_of(editor_client, page_of(stew))
    assert sent["composition-ZN-none"] == "True"
    assert "composition-ZN-amount" not in sent
    editor_client.post(page_of(stew), sent)
    assert not ChangeSet.objects.exists()
    del sent["composition-ZN-none"]
    editor_client.post(page_of(stew), sent)
    assert drafted()["values", "1200", "ZN"][1] is None


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
        ({"ZN-none": "on"}, "Either none or an amount"),
        ({"ZN-none": "on", "ZN-amount": "", "ZN-source": ""}, "Say why the food cannot hold any"),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_is_drafted(editor_client, egg, change, said):
    before = everything()
    changes = {f"composition-{name}": value for name, value in change.items()}
    errors = refusals(save(editor_client, page_of(egg), changes))
    assert any(said in error for error in errors), errors
    assert everything() == before
    assert not ChangeSet.objects.exists()


def test_a_source_without_an_amount_is_asked_about(editor_client, stew):
    errors = refusals(save(editor_client, page_of(stew), {"composition-ZN-source": "Our kitchen"}))
    assert any("Fill in the amount" in error for error in errors)


def test_an_old_page_drafts_only_what_its_editor_touched(editor_client, egg):
    sent = form_of(editor_client, page_of(egg))
    egg.composition.filter(nutrient_id="ZN").update(amount=2)
    egg.composition.get(nutrient_id="FE").delete()
    egg.composition.filter(nutrient_id="LUT+ZEA").update(source="Another laboratory")
    assert (
        refusals(editor_client.post(page_of(egg), sent | {"composition-ENERC_KCAL-amount": "144"} | SAME_SOURCES)) == []
    )
    assert list(drafted()) == [("values", "900", "ENERC_KCAL")]


def test_an_old_page_does_not_overwrite_a_changed_amount_silently(editor_client, egg):
    sent = form_of(editor_client, page_of(egg)) | {"composition-ZN-amount": "3"} | SAME_SOURCES
    egg.composition.filter(nutrient_id="ZN").update(amount=2)
    response = editor_client.post(page_of(egg), sent)
    errors = refusals(response)
    assert any("Somebody else changed this meanwhile; it now says: 2" in error for error in errors)
    assert 'name="composition-ZN-amount" value="3"' in response.content.decode()
    assert not ChangeSet.objects.exists()
    again = sent | {"opened": response.context["edit"].as_opened}
    assert refusals(editor_client.post(page_of(egg), again)) == []
    old, new = drafted()["values", "900", "ZN"]
    assert (old["amount per 100 g"], new["amount per 100 g"]) == ("2", "3")


def test_a_nutrient_added_while_the_page_was_open_stays_unknown(editor_client, egg):
    sent = form_of(editor_client, page_of(egg))
    Nutrient.objects.create(tagname="CA", name="Calcium", unit="mg", kind="mineral", assessment="amount", position=0)
    assert refusals(editor_client.post(page_of(egg), sent | {"composition-ZN-amount": "1.4"} | SAME_SOURCES)) == []
    assert list(drafted()) == [("values", "900", "ZN")]


def test_a_new_food_can_be_logged_by_the_gram(editor_client, loaded):
    changes = {
        "fdc_id": "5000000001", "name": "Our bread", "description": "Bread of this house", "data_type": "own",
        "category": "Breads", "source": "Recipe 7",
    }  # fmt: skip
    assert refusals(save(editor_client, reverse("admin:nutrients_food_add"), changes)) == []
    assert drafted()["portions", "5000000001", "1 g"][1] == {"position": "99", "weight [g]": "1"}


def test_a_new_food_is_drafted_with_its_composition(editor_client, loaded):
    before = everything()
    changes = {
        "fdc_id": "5000000001", "name": "Our bread", "description": "Bread of this house", "data_type": "own",
        "category": "Breads", "makeup_known": "on", "source": "Recipe 7", "portions-0-position": "1",
        "portions-0-description": "1 g", "portions-0-grams": "1",
        "composition-FE-amount": "2.1", "composition-FE-derivation": "label", "composition-FE-source": "Bag",
    }  # fmt: skip
    assert refusals(save(editor_client, reverse("admin:nutrients_food_add"), changes)) == []
    rows = drafted()
    assert set(rows) == {
        ("foods", "5000000001"), ("portions", "5000000001", "1 g"), ("values", "5000000001", "FE")
    }  # fmt: skip
    assert all(old is None for old, _ in rows.values())
    assert rows["foods", "5000000001"][1]["name"] == "Our bread"
    assert everything() == before
