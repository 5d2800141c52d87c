"""The pages of nutrients, and putting a better known food in the place of one."""

from datetime import timedelta
from uuid import uuid4

import pytest

from diary.models import Entry
from nutrients.models import Nutrient
from tests.diary.larder import TODAY, food, own

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def zinc(db):
    return Nutrient.objects.create(
        tagname="ZN", name="Zinc", unit="mg", kind="mineral", assessment="adequacy", in_article=True,
        gut_function="Keeps it whole, says the article.", article_claim="Too little lets things through.",
        evidence_grade="C", evidence_note="One study of 12 people.", citation="Sturniolo 2001",
    )  # fmt: skip


@pytest.fixture
def bakery(ada):
    row = own(ada, "Rye bread, corner bakery")
    row.portions.create(description="1 slice", grams=31)
    return row


@pytest.fixture
def twin(zinc):
    row = food(7, "Rye bread")
    row.composition.create(nutrient=zinc, amount=1.1, derivation="calculated", source="s")
    return row


def swap(client, bakery, twin):
    return client.post("/nutrients/ZN/swap/", {"key": str(uuid4()), "food": bakery.pk, "twin": twin.pk}, follow=True)


def test_the_list_names_every_nutrient(ada_client, zinc):
    page = ada_client.get("/nutrients/").content.decode()
    assert 'href="/nutrients/ZN/"' in page
    assert "in the article" in page


def test_the_claim_stands_beside_the_evidence(ada_client, zinc):
    page = ada_client.get("/nutrients/ZN/").content.decode()
    for text in ("Keeps it whole", "Too little lets", "One study of 12", "Observational or small", "Sturniolo 2001"):
        assert text in page


def test_a_nutrient_nobody_knows_is_not_found(ada_client):
    assert ada_client.get("/nutrients/UNOBTAINIUM/").status_code == 404


def test_tagnames_with_signs_have_a_page(ada_client):
    Nutrient.objects.create(tagname="LUT+ZEA", name="Lutein", unit="mcg", kind="other", assessment="amount")
    assert 'href="/nutrients/LUT+ZEA/"' in ada_client.get("/nutrients/").content.decode()
    assert ada_client.get("/nutrients/LUT+ZEA/").status_code == 200


def test_a_food_without_a_value_is_swapped_this_week_and_back(ada, ada_client, bakery, twin, log):
    lately = log(ada, bakery, quantity=2)
    log(ada, bakery, on=TODAY - timedelta(days=7))
    page = ada_client.get("/nutrients/ZN/").content.decode()
    assert "logged 2 times" in page
    assert "Rye bread: 1.1 mg in 100 g" in page
    answer = swap(ada_client, bakery, twin)
    assert "This week Rye bread stands in the place of Rye bread, corner bakery" in answer.content.decode()
    eaten = Entry.objects.order_by("eaten_on").values_list("portion__food__name", "grams")
    assert list(eaten) == [("Rye bread, corner bakery", 31), ("Rye bread", 62)]
    note = answer.context["swapped"]["note"]
    page = ada_client.post("/nutrients/ZN/swap/undo/", {"key": str(uuid4()), "note": note}, follow=True)
    assert "1 entry is as it was." in page.content.decode()
    lately.refresh_from_db()
    assert (lately.portion.food, lately.quantity, lately.grams) == (bakery, 2, 62)


def test_a_food_that_is_not_logged_this_week_stays_and_that_is_said(ada, ada_client, bakery, twin, log):
    log(ada, bakery, on=TODAY - timedelta(days=7))
    assert "is not logged this week, so nothing was changed" in swap(ada_client, bakery, twin).content.decode()


def test_a_swap_never_touches_another_diary(ada, bob, bob_client, egg, twin, log):
    entry = log(ada, egg)
    swap(bob_client, egg, twin)
    entry.refresh_from_db()
    assert entry.portion.food == egg


def test_an_undo_that_was_made_up_is_refused(ada_client, zinc):
    answer = ada_client.post("/nutrients/ZN/swap/undo/", {"key": str(uuid4()), "note": "made up"})
    assert answer.status_code == 400
