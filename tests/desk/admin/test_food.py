"""A person's own food is the editors' business once it is offered, and nobody's name goes with it."""

import pytest
from django.urls import reverse

from desk.roles import Role, appoint
from nutrients.models import ChangeSet, Food
from tests.desk.admin.filling import form_of, refusals, save

LIST = "/admin/nutrients/food/"


@pytest.fixture
def offered(bob, loaded):
    fields = {"data_type": "own_food", "category": "Own foods", "source": "Label"}
    Food.objects.create(owner=bob, name="Bob's private pie", description="pie", **fields)
    return Food.objects.create(owner=bob, is_offered=True, name="Bob's public bread", description="bread", **fields)


def test_editors_see_offered_foods_only_and_not_whose_they_are(editor_client, offered, bob):
    page = editor_client.get(LIST).content.decode()
    assert "Bob&#x27;s public bread" in page
    assert "private pie" not in page
    form = editor_client.get(reverse("admin:nutrients_food_change", args=[offered.pk])).content.decode()
    assert bob.email not in page + form


@pytest.fixture
def reviewer_client(editor_client, ada):
    appoint(ada, Role.REVIEWER)
    return editor_client


def test_publishing_makes_it_everybodys(reviewer_client, offered):
    hidden = Food.objects.get(name="Bob's private pie")
    chosen = {"action": "publish", "_selected_action": [offered.pk, hidden.pk, Food.objects.get(fdc_id=900).pk]}
    page = reviewer_client.post(LIST, chosen, follow=True).content.decode()
    assert "1 food is everybody’s now." in page
    offered.refresh_from_db()
    hidden.refresh_from_db()
    assert (offered.owner, offered.fdc_id) == (None, 800_000_000_000_001)
    assert hidden.owner is not None
    changeset = ChangeSet.objects.get()
    assert (changeset.state, changeset.origin) == ("published", "offer")


def test_an_editor_who_is_no_reviewer_does_not_publish(editor_client, offered):
    assert 'value="publish"' not in editor_client.get(LIST).content.decode()
    editor_client.post(LIST, {"action": "publish", "_selected_action": [offered.pk]})
    offered.refresh_from_db()
    assert offered.is_offered


def test_what_is_not_of_the_tables_is_only_read(editor_client, offered):
    imported = Food.objects.get(fdc_id=1200)
    Food.objects.filter(pk=imported.pk).update(is_imported=True)
    for food in (offered, imported):
        address = reverse("admin:nutrients_food_change", args=[food.pk])
        assert b'name="_save"' not in editor_client.get(address).content
        assert editor_client.post(address, {"name": "x", "why": "y"}).status_code == 403
        assert editor_client.post(address.replace("change", "delete"), {"post": "yes", "why": "y"}).status_code == 403


def test_an_offered_food_is_found_by_its_name(editor_client, offered):
    page = editor_client.get(LIST, {"q": "public bread"})
    assert [food.name for food in page.context["cl"].result_list] == ["Bob's public bread"]


def test_somebody_who_may_only_look_cannot_publish(client, bob, offered):
    client.force_login(bob)
    client.post(LIST, {"action": "publish", "_selected_action": [offered.pk]})
    offered.refresh_from_db()
    assert offered.owner == bob


def test_a_food_that_nobody_numbered_gets_a_free_number(editor_client, loaded):
    """Two editors who add one at the same time get two."""
    page = reverse("admin:nutrients_food_add")
    first = form_of(editor_client, page)
    assert (first["fdc_id"], first["data_type"]) == (str(Food.GUTCHECK_FOODS + 1), "gutcheck_food")
    filled = {"name": "Oat drink", "description": "Oat drink", "category": "Drinks", "source": "Label", "in_spite": "x"}
    assert refusals(editor_client.post(page, first | filled)) == []
    assert form_of(editor_client, page)["fdc_id"] == str(Food.GUTCHECK_FOODS + 2)


def test_a_new_portion_comes_after_those_there_are(editor_client, loaded):
    egg = reverse("admin:nutrients_food_change", args=[Food.objects.get(fdc_id=900).pk])
    sent = form_of(editor_client, egg)
    there = [int(sent[f"portions-{n}-position"]) for n in range(2)]
    assert int(sent["portions-2-position"]) == max(place for place in there if place < 99) + 1
    assert refusals(editor_client.post(egg, sent)) == []  # the empty row asks for nothing
    assert not ChangeSet.objects.exists()


def test_a_form_that_comes_back_names_what_is_wrong_at_its_top(editor_client, loaded):
    egg = reverse("admin:nutrients_food_change", args=[Food.objects.get(fdc_id=900).pk])
    answer = save(editor_client, egg, {"portions-0-grams": "a few"})
    where = [place for place, _label, _text in answer.context["wrong"]]
    assert where == ["id_portions-0-grams"]
    page = answer.content.decode()
    assert page.count('href="#id_portions-0-grams"') == 1
    assert page.index('id="composition-heading"') < page.index('id="id_name"')
