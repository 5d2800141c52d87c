"""Admins appoint editors and reviewers; what they did is kept."""

import pytest
from django.urls import reverse

from accounts.models import User
from desk.roles import Role, appoint, role_of
from tests.desk.cast import draft, post, zinc


def role(person) -> Role:
    return role_of(User.objects.get(pk=person.pk))


def appointed(client, email, chosen):
    return post(client, reverse("desk_appoint"), email=email, role=chosen)


@pytest.mark.parametrize("chosen", [Role.EDITOR, Role.REVIEWER])
def test_an_admin_appoints_somebody_and_takes_it_away(desk_staff, bob, bob_client, chosen):
    assert bob_client.get(reverse("desk")).status_code == 403
    assert appointed(desk_staff.as_max, "BOB@example.org", chosen).status_code == 303
    assert role(bob) is chosen
    assert bob_client.get(reverse("desk")).status_code == 200
    post(desk_staff.as_max, reverse("desk_role_end", args=[bob.pk]))
    assert role(bob) is Role.NONE
    assert bob_client.get(reverse("desk")).status_code == 403


def test_who_did_what_stands_on_the_page(desk_staff, bob):
    appointed(desk_staff.as_max, bob.email, Role.REVIEWER)
    appointments = desk_staff.as_max.get(reverse("desk_people")).context["appointments"]
    assert [(given.by, given.who, given.role) for given in appointments] == [(desk_staff.max, bob, Role.REVIEWER)]
    bob.delete()
    page = desk_staff.as_max.get(reverse("desk_people")).content.decode()
    assert "Somebody who left" in page
    assert "bob@example.org" not in page


@pytest.mark.parametrize(
    ("email", "chosen", "says"),
    [
        ("nobody@example.org", "editor", "Nobody signs in with that address."),
        ("no address", "editor", "That is no e-mail address."),
        ("", "editor", "Write the e-mail address they sign in with."),
        ("bob@example.org", "admin", "Choose one of the two roles."),
        ("bob@example.org", "", "Choose what they may do."),
        ("max@example.org", "editor", "They are an admin already"),
    ],
)
def test_a_slip_is_answered_beside_its_field(desk_staff, bob, email, chosen, says):
    answer = appointed(desk_staff.as_max, email, chosen)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert (role(bob), role(desk_staff.max)) == (Role.NONE, Role.ADMIN)


def test_no_admin_is_made_or_unmade_by_a_page(desk_staff, bob):
    assert post(desk_staff.as_max, reverse("desk_role_end", args=[desk_staff.max.pk])).status_code == 404
    for person, given in ((desk_staff.max, Role.NONE), (bob, Role.ADMIN)):
        with pytest.raises(ValueError, match="createsuperuser"):
            appoint(person, given)
    assert role(desk_staff.max) is Role.ADMIN


@pytest.mark.parametrize("who", ["as_ed", "as_rita"])
def test_nobody_else_appoints(desk_staff, bob, who):
    client = getattr(desk_staff, who)
    assert client.get(reverse("desk_people")).status_code == 403
    assert appointed(client, "bob@example.org", "reviewer").status_code == 403
    assert appointed(client, "ed@example.org", "reviewer").status_code == 403
    assert post(client, reverse("desk_role_end", args=[desk_staff.rita.pk])).status_code == 403
    assert [role(person) for person in (bob, desk_staff.ed, desk_staff.rita)] == [
        Role.NONE, Role.EDITOR, Role.REVIEWER,
    ]  # fmt: skip


def test_a_right_without_being_staff_opens_nothing(desk_staff):
    User.objects.filter(pk=desk_staff.rita.pk).update(is_staff=False)
    changeset = draft(desk_staff.ed, zinc("1.4"))
    for address in (reverse("desk"), reverse("desk_draft", args=[changeset.pk])):
        assert desk_staff.as_rita.get(address).status_code == 403
