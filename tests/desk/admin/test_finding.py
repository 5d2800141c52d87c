"""Foods are found in the admin as they are everywhere, best first, in a few queries."""

from django.urls import reverse

from desk.admin import finding
from nutrients.models import Food, FoodNutrient
from nutrients.search import search_foods

LIST = "/admin/nutrients/food/"


def found(client, words, **more):
    return [food.name for food in client.get(LIST, {"q": words, **more}).context["cl"].result_list]


def test_slips_other_words_and_beginnings_find_what_they_mean_best_first(editor_client, shipped_tables):
    assert "banana" in found(editor_client, "bannana")[0].lower()
    assert "eggplant" in found(editor_client, "aubergine")[0].lower()
    assert found(editor_client, "milk") == [food.name for food in search_foods("milk", limit=50)]


def test_a_list_that_is_sorted_stays_sorted(editor_client, shipped_tables):
    names = found(editor_client, "milk", o="0")
    assert len(names) > 5
    assert names == sorted(names, key=str.lower)


def test_filters_hold_beside_a_search(editor_client, loaded):
    assert found(editor_client, "egg", is_common__exact="1") == ["Egg"]
    assert found(editor_client, "egg", is_common__exact="0") == []


def test_a_search_that_finds_as_many_as_it_ranks_says_so(editor_client, loaded, monkeypatch):
    page = editor_client.get(LIST, {"q": "egg"}).content.decode()
    assert "1 found" in page
    assert "fit best" not in page
    monkeypatch.setattr(finding, "MOST", 1)
    page = editor_client.get(LIST, {"q": "egg"}).content.decode()
    assert "1 found among the 1 that fit best; another word brings out others." in page
    assert "fit best" not in editor_client.get(LIST).content.decode()


def test_lists_and_searches_cost_few_queries(editor_client, shipped_tables, django_assert_max_num_queries):
    editor_client.get(LIST, {"q": "milk"})  # the vocabulary is read once a process
    with django_assert_max_num_queries(14):
        page = editor_client.get(LIST)
    assert len(page.context["cl"].result_list) == 50
    with django_assert_max_num_queries(18):
        editor_client.get(LIST, {"q": "milk"})
    for name in ("referenceintake", "foodalias", "nutrient", "rulesetting"):
        with django_assert_max_num_queries(14):
            editor_client.get(f"/admin/nutrients/{name}/")


def test_a_food_page_costs_few_queries_however_much_is_known(
    editor_client, shipped_tables, django_assert_max_num_queries
):
    food = FoodNutrient.objects.order_by("food").values_list("food", flat=True)[0]
    with django_assert_max_num_queries(22):
        page = editor_client.get(reverse("admin:nutrients_food_change", args=[food]))
    assert page.content.decode().count("-amount") > 60


def test_a_relation_is_chosen_by_typing(editor_client, loaded):
    ask = {"app_label": "nutrients", "model_name": "groupshare", "field_name": "group", "term": "gar"}
    answer = editor_client.get(reverse("admin:autocomplete"), ask)
    assert [choice["text"] for choice in answer.json()["results"]] == ["Garlic"]
    ask |= {"model_name": "referenceintake", "field_name": "ul_nutrient", "term": "zin"}
    answer = editor_client.get(reverse("admin:autocomplete"), ask)
    assert [choice["text"] for choice in answer.json()["results"]] == ["Zinc"]


def test_no_button_adds_a_row_in_a_window_of_its_own(editor_client, loaded):
    page = editor_client.get(reverse("admin:nutrients_food_change", args=[Food.objects.get(fdc_id=900).pk]))
    assert "related-widget-wrapper-link" not in page.content.decode()
