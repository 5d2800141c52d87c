"""The pages of foods: what a person finds, reads and logs from there."""

from uuid import uuid4

import pytest
from django.urls import reverse

from diary.models import Entry
from nutrients.models import Nutrient
from tests.diary.larder import TODAY, own

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def pie(ada):
    row = own(ada, "Midnight pie")
    row.portions.create(description="1 slice", grams=90)
    row.portions.create(description="1 g", grams=1, position=99)
    return row


def page(client, name, **kwargs):
    return client.get(reverse(name, kwargs=kwargs)).content.decode()


def test_the_page_says_what_is_in_it_and_what_is_not_known(ada_client, egg):
    for tagname in ("ZN", "FE"):
        Nutrient.objects.create(tagname=tagname, name=tagname, unit="mg", kind="mineral", assessment="adequacy")
    egg.composition.create(nutrient_id="ZN", amount=1.2, derivation="analysed", source="Laboratory")
    shown = page(ada_client, "food", pk=egg.pk)
    assert "analysed" in shown
    assert "1.2 mg" in shown
    assert "no data" in shown
    assert "1 nutrient has no value" in shown
    assert "US survey foods (FNDDS)" in shown


def test_a_licence_is_said(ada_client, egg):
    type(egg).objects.filter(pk=egg.pk).update(licence="ODbL 1.0, openfoodfacts.org")
    assert "ODbL 1.0, openfoodfacts.org" in page(ada_client, "food", pk=egg.pk)


def test_unknown_make_up_is_no_absence(ada_client, pie):
    shown = page(ada_client, "food", pk=pie.pk)
    assert "None of the groups" in shown
    type(pie).objects.filter(pk=pie.pk).update(makeup_known=False)
    shown = page(ada_client, "food", pk=pie.pk)
    assert "It counts as unknown, not as without." in shown
    assert "None of the groups" not in shown


def test_a_food_is_logged_from_its_page(ada_client, ada, pie):
    form = ada_client.get(reverse("food", kwargs={"pk": pie.pk})).context["form"]
    data = {"key": str(uuid4()), "food": pie.pk, "quantity": "2", "portion": form.initial["portion"].pk}
    answer = ada_client.post(
        "/entries/add/", data | {"meal": "lunch", "eaten_on": form.initial["eaten_on"].isoformat()}
    )
    assert answer.url == "/day/2026-11-19/?meal=lunch" or answer.url == "/day/2026-11-19/"
    assert Entry.objects.of(ada).get().grams == 180


def test_days_on_which_it_was_logged_are_counted_once(ada, ada_client, egg, log):
    for _ in range(2):
        log(ada, egg)
    assert "You logged it on 1 day in the last 90." in page(ada_client, "food", pk=egg.pk)


def test_search_finds_foods_of_everybody_and_ones_own(ada_client, bob_client, egg, pie):
    assert "Midnight pie" in ada_client.get("/foods/?q=pie").content.decode()
    assert reverse("food", kwargs={"pk": egg.pk}) in ada_client.get("/foods/?q=egg").content.decode()
    answer = bob_client.get("/foods/?q=midnight+pie").content.decode()
    assert "No food is called “midnight pie”" in answer
    assert "Midnight pie" in page(ada_client, "food_list")
    assert "Midnight pie" not in page(bob_client, "food_list")


class TestBobAtEachDoorToAdasOwnFood:
    def test_its_page_is_not_found(self, bob_client, pie):
        assert bob_client.get(reverse("food", kwargs={"pk": pie.pk})).status_code == 404

    def test_it_cannot_be_chosen_by_its_id(self, bob_client, pie):
        for address in (f"/day/2026-11-19/?food={pie.pk}", "/day/2026-11-19/?q=midnight"):
            assert "Midnight pie" not in bob_client.get(address).content.decode()

    def test_it_is_no_option_while_typing(self, bob_client, pie):
        options = bob_client.get("/foods/search/?find=midnight", headers={"HX-Request": "true"}).content.decode()
        assert "Midnight pie" not in options

    def test_it_cannot_be_logged_by_its_id_or_its_portion(self, bob_client, egg, pie, typed):
        assert bob_client.post("/entries/add/", typed(pie)).status_code == 404
        smuggled = typed(egg, portion=pie.portions.first().pk)
        assert bob_client.post("/entries/add/", smuggled).status_code == 422
        assert not Entry.objects.exists()

    def test_an_entry_cannot_be_changed_to_it(self, bob, bob_client, egg, pie, log, typed):
        entry = log(bob, egg)
        changed = typed(egg, portion=pie.portions.first().pk)
        assert bob_client.post(f"/entries/{entry.pk}/", changed).status_code == 422
        assert Entry.objects.get().portion.food == egg

    def test_it_can_be_no_twin(self, bob, bob_client, egg, pie, log):
        Nutrient.objects.create(tagname="ZN", name="Zinc", unit="mg", kind="mineral", assessment="adequacy")
        log(bob, egg, on=TODAY)
        answer = bob_client.post("/nutrients/ZN/swap/", {"key": str(uuid4()), "food": egg.pk, "twin": pie.pk})
        assert answer.status_code == 404
        assert Entry.objects.get().portion.food == egg


def test_who_hides_numbers_unfolds_what_is_in_a_food(ada, ada_client, egg):
    assert "Show the numbers" not in page(ada_client, "food", pk=egg.pk)
    type(ada.profile).objects.filter(user=ada).update(hides_numbers=True)
    shown = page(ada_client, "food", pk=egg.pk)
    assert shown.index("Show the numbers") < shown.index("gc-comp") < shown.index("</details>", shown.index("gc-comp"))
