"""Where an editor begins."""

from django.urls import reverse

from tests.desk.cast import draft, waiting, zinc


def test_a_reviewer_finds_what_waits_and_an_editor_their_own(desk_staff):
    draft(desk_staff.ed, zinc("1.4"), reason="Not yet sent")
    waiting(desk_staff.ed, zinc("1.5"), reason="To be looked at")
    page = desk_staff.as_rita.get(reverse("desk")).content.decode()
    assert "1 waits for your review" in page
    assert "Not yet sent" not in page
    page = desk_staff.as_ed.get(reverse("desk")).content.decode()
    assert "for your review" not in page
    assert "Not yet sent" in page
    assert "To be looked at" in page


def test_the_navigation_counts_what_waits_and_marks_where_one_is(desk_staff):
    waiting(desk_staff.ed, zinc("1.5"))
    page = desk_staff.as_ed.get(reverse("desk_drafts")).content.decode()
    assert 'aria-current="page">Review <span class="gc-count" aria-hidden="true">1</span>' in page


def test_the_way_to_people_is_shown_to_admins(desk_staff):
    people = reverse("desk_people")
    assert people in desk_staff.as_max.get(reverse("desk")).content.decode()
    assert people not in desk_staff.as_rita.get(reverse("desk")).content.decode()


def test_every_table_is_one_step_away(desk_staff):
    page = desk_staff.as_ed.get(reverse("desk")).content.decode()
    for table in ("food", "foodgroup", "foodalias", "nutrient", "referenceintake", "intakeprior", "rulesetting"):
        assert reverse(f"admin:nutrients_{table}_changelist") in page


def test_staff_find_the_desk_in_their_menu_and_others_do_not(desk_staff, bob_client):
    assert f'href="{reverse("desk")}">Tables' in desk_staff.as_ed.get("/accounts/preferences/").content.decode()
    assert f'href="{reverse("desk")}"' not in bob_client.get("/accounts/preferences/").content.decode()
