"""Where a changed amount comes from: its own row, what is said of all, or the same source looked at again."""

import pytest
from django.urls import reverse

from desk.drafts.checks import checks_of
from nutrients.changesets import acts
from nutrients.models import ChangeSet, Food
from tests.desk.admin.filling import SAME_SOURCES, drafted, form_of, refusals, save

ZINC, IRON = ("values", "900", "ZN"), ("values", "900", "FE")
ASKED = "The amount changed and its source did not"
LOOKED_AGAIN = "Same source, looked at again: Zinc"


@pytest.fixture
def page(loaded):
    return reverse("admin:nutrients_food_change", args=[Food.objects.get(fdc_id=900).pk])


def grid(**cells):
    return {f"composition-{name.replace('__', '-')}": text for name, text in cells.items()}


def stated(row):
    after = drafted()[row][1]
    return after["amount per 100 g"], after["derivation"], after["source"]


def test_a_changed_amount_with_its_old_source_is_asked_about_beside_its_cell(editor_client, page):
    response = save(editor_client, page, grid(ZN__amount="1.5"))
    assert len(refusals(response)) == 1
    assert ASKED in refusals(response)[0]
    html = response.content.decode()
    assert html.index(ASKED, html.index("composition-group")) < html.index('name="composition-ZN-again"')
    assert 'name="composition-ZN-amount" value="1.5"' in html
    assert 'name="composition-FE-again"' not in html
    assert not ChangeSet.objects.exists()


@pytest.mark.parametrize("own", [{"ZN__source": "Our laboratory"}, {"ZN__derivation": "analysed"}])
def test_a_source_of_its_own_answers(editor_client, page, own):
    assert refusals(save(editor_client, page, grid(ZN__amount="1.5", **own))) == []
    assert ChangeSet.objects.get().override == ""


def test_the_same_source_looked_at_again_is_told_to_whoever_reviews_it(editor_client, page):
    assert refusals(save(editor_client, page, grid(ZN__amount="1.5", ZN__again="on"))) == []
    assert stated(ZINC) == ("1.5", "calculated", "Test tables 1")
    draft = ChangeSet.objects.get()
    assert draft.override == LOOKED_AGAIN
    (warning,) = [one for one in checks_of(draft).warnings if one.code == "same_source"]
    assert "its source stays “Test tables 1”" in warning.text


def test_what_is_said_of_all_fills_the_rows_left_alone_and_only_those(editor_client, page):
    changes = grid(
        ZN__amount="1.5", FE__amount="1.9", FE__source="Kitchen", all__derivation="label", all__source="New bag"
    )
    assert refusals(save(editor_client, page, changes)) == []
    assert stated(ZINC) == ("1.5", "label", "New bag")
    assert stated(IRON)[2] == "Kitchen"
    assert set(drafted()) == {ZINC, IRON}


def test_a_filled_blank_takes_it_too(editor_client, loaded):
    stew = reverse("admin:nutrients_food_change", args=[Food.objects.get(fdc_id=1200).pk])
    changes = grid(ZN__amount="2", all__derivation="label", all__source="New bag")
    assert refusals(save(editor_client, stew, changes)) == []
    assert drafted()["values", "1200", "ZN"][1]["source"] == "New bag"


def test_of_all_amounts_half_a_source_is_refused(editor_client, page):
    response = save(editor_client, page, grid(ZN__amount="1.5", all__source="New bag"))
    assert response.status_code == 422
    assert "say both, how they are known and by which source" in response.content.decode()
    assert 'value="New bag"' in response.content.decode()
    assert not ChangeSet.objects.exists()


def test_a_draft_that_is_continued_is_not_asked_twice_and_says_it_once(editor_client, page):
    save(editor_client, page, grid(ZN__amount="1.5") | SAME_SOURCES | {"in_spite": "Measured"})
    address = f"{page}?draft={ChangeSet.objects.get().pk}"
    sent = form_of(editor_client, address)
    assert sent["in_spite"] == "Measured"
    assert refusals(editor_client.post(address, sent)) == []
    assert ChangeSet.objects.get().override == f"Measured\n{LOOKED_AGAIN}"
    assert ASKED in str(refusals(editor_client.post(address, sent | grid(ZN__amount="1.6"))))


def test_an_amount_as_it_was_or_unknown_is_not_asked_about(editor_client, page):
    assert refusals(save(editor_client, page, grid(ZN__amount="1.290", FE__amount=""))) == []
    assert set(drafted()) == {IRON}


def test_the_way_back_is_not_asked_about(editor_client, page, loaded, ada):
    save(editor_client, page, grid(ZN__amount="1.5") | SAME_SOURCES)
    draft = ChangeSet.objects.get()
    acts.send(draft)
    acts.publish([draft], reviewer=ada, at=draft.changed_at)
    back = acts.take_back(draft, ada, "A slip")
    assert [one for one in checks_of(back).warnings if one.code == "same_source"] == []
