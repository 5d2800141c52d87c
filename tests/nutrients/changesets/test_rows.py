"""Database -> rows of cells, exactly as the files write them."""

import pytest

from nutrients.changesets.difference import difference
from nutrients.changesets.rows import hanging_on, key_of, key_text, labelled, rows_of, rows_of_object
from nutrients.changesets.shipped import changed_rows, files_of
from nutrients.models import Food, FoodGroup, Nutrient
from nutrients.tables.recorded import RECORDED
from tests.diary.larder import own
from tests.nutrients.changesets.table_changes import new, removal, value


def test_rows_of_the_database_are_the_rows_of_the_files(loaded):
    """Every table, each cell; composition and estimates are told per nutrient."""
    _, of_files = changed_rows({}, files_of(loaded))
    of_database = {}
    for table in RECORDED:
        of_database |= rows_of(table.name)
    assert of_database == of_files
    assert of_database["values", ("900", "GLN")] == {
        "unit": "g", "amount per 100 g": "0.6", "low per 100 g": "0.4", "high per 100 g": "0.9",
        "derivation": "estimated", "source": "From protein, grade D",
    }  # fmt: skip


def test_what_is_unknown_has_no_row_and_zero_is_zero(loaded):
    values = rows_of("values")
    assert ("values", ("1200", "ZN")) not in values
    assert values["values", ("900", "FE")]["amount per 100 g"] == "0"


def test_some_rows_by_their_keys(loaded):
    assert list(rows_of("values", [("900", "ZN"), ("900", "XX"), ("egg", "ZN"), ("1", "ZN")])) == [
        ("values", ("900", "ZN"))
    ]
    assert rows_of("foods", []) == {}


def test_an_object_comes_with_what_its_page_edits(loaded):
    egg = rows_of_object(Food.objects.get(fdc_id=900))
    assert {table for table, _ in egg} == {"foods", "portions", "values", "group_shares"}
    assert {key[0] for _, key in egg} == {"900"}
    eggs = rows_of_object(FoodGroup.objects.get(key="eggs"))
    assert list(eggs) == [("food_groups", ("eggs",)), ("nutrient_sources", ("GLN", "eggs"))]
    assert list(rows_of_object(Nutrient.objects.get(pk="ZN"))) == [("nutrients", ("ZN",))]
    assert rows_of_object(Food()) == {}


@pytest.mark.parametrize("is_imported", [True, False])
def test_imported_and_own_foods_are_not_among_them(loaded, ada, is_imported):
    if is_imported:
        Food.objects.filter(fdc_id=900).update(is_imported=True)
        hidden = Food.objects.get(fdc_id=900)
    else:
        hidden = own(ada)
    assert rows_of_object(hidden) == {}
    assert ("foods", (str(hidden.fdc_id),)) not in rows_of("foods")


def test_rows_are_called_what_people_call_them(loaded):
    changes = [
        value("1200", "ZN", "1"), removal("portions", "900", "1 large egg"), removal("nutrient_sources", "GLN", "eggs"),
        new("foods", "7", name="Tea"), value("7", "FE", "1"),
        removal("reference_intakes", "DRI", "ZN", "day", "Men 19+"),
    ]  # fmt: skip
    assert [change.label for change in labelled(changes)] == [
        "Stew · Zinc", "Egg · 1 large egg", "L-glutamine · Eggs", "Tea", "Tea · Iron", "DRI · Zinc · day · Men 19+",
    ]  # fmt: skip


def test_what_hangs_on_a_row(loaded):
    hung = hanging_on([("foods", ("1200",))])
    assert set(hung) == {
        ("portions", ("1200", "1 g")), ("values", ("1200", "FE")), ("group_shares", ("1200", "garlic")),
    }  # fmt: skip
    assert set(hanging_on([("nutrients", ("GLN",))])) == {("nutrient_sources", ("GLN", "eggs"))}
    assert hanging_on([("rule_settings", ("tau",))]) == {}


def test_a_key_is_kept_as_text_and_comes_back():
    assert key_of(key_text(("oeuf", 'a "b", ü'))) == ("oeuf", 'a "b", ü')


def test_rows_do_not_differ_from_themselves(loaded):
    assert difference(rows_of("foods"), rows_of("foods")) == []
