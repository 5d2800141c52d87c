"""Loading over tables that are there already is a change like any other: remembered, and taken back."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from diary.models import Entry
from nutrients.changesets import acts
from nutrients.models import ChangeSet, Food, FoodNutrient, Portion, ShippedTables, TableRelease
from tests.nutrients.changesets.table_changes import NOON, change, dumped, publish, published, without_releases
from tests.nutrients.tables.test_load import change as edit


def load(folder, **options):
    out = StringIO()
    call_command("load_tables", folder, stdout=out, **options)
    return out.getvalue()


def remembered():
    return ChangeSet.objects.get(origin=ChangeSet.Origin.COMMAND)


def test_the_first_load_leaves_no_record(loaded):
    assert not ChangeSet.objects.exists()
    load(loaded)
    assert not ChangeSet.objects.exists(), "nothing differed"


def test_a_load_is_remembered_row_by_row_and_the_files_come_back_to_the_byte(loaded, tmp_path):
    edit(loaded, "composition", "1.29", "1.3")
    edit(loaded, "foods", "900,Egg,", "900,Hen egg,")
    assert "Remembered with release 2026.11.1." in load(loaded, reason="New analysis")
    changeset = remembered()
    assert (changeset.reason, changeset.state) == ("New analysis", ChangeSet.State.PUBLISHED)
    assert [(row.label, row.table) for row in changeset.rows.all()] == [
        ("Hen egg", "foods"),
        ("Hen egg · Zinc", "values"),
    ]
    files = {path.stem: path.read_text() for path in loaded.glob("*.csv")}
    assert dumped(tmp_path / "dump") == files


def test_a_load_is_taken_back_like_any_other_change(loaded, tmp_path):
    before = without_releases(dumped(tmp_path / "before"))
    edit(loaded, "composition", "1200,calculated,Test tables 1,,0.1,,\n", "")
    edit(loaded, "estimates", '900,GLN,g,0.6,0.4,0.9,"From protein, grade D"\n', "")
    edit(loaded, "food_aliases", "oeuf,egg,French", "huevo,egg,Spanish")
    load(loaded)
    assert not FoodNutrient.objects.filter(food__fdc_id=1200).exists()
    publish(acts.take_back(remembered(), None, "Wrong file"), days=1)
    assert without_releases(dumped(tmp_path / "after")) == before


def test_a_dry_run_remembers_nothing(loaded):
    edit(loaded, "foods", "900,Egg,", "900,Hen egg,")
    assert "foods: 0 new, 1 changed" in load(loaded, dry_run=True)
    assert not ChangeSet.objects.exists()
    assert Food.objects.get(fdc_id=900).name == "Egg"


def test_what_is_kept_is_not_told_as_removed(loaded, ada):
    portion = Portion.objects.get(food__fdc_id=1200)
    Entry.objects.create(person=ada, eaten_on=NOON.date(), meal="lunch", portion=portion, quantity=1, grams=1)
    edit(loaded, "portions", "1200,99,1 g,1\n", "")
    assert "kept, because something still points at it: 1200 1 g" in load(loaded)
    assert not ChangeSet.objects.exists()


def test_a_release_moves_to_another_install_with_its_number(loaded, tmp_path):
    """Dumped on one, loaded on another that is still as shipped."""
    published(change("foods", "900", name="Hen egg"))
    dumped(tmp_path / "a")
    ChangeSet.objects.all().delete()
    TableRelease.objects.exclude(version="2026.11.1").delete()
    load(loaded)
    ChangeSet.objects.all().delete()
    load(tmp_path / "a")
    assert TableRelease.objects.first().version == "2026.11.1+1"
    assert remembered().release_id == "2026.11.1+1"
    assert published(change("foods", "900", name="Egg again"), days=1).release_id == "2026.11.1+2"


def test_the_shipped_files_over_changes_of_this_install_get_a_number_of_their_own(loaded, tmp_path):
    """What reports call 2026.11.1+1 is another state; its number stays in the history."""
    before = without_releases(dumped(tmp_path / "before"))
    published(change("foods", "900", name="Hen egg"))
    load(loaded)
    assert without_releases(dumped(tmp_path / "after")) == before
    assert TableRelease.objects.first().version == "2026.11.1+2"
    assert set(TableRelease.objects.values_list("pk", flat=True)) == {"2026.11.1", "2026.11.1+1", "2026.11.1+2"}


def test_a_warning_stops_a_load_until_somebody_says_why(loaded):
    edit(loaded, "composition", "1.29", "1290")
    with pytest.raises(CommandError, match=r"warning: values 900 ZN: .*\n.*--despite"):
        load(loaded)
    assert FoodNutrient.objects.get(food__fdc_id=900, nutrient_id="ZN").amount == 1.29
    load(loaded, despite="It is a zinc egg")
    assert remembered().override == "It is a zinc egg"


def test_a_new_edition_is_remembered_by_its_count(loaded, monkeypatch):
    monkeypatch.setattr("nutrients.changesets.publishing.MOST_ROWS", 1)
    edit(loaded, "composition", "1.29", "1.3")
    edit(loaded, "foods", "900,Egg,", "900,Hen egg,")
    load(loaded, reason="Edition 2027")
    assert remembered().reason == "Edition 2027 (2 rows, too many to keep one by one)"


def test_only_the_shipped_folder_is_what_an_upgrade_compares_with(loaded, settings):
    assert not ShippedTables.objects.exists()
    settings.FIXTURES = loaded
    load(loaded)
    assert ShippedTables.objects.get().version == "2026.11.1"


def test_imported_foods_that_the_files_list_become_theirs_with_a_record(loaded):
    Food.objects.filter(fdc_id=900).update(is_imported=True, name="Imported egg")
    load(loaded)
    egg = Food.objects.get(fdc_id=900)
    assert (egg.is_imported, egg.name) == (False, "Egg")
    assert remembered().rows.get().before["name"] == "Imported egg"
