"""Two editors with the same row open: each sees what the other did, and nothing is overwritten silently."""

import pytest
from django.urls import reverse

from desk.roles import Role, appoint
from nutrients.models import ChangeSet, Food, FoodAlias, Portion, ReferenceIntake
from tests.conftest import signed_in
from tests.desk.admin.filling import SAME_SOURCES, drafted, form_of, page_of, refusals, save


@pytest.fixture
def bobs(bob, loaded):
    """Bob, an editor too."""
    appoint(bob, Role.EDITOR)
    return signed_in(bob)


def test_an_open_draft_of_another_is_told_with_who_why_and_what(editor_client, bobs, egg, ada):
    changes = {"composition-ZN-amount": "1.5", "composition-FE-amount": "", "in_spite": "Yes"} | SAME_SOURCES
    save(editor_client, page_of(egg), changes)
    page = bobs.get(page_of(egg)).content.decode()
    assert "ada@example.org drafted a change of this" in page
    assert "The maker&#x27;s new label" in page or "The maker’s new label" in page
    assert "1.29 mg" in page
    assert "1.5 mg" in page
    assert reverse("desk_draft", args=[ChangeSet.objects.get().pk]) in page
    assert "Continue this draft" not in page
    own = editor_client.get(page_of(egg)).content.decode()
    assert "You have an open draft about this" in own
    assert f"?draft={ChangeSet.objects.get().pk}" in own


def test_a_draft_that_fills_in_what_was_unknown_is_told_too(editor_client, bobs, loaded):
    stew = Food.objects.get(fdc_id=1200)
    changes = {"composition-ZN-amount": "2", "composition-ZN-derivation": "label", "composition-ZN-source": "Bag"}
    save(editor_client, page_of(stew), changes | {"in_spite": "Yes"})
    assert "ada@example.org drafted a change of this" in bobs.get(page_of(stew)).content.decode()
    other = Food.objects.get(fdc_id=900)
    assert "ada@example.org" not in bobs.get(page_of(other)).content.decode()


def test_a_draft_is_continued_where_it_was_left(editor_client, egg):
    changes = {
        "name": "Hen's egg", "composition-ZN-amount": "", "composition-FE-amount": "1.9", **SAME_SOURCES,
        "portions-0-grams": "52", "portions-1-DELETE": "on", "portions-2-position": "5",
        "portions-2-description": "1 small egg", "portions-2-grams": "38", "in_spite": "Weighed",
    }  # fmt: skip
    save(editor_client, page_of(egg), changes)
    draft = ChangeSet.objects.get()
    first = drafted()
    address = f"{page_of(egg)}?draft={draft.pk}"
    sent = form_of(editor_client, address)
    assert sent["name"] == "Hen's egg"
    assert "composition-ZN-amount" not in sent
    assert sent["composition-FE-amount"] == "1.9"
    assert sent["portions-0-grams"] == "52"
    assert sent["portions-1-DELETE"] == "True"
    assert sent["portions-2-description"] == "1 small egg"
    page = editor_client.get(address).content.decode()
    assert page.count('class="gc-changed"') == 2
    assert refusals(editor_client.post(address, sent | {"in_spite": "Weighed"})) == []
    assert drafted() == first
    more = form_of(editor_client, address) | {"composition-ZN-amount": "1.29"}
    more |= {"composition-ZN-derivation": "calculated", "composition-ZN-source": "Test tables 1"}
    editor_client.post(address, more)
    assert ChangeSet.objects.get() == draft
    assert drafted() == {row: cells for row, cells in first.items() if row != ("values", "900", "ZN")}


def test_a_draft_keeps_what_it_says_of_other_rows(editor_client, egg):
    save(editor_client, page_of(egg), {"composition-ZN-amount": "1.5", "in_spite": "Yes"} | SAME_SOURCES)
    draft = ChangeSet.objects.get()
    stew = Food.objects.get(fdc_id=1200)
    address = f"{page_of(stew)}?draft={draft.pk}"
    assert refusals(save(editor_client, address, {"name": "Stew of things"})) == []
    assert set(drafted()) == {("values", "900", "ZN"), ("foods", "1200")}


def test_a_drafted_new_row_is_continued_on_the_page_that_adds(editor_client, loaded):
    add = reverse("admin:nutrients_foodalias_add")
    save(editor_client, add, {"phrase": "aubergine", "means": "eggplant"})
    address = f"{add}?draft={ChangeSet.objects.get().pk}"
    sent = form_of(editor_client, address)
    assert (sent["phrase"], sent["means"]) == ("aubergine", "eggplant")
    assert refusals(editor_client.post(address, sent | {"note": "French"})) == []
    assert drafted() == {("food_aliases", "aubergine", "eggplant"): (None, {"note": "French"})}


def test_a_row_that_is_given_another_key_is_continued_as_itself(editor_client, loaded):
    alias = FoodAlias.objects.get()
    address = reverse("admin:nutrients_foodalias_change", args=[alias.pk])
    save(editor_client, address, {"phrase": "oeufs"})
    expected = {("food_aliases", "oeuf", "egg"): ({"note": "French"}, None)}
    assert drafted() == expected | {("food_aliases", "oeufs", "egg"): (None, {"note": "French"})}
    address += f"?draft={ChangeSet.objects.get().pk}"
    sent = form_of(editor_client, address)
    assert sent["phrase"] == "oeufs"
    editor_client.post(address, sent | {"phrase": "des oeufs"})
    assert drafted() == expected | {("food_aliases", "des oeufs", "egg"): (None, {"note": "French"})}


def test_a_field_that_was_published_meanwhile_is_refused_beside_it_once(editor_client, loaded):
    row = ReferenceIntake.objects.get(reference_set="EFSA")
    address = reverse("admin:nutrients_referenceintake_change", args=[row.pk])
    sent = form_of(editor_client, address) | {"ear": "7.6", "note": "Mine", "in_spite": "Yes"}
    ReferenceIntake.objects.filter(pk=row.pk).update(ear=7.7, source="EFSA 2027")
    page = editor_client.post(address, sent)
    assert page.status_code == 422
    assert "from 7.5 to 7.7" in page.context["adminform"].form.errors["ear"][0]
    assert 'value="7.6"' in page.content.decode()
    again = sent | {"opened": page.context["edit"].as_opened}
    assert refusals(editor_client.post(address, again)) == []
    ((old, new),) = drafted().values()
    changed = {name: (old[name], new[name]) for name in old if old[name] != new[name]}
    assert changed == {"EAR": ("7.7", "7.6"), "note": ("", "Mine")}


def test_a_portion_that_was_weighed_anew_meanwhile_is_refused_beside_it(editor_client, egg):
    sent = form_of(editor_client, page_of(egg)) | {"portions-0-grams": "52"}
    Portion.objects.filter(description="1 large egg").update(grams=51)
    page = editor_client.post(page_of(egg), sent)
    portions = page.context["inline_admin_formsets"][0].formset
    assert "from 50.5 to 51" in portions.forms[0].errors["grams"][0]
    assert not ChangeSet.objects.exists()


def test_a_draft_that_was_overtaken_says_so_where_it_is_saved_again(editor_client, egg):
    save(editor_client, page_of(egg), {"name": "Hen's egg"})
    address = f"{page_of(egg)}?draft={ChangeSet.objects.get().pk}"
    Food.objects.filter(pk=egg.pk).update(name="Chicken egg")
    page = editor_client.post(address, form_of(editor_client, address))
    assert "from Egg to Chicken egg" in page.context["adminform"].form.errors["name"][0]


def test_what_changed_while_its_removal_was_confirmed_is_told(editor_client, loaded):
    alias = FoodAlias.objects.get()
    address = reverse("admin:nutrients_foodalias_delete", args=[alias.pk])
    sent = {"why": "Nobody says so", "post": "yes"} | {"opened": editor_client.get(address).context["edit"].as_opened}
    FoodAlias.objects.filter(pk=alias.pk).update(note="Also Catalan")
    page = editor_client.post(address, sent)
    assert page.status_code == 422
    assert "it now says: Also Catalan" in page.content.decode()
    again = sent | {"opened": page.context["edit"].as_opened}
    assert editor_client.post(address, again).status_code == 302
    assert drafted() == {("food_aliases", "oeuf", "egg"): ({"note": "Also Catalan"}, None)}
