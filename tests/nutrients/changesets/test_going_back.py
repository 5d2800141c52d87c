"""Taken back, everything is as it was, to the byte."""

import pytest

from nutrients.changesets import acts
from nutrients.changesets.history import history_of, releases
from nutrients.changesets.publishing import record
from nutrients.models import ChangeSet, Food, FoodNutrient, TableRelease
from tests.nutrients.changesets.table_changes import (
    EGG,
    NOON,
    change,
    dumped,
    new,
    now,
    publish,
    published,
    removal,
    sent,
    value,
    without_releases,
)


def everything():
    """A change of every kind: new, changed, removed, a food with all that hangs on it."""
    return [
        value("1200", "ZN", "0.5"),
        change("values", "900", "ZN", amount_per_100_g="1.3"),
        removal("values", "900", "FE"),
        removal("values", "900", "GLN"),
        new("food_aliases", "huevo", "egg", note="Spanish"),
        removal("food_aliases", "oeuf", "egg"),
        change("rule_settings", "tau", value="1.3", reason="Other method"),
        removal("reference_intakes", "EFSA", "ZN", "day", "Men"),
        change("food_groups", "garlic", name="Garlic and onions"),
    ]


def test_what_is_taken_back_is_as_it_was_to_the_byte(loaded, tmp_path):
    before = dumped(tmp_path / "before")
    changeset = published(*everything())
    assert without_releases(dumped(tmp_path / "between")) != without_releases(before)
    back = acts.take_back(changeset, None, "By mistake")
    assert (back.takes_back, back.origin) == (changeset, ChangeSet.Origin.ROLLBACK)
    publish(back, days=1)
    after = dumped(tmp_path / "after")
    assert without_releases(after) == without_releases(before)
    assert after["releases"].startswith(before["releases"]), "the list of releases only grows"


def test_a_removed_food_comes_back_with_all_that_hung_on_it(loaded, tmp_path):
    before = without_releases(dumped(tmp_path / "before"))
    changeset = published(removal("foods", "1200"))
    assert not Food.objects.filter(fdc_id=1200).exists()
    publish(acts.take_back(changeset, None, "It is eaten"), days=1)
    assert without_releases(dumped(tmp_path / "after")) == before


def test_taking_back_a_new_food_takes_what_was_added_to_it_since(loaded, tmp_path):
    before = without_releases(dumped(tmp_path / "before"))
    cells = {"name": "Tea", "description": "Tea", "data_type": "t", "category": "Drinks", "source": "T"}
    tea = published(new("foods", "7", common="yes", makeup_known="yes", supplement="no", **cells))
    published(value("7", "ZN", "0.1"), days=1)
    publish(acts.take_back(tea, None, "No food"), days=2)
    assert without_releases(dumped(tmp_path / "after")) == before


def test_a_value_taken_back_is_unknown_again(loaded):
    changeset = published(value("1200", "ZN", "0"))
    publish(acts.take_back(changeset, None, "Not analysed"), days=1)
    assert not FoodNutrient.objects.filter(food__fdc_id=1200, nutrient_id="ZN").exists()


def test_what_was_changed_again_since_is_not_taken_back_silently(loaded):
    first = published(change("foods", "900", name="Hen egg"))
    published(change("foods", "900", name="Chicken egg"), days=1)
    back = acts.take_back(first, None, "Wrong")
    with pytest.raises(acts.Stale):
        publish(back, days=2)
    acts.rebase(back)
    assert [(row.before["name"], row.after["name"]) for row in back.rows.all()] == [("Chicken egg", "Egg")]


def test_rows_left_out_are_not_taken_back(loaded):
    changeset = sent(change("foods", "900", name="Hen egg"), change("foods", "1200", name="Goulash"))
    changeset.rows.filter(label="Goulash").update(is_left_out=True)
    publish(changeset)
    assert [row.after["name"] for row in acts.take_back(changeset, None, "x").rows.all()] == ["Egg"]


def test_back_to_a_release_undoes_all_that_came_after_row_by_row(loaded, tmp_path):
    published(change("foods", "900", name="Egg 1"))
    middle = dumped(tmp_path / "middle")
    release = TableRelease.objects.first()
    published(change("foods", "900", name="Egg 2"), *everything(), days=1)
    published(change("foods", "900", name="Egg 3", category="Poultry"), value("1200", "ENERC_KCAL", "90"), days=1)
    published(change("foods", "900", name="Egg 1"), days=2)
    back = acts.back_to(release, None, "As it was")
    (egg,) = back.rows.filter(table="foods", key='["900"]')
    assert (egg.before["category"], egg.after["category"]) == ("Poultry", "Eggs")
    publish(back, days=3)
    assert without_releases(dumped(tmp_path / "after")) == without_releases(middle)
    assert [each.version for each in releases()][:2] == ["2026.11.1+5", "2026.11.1+4"]


def test_back_to_what_is_in_force_is_nothing(loaded):
    published(change("foods", "900", name="Hen egg"))
    with pytest.raises(ValueError, match="nothing to take back"):
        acts.back_to(TableRelease.objects.first(), None, "x")


def test_one_row_goes_back_to_any_version_and_the_others_stay(loaded):
    versions = [
        published(change("foods", "900", name=f"Egg {n}"), change("foods", "1200", name=f"Stew {n}"), days=n)
        for n in range(3)
    ]
    publish(acts.back_to_version([EGG], versions[0], None, "The first was right"), days=4)
    assert now("foods", "900")["name"] == "Egg 0"
    assert now("foods", "1200")["name"] == "Stew 2"


def test_the_history_of_a_food_tells_of_its_rows_newest_first(loaded):
    first = published(change("foods", "900", name="Hen egg"), change("foods", "1200", name="Goulash"))
    second = published(change("values", "900", "ZN", amount_per_100_g="1.3"), days=1)
    sent(change("foods", "900", name="Never published"))
    assert [(each.pk, row.label) for each, row in history_of("foods", ("900",))] == [
        (second.pk, "Hen egg · Zinc"), (first.pk, "Hen egg"),
    ]  # fmt: skip
    assert [row.label for _, row in history_of("values", ("900", "ZN"))] == ["Hen egg · Zinc"]
    assert history_of("foods", ("90",)) == []


def test_the_history_of_a_group_and_a_nutrient_tells_of_the_sources_they_are(loaded):
    published(removal("nutrient_sources", "GLN", "eggs"), removal("group_shares", "900", "eggs"))
    assert len(history_of("food_groups", ("eggs",))) == 2
    assert len(history_of("nutrients", ("GLN",))) == 1
    assert history_of("food_groups", ("egg",)) == []


def test_releases_come_with_their_change_sets_in_few_queries(loaded, django_assert_max_num_queries):
    for day in range(3):
        published(change("foods", "900", name=f"Egg {day}"), days=day)
    with django_assert_max_num_queries(4):
        told = [(each.version, [changeset.reason for changeset in each.changesets.all()]) for each in releases()]
    assert told[-1] == ("2026.11.1", [])
    assert told[0] == ("2026.11.1+3", ["Label of 2026"])


def test_a_whole_new_edition_cannot_be_taken_back_row_by_row(loaded, monkeypatch):
    monkeypatch.setattr("nutrients.changesets.publishing.MOST_ROWS", 1)
    before = TableRelease.objects.first()
    release = TableRelease.objects.create(version="2027.1.1", published_on=NOON, note="New edition")
    changes = [change("foods", "900", name="Hen egg"), change("foods", "1200", name="Goulash")]
    changeset = record(changes, origin="command", reason="load_tables", release=release, at=NOON)
    assert (changeset.reason, changeset.rows.count()) == ("load_tables (2 rows, too many to keep one by one)", 0)
    for act in (lambda: acts.take_back(changeset, None, "x"), lambda: acts.back_to(before, None, "x")):
        with pytest.raises(ValueError, match="replaced more rows than are kept"):
            act()
