"""One set of changes from its first reason to its release."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from nutrients.changesets import acts
from nutrients.models import ChangeSet, FoodGroup, FoodNutrient, TableRelease
from tests.desk.cast import EGG, change, draft, gone, post, waiting, zinc

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def page_of(client, changeset):
    return client.get(reverse("desk_draft", args=[changeset.pk]))


def act(client, changeset, name, **fields):
    return post(client, reverse(f"desk_draft_{name}", args=[changeset.pk]), **fields)


def state_of(changeset):
    return ChangeSet.objects.get(pk=changeset.pk).state


def zinc_of_egg():
    return FoodNutrient.objects.get(food__fdc_id=EGG, nutrient="ZN").amount


def test_the_page_tells_each_cell_before_and_after(desk_staff):
    page = page_of(desk_staff.as_ed, draft(desk_staff.ed, zinc("1.4"), gone("values", EGG, "FE"))).content.decode()
    assert "<del>1.29 mg</del>" in page
    assert "<ins>1.4 mg</ins>" in page
    assert "Becomes unknown" in page
    assert '<span class="gc-unk"><span>unknown</span></span>' in page


def test_a_draft_is_sent_published_by_another_and_named_by_its_release(desk_staff):
    changeset = draft(desk_staff.ed, zinc("1.4"), reason="")
    assert "A change without a reason yet" in page_of(desk_staff.as_ed, changeset).content.decode()
    answer = act(desk_staff.as_ed, changeset, "reason", reason="New laboratory values", send="1")
    assert answer.status_code == 303
    assert (state_of(changeset), zinc_of_egg()) == ("review", 1.29)
    answer = act(desk_staff.as_rita, changeset, "publish", note="Eggs, measured anew")
    release = TableRelease.objects.first()
    assert answer["Location"] == reverse("desk_release", args=[release.version])
    assert (release.version, release.note) == ("2026.11.1+1", "Eggs, measured anew")
    assert (state_of(changeset), zinc_of_egg()) == ("published", 1.4)


def test_an_editor_reads_why_they_may_not_publish(desk_staff):
    changeset = waiting(desk_staff.ed, zinc("1.4"))
    page = page_of(desk_staff.as_ed, changeset).content.decode()
    assert "A reviewer publishes it." in page
    assert reverse("desk_draft_publish", args=[changeset.pk]) not in page
    assert act(desk_staff.as_ed, changeset, "publish").status_code == 403
    assert (state_of(changeset), zinc_of_egg()) == ("review", 1.29)


def test_a_reviewer_does_not_publish_their_own_where_there_are_others(desk_staff):
    changeset = waiting(desk_staff.rita, zinc("1.4"))
    assert "Somebody other than its author publishes it" in page_of(desk_staff.as_rita, changeset).content.decode()
    assert act(desk_staff.as_rita, changeset, "publish").status_code == 403
    assert zinc_of_egg() == 1.29


def test_where_two_people_are_not_asked_for_a_reviewer_publishes_a_draft_at_once(desk_staff, settings):
    settings.FOUR_EYES = "0"
    changeset = draft(desk_staff.rita, zinc("1.4"))
    assert "Publish at once" in page_of(desk_staff.as_rita, changeset).content.decode()
    assert act(desk_staff.as_rita, changeset, "publish").status_code == 303
    assert zinc_of_egg() == 1.4


@pytest.mark.parametrize(
    ("reason", "amount", "says"),
    [
        ("", "1.4", "Say why: whoever reviews it"),
        ("   ", "1.4", "Say why: whoever reviews it"),
        ("A new analysis", "-1", "the checks found errors"),
    ],
)
def test_what_lacks_something_is_not_sent_and_what_was_typed_stays(desk_staff, reason, amount, says):
    changeset = draft(desk_staff.ed, zinc(amount), reason="As it was")
    answer = act(desk_staff.as_ed, changeset, "reason", reason=reason, send="1")
    assert answer.status_code == 422
    assert says in answer.content.decode()
    changeset.refresh_from_db()
    assert (changeset.state, changeset.reason) == ("draft", "As it was")


def test_a_warning_wants_a_reason_of_its_own(desk_staff):
    changeset = draft(desk_staff.ed, zinc("129"))  # a hundred times what it was
    page = page_of(desk_staff.as_ed, changeset).content.decode()
    assert "Warning" in page
    answer = act(desk_staff.as_ed, changeset, "reason", reason="A new analysis", send="1")
    assert answer.status_code == 422
    assert "Checks warn of this change." in answer.content.decode()
    act(desk_staff.as_ed, changeset, "reason", reason="A new analysis", override="Measured twice", send="1")
    changeset.refresh_from_db()
    assert (changeset.state, changeset.override) == ("review", "Measured twice")


def test_what_came_to_warn_since_is_not_published_without_a_word(desk_staff):
    changeset = waiting(desk_staff.ed, zinc("129"))
    answer = act(desk_staff.as_rita, changeset, "publish")
    assert answer.status_code == 422
    assert "nobody said why it is meant" in answer.content.decode()
    assert zinc_of_egg() == 1.29


def test_it_is_sent_back_with_a_note_that_its_author_reads(desk_staff):
    changeset = waiting(desk_staff.ed, zinc("1.4"))
    answer = act(desk_staff.as_rita, changeset, "back", note="")
    assert "Write what the author should change" in answer.content.decode()
    assert (answer.status_code, state_of(changeset)) == (422, "review")
    act(desk_staff.as_rita, changeset, "back", note="Which laboratory?")
    assert state_of(changeset) == "draft"
    page = page_of(desk_staff.as_ed, changeset).content.decode()
    assert "Sent back by rita@example.org" in page
    assert "Which laboratory?" in page


def test_withdrawing_is_undone(desk_staff):
    changeset = waiting(desk_staff.ed, zinc("1.4"))
    answer = act(desk_staff.as_ed, changeset, "withdraw")
    assert state_of(changeset) == "withdrawn"
    page = desk_staff.as_ed.get(answer["Location"]).content.decode()
    assert "Withdrawn. Nothing of it is in force." in page
    act(desk_staff.as_ed, changeset, "restore")
    assert state_of(changeset) == "draft"


def test_a_stale_draft_is_not_published_and_says_what_changed_meanwhile(desk_staff):
    slow = waiting(desk_staff.ed, zinc("1.4"), reason="The slow one")
    acts.publish([waiting(desk_staff.ed, zinc("1.35"))], reviewer=desk_staff.rita, at=AT)
    answer = act(desk_staff.as_rita, slow, "publish")
    page = answer.content.decode()
    assert answer.status_code == 409
    for text in ("1.29 mg", "1.35 mg", "1.4 mg", "Nothing of yours was written"):
        assert text in page
    assert (zinc_of_egg(), TableRelease.objects.count(), state_of(slow)) == (1.35, 2, "review")
    assert "What is in force changed since this was drafted" in page_of(desk_staff.as_ed, slow).content.decode()

    act(desk_staff.as_ed, slow, "rebase")
    assert state_of(slow) == "draft"
    page = page_of(desk_staff.as_ed, slow).content.decode()
    assert "<del>1.35 mg</del>" in page
    act(desk_staff.as_ed, slow, "reason", reason="The slow one", send="1", override="The same analysis, corrected")
    assert act(desk_staff.as_rita, slow, "publish").status_code == 303
    assert zinc_of_egg() == 1.4


def test_a_shipped_name_that_is_anothers_here_leads_to_that_row(desk_staff):
    group = change("food_groups", "pulses", name="Garlic", serving_g="9", is_plant="yes", survives_cooking="no")
    changeset = waiting(desk_staff.ed, group)
    changeset.rows.update(is_conflict=True)
    page = page_of(desk_staff.as_ed, changeset).content.decode()
    garlic = FoodGroup.objects.get(key="garlic")
    assert "“Garlic” is the name of another row here (Food groups: garlic)." in page
    assert reverse("admin:nutrients_foodgroup_change", args=[garlic.pk]) in page
    FoodGroup.objects.filter(key="garlic").update(name="Bulbs")
    assert "another row here" not in page_of(desk_staff.as_ed, changeset).content.decode()


def test_of_a_conflict_ours_stays_or_the_shipped_one_is_taken(desk_staff):
    changeset = draft(None, zinc("1.4"), change("foods", EGG, name="Hen’s egg"), origin=ChangeSet.Origin.UPGRADE)
    changeset.rows.update(is_conflict=True)
    value, food = changeset.rows.get(table="values"), changeset.rows.get(table="foods")
    page = page_of(desk_staff.as_ed, changeset).content.decode()
    assert "2 rows were changed here and in the new version" in page
    act(desk_staff.as_ed, changeset, "choose", **{f"row-{value.pk}": "ours", f"row-{food.pk}": "shipped"})
    assert dict(changeset.rows.values_list("table", "is_left_out")) == {"values": True, "foods": False}
    act(desk_staff.as_ed, changeset, "reason", reason="Release 2026.12.1", send="1")
    act(desk_staff.as_rita, changeset, "publish")
    assert zinc_of_egg() == 1.29
    assert TableRelease.objects.count() == 2


def test_another_editors_draft_is_read_and_not_written(desk_staff):
    changeset = draft(desk_staff.max, zinc("1.4"))
    page = page_of(desk_staff.as_ed, changeset).content.decode()
    assert "Save the reason" not in page
    for name in ("reason", "withdraw", "rebase", "choose"):
        assert act(desk_staff.as_ed, changeset, name, reason="Mine now").status_code == 403
    changeset.refresh_from_db()
    assert (changeset.state, changeset.reason) == ("draft", "A new analysis")


def test_what_is_published_is_nobodys_to_change(desk_staff):
    changeset = waiting(desk_staff.ed, zinc("1.4"))
    acts.publish([changeset], reviewer=desk_staff.rita, at=AT)
    for name in ("reason", "withdraw", "rebase", "back", "publish", "restore", "choose"):
        assert act(desk_staff.as_max, changeset, name, reason="x", note="x").status_code == 403
    assert zinc_of_egg() == 1.4


def test_the_same_form_twice_acts_once(desk_staff):
    changeset = waiting(desk_staff.ed, zinc("1.4"))
    form = {"key": "6f1f7e8e-6d3c-4c59-9d2e-8e3a1f0f7a11", "note": ""}
    address = reverse("desk_draft_publish", args=[changeset.pk])
    for _ in range(2):
        assert desk_staff.as_rita.post(address, form).status_code in {303, 403}
    assert TableRelease.objects.count() == 2


# --- the list ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("", {"a draft", "one to review"}),
        ("open", {"a draft", "one to review"}),
        ("mine", {"a draft", "one published"}),
        ("draft", {"a draft"}),
        ("review", {"one to review"}),
        ("published", {"one published"}),
        ("withdrawn", {"one withdrawn"}),
    ],
)
def test_the_list_by_state(desk_staff, shown, expected):
    draft(desk_staff.ed, zinc("1.4"), reason="a draft")
    waiting(desk_staff.rita, zinc("1.4"), reason="one to review")
    acts.publish([waiting(desk_staff.ed, zinc("1.3"), reason="one published")], reviewer=desk_staff.rita, at=AT)
    acts.withdraw(draft(desk_staff.rita, zinc("1.4"), reason="one withdrawn"))
    page = desk_staff.as_ed.get(reverse("desk_drafts"), {"state": shown} if shown else {})
    assert {row["draft"].reason for row in page.context["rows"]} == expected


def test_a_filter_that_is_none_is_not_found(desk_staff):
    assert desk_staff.as_ed.get("/desk/drafts/?state=secret").status_code == 404


def test_several_are_published_as_one_release(desk_staff):
    one = waiting(desk_staff.ed, zinc("1.4"), reason="Zinc")
    two = waiting(desk_staff.ed, change("foods", "1200", common="yes"), reason="Stew")
    answer = post(desk_staff.as_rita, reverse("desk_publish"), draft=[one.pk, two.pk])
    assert answer.status_code == 303
    release = TableRelease.objects.first()
    assert set(release.changesets.values_list("pk", flat=True)) == {one.pk, two.pk}
    assert release.note == "Zinc; Stew"


@pytest.mark.parametrize("ticked", [[], ["x"], ["999"]])
def test_nothing_ticked_publishes_nothing(desk_staff, ticked):
    waiting(desk_staff.ed, zinc("1.4"))
    answer = post(desk_staff.as_rita, reverse("desk_publish"), draft=ticked)
    assert answer.status_code == 422
    assert "Nothing was published: tick what" in answer.content.decode()
    assert TableRelease.objects.count() == 1


def test_of_several_one_that_is_stale_holds_back_all(desk_staff):
    stale, fresh = waiting(desk_staff.ed, zinc("1.4")), waiting(desk_staff.ed, change("foods", "1200", common="yes"))
    acts.publish([waiting(desk_staff.ed, zinc("1.35"))], reviewer=desk_staff.rita, at=AT)
    assert post(desk_staff.as_rita, reverse("desk_publish"), draft=[stale.pk, fresh.pk]).status_code == 409
    assert (state_of(fresh), TableRelease.objects.count()) == ("review", 2)


def test_a_long_draft_comes_in_pages_at_the_same_cost(desk_staff, django_assert_max_num_queries):
    words = (change("food_aliases", f"word {n}", "egg", note="") for n in range(450))
    changeset = draft(desk_staff.ed, *words)
    page_of(desk_staff.as_ed, changeset)
    with django_assert_max_num_queries(40):
        page = page_of(desk_staff.as_ed, changeset)
    assert "Page 1 of 3" in page.content.decode()
    last = desk_staff.as_ed.get(reverse("desk_draft", args=[changeset.pk]), {"page": 3}).content.decode()
    assert last.count('class="gc-mark added"') == 50
