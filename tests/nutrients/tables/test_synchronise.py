"""The database becomes what the files say, and what diaries point at stays."""

from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diary.models import Entry
from nutrients.models import (
    ChangeSet,
    Food,
    FoodGroup,
    FoodNutrient,
    Nutrient,
    Portion,
    ReferenceIntake,
    RowChange,
    ShippedTables,
)
from nutrients.tables.definitions import TABLES
from nutrients.tables.load import read_folder
from nutrients.tables.synchronise import shapes, synchronise


def replace(folder, name, old, new):
    path = folder / f"{name}.csv"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def without(folder, name, start):
    """Drop the lines that start so."""
    path = folder / f"{name}.csv"
    lines = path.read_text().splitlines(keepends=True)
    assert any(line.startswith(start) for line in lines)
    path.write_text("".join(line for line in lines if not line.startswith(start)))


def load(folder):
    out = StringIO()
    call_command("load_tables", folder, stdout=out)
    return out.getvalue()


def rows_and_keys():
    models = apps.get_app_config("nutrients").get_models()
    return {model: sorted(model.objects.values_list(), key=repr) for model in models}


@pytest.fixture
def eaten(loaded):
    """Ada ate a stew that the tables know by the gram."""
    ada = get_user_model().objects.create_user("ada@example.org")
    portion = Portion.objects.get(food__fdc_id=1200)
    return Entry.objects.create(
        person=ada, eaten_on=date(2026, 2, 9), meal="lunch", portion=portion, quantity=350, grams=350
    )


def test_every_table_has_a_shape_and_every_field_is_covered():
    """A new model field that no file holds would be lost on the way out. Files hold no food that is a person's own."""
    for shape in shapes():
        fields = {field.name for field in shape.model._meta.fields if not field.auto_created}
        fields -= {"owner", "is_offered"}
        assert set(shape.field_names([*shape.key, *shape.rest])) == fields
    assert {shape.model for shape in shapes()} == {table.model for table in TABLES}
    remembered = {ChangeSet, RowChange, ShippedTables}
    assert {shape.model for shape in shapes()} == set(apps.get_app_config("nutrients").get_models()) - remembered


def test_a_second_load_changes_no_row(loaded):
    before = rows_and_keys()
    told = load(loaded).splitlines()
    assert len(told) == 13
    assert all("0 new, 0 changed" in line and line.endswith("unchanged, 0 removed") for line in told)
    assert rows_and_keys() == before


def test_a_second_load_writes_nothing(loaded):
    reading = read_folder(loaded)
    with CaptureQueriesContext(connection) as queries:
        synchronise(reading.rows)
    verbs = {query["sql"].split()[0] for query in queries}
    assert verbs <= {"SELECT", "SAVEPOINT", "RELEASE", "DECLARE", "BEGIN"}


def test_changed_rows_keep_their_primary_keys(loaded):
    keys = dict(Portion.objects.values_list("pk", "description"))
    foods = dict(Food.objects.values_list("fdc_id", "pk"))
    replace(loaded, "portions", "900,1,1 large egg,50.5", "900,2,1 large egg,51")
    replace(loaded, "foods", "900,Egg,", "900,Hen egg,")
    replace(loaded, "composition", ",1.29,0,", ",1.3,,")
    told = load(loaded)
    assert "foods: 0 new, 1 changed, 1 unchanged, 0 removed" in told
    assert "portions: 0 new, 1 changed, 2 unchanged, 0 removed" in told
    assert "composition, per 100 g: 0 new, 1 changed, 4 unchanged, 1 removed" in told
    assert dict(Portion.objects.values_list("pk", "description")) == keys
    assert dict(Food.objects.values_list("fdc_id", "pk")) == foods
    assert Portion.objects.get(description="1 large egg").grams == 51
    assert not FoodNutrient.objects.filter(food__fdc_id=900, nutrient_id="FE").exists()


def test_what_is_gone_from_the_files_is_removed_with_all_that_hangs_on_it(loaded):
    without(loaded, "foods", "1200,")
    for name in ("portions", "composition", "group_shares"):
        without(loaded, name, "1200,")
    without(loaded, "food_groups", "garlic,")
    without(loaded, "intake_priors", "ZN,")
    without(loaded, "reference_intakes", "EFSA,")
    load(loaded)
    assert list(Food.objects.values_list("fdc_id", flat=True)) == [900]
    assert list(FoodGroup.objects.values_list("key", flat=True)) == ["eggs"]
    assert ReferenceIntake.objects.count() == 1
    assert "0 new, 0 changed" in load(loaded)


def test_a_food_in_a_diary_stays_with_its_portion_and_what_it_is_made_of(eaten, loaded):
    without(loaded, "foods", "1200,")
    for name in ("portions", "composition", "group_shares"):
        without(loaded, name, "1200,")
    told = load(loaded)
    assert "kept, because something still points at it: 1200\n" in told
    stew = Food.objects.get(fdc_id=1200)
    assert (stew.portions.count(), stew.composition.count(), stew.shares.count()) == (1, 1, 1)
    eaten.refresh_from_db()
    assert eaten.portion.food == stew
    assert "foods: 0 new, 0 changed, 1 unchanged, 0 removed" in load(loaded), "a kept food is not counted as removed"


def test_a_portion_in_a_diary_stays_and_the_others_go(eaten, loaded):
    replace(loaded, "portions", "1200,99,1 g,1", "1200,99,1 bowl,300")
    told = load(loaded)
    assert "portions: 1 new, 0 changed, 2 unchanged, 0 removed" in told
    assert "kept, because something still points at it: 1200 1 g\n" in told
    assert set(Food.objects.get(fdc_id=1200).portions.values_list("description", flat=True)) == {"1 g", "1 bowl"}
    replace(loaded, "portions", "900,1,1 large egg,50.5", "900,1,1 small egg,38")
    assert "portions: 1 new, 0 changed, 2 unchanged, 1 removed" in load(loaded)


def test_a_nutrient_that_a_kept_food_has_a_value_of_stays(eaten, loaded):
    without(loaded, "foods", "1200,")
    for name in ("portions", "composition", "group_shares"):
        without(loaded, name, "1200,")
    replace(loaded, "composition", ",FE [mg]", "")
    replace(loaded, "composition", "1.29,0,,143", "1.29,,143")
    replace(loaded, "composition", "Laboratory,,,253.5", "Laboratory,,253.5")
    without(loaded, "nutrients", "FE,")
    (loaded / "requirement_percentiles.csv").write_text(
        (loaded / "requirement_percentiles.csv").read_text().splitlines()[0] + "\n"
    )
    assert "kept, because something still points at it: FE\n" in load(loaded)
    assert Nutrient.objects.filter(pk="FE").exists()


def test_a_renamed_portion_position_does_not_move_a_diary_to_another_portion(loaded):
    """Portions are told apart by their description: changing the order must not turn an egg into a gram."""
    egg = Portion.objects.get(description="1 large egg").pk
    replace(loaded, "portions", "900,1,1 large egg,50.5\n900,99,1 g,1\n", "900,1,1 g,1\n900,99,1 large egg,50.5\n")
    load(loaded)
    assert Portion.objects.get(pk=egg).description == "1 large egg"


@pytest.mark.django_db
def test_many_rows_take_few_statements(tables):
    lines = [(tables / "foods.csv").read_text().partition("\n")[0] + "\n"]
    lines += [f"{n},Food {n},Food {n},test,Test,,,,no,yes,,no,Test,\n" for n in range(900, 3300)]
    (tables / "foods.csv").write_text("".join(lines))
    reading = read_folder(tables)
    assert not reading.problems
    with CaptureQueriesContext(connection) as queries:
        synchronise(reading.rows)
    assert Food.objects.count() == 2400
    assert len(queries) < 90


def test_if_empty_leaves_an_editor_s_change_alone(loaded):
    """Starting again must never undo what an editor did; only asking for the files does."""
    egg = Portion.objects.get(description="1 large egg")
    Portion.objects.filter(pk=egg.pk).update(grams=55)
    call_command("load_tables", loaded, if_empty=True, stdout=StringIO())
    assert Portion.objects.get(pk=egg.pk).grams == 55
    load(loaded)
    assert Portion.objects.get(pk=egg.pk).grams == egg.grams
