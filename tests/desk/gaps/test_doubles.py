"""Foods that look like one: told apart for everybody, or made one by a draft."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from desk import counting
from desk.gaps.different import foods_in, tell_apart, told_apart
from desk.gaps.duplicates import Duplicates
from desk.gaps.merging import merge
from desk.models import Count, DifferentFoods
from desk.models.different import are_told_apart
from diary.models import Entry
from nutrients.changesets import acts
from nutrients.models import ChangeSet, Food, FoodAlias, Portion
from tests.desk.cast import Staff, post

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def twins(loaded: None) -> tuple[Food, Food]:
    """The egg of the tables, and another of the same name with a portion of its own."""
    egg = Food.objects.get(fdc_id=900)
    twin = Food.objects.create(
        fdc_id=950, name="EGG", description="Egg, again", data_type="t", category="Eggs", source="s", is_common=True
    )
    for place, description in ((1, "1 large egg"), (2, "1 small egg")):
        Portion.objects.create(food=twin, position=place, description=description, grams=40)
    return egg, twin


def doubles() -> list:
    counting.ask(Duplicates(NOW), NOW, lambda: None, anew=True)
    counting.carry_on(Duplicates(NOW), NOW, lambda: False)
    return (counting.told(Count.objects.get()) or {})["rows"]


def address(name: str) -> str:
    return reverse(name, args=["900-950"])


def test_foods_told_apart_are_in_nobodys_list_until_it_is_undone(desk_staff: Staff, twins: tuple[Food, Food]) -> None:
    assert doubles() == [["name", [food.pk for food in twins]]]
    page = desk_staff.as_ed.get(reverse("desk_gaps")).content.decode()
    assert address("desk_doubles") in page
    answer = post(desk_staff.as_ed, address("desk_doubles_apart"), reason="One is of a quail")
    assert answer["Location"] == reverse("desk_gaps") + "#duplicates"
    page = desk_staff.as_rita.get(reverse("desk_gaps")).content.decode()
    assert address("desk_doubles") not in page, "at once, without a new count"
    assert "One is of a quail" in page
    assert "ed@example.org" in page
    assert doubles() == []
    said = DifferentFoods.objects.get()
    post(desk_staff.as_rita, reverse("desk_apart_undo", args=[said.pk]))
    assert not DifferentFoods.objects.exists()
    assert doubles() == [["name", [food.pk for food in twins]]]


def test_another_food_of_that_name_is_asked_about_anew(desk_staff: Staff, twins: tuple[Food, Food]) -> None:
    tell_apart(desk_staff.ed, twins, "One is of a quail", NOW)
    Food.objects.create(fdc_id=960, name="egg", description="x", data_type="t", category="Eggs", source="s")
    ((why, foods),) = doubles()
    assert (why, len(foods)) == ("name", 3)


def test_of_three_told_apart_two_are_apart_as_well() -> None:
    known = [frozenset({1, 2, 3})]
    assert are_told_apart([1, 3], known)
    assert not are_told_apart([1, 4], known)


def test_said_twice_the_new_reason_stays(desk_staff: Staff, twins: tuple[Food, Food]) -> None:
    tell_apart(desk_staff.ed, twins, "One is of a quail", NOW)
    tell_apart(desk_staff.rita, reversed(twins), "One is of a goose", NOW)
    said = DifferentFoods.objects.get()
    assert (said.foods, said.reason, said.said_by) == ("900 950", "One is of a goose", desk_staff.rita)


def test_a_reason_is_asked_for_and_nothing_is_lost(desk_staff: Staff, twins: tuple[Food, Food]) -> None:
    answer = post(desk_staff.as_ed, address("desk_doubles_apart"), reason="  ")
    assert answer.status_code == 422
    assert "Say why; otherwise the next editor" in answer.content.decode()
    assert not DifferentFoods.objects.exists()


def test_the_database_wants_several_foods_and_a_reason(desk_staff: Staff) -> None:
    for wrong in ({"foods": "900", "reason": "x"}, {"foods": "900 950", "reason": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DifferentFoods.objects.create(said_at=NOW, **wrong)


def test_whoever_said_it_may_leave_and_what_was_said_stays(desk_staff: Staff, twins: tuple[Food, Food]) -> None:
    tell_apart(desk_staff.ed, twins, "One is of a quail", NOW)
    desk_staff.ed.delete()
    assert DifferentFoods.objects.get().said_by is None
    assert told_apart() == [frozenset({900, 950})]
    assert "One is of a quail" in desk_staff.as_rita.get(reverse("desk_gaps")).content.decode()


def test_a_food_that_was_told_apart_may_still_go(desk_staff: Staff, twins: tuple[Food, Food]) -> None:
    tell_apart(desk_staff.ed, twins, "One is of a quail", NOW)
    draft = merge(desk_staff.ed, twins[0], twins[1:], "One after all")
    assert draft is not None
    acts.send(draft)
    acts.publish([draft], reviewer=desk_staff.rita, at=NOW)
    assert not Food.objects.filter(fdc_id=950).exists()
    assert "told apart" in desk_staff.as_ed.get(reverse("desk_gaps")).content.decode()


def test_the_one_that_goes_leaves_its_portions_and_its_name(desk_staff: Staff, twins: tuple[Food, Food]) -> None:
    Food.objects.filter(fdc_id=950).update(name="Huevo")
    answer = post(desk_staff.as_ed, address("desk_doubles_merge"), kept="900", reason="One and the same")
    draft = ChangeSet.objects.get()
    assert answer["Location"] == reverse("desk_draft", args=[draft.pk])
    assert (draft.author, draft.reason, Food.objects.filter(fdc_id=950).exists()) == (
        desk_staff.ed,
        "One and the same",
        True,
    )
    acts.send(draft)
    acts.publish([draft], reviewer=desk_staff.rita, at=NOW)
    assert not Food.objects.filter(fdc_id=950).exists()
    assert list(Portion.objects.filter(food__fdc_id=900).order_by("pk").values_list("description", "grams")) == [
        ("1 large egg", 50.5), ("1 g", 1), ("1 small egg", 40),
    ]  # fmt: skip
    assert FoodAlias.objects.filter(phrase="Huevo", means="Egg").exists()


def test_one_that_stands_in_diaries_stays_and_comes_last(desk_staff: Staff, twins: tuple[Food, Food]) -> None:
    portion = twins[1].portions.first()
    Entry.objects.create(
        person=desk_staff.max, eaten_on=NOW.date(), meal="lunch", portion=portion, quantity=1, grams=40
    )
    draft = merge(desk_staff.ed, twins[0], twins[1:], "One and the same")
    assert draft is not None
    assert {(row.table, row.after["common"]) for row in draft.rows.filter(table="foods")} == {("foods", "no")}
    acts.send(draft)
    acts.publish([draft], reviewer=desk_staff.rita, at=NOW)
    assert (Entry.objects.get().portion, Food.objects.get(fdc_id=950).is_common) == (portion, False)
    answer = post(desk_staff.as_ed, address("desk_doubles_merge"), kept="900", reason="Again")
    assert answer.status_code == 422
    assert "There is nothing to draft" in answer.content.decode()


@pytest.mark.parametrize("kept", ["", "1200", "x"])
def test_which_one_stays_is_asked_for(desk_staff: Staff, twins: tuple[Food, Food], kept: str) -> None:
    answer = post(desk_staff.as_ed, address("desk_doubles_merge"), kept=kept, reason="One and the same")
    assert answer.status_code == 422
    assert "one-kept_error" in answer.content.decode()
    assert not ChangeSet.objects.exists()


def test_nobodys_own_food_is_shown_beside_another(desk_staff: Staff, twins: tuple[Food, Food]) -> None:
    twins[1].owner, twins[1].fdc_id = desk_staff.max, None
    twins[1].save()
    assert desk_staff.as_ed.get(address("desk_doubles")).status_code == 404
    for text in ("900", "900-", "x", "900-" + "9" * 40):
        with pytest.raises(LookupError):
            foods_in(text)
