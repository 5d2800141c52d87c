"""Every table has its pages; an editor reaches those and nothing of people."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.html import escape

import gutcheck.urls  # noqa: F401 - takes some pages out of the admin
from diary.models import Entry
from nutrients.models import (
    ChangeSet,
    Food,
    FoodGroup,
    FoodNutrient,
    Nutrient,
    NutrientSource,
    Portion,
    ReferenceIntake,
    RequirementPercentile,
    RuleSetting,
    TableRelease,
)
from tests.desk.admin.filling import WHY, drafted, everything, form_of, refusals, save

TABLES = sorted(
    (model for model in admin.site._registry if model._meta.app_label == "nutrients"), key=lambda model: model.__name__
)
OTHERS = sorted(
    (model for model in admin.site._registry if model._meta.app_label != "nutrients"), key=lambda model: model.__name__
)
INLINE = {"Portion", "FoodNutrient", "GroupShare"}
KEPT_APART = {"ChangeSet", "RowChange", "ShippedTables"}  # what editors do to the tables, on the desk's own pages


def url(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_every_table_is_in_the_admin():
    assert {model.__name__ for model in apps.get_app_config("nutrients").get_models()} - KEPT_APART == (
        {model.__name__ for model in TABLES} | INLINE
    )


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_list_search_and_form_open(editor_client, loaded, model):
    page = editor_client.get(url(model, "changelist"))
    assert page.status_code == 200
    row = model.objects.first()
    assert escape(str(row)) in page.content.decode() or escape(row.pk) in page.content.decode()
    if admin.site._registry[model].search_fields:
        assert editor_client.get(url(model, "changelist"), {"q": "zinc 9"}).status_code == 200
    assert editor_client.get(url(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_pages_hold_nothing_the_content_policy_would_refuse(editor_client, loaded, model):
    for page in (url(model, "changelist"), url(model, "change", model.objects.first().pk)):
        html = editor_client.get(page).content.decode()
        assert " style=" not in html
        assert "<style" not in html
        assert " onclick=" not in html


READ_ONLY = (TableRelease,)  # made by publishing


@pytest.mark.parametrize(
    "model", [model for model in TABLES if model not in READ_ONLY], ids=lambda model: model.__name__
)
def test_an_untouched_form_drafts_nothing(editor_client, loaded, model):
    row = model.objects.first()
    answer = save(editor_client, url(model, "change", row.pk))
    assert refusals(answer) == []
    assert not ChangeSet.objects.exists()


@pytest.mark.parametrize("model", READ_ONLY, ids=lambda model: model.__name__)
def test_what_publishing_makes_is_only_looked_at(editor_client, loaded, model):
    row = model.objects.first()
    assert b'name="_save"' not in editor_client.get(url(model, "change", row.pk)).content
    for page in (url(model, "change", row.pk), url(model, "delete", row.pk), url(model, "add")):
        assert editor_client.post(page, {"post": "yes", "why": "x"}).status_code == 403


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_no_list_writes(editor_client, loaded, model):
    """No fields in a list, and no deleting of many at once."""
    page = admin.site._registry[model]
    assert page.list_editable == ()
    before = everything()
    rows = [str(pk) for pk in model.objects.values_list("pk", flat=True)]
    editor_client.post(url(model, "changelist"), {"action": "delete_selected", "_selected_action": rows, "post": "yes"})
    assert everything() == before


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("egg", ["Egg"]),
        ("31103010", ["Egg"]),
        ("unlisted stew", ["Stew"]),
        ("900", ["Egg"]),
        ("zinc", []),
        ("eg", ["Egg"]),
        ("egs", ["Egg"]),
        ("stwe", ["Stew"]),
        ("oeuf", ["Egg"]),
        ("%", []),
        ("9" * 40, []),
    ],
)
def test_foods_are_found_by_name_description_and_code(editor_client, loaded, words, found):
    page = editor_client.get(url(Food, "changelist"), {"q": words})
    assert [food.name for food in page.context["cl"].result_list] == found


def test_amounts_are_shown_with_their_units(editor_client, loaded):
    assert "9.4 mg" in editor_client.get(url(ReferenceIntake, "changelist")).content.decode()
    assert "50.5 g" in editor_client.get(url(Food, "changelist")).content.decode()
    groups = editor_client.get(url(FoodGroup, "changelist")).context["cl"].result_list
    assert {group.key: group.members for group in groups} == {"eggs": 1, "garlic": 1}


# --- query counts ------------------------------------------------------------------------------------------------


def many_rows():
    foods = [
        Food(fdc_id=10_000 + n, name=f"Food {n}", description="x", data_type="t", category="c", source="s")
        for n in range(40)
    ]
    foods = Food.objects.bulk_create(foods)
    groups = FoodGroup.objects.bulk_create(
        FoodGroup(key=f"g{n}", name=f"Group {n}", serving_grams=1, source="s") for n in range(40)
    )
    extra = [
        Nutrient(tagname=f"N{n}", name=f"Nutrient {n}", unit="g", kind="other", assessment="amount") for n in range(60)
    ]
    Nutrient.objects.bulk_create(extra)
    FoodNutrient.objects.bulk_create(
        FoodNutrient(food=foods[0], nutrient=nutrient, amount=1, derivation="analysed", source="s")
        for nutrient in extra
    )
    Portion.objects.bulk_create(Portion(food=foods[0], description=f"cup {n}", grams=1) for n in range(20))
    NutrientSource.objects.bulk_create(
        NutrientSource(nutrient_id="ZN", group=group, origin="article", evidence_grade="A", citation="s")
        for group in groups
    )
    for n in range(40):
        ReferenceIntake.objects.create(
            reference_set="DRI", nutrient_id=f"N{n}", life_stage=f"stage {n}", age_min=0, source="s"
        )
        RequirementPercentile.objects.create(
            reference_set="DRI",
            nutrient_id=f"N{n}",
            life_stage="x",
            age_min=0,
            percentile=50,
            requirement=1,
            source="s",
        )
    foods[0].shares.bulk_create(
        foods[0].shares.model(food=foods[0], group=group, share=0.01, basis="b") for group in groups
    )
    return foods[0], groups[0]


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_a_list_costs_as_many_queries_for_many_rows(editor_client, loaded, django_assert_max_num_queries, model):
    many_rows()
    with django_assert_max_num_queries(16):
        assert editor_client.get(url(model, "changelist")).status_code == 200


def test_a_full_food_page_costs_few_queries(editor_client, loaded, django_assert_max_num_queries):
    food, _ = many_rows()
    with django_assert_max_num_queries(16 + 41):  # 41: the admin's autocomplete looks each chosen group up by itself
        page = editor_client.get(url(Food, "change", food.pk))
    assert page.content.decode().count("composition-N") > 60


def test_the_composition_grid_costs_two_queries_more(editor_client, loaded, django_assert_max_num_queries):
    """Nutrients and values: no query for each of the 65 rows; one more asks for published versions."""
    food, _ = many_rows()
    food.shares.all().delete()
    with django_assert_max_num_queries(17):
        editor_client.get(url(Food, "change", food.pk))


# --- what an editor may not do -----------------------------------------------------------------------------------


def test_there_are_other_tables_to_keep_an_editor_out_of():
    assert {model._meta.app_label for model in OTHERS} >= {"auth", "account"}


@pytest.mark.parametrize("model", OTHERS, ids=lambda model: model.__name__)
def test_an_editor_opens_nothing_but_the_tables(editor_client, model):
    for page in ("changelist", "add"):
        assert editor_client.get(url(model, page)).status_code == 403
    assert editor_client.get(reverse("admin:app_list", args=[model._meta.app_label])).status_code == 404


def test_the_editors_front_page_names_the_tables_only(editor_client, loaded):
    page = editor_client.get(reverse("admin:index"))
    assert [app["app_label"] for app in page.context["app_list"]] == ["nutrients"]


@pytest.mark.parametrize("app", ["diary", "accounts", "auth", "account", "sessions"])
def test_an_editor_has_no_right_on_anything_of_people(editor_client, ada, app):
    ada = type(ada).objects.get(pk=ada.pk)
    assert not ada.has_module_perms(app)
    for path in ("user", "profile", "entry", "day", "submission"):
        assert editor_client.get(f"/admin/{app}/{path}/").status_code in {403, 404}
    assert {permission.split(".")[0] for permission in ada.get_all_permissions()} == {"nutrients"}


def test_nobody_else_opens_the_tables(bob_client, client, loaded):
    for model in TABLES:
        assert bob_client.get(url(model, "changelist")).status_code in {302, 403}
        assert client.get(url(model, "changelist")).status_code == 302


def test_a_viewer_cannot_change_a_composition_by_a_crafted_form(editor_client, ada, loaded):
    group = ada.groups.get()
    group.permissions.remove(
        *group.permissions.filter(codename__endswith="foodnutrient").exclude(codename__startswith="view")
    )
    egg = Food.objects.get(fdc_id=900)
    html = editor_client.get(url(Food, "change", egg.pk)).content.decode()
    assert "composition-ZN-amount" not in html.replace("initial-composition", "")
    sent = {
        "name": "Egg", "description": "x", "category": "c", "data_type": "t", "makeup_known": "on", "source": "s",
        "portions-TOTAL_FORMS": "0", "portions-INITIAL_FORMS": "0", "shares-TOTAL_FORMS": "0",
        "shares-INITIAL_FORMS": "0", "composition-TOTAL_FORMS": "5", "composition-INITIAL_FORMS": "0",
        "composition-ZN-amount": "9", "initial-composition-ZN-amount": "1.29", "composition-ZN-derivation": "analysed",
        "composition-ZN-source": "x", "composition-FE-amount": "", "initial-composition-FE-amount": "0",
    }  # fmt: skip
    before = everything()
    editor_client.post(url(Food, "change", egg.pk), sent | WHY)
    assert everything() == before
    assert not [row for row in drafted() if row[0] == "values"]
    assert egg.composition.get(nutrient_id="FE").amount == 0


def test_keys_and_units_stay_and_rule_settings_are_neither_added_nor_removed(editor_client, loaded):
    assert editor_client.get(url(RuleSetting, "add")).status_code == 403
    assert editor_client.post(url(RuleSetting, "delete", "looks_low_below"), {"post": "yes"}).status_code == 403
    sent = {"key": "other", "value": "0.2", "unit": "mg", "meaning": "m", "reason": "r"} | WHY
    assert editor_client.post(url(RuleSetting, "change", "looks_low_below"), sent).status_code == 302
    assert drafted()["rule_settings", "looks_low_below"][1] == {
        "value": "0.2", "unit": "", "meaning": "m", "reason": "r"
    }  # fmt: skip
    form = editor_client.get(url(Nutrient, "change", "ZN")).context["adminform"].form
    assert not {"tagname", "unit"} & set(form.fields)


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("looks_low_below", "7", "write a number above 0 up to 1"),
        ("minimum_days", "-1", "write a whole number from 1 up to 7"),
        ("minimum_days", "2.5", "write a whole number"),
        ("tau", "0", "write a number above 0 up to 10"),
        ("bmr_cv", "-1", "write a number above 0 up to 1"),
        ("looks_low_below", "0.5", "looks_low_below (0.5) must be below may_be_low_below (0.5)"),
        ("looks_fine_from", "0.4", "may_be_low_below (0.5) must be below looks_fine_from (0.4)"),
        ("full_days", "2", "minimum_days (3) must not be above full_days (2)"),
        ("few_sources_below", "0.71", "must not be above well_represented_from (0.7)"),
    ],
)
def test_a_setting_the_rules_cannot_work_with_is_refused_beside_its_value(editor_client, loaded, key, value, says):
    before = RuleSetting.objects.get(pk=key).value
    sent = {"value": value, "meaning": "m", "reason": "r"}
    answer = editor_client.post(url(RuleSetting, "change", key), sent)
    assert says in answer.context["adminform"].form.errors["value"][0]
    assert RuleSetting.objects.get(pk=key).value == before


def test_a_reference_that_load_tables_would_refuse_is_refused(editor_client, loaded):
    row = ReferenceIntake.objects.get(reference_set="DRI")
    form = editor_client.get(url(ReferenceIntake, "change", row.pk)).context["adminform"].form
    sent = {bound.html_name: str(bound.value()) for bound in form if bound.value() not in (None, False)}
    answer = editor_client.post(url(ReferenceIntake, "change", row.pk), sent | {"rda": "41"})
    assert "41 is above the UL 40" in str(answer.context["errors"])
    answer = editor_client.post(url(ReferenceIntake, "change", row.pk), sent | {"ear": "0"})
    assert "0 is not allowed" in str(answer.context["errors"])
    row.refresh_from_db()
    assert row.rda == 11


# --- what stands in diaries --------------------------------------------------------------------------------------


@pytest.fixture
def eaten(loaded):
    bob = get_user_model().objects.create_user("bob@example.org")
    portion = Portion.objects.get(description="1 large egg")
    return Entry.objects.create(
        person=bob, eaten_on=date(2026, 2, 9), meal="lunch", portion=portion, quantity=3, grams=151.5
    )


def test_a_food_in_a_diary_stays_and_the_page_tells_nothing_of_the_diary(editor_client, eaten):
    food = eaten.portion.food
    page = editor_client.get(url(Food, "delete", food.pk)).content.decode()
    assert "1 row of a diary or another table points at it" in page
    assert "151.5" not in page
    assert editor_client.post(url(Food, "delete", food.pk), {"post": "yes"} | WHY).status_code == 422
    assert not ChangeSet.objects.exists()


def test_a_portion_in_a_diary_stays_and_the_page_tells_nothing_of_the_diary(editor_client, eaten):
    address = url(Food, "change", eaten.portion.food_id)
    sent = form_of(editor_client, address)
    answer = editor_client.post(address, sent | {"portions-0-DELETE": "on"})
    assert answer.status_code == 422
    assert "“1 large egg” stands in diaries, so it stays." in answer.content.decode()
    assert "151.5" not in answer.content.decode()
    answer = editor_client.post(address, sent | {"portions-0-description": "1 big egg"})
    assert "“1 large egg” stands in diaries, so it stays." in answer.content.decode()
    assert refusals(editor_client.post(address, sent | {"portions-1-DELETE": "on", "in_spite": "x"})) == []
    assert list(drafted()) == [("portions", "900", "1 g")]
