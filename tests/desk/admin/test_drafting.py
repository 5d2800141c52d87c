"""Whatever an editor saves on a table's page becomes a draft of exactly that; the tables stay as they are."""

import pytest
from django.urls import reverse

from nutrients import models
from nutrients.changesets import acts
from nutrients.models import ChangeSet, Food, FoodGroup, Nutrient, ReferenceIntake, RuleSetting
from nutrients.published import compositions
from nutrients.search import search_foods
from tests.conftest import signed_in
from tests.desk.admin.filling import SAME_SOURCES, WHY, drafted, everything, form_of, refusals, save


def url(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


CHANGES = [
    ("Nutrient", {}, {"name": "Zinc, total"}, ("nutrients", "ZN"), ("name", "Zinc", "Zinc, total")),
    ("Food", {"fdc_id": 900}, {"usual_grams": ""}, ("foods", "900"), ("usual_portion [g]", "50.5", "")),
    ("Food", {"fdc_id": 1200}, {"is_common": "on"}, ("foods", "1200"), ("common", "no", "yes")),
    (
        "Food", {"fdc_id": 900}, {"portions-0-grams": "52"},
        ("portions", "900", "1 large egg"), ("weight [g]", "50.5", "52"),
    ),
    ("Food", {"fdc_id": 900}, {"shares-0-share": "0.9"}, ("group_shares", "900", "eggs"), ("share", "1", "0.9")),
    ("FoodGroup", {"key": "eggs"}, {"serving_grams": "55.5"}, ("food_groups", "eggs"), ("serving [g]", "50", "55.5")),
    (
        "FoodGroup", {"key": "eggs"}, {"feeds-0-evidence_grade": "C"},
        ("nutrient_sources", "GLN", "eggs"), ("evidence_grade", "D", "C"),
    ),
    ("FoodAlias", {}, {"note": "From French"}, ("food_aliases", "oeuf", "egg"), ("note", "French", "From French")),
    (
        "NutrientSource", {}, {"citation": "Lee"},
        ("nutrient_sources", "GLN", "eggs"), ("citation", "The article", "Lee"),
    ),
    (
        "ReferenceIntake", {"reference_set": "EFSA"}, {"cdrr": "30"},
        ("reference_intakes", "EFSA", "ZN", "day", "Men"), ("CDRR", "", "30"),
    ),
    (
        "RequirementPercentile", {"percentile": 50}, {"requirement": "8.1"},
        ("requirement_percentiles", "DRI", "FE", "Women 19+", "50"), ("requirement", "8.07", "8.1"),
    ),
    ("IntakePrior", {}, {"mean": "12"}, ("intake_priors", "ZN", "Men 19-30"), ("mean", "12.5", "12")),
    ("RuleSetting", {"key": "tau"}, {"value": "1.3"}, ("rule_settings", "tau"), ("value", "1.25", "1.3")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "which", "change", "row", "cell"), CHANGES, ids=[f"{c[0]} {c[3][0]}" for c in CHANGES]
)
def test_a_change_is_drafted_cell_by_cell(editor_client, loaded, name, which, change, row, cell):
    model = getattr(models, name)
    before = everything()
    obj = model.objects.filter(**which).first()
    changes = change | {"in_spite": "The source says so"}
    assert refusals(save(editor_client, url(model, "change", obj.pk), changes)) == []
    rows = drafted()
    assert list(rows) == [row]
    old, new = rows[row]
    column, was, becomes = cell
    assert (old[column], new[column]) == (was, becomes)
    assert {column for column in old if old[column] != new[column]} == {cell[0]}
    assert everything() == before


ADDED = [
    ("FoodAlias", {"phrase": "aubergine", "means": "eggplant"}, ("food_aliases", "aubergine", "eggplant")),
    ("FoodGroup", {"key": "nuts", "name": "Nuts", "serving_grams": "30", "source": "s"}, ("food_groups", "nuts")),
    (
        "ReferenceIntake",
        {
            "reference_set": "EFSA", "nutrient": "FE", "basis": "day", "life_stage": "Men", "age_min": "18",
            "sex": "male", "ear": "6", "rda": "11", "source": "EFSA 2015",
        },
        ("reference_intakes", "EFSA", "FE", "day", "Men"),
    ),
    (
        "Nutrient",
        {
            "tagname": "CA", "name": "Calcium", "unit": "mg", "kind": "mineral", "assessment": "amount",
            "position": "3", "decimals": "0",
        },
        ("nutrients", "CA"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "filled", "row"), ADDED, ids=[case[0] for case in ADDED])
def test_what_is_added_is_drafted(editor_client, loaded, name, filled, row):
    before, model = everything(), getattr(models, name)
    response = save(editor_client, url(model, "add"), filled | {"in_spite": "It is right"})
    assert refusals(response) == []
    (((table, *key), (old, new)),) = drafted().items()
    assert ((table, *key), old) == (row, None)
    assert new
    assert everything() == before


def test_what_is_removed_is_drafted_with_all_that_goes_with_it(editor_client, loaded):
    before, group = everything(), FoodGroup.objects.get(key="eggs")
    page = editor_client.get(url(FoodGroup, "delete", group.pk))
    assert page.status_code == 200
    sent = {"post": "yes", "opened": page.context["edit"].as_opened, "in_spite": "Nobody counts them"} | WHY
    assert editor_client.post(url(FoodGroup, "delete", group.pk), sent).status_code == 302
    rows = drafted()
    assert set(rows) == {
        ("food_groups", "eggs"), ("group_shares", "900", "eggs"), ("nutrient_sources", "GLN", "eggs")
    }  # fmt: skip
    assert all(new is None for _, new in rows.values())
    assert everything() == before


def test_rows_beside_a_food_come_and_go(editor_client, loaded):
    egg = Food.objects.get(fdc_id=900)
    changes = {
        "portions-1-DELETE": "on", "portions-2-position": "3", "portions-2-description": "1 small egg",
        "portions-2-grams": "38", "shares-0-DELETE": "on", "in_spite": "Weighed",
    }  # fmt: skip
    assert refusals(save(editor_client, url(Food, "change", egg.pk), changes)) == []
    assert {row: new for row, (_, new) in drafted().items()} == {
        ("portions", "900", "1 g"): None,
        ("portions", "900", "1 small egg"): {"position": "3", "weight [g]": "38"},
        ("group_shares", "900", "eggs"): None,
    }


def test_a_change_needs_a_reason(editor_client, loaded):
    address = url(Nutrient, "change", "ZN")
    response = save(editor_client, address, {"name": "Zn", "why": "  "})
    assert response.status_code == 422
    assert response.context["adminform"].form.errors["why"] == ["Say why; it stays in the history of the tables."]
    assert 'value="Zn"' in response.content.decode()
    response = editor_client.post(url(models.FoodAlias, "delete", models.FoodAlias.objects.get().pk), {"post": "yes"})
    assert response.status_code == 422
    assert "Say why" in response.content.decode()
    assert not ChangeSet.objects.exists()


def test_what_is_saved_says_who_and_why_and_where_it_is(editor_client, loaded, ada):
    response = editor_client.post(
        url(RuleSetting, "change", "tau"),
        form_of(editor_client, url(RuleSetting, "change", "tau")) | {"value": "1.3"},
        follow=True,
    )
    draft = ChangeSet.objects.get()
    assert (draft.author, draft.reason, draft.state, draft.origin) == (ada, WHY["why"], "draft", "form")
    assert response.redirect_chain == [(f"{url(RuleSetting, 'change', 'tau')}?draft={draft.pk}", 302)]
    assert reverse("desk_draft", args=[draft.pk]) in response.content.decode()


def test_sending_puts_it_before_the_reviewers(editor_client, loaded):
    sent = form_of(editor_client, url(RuleSetting, "change", "tau")) | {"value": "1.3", "_send": "1"}
    response = editor_client.post(url(RuleSetting, "change", "tau"), sent)
    draft = ChangeSet.objects.get()
    assert draft.state == ChangeSet.State.REVIEW
    assert response.headers["Location"] == reverse("desk_draft", args=[draft.pk])


def test_a_warning_is_told_with_the_draft_and_wants_an_answer_before_it_is_sent(editor_client, loaded, monkeypatch):
    from nutrients.tables.sanity import Finding

    warning = Finding("warning", "values", ("900", "ZN"), "amount per 100 g", "Ten times what eggs have", "unusual")
    monkeypatch.setattr("desk.admin.edits.findings", lambda after, differences: [warning])
    egg = Food.objects.get(fdc_id=900)
    address = url(Food, "change", egg.pk)
    sent = form_of(editor_client, address) | {"composition-ZN-amount": "12.9"} | SAME_SOURCES
    page = editor_client.post(address, sent | {"_send": "1"})
    assert page.status_code == 422
    assert "in spite of the warnings below" in str(page.context["adminform"].form.errors["in_spite"])
    assert "Ten times what eggs have" in page.content.decode()
    assert not ChangeSet.objects.exists()
    page = editor_client.post(address, sent, follow=True)
    assert "Ten times what eggs have" in page.content.decode()
    again = form_of(editor_client, f"{address}?draft={ChangeSet.objects.get().pk}")
    again |= {"_send": "1", "in_spite": "Measured twice"}
    assert editor_client.post(f"{address}?draft={ChangeSet.objects.get().pk}", again).status_code == 302
    draft = ChangeSet.objects.get()
    assert draft.state == ChangeSet.State.REVIEW
    assert draft.override == "Measured twice\nSame source, looked at again: Zinc"


def test_an_error_stands_beside_its_field_and_nothing_is_drafted(editor_client, loaded, monkeypatch):
    from nutrients.tables.sanity import Finding

    errors = [
        Finding("error", "values", ("900", "ZN"), "amount per 100 g", "No egg has so much", "x"),
        Finding("error", "foods", ("900",), "category", "There is no such category", "x"),
    ]
    monkeypatch.setattr("desk.admin.edits.findings", lambda after, differences: errors)
    egg = Food.objects.get(fdc_id=900)
    page = save(editor_client, url(Food, "change", egg.pk), {"composition-ZN-amount": "12.9"} | SAME_SOURCES)
    assert page.status_code == 422
    assert page.context["adminform"].form.errors["category"] == ["There is no such category"]
    grid = page.context["inline_admin_formsets"][-1].formset
    assert [form.errors for form in grid.forms if form.errors] == [{"amount": ["No egg has so much"]}]
    assert not ChangeSet.objects.exists()


def test_nothing_of_what_was_tried_is_kept_by_a_process(editor_client, loaded):
    """A report and a search before, and after a food was saved on trial with another name and another zinc."""
    egg = Food.objects.get(fdc_id=900)
    helping = type("Helping", (), {"food_id": egg.pk, "name": "Egg", "usual_grams": 50.5, "makeup_known": True})
    assert compositions([helping], ["ZN"])[egg.pk].amounts["ZN"] == 1.29
    assert [food.name for food in search_foods("egg")] == ["Egg"]
    changes = {"composition-ZN-amount": "9", "name": "Xylobrot", "in_spite": "A test"} | SAME_SOURCES
    assert refusals(save(editor_client, url(Food, "change", egg.pk), changes)) == []
    assert compositions([helping], ["ZN"])[egg.pk].amounts["ZN"] == 1.29
    assert [food.name for food in search_foods("egg")] == ["Egg"]
    assert search_foods("xylobrot") == []


# --- who may ------------------------------------------------------------------------------------------------------


def test_who_may_only_look_cannot_send_a_form(editor_client, ada, loaded):
    sent = form_of(editor_client, url(RuleSetting, "change", "tau")) | {"value": "1.3"}
    group = ada.groups.get()
    group.permissions.remove(group.permissions.get(codename="change_rulesetting"))
    assert editor_client.post(url(RuleSetting, "change", "tau"), sent).status_code == 403
    assert not ChangeSet.objects.exists()


def test_a_draft_is_continued_by_its_author_only(editor_client, loaded, bob):
    from desk.roles import Role, appoint

    save(editor_client, url(RuleSetting, "change", "tau"), {"value": "1.3"})
    address = f"{url(RuleSetting, 'change', 'tau')}?draft={ChangeSet.objects.get().pk}"
    assert editor_client.get(address).status_code == 200
    appoint(bob, Role.EDITOR)
    assert signed_in(bob).get(address).status_code == 403
    appoint(bob, Role.REVIEWER)
    assert signed_in(type(bob).objects.get(pk=bob.pk)).get(address).status_code == 403
    acts.send(ChangeSet.objects.get())
    assert editor_client.get(address)["Location"] == reverse("desk_draft", args=[ChangeSet.objects.get().pk])


@pytest.mark.parametrize("number", ["0", "999999", "x", "-1", "9" * 30])
def test_a_draft_that_is_not_there_is_not_found(editor_client, loaded, number):
    assert editor_client.get(f"{url(RuleSetting, 'change', 'tau')}?draft={number}").status_code == 404


@pytest.mark.parametrize("opened", ["{", "[1]", "null", '[["foods", 5, 5]]', '[["x", [], {}]]', "[[]]"])
def test_a_crafted_memory_of_the_page_does_no_harm(editor_client, loaded, opened):
    response = save(editor_client, url(RuleSetting, "change", "tau"), {"value": "1.3", "opened": opened})
    assert response.status_code == 400
    assert not ChangeSet.objects.exists()


def test_references_are_drafted_with_what_they_cover(editor_client, loaded):
    row = ReferenceIntake.objects.get(reference_set="EFSA")
    changes = {"ul_nutrient": "FE", "in_spite": "A test"}
    assert refusals(save(editor_client, url(ReferenceIntake, "change", row.pk), changes)) == []
    old, new = drafted()["reference_intakes", "EFSA", "ZN", "day", "Men"]
    assert (old["ul_tagname"], new["ul_tagname"]) == ("", "FE")
