"""Two people see a change: who wrote it sends it, and nobody amends it but them."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from desk.drafts.may import acts_for
from nutrients.changesets import acts
from nutrients.models import ChangeSet, Food, FoodNutrient
from tests.desk.admin.filling import form_of
from tests.desk.cast import EGG, change, draft, post, waiting, zinc

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def egg_page(changeset=None):
    page = reverse("admin:nutrients_food_change", args=[Food.objects.get(fdc_id=EGG).pk])
    return f"{page}?draft={changeset.pk}" if changeset else page


def test_only_its_author_goes_on_with_a_draft(desk_staff):
    changeset = draft(desk_staff.ed, zinc("1.4"))
    assert desk_staff.as_ed.get(egg_page(changeset)).status_code == 200
    for reviewer in (desk_staff.as_rita, desk_staff.as_max):
        assert reviewer.get(egg_page(changeset)).status_code == 403
        assert post(reviewer, egg_page(changeset), why="Mine", _save="1").status_code == 403
        assert b"?draft=" not in reviewer.get(egg_page()).content
    assert changeset.rows.get().after["amount per 100 g"] == "1.4"


@pytest.mark.parametrize("act", ["reason", "conflicts", "publish"])
def test_a_reviewer_neither_sends_nor_publishes_what_its_author_has_not_sent(desk_staff, act):
    changeset = draft(desk_staff.ed, zinc("1.4"))
    names = {"reason": "desk_draft_reason", "conflicts": "desk_draft_choose", "publish": "desk_draft_publish"}
    answer = post(desk_staff.as_rita, reverse(names[act], args=[changeset.pk]), reason="Mine", send="1")
    assert answer.status_code == 403
    assert FoodNutrient.objects.get(food__fdc_id=EGG, nutrient="ZN").amount == 1.29
    page = desk_staff.as_rita.get(reverse("desk_draft", args=[changeset.pk])).content.decode()
    assert "Its author has not sent it for review yet" in page


def test_a_reviewer_clears_a_draft_away_and_that_is_undone(desk_staff):
    changeset = draft(desk_staff.ed, zinc("1.4"))
    assert acts_for(desk_staff.rita, changeset).withdraw
    acts.withdraw(changeset)
    assert acts_for(desk_staff.rita, changeset).restore


def test_who_goes_on_with_a_draft_of_nobody_becomes_its_author_and_does_not_publish_it(desk_staff):
    changeset = draft(None, zinc("1.4"), origin=ChangeSet.Origin.UPGRADE)
    assert acts_for(desk_staff.rita, changeset).publish
    sent = form_of(desk_staff.as_rita, egg_page(changeset)) | {"name": "Hen's egg"}
    assert desk_staff.as_rita.post(egg_page(changeset), sent).status_code == 302
    changeset.refresh_from_db()
    assert changeset.author == desk_staff.rita
    assert not acts_for(desk_staff.rita, changeset).publish


def test_its_author_takes_it_back_from_review_without_a_note(desk_staff):
    changeset = waiting(desk_staff.ed, zinc("1.4"))
    page = desk_staff.as_ed.get(reverse("desk_draft", args=[changeset.pk])).content.decode()
    assert "Make it a draft again" in page
    assert post(desk_staff.as_ed, reverse("desk_draft_back", args=[changeset.pk])).status_code == 303
    changeset.refresh_from_db()
    assert (changeset.state, changeset.review_note) == ("draft", "")


def test_a_draft_leads_to_the_pages_it_is_edited_on(desk_staff):
    """Also what it adds, which no table lists yet."""
    new = change("food_aliases", "huevo", "egg", note="Spanish")
    changeset = draft(desk_staff.ed, zinc("1.4"), new)
    address = reverse("desk_draft", args=[changeset.pk])
    places = [shown.edit for shown in desk_staff.as_ed.get(address).context["objects"]]
    assert len(places) == 2
    pages = [desk_staff.as_ed.get(place) for place in places]
    assert [page.status_code for page in pages] == [200, 200]
    assert 'value="1.4"' in pages[0].content.decode()
    assert 'value="huevo"' in pages[1].content.decode()
    assert not any(shown.edit for shown in desk_staff.as_rita.get(address).context["objects"])


@pytest.mark.parametrize("state", ["review", "published", "withdrawn"])
def test_a_draft_that_is_none_any_more_is_answered_beside_what_was_typed(desk_staff, state):
    changeset = draft(desk_staff.ed, zinc("1.4"))
    sent = form_of(desk_staff.as_ed, egg_page(changeset)) | {"name": "Hen's egg"}
    acts.withdraw(changeset) if state == "withdrawn" else acts.send(changeset)
    if state == "published":
        acts.publish([changeset], reviewer=desk_staff.rita, at=AT)
    answer = desk_staff.as_ed.post(egg_page(changeset), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing was saved: these changes were sent, published or withdrawn meanwhile." in page
    assert "Hen&#x27;s egg" in page
    assert changeset.rows.get().table == "values"
    assert desk_staff.as_ed.get(egg_page(changeset))["Location"] == reverse("desk_draft", args=[changeset.pk])
