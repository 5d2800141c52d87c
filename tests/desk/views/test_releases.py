"""Releases, and the ways back."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from nutrients.changesets import acts
from nutrients.models import ChangeSet, FoodNutrient, TableRelease
from tests.desk.cast import EGG, change, gone, post, waiting, zinc

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def published(desk_staff) -> list[ChangeSet]:
    """Zinc of the egg 1.29 -> 1.4 (+1) -> unknown (+2)."""
    first = waiting(desk_staff.ed, zinc("1.4"), reason="A laboratory")
    acts.publish([first], reviewer=desk_staff.rita, at=AT)
    second = waiting(desk_staff.ed, gone("values", EGG, "ZN"), reason="It was another egg")
    acts.publish([second], reviewer=desk_staff.rita, at=AT)
    return [first, second]


def zinc_of_egg():
    return FoodNutrient.objects.filter(food__fdc_id=EGG, nutrient="ZN").values_list("amount", flat=True).first()


def publish(desk_staff, changeset):
    acts.send(changeset)
    acts.publish([changeset], reviewer=desk_staff.rita, at=AT)


def drafted(answer) -> ChangeSet:
    """The draft an answer leads to."""
    assert answer.status_code == 303
    changeset = ChangeSet.objects.get(pk=answer["Location"].rstrip("/").rpartition("/")[2])
    assert (changeset.state, changeset.origin) == ("draft", "rollback")
    return changeset


def test_every_release_is_listed_newest_first(desk_staff, published):
    page = desk_staff.as_ed.get(reverse("desk_releases"))
    assert [release.version for release in page.context["releases"]] == ["2026.11.1+2", "2026.11.1+1", "2026.11.1"]
    assert page.content.decode().count("Go back to it") == 2  # not to the one in force
    assert "as shipped" in page.content.decode()


def test_a_release_tells_its_changes_and_who_made_them(desk_staff, published):
    page = desk_staff.as_ed.get(reverse("desk_release", args=["2026.11.1+1"])).content.decode()
    for text in ("A laboratory", "By ed@example.org", "Published by rita@example.org", "<ins>1.4 mg</ins>"):
        assert text in page
    assert desk_staff.as_ed.get(reverse("desk_release", args=["2026.11.1"])).status_code == 200
    assert desk_staff.as_ed.get(reverse("desk_release", args=["2030.1.1"])).status_code == 404


def test_back_to_a_release_is_a_draft_of_everything_since(desk_staff, published):
    draft = drafted(post(desk_staff.as_ed, reverse("desk_release_back", args=["2026.11.1"])))
    assert zinc_of_egg() is None  # nothing happens before it is published
    publish(desk_staff, draft)
    assert zinc_of_egg() == 1.29
    assert TableRelease.objects.first().version == "2026.11.1+3"


def test_back_to_the_release_in_force_is_nothing(desk_staff, published):
    answer = post(desk_staff.as_ed, reverse("desk_release_back", args=["2026.11.1+2"]))
    assert answer.status_code == 422
    assert "no draft was made" in answer.content.decode()
    assert ChangeSet.objects.count() == 2


def test_one_set_of_changes_is_taken_back(desk_staff, published):
    draft = drafted(post(desk_staff.as_ed, reverse("desk_take_back", args=[published[1].pk])))
    assert draft.takes_back == published[1]
    assert draft.reason == "Takes back “It was another egg” of release 2026.11.1+2."
    publish(desk_staff, draft)
    assert zinc_of_egg() == 1.4


def test_a_draft_is_not_taken_back_it_was_never_in_force(desk_staff):
    changeset = waiting(desk_staff.ed, zinc("1.4"))
    assert post(desk_staff.as_ed, reverse("desk_take_back", args=[changeset.pk])).status_code == 403


def test_the_history_of_a_food_tells_who_when_why_and_what(desk_staff, published):
    page = desk_staff.as_ed.get(reverse("desk_history", args=["foods", EGG]))
    assert [version.number for version in page.context["versions"]] == [2, 1]
    text = page.content.decode()
    for told in ("Egg, history", "It was another egg", "A laboratory", "ed@example.org", "Becomes unknown", "1.29 mg"):
        assert told in text


@pytest.mark.parametrize(("number", "amount"), [(1, 1.4), (0, 1.29)])
def test_one_step_back_to_any_version_of_a_food(desk_staff, published, number, amount):
    pk = published[0].pk if number else 0
    publish(desk_staff, drafted(post(desk_staff.as_ed, reverse("desk_history_back", args=["foods", pk, EGG]))))
    assert zinc_of_egg() == amount


def test_the_history_of_one_value(desk_staff, published):
    acts.publish([waiting(desk_staff.ed, change("foods", EGG, common="no"))], reviewer=desk_staff.rita, at=AT)
    food = desk_staff.as_ed.get(reverse("desk_history", args=["foods", EGG]))
    value = desk_staff.as_ed.get(reverse("desk_history", args=["values", (EGG, "ZN")]))
    assert [len(page.context["versions"]) for page in (food, value)] == [3, 2]


@pytest.mark.parametrize(
    "address",
    ["foods/900/1/", "nothing/900/", "values/900/"],
)
def test_what_is_no_row_has_no_history(desk_staff, address):
    assert desk_staff.as_ed.get(f"/desk/history/{address}").status_code == 404


def test_a_version_that_never_was_is_not_found(desk_staff, published):
    other = waiting(desk_staff.ed, change("foods", "1200", common="yes"))
    for pk in (other.pk, 999):
        assert post(desk_staff.as_ed, reverse("desk_history_back", args=["foods", pk, EGG])).status_code == 404


def test_a_row_that_nobody_changed_says_so(desk_staff):
    page = desk_staff.as_ed.get(reverse("desk_history", args=["foods", "1200"])).content.decode()
    assert "No editor has changed it" in page
    assert post(desk_staff.as_ed, reverse("desk_history_back", args=["foods", 0, "1200"])).status_code == 422
