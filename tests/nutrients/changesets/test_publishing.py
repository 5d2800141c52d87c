"""All in force or nothing, under a new number; two publishers never overwrite each other silently."""

import threading
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from diary.models import Entry
from nutrients.changesets import acts
from nutrients.changesets.drafts import State
from nutrients.models import ChangeSet, Food, FoodGroup, FoodNutrient, GroupShare, Nutrient, Portion, TableRelease
from nutrients.published import unknown_of
from nutrients.search import search_foods
from tests.diary.larder import own
from tests.nutrients.changesets.table_changes import (
    NOON,
    change,
    draft,
    dumped,
    new,
    publish,
    published,
    removal,
    sent,
    value,
)


def test_a_publication_changes_the_lines_meant_and_no_other(loaded, tmp_path):
    before = dumped(tmp_path / "before")
    published(change("values", "900", "ZN", amount_per_100_g="1.3"), change("foods", "1200", name="Goulash"))
    after = dumped(tmp_path / "after")
    assert {name for name in before if before[name] != after[name]} == {"composition", "foods", "releases"}
    assert after["composition"] == before["composition"].replace("1.29", "1.3")
    assert after["foods"] == before["foods"].replace("1200,Stew,", "1200,Goulash,")
    assert after["releases"] == before["releases"] + "2026.11.1+1,2026-11-24,Label of 2026\n"


def test_rows_are_added_changed_and_removed_in_the_order_in_which_they_refer(loaded):
    published(
        value("7", "IRON", "2"),
        new("portions", "7", "1 cup", **{"position": "1", "weight [g]": "240"}),
        new("foods", "7", name="Tea", description="Tea", data_type="t", category="Drinks", common="yes",
            makeup_known="yes", supplement="no", source="T"),
        new("nutrients", "IRON", name="Other iron", unit="mg", kind="mineral", assessment="amount", decimals="1",
            position="3", in_article="no"),
        removal("group_shares", "900", "eggs"),
        change("portions", "900", "1 large egg", **{"weight_[g]": "52"}),
    )  # fmt: skip
    tea = Food.objects.get(fdc_id=7)
    assert (tea.is_common, tea.usual_grams, tea.is_imported, tea.licence) == (True, None, False, "")
    assert tea.composition.get().amount == 2
    assert tea.portions.get().grams == 240
    assert not GroupShare.objects.filter(food__fdc_id=900).exists()
    assert Portion.objects.get(description="1 large egg").grams == 52


def test_a_removed_value_is_unknown_and_never_zero(loaded):
    egg = Food.objects.get(fdc_id=900)
    assert unknown_of([egg.pk]) == {egg.pk: 0}
    published(removal("values", "900", "ZN"))
    assert not FoodNutrient.objects.filter(food=egg, nutrient_id="ZN").exists()
    assert unknown_of([egg.pk]) == {egg.pk: 1}, "what was kept of the tables must follow"


def test_a_blank_amount_is_refused_and_not_taken_for_zero(loaded):
    changeset = sent(change("values", "900", "ZN", amount_per_100_g=""))
    with pytest.raises(acts.Refused, match="Egg · Zinc: amount per 100 g: blank; a value is required"):
        publish(changeset)
    assert FoodNutrient.objects.get(food__fdc_id=900, nutrient_id="ZN").amount == 1.29


def test_primary_keys_stay_so_that_diaries_mean_the_same(loaded):
    before = dict(Food.objects.values_list("fdc_id", "pk")) | dict(Portion.objects.values_list("description", "pk"))
    published(change("foods", "900", name="Hen egg"), change("portions", "900", "1 g", position="5"))
    assert dict(Food.objects.values_list("fdc_id", "pk")) | dict(
        Portion.objects.values_list("description", "pk")
    ) == before  # fmt: skip


def test_the_search_finds_it_at_once(loaded):
    assert not [food for food in search_foods("goulash") if food.name == "Goulash"]
    published(change("foods", "1200", name="Goulash"))
    assert [food.name for food in search_foods("goulash")] == ["Goulash"]


def test_releases_are_numbered_on(loaded):
    names = ["Egg 2", "Egg 3", "Egg 4"]
    versions = [published(change("foods", "900", name=name), days=day).release_id for day, name in enumerate(names)]
    assert versions == ["2026.11.1+1", "2026.11.1+2", "2026.11.1+3"]
    assert TableRelease.objects.first().version == "2026.11.1+3"
    TableRelease.objects.create(version="2027.1.1", published_on=date(2027, 1, 2), note="Shipped")
    assert published(change("foods", "900", name="Egg 5"), days=1).release_id == "2027.1.1+4"
    assert TableRelease.objects.first().version == "2027.1.1+4", "reports name the last one, whatever the clock says"


def test_the_tenth_is_newer_than_the_ninth(loaded):
    for number in range(11):
        published(change("foods", "900", name=f"Egg {number}"))
    assert TableRelease.objects.first().version == "2026.11.1+11"


def test_several_are_published_together_or_not_at_all(loaded):
    first, second = sent(change("foods", "900", name="Hen egg")), sent(change("foods", "1200", name="Goulash"))
    Food.objects.filter(fdc_id=1200).update(name="Casserole")
    with pytest.raises(acts.Stale):
        publish(first, second)
    assert Food.objects.get(fdc_id=900).name == "Egg"
    assert TableRelease.objects.count() == 1
    acts.rebase(second)
    release = publish(first, second)
    assert set(release.changesets.all()) == {first, second}
    assert set(release.changesets.values_list("state", "reviewed_at")) == {(State.PUBLISHED, NOON)}


def test_rows_left_out_are_not_written_and_stay_in_the_record(loaded):
    changeset = sent(change("foods", "900", name="Hen egg"), change("foods", "1200", name="Goulash"))
    changeset.rows.filter(label="Goulash").update(is_left_out=True)
    publish(changeset)
    assert set(Food.objects.values_list("name", flat=True)) == {"Hen egg", "Stew"}
    assert changeset.rows.count() == 2


def test_the_second_editor_of_a_cell_is_told_what_the_first_made_of_it(loaded):
    first = sent(change("foods", "900", name="Hen egg"))
    second = sent(change("foods", "900", name="Chicken egg"), change("foods", "1200", name="Goulash"))
    publish(first)
    with pytest.raises(acts.Stale) as stale:
        publish(second)
    ((row, current),) = stale.value.rows
    assert (row.label, current["name"]) == ("Chicken egg", "Hen egg")
    assert set(Food.objects.values_list("name", flat=True)) == {"Hen egg", "Stew"}, "nothing of it is written"
    second.refresh_from_db()
    assert (second.state, second.release) == (State.REVIEW, None)


def test_two_editors_of_different_cells_do_not_clash_and_the_record_is_exact(loaded):
    first, second = sent(change("foods", "900", name="Hen egg")), sent(change("foods", "900", category="Poultry"))
    publish(first)
    publish(second, days=1)
    egg = Food.objects.get(fdc_id=900)
    assert (egg.name, egg.category) == ("Hen egg", "Poultry")
    assert second.rows.get().before["name"] == "Hen egg"


def test_a_value_is_one_statement_with_its_source(loaded):
    first = sent(change("values", "900", "ZN", amount_per_100_g="1.3"))
    second = sent(change("values", "900", "ZN", source="Laboratory 2"))
    publish(first)
    with pytest.raises(acts.Stale):
        publish(second)


@pytest.mark.parametrize("drafted", [lambda: removal("foods", "1200"), lambda: change("foods", "1200", name="Goulash")])
def test_what_is_gone_since_is_stale(loaded, drafted):
    changeset = sent(drafted())
    published(removal("foods", "1200"))
    with pytest.raises(acts.Stale) as stale:
        publish(changeset)
    assert all(row.now is None for row in stale.value.rows)


def test_what_another_added_since_is_stale(loaded):
    first, second = sent(value("1200", "ZN", "1")), sent(value("1200", "ZN", "2"))
    publish(first)
    with pytest.raises(acts.Stale) as stale:
        publish(second)
    assert stale.value.rows[0].now["amount per 100 g"] == "1"


def test_a_removal_does_not_take_along_what_nobody_saw_go(loaded):
    going = sent(removal("foods", "1200"))
    published(value("1200", "ZN", "1"))
    with pytest.raises(acts.Stale) as stale:
        publish(going)
    assert [row.row_change.label for row in stale.value.rows] == ["Stew"]
    acts.rebase(going)
    publish(going)
    assert not Food.objects.filter(fdc_id=1200).exists()


def test_a_food_cannot_go_without_what_hangs_on_it(loaded):
    going = sent(removal("foods", "1200"))
    going.rows.filter(table="portions").update(is_left_out=True)
    with pytest.raises(acts.Refused, match="Stew · 1 g: is left out, but it goes"):
        publish(going)


@pytest.fixture
def eaten(loaded, ada):
    portion = Portion.objects.get(food__fdc_id=1200)
    return Entry.objects.create(
        person=ada, eaten_on=date(2026, 2, 9), meal="lunch", portion=portion, quantity=350, grams=350
    )


@pytest.mark.parametrize("key", [("foods", "1200"), ("portions", "1200", "1 g")])
def test_what_a_diary_needs_cannot_go_and_nobody_is_told_whose(eaten, key):
    changeset = sent(removal(*key), change("foods", "900", name="Hen egg"))
    with pytest.raises(acts.Refused) as refused:
        publish(changeset)
    (row,) = refused.value.rows
    assert (row.table, row.key) == (key[0], key[1:])
    assert "ada" not in str(refused.value)
    assert set(Food.objects.values_list("name", flat=True)) == {"Egg", "Stew"}, "nothing is written"


def test_a_group_that_somebody_s_own_food_counts_for_cannot_go(loaded, ada):
    GroupShare.objects.create(food=own(ada), group=FoodGroup.objects.get(key="garlic"), share=1, basis="Hers")
    with pytest.raises(acts.Refused, match="Garlic: something beside the tables still points at it"):
        published(removal("food_groups", "garlic"))
    assert GroupShare.objects.filter(group__key="garlic").count() == 2


@pytest.mark.parametrize(
    ("drafted", "said"),
    [
        (lambda: value("1200", "NONE", "1"), "Stew · NONE: tagname: .*NONE"),
        (lambda: value("1300", "ZN", "1"), "1300 · Zinc: fdc_id: .*1300"),
        (lambda: change("values", "900", "ZN", amount_per_100_g="1,3"), "'1,3' is not a number"),
        (lambda: change("values", "900", "ZN", amount_per_100_g="-1"), "-1 is not allowed"),
        (lambda: change("reference_intakes", "DRI", "ZN", "day", "Men 19+", EAR="12"), "above the RDA"),
        (lambda: change("nutrients", "FE", name="Zinc"), "Zinc is there already"),
        (lambda: removal("nutrients", "ZN"), "something beside the tables still points at it"),
    ],
)
def test_what_cannot_be_is_refused_by_name(loaded, drafted, said):
    with pytest.raises(acts.Refused, match=said):
        published(drafted())
    assert TableRelease.objects.count() == 1


def test_an_imported_food_is_not_overwritten(loaded):
    Food.objects.filter(fdc_id=1200).update(is_imported=True)
    cells = {"name": "Tea", "description": "Tea", "data_type": "t", "category": "D", "common": "yes"}
    with pytest.raises(acts.Refused, match="an imported food has this number"):
        published(new("foods", "1200", makeup_known="yes", supplement="no", source="T", **cells))


def test_only_what_waits_for_review_is_published(loaded):
    mine = draft(change("foods", "900", name="Hen egg"))
    with pytest.raises(acts.Refused, match="does not wait for review"):
        acts.publish([mine], reviewer=None, at=NOON)
    with pytest.raises(acts.Refused, match="choose what to publish"):
        acts.publish([], reviewer=None, at=NOON)


def test_published_twice_is_published_once(loaded):
    changeset = published(change("foods", "900", name="Hen egg"))
    with pytest.raises(acts.Refused, match="does not wait for review"):
        acts.publish([changeset], reviewer=None, at=NOON)
    assert TableRelease.objects.count() == 2


def test_a_trial_leaves_nothing_behind(loaded, tmp_path):
    before = dumped(tmp_path / "before")
    changeset = draft(change("foods", "900", name="Hen egg"), removal("values", "900", "ZN"))
    with acts.trial(changeset):
        assert Food.objects.get(fdc_id=900).name == "Hen egg"
        assert not FoodNutrient.objects.filter(food__fdc_id=900, nutrient_id="ZN").exists()
    assert dumped(tmp_path / "after") == before
    with pytest.raises(RuntimeError), acts.trial(changeset):
        raise RuntimeError
    assert dumped(tmp_path / "again") == before
    assert changeset.state == State.DRAFT


def test_an_offered_food_is_published_with_a_record_that_does_not_say_whose_it_was(loaded, ada, bob):
    hers = own(ada, is_offered=True, name="Lentil soup")
    changeset = acts.publish_offered([hers], reviewer=bob, at=NOON)
    hers.refresh_from_db()
    assert (hers.owner, hers.fdc_id) == (None, Food.GUTCHECK_FOODS + 1)
    assert (changeset.origin, changeset.state) == (ChangeSet.Origin.OFFER, State.PUBLISHED)
    assert changeset.release.version == "2026.11.1+1"
    assert changeset.author == bob
    assert ("foods", f'["{hers.fdc_id}"]') in changeset.rows.values_list("table", "key")
    assert "ada" not in f"{changeset.reason} {list(changeset.rows.values())}"


def test_offering_nothing_is_refused(loaded):
    with pytest.raises(ValueError, match="No food was chosen"):
        acts.publish_offered([], reviewer=None, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_of_two_publishers_at_once_the_second_is_told(tables):
    """Both drafted the same cell; both press the button in the same moment, each on a connection of their own."""
    call_command("load_tables", tables, verbosity=0)
    drafts = [sent(change("foods", "900", name=name)) for name in ("Hen egg", "Chicken egg")]
    start, outcomes = threading.Barrier(2), []

    def press(changeset):
        start.wait()
        try:
            outcomes.append(acts.publish([changeset], reviewer=None, at=NOON).version)
        except acts.Stale as stale:
            outcomes.append(stale.rows[0].now["name"])
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[changeset]) for changeset in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    name = Food.objects.get(fdc_id=900).name
    assert sorted(outcomes) == sorted(["2026.11.1+1", name])
    assert ChangeSet.objects.filter(state=State.PUBLISHED).count() == 1
    assert Nutrient.objects.count() == 5
