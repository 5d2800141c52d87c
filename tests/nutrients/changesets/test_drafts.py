"""A draft changes nothing; what may become of it, and who may publish it."""

import pytest
from django.contrib.auth.models import Permission

from accounts.models import User
from nutrients.changesets import acts
from nutrients.models import ChangeSet, Food, FoodNutrient
from tests.nutrients.changesets.table_changes import (
    EGG,
    EGG_ZINC,
    NOON,
    change,
    draft,
    now,
    published,
    removal,
    sent,
)

State = ChangeSet.State


def rows(changeset):
    return {(row.table, row.key): row for row in changeset.rows.all()}


def test_nothing_of_a_draft_is_in_force(loaded):
    before = now(*EGG_ZINC[:1], *EGG_ZINC[1])
    changeset = sent(change("values", "900", "ZN", amount_per_100_g="1.3"))
    assert now("values", "900", "ZN") == before
    (row,) = changeset.rows.all()
    assert (row.label, row.before["amount per 100 g"], row.after["amount per 100 g"]) == ("Egg · Zinc", "1.29", "1.3")


def test_rows_that_change_nothing_are_dropped(loaded):
    changeset = draft(change("foods", "900"), change("foods", "1200", name="Goulash"))
    assert [row.label for row in changeset.rows.all()] == ["Goulash"]


def test_a_food_goes_with_all_that_hangs_on_it(loaded):
    changeset = draft(removal("foods", "1200"))
    assert {table for table, _ in rows(changeset)} == {"foods", "portions", "values", "group_shares"}
    assert all(row.after is None for row in changeset.rows.all())


def test_a_draft_is_saved_again_with_other_rows_and_what_was_left_out_stays_out(loaded):
    changeset = draft(change("foods", "900", name="Hen egg"), change("foods", "1200", name="Goulash"))
    changeset.rows.filter(label="Goulash").update(is_left_out=True)
    again = acts.propose(
        None, [change("foods", "1200", name="Casserole"), change("portions", "900", "1 g", position="5")],
        reason="Better", origin=ChangeSet.Origin.FORM, changeset=changeset, at=NOON,
    )  # fmt: skip
    assert (again.pk, again.reason, again.changed_at) == (changeset.pk, "Better", NOON)
    assert [(row.label, row.is_left_out) for row in again.rows.all()] == [("Casserole", True), ("Egg · 1 g", False)]


def test_a_draft_is_sent_sent_back_withdrawn_and_restored(loaded, ada):
    changeset = draft(change("foods", "900", name="Hen egg"))
    acts.send(changeset)
    assert changeset.state == State.REVIEW
    acts.send_back(changeset, ada, "By whom?", NOON)
    assert (changeset.state, changeset.reviewer, changeset.review_note) == (State.DRAFT, ada, "By whom?")
    acts.withdraw(changeset)
    acts.restore(changeset)
    changeset.refresh_from_db()
    assert (changeset.state, changeset.rows.count()) == (State.DRAFT, 1)


@pytest.mark.parametrize(
    ("reason", "is_left_out", "said"), [(" ", False, "no reason"), ("Label", True, "Nothing would change")]
)
def test_without_a_reason_or_a_row_nothing_is_sent(loaded, reason, is_left_out, said):
    changeset = draft(change("foods", "900", name="Hen egg"), reason=reason)
    changeset.rows.update(is_left_out=is_left_out)
    with pytest.raises(ValueError, match=said):
        acts.send(changeset)
    changeset.refresh_from_db()
    assert changeset.state == State.DRAFT


def test_what_is_published_is_changed_no_more(loaded):
    changeset = published(change("foods", "900", name="Hen egg"))
    for act in (acts.send, acts.withdraw, acts.restore, acts.rebase):
        with pytest.raises(ValueError, match="is 'Published', not"):
            act(changeset)
    with pytest.raises(ValueError, match="is 'Published', not"):
        acts.propose(None, [], reason="x", origin=ChangeSet.Origin.FORM, changeset=changeset)


def test_open_drafts_about_a_row_are_found(loaded):
    mine, other = draft(change("foods", "900", name="Hen egg")), sent(change("foods", "1200", name="Goulash"))
    published(change("portions", "900", "1 g", position="5"))
    assert list(acts.open_about([EGG])) == [mine]
    assert set(acts.open_about([EGG, ("foods", ("1200",)), ("portions", ("900", "1 g"))])) == {mine, other}
    assert not acts.open_about([EGG_ZINC]).exists()
    acts.withdraw(mine)
    assert not acts.open_about([EGG]).exists()


def test_rebasing_tells_of_what_is_in_force_and_drops_what_is_said_already(loaded):
    changeset = draft(change("foods", "900", name="Hen egg"), change("foods", "1200", name="Goulash"))
    Food.objects.filter(fdc_id=900).update(name="Chicken egg", category="Poultry")
    Food.objects.filter(fdc_id=1200).update(name="Goulash")
    assert acts.is_stale(changeset)
    acts.rebase(changeset)
    (row,) = changeset.rows.all()
    assert (row.before["name"], row.before["category"]) == ("Chicken egg", "Poultry")
    assert (row.after["name"], row.after["category"]) == ("Hen egg", "Poultry")
    assert not acts.is_stale(changeset)


def test_rebasing_a_removal_takes_along_what_was_added_since(loaded):
    changeset = draft(removal("foods", "1200"))
    FoodNutrient.objects.create(
        food=Food.objects.get(fdc_id=1200), nutrient_id="ZN", amount=1, derivation="label", source="T"
    )
    acts.rebase(changeset)
    assert ("values", '["1200", "ZN"]') in rows(changeset)


@pytest.fixture
def people(ada, bob):
    permission = Permission.objects.get(codename="review_changeset")
    ada.user_permissions.add(permission)
    return User.objects.get(pk=ada.pk), User.objects.get(pk=bob.pk)


@pytest.mark.parametrize("setting", ["auto", "0", "1"])
def test_only_who_reviews_may_publish(loaded, people, settings, setting):
    reviewer, editor = people
    settings.FOUR_EYES = setting
    by_editor = sent(change("foods", "900", name="Hen egg"), author=editor)
    assert acts.may_publish(reviewer, by_editor)
    assert not acts.may_publish(editor, by_editor)
    assert not acts.may_publish(None, by_editor)


@pytest.mark.parametrize(
    ("setting", "alone", "among_others"), [("auto", True, False), ("0", True, True), ("1", False, False)]
)
def test_who_is_the_only_reviewer_may_publish_their_own(loaded, people, settings, setting, alone, among_others):
    reviewer, editor = people
    settings.FOUR_EYES = setting
    own = sent(change("foods", "900", name="Hen egg"), author=reviewer)
    assert acts.may_publish(reviewer, own) is alone
    editor.is_superuser = True
    editor.save()
    assert acts.may_publish(reviewer, own) is among_others
    editor.is_active = False
    editor.save()
    assert acts.may_publish(reviewer, own) is alone
