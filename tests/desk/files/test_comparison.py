"""A file against what is in force: new, changed, unchanged, rejected; and what goes."""

import pytest

from desk.files import comparison
from desk.files.comparison import compared, kind_of
from desk.files.export import file_of
from desk.files.sheet import Unreadable
from nutrients.models import Food, FoodNutrient
from nutrients.tables.definitions import BY_NAME, TABLES
from tests.desk.files.spreadsheets import xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
ALIASES = "phrase,means,note\n"


def of(name, content, missing_go=False):
    data = content if isinstance(content, bytes) else content.encode()
    return compared(BY_NAME[name], data, missing_go=missing_go)


def told(found):
    return [(kind_of(one), *one.key) for one in found.differences]


def refused(name, content):
    with pytest.raises(Unreadable) as error:
        of(name, content)
    return str(error.value)


def exported(name):
    return file_of(BY_NAME[name], "csv").decode()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_was_exported_changes_nothing(table, form):
    found = compared(table, file_of(table, form), missing_go=True)
    assert (found.differences, found.rejected, found.notices) == ([], [], [])
    assert found.unchanged > 0


def test_new_changed_unchanged_and_nothing_goes():
    found = of("food_groups", exported("food_groups").replace("eggs,Eggs,50,", "eggs,Eggs,60,").replace("garlic,", "x,")
               .replace("x,Garlic", "leek,Leek"))  # fmt: skip
    assert told(found) == [("changed", "eggs"), ("added", "leek")]
    assert found.differences[0].before["serving [g]"] == "50"
    assert found.differences[0].after["serving [g]"] == "60"
    assert of("food_groups", exported("food_groups")).unchanged == 2


def test_rows_missing_from_the_file_go_by_wish_only():
    one = "key,name,serving [g],is_plant,survives_cooking,note,source\neggs,Eggs,50,no,yes,,One large egg\n"
    assert told(of("food_groups", one)) == []
    assert told(of("food_groups", one, missing_go=True)) == [("removed", "garlic")]


def test_of_what_hangs_on_foods_only_rows_of_the_foods_in_the_file_go():
    egg = "fdc_id,position,description,weight [g]\n900,1,1 large egg,50.5\n"
    assert told(of("portions", egg, missing_go=True)) == [("removed", "900", "1 g")]


def test_with_rejected_rows_nothing_missing_goes():
    one = "phrase,means,note\nei,egg,\nei,egg,again\n"
    found = of("food_aliases", one, missing_go=True)
    assert told(found) == [("added", "ei", "egg")]
    assert "put the rejected rows right first" in found.notices[0]


COMPOSITION = "fdc_id,derivation,source,ZN [mg],FE [mg],LUT+ZEA [mcg],ENERC_KCAL [kcal]\n"


def test_composition_changes_value_by_value():
    found = of("composition", COMPOSITION + "900,calculated,Test tables 1,1.4,0,,143\n")
    assert told(found) == [("changed", "900", "ZN")]
    assert found.unchanged == 2
    assert found.differences[0].label == "Egg · Zinc"


def test_a_value_left_blank_on_its_own_line_becomes_unknown():
    """The line of another source says nothing of it."""
    assert told(of("composition", COMPOSITION + "900,calculated,Test tables 1,,0,,143\n")) == [("removed", "900", "ZN")]
    assert told(of("composition", COMPOSITION + "900,analysed,Laboratory,,,253.5,\n")) == []


def test_a_nutrient_without_a_column_stays():
    assert told(of("composition", "fdc_id,derivation,source,FE [mg]\n900,calculated,Test tables 1,0\n")) == []


def test_a_value_that_moves_to_another_source_is_changed_not_added():
    found = of("composition", COMPOSITION + "900,analysed,Laboratory,1.29,,253.5,\n")
    assert told(found) == [("changed", "900", "ZN")]
    assert found.differences[0].after["source"] == "Laboratory"


def test_a_value_on_two_lines_is_rejected_with_both():
    two = "900,calculated,Test tables 1,1.29,0,,143\n900,analysed,Laboratory,1.3,,253.5,\n"
    found = of("composition", COMPOSITION + two)
    assert [(one.line, one.column) for one in found.rejected] == [(3, "ZN [mg]")]
    assert "stands on line 2 already" in found.rejected[0].text


def test_estimates_do_not_see_other_values_and_these_not_them():
    assert told(of("estimates", exported("estimates"), missing_go=True)) == []
    assert FoodNutrient.objects.filter(derivation="estimated").count() == 1
    assert told(of("composition", exported("composition"), missing_go=True)) == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("composition", "fdc_id,derivation,source,ZN [mcg]\n", "another unit than ours: convert its numbers and call"),
        ("composition", "fdc_id,derivation,source,ZN\n", "“ZN [mg]”"),
        ("composition", "fdc_id,derivation,source,XX [mg]\n", "There is no column “XX [mg]”"),
        ("composition", "fdc_id,a,b,c,d,e,f,g\n", "And 2 more columns do not fit; is the file of another table?"),
        ("food_aliases", "phrase,phrase,means\n", "there twice: phrase"),
        ("food_aliases", "Phrase,means\n", "it is written “phrase”"),
        ("food_aliases", "phrase,note\n", "missing, without which no row can be told from another: means"),
        ("food_aliases", "phrase,means,\nei,egg,German\n", "Column 3 has cells, but no name"),
    ],
)
def test_columns_that_do_not_fit_stop_the_file_by_name(name, content, words):
    assert words in refused(name, content)


def test_columns_in_another_order_and_left_out():
    found = of("food_groups", "name,key\nEggs of hens,eggs\n")
    assert told(found) == [("changed", "eggs")]
    assert found.differences[0].after["serving [g]"] == "50"
    assert "what is there stays as it is" in found.notices[0]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("=1+1", "is a formula"),
        ("@SUM(A1)", "not a number"),
        ("+50", "not a number"),
        ("1e999", "too large"),
        ("NaN", "not a number"),
        ("１２", "not a number"),
        ("-3", "not allowed"),
        ('"1,5"', "“1,5” is not a number here; write 1.5."),
        ("1.234.5", "not a number"),
    ],
)
def test_a_number_that_is_none_is_rejected_with_its_place(cell, words):
    found = of("food_groups", f"key,serving [g]\neggs,{cell}\n")
    assert told(found) == []
    assert [(one.line, one.column) for one in found.rejected] == [(2, "serving [g]")]
    assert words in found.rejected[0].text


def test_a_formula_in_a_csv_is_rejected_and_one_that_is_meant_as_a_text_is_taken():
    found = of("food_aliases", ALIASES + "=cmd|'/C calc'!A0,egg,\n'=ei,egg,\n")
    assert told(found) == [("added", "=ei", "egg")]
    assert [(one.line, one.column) for one in found.rejected] == [(2, "phrase")]


def test_a_formula_of_a_spreadsheet_is_rejected_with_its_place():
    found = of("food_aliases", xlsx(("phrase", "means"), ("=1+1", "egg"), ("ei", "egg")))
    assert told(found) == [("added", "ei", "egg")]
    assert [(one.line, one.column, one.text[:15]) for one in found.rejected] == [(2, "phrase", "A2 is a formula")]


def test_commas_are_points_where_all_numbers_have_them():
    found = of("food_groups", "key;serving [g]\neggs;50,5\ngarlic;3\n")
    assert found.differences[0].after["serving [g]"] == "50.5"
    assert any("read as 1.5 throughout" in text for text in found.notices)
    mixed = of("food_groups", "key;serving [g]\neggs;50,5\ngarlic;3.5\n")
    assert [one.line for one in mixed.rejected] == [2]
    assert told(mixed) == [("changed", "garlic")]


def test_yes_and_no_as_spreadsheets_have_them():
    found = of("food_groups", "key,is_plant\neggs,TRUE\ngarlic,Yes\n")
    assert [(one.key, one.after["is_plant"]) for one in found.differences] == [(("eggs",), "yes")]
    assert of("food_groups", "key,is_plant\neggs,maybe\n").rejected[0].text.startswith("'maybe' is neither")


def test_numbers_that_lost_their_zeros_get_them_back():
    Food.objects.filter(fdc_id=900).update(gtin="00012345678905", food_code="0310")
    found = of("foods", xlsx(("fdc_id", "gtin", "food_code"), (900, 12345678905, 310)))
    assert told(found) == []
    assert "lost their zeros" in found.notices[-1]
    assert "(2 cells)" in found.notices[-1]


def test_a_unit_cell_that_is_not_the_nutrients():
    found = of("estimates", exported("estimates").replace("GLN,g,", "GLN,mg,"))
    assert [(one.line, one.column) for one in found.rejected] == [(2, "unit")]
    assert "convert the numbers and write g" in found.rejected[0].text


def test_a_row_twice_is_rejected_the_second_time():
    found = of("food_aliases", ALIASES + "ei,egg,\nei,egg,German\n")
    assert [(one.line, "line 2 already" in one.text) for one in found.rejected] == [(3, True)]


def test_a_key_left_blank_is_rejected():
    assert of("food_aliases", ALIASES + ",egg,\n").rejected[0].column == "phrase"


def test_errors_of_the_checks_reject_the_row_and_warnings_are_told():
    found = of("composition", COMPOSITION + "900,calculated,Test tables 1,12.9,0,,950\n")
    assert told(found) == [("changed", "900", "ZN")]
    assert [(one.line, one.column) for one in found.rejected] == [(2, "ENERC_KCAL [kcal]")]
    assert [one.code for one in found.warnings] == ["point_slip", "same_source"]


def test_amounts_that_change_and_keep_their_source_are_one_warning_and_the_rest_none():
    found = of("composition", COMPOSITION + "900,calculated,Test tables 1,1.4,0.1,,144\n")
    assert len(found.differences) == 3
    (warning,) = [one for one in found.warnings if one.code == "same_source"]
    assert warning.text.startswith("3 amounts change while their source stays “Test tables 1”")
    unchanged = of("composition", exported("composition"))
    assert (unchanged.differences, unchanged.warnings) == ([], [])


def test_a_row_that_refers_to_a_rejected_one_is_rejected_too():
    found = of("group_shares", "fdc_id,group,share,basis\n900,leek,1,b\n1,eggs,1,b\n")
    assert {(one.line, one.column) for one in found.rejected} == {(2, "group"), (3, "fdc_id")}


def test_estimates_are_not_for_the_table_of_composition():
    found = of("composition", COMPOSITION + "900,estimated,Guess,1,,,\n")
    assert [one.column for one in found.rejected] == ["derivation"]


def test_too_many_changes_are_refused_with_the_number(monkeypatch):
    monkeypatch.setattr(comparison, "MOST_CHANGES", 1)
    assert "changes 2 rows" in refused("food_aliases", ALIASES + "ei,egg,\nuovo,egg,\n")
