"""A person's own food is the editors' business once it is offered, and nobody's name goes with it."""

import pytest
from django.urls import reverse

from nutrients.models import Food

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


def test_publishing_makes_it_everybodys(editor_client, offered):
    hidden = Food.objects.get(name="Bob's private pie")
    chosen = {"action": "publish", "_selected_action": [offered.pk, hidden.pk, Food.objects.get(fdc_id=900).pk]}
    page = editor_client.post(LIST, chosen, follow=True).content.decode()
    assert "1 food is everybody’s now." in page
    offered.refresh_from_db()
    hidden.refresh_from_db()
    assert (offered.owner, offered.fdc_id) == (None, 800_000_000_000_001)
    assert hidden.owner is not None


def test_somebody_who_may_only_look_cannot_publish(client, bob, offered):
    client.force_login(bob)
    client.post(LIST, {"action": "publish", "_selected_action": [offered.pk]})
    offered.refresh_from_db()
    assert offered.owner == bob
