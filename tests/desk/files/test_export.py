"""Tables as files: bytes as in fixtures/, and XLSX in which nothing can be run."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from desk.files.export import file_of
from nutrients.models import FoodAlias
from nutrients.tables.definitions import BY_NAME, TABLES

pytestmark = pytest.mark.django_db


def sheet_of(name):
    return load_workbook(BytesIO(file_of(BY_NAME[name], "xlsx"))).active


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_csv_is_what_was_loaded_byte_for_byte(table, loaded):
    assert file_of(table, "csv") == (loaded / table.file).read_bytes()


def test_xlsx_has_typed_cells_and_a_header_that_stays(loaded):
    sheet = sheet_of("portions")
    assert [cell.value for cell in sheet[1]] == ["fdc_id", "position", "description", "weight [g]"]
    assert [cell.value for cell in sheet[2]] == [900, 1, "1 large egg", 50.5]
    assert sheet.freeze_panes == "C2"


def test_unknown_is_blank_and_zero_is_zero(loaded):
    cells = {cell.value: value.value for cell, value in zip(*sheet_of("composition")["A1:G3"][::2], strict=True)}
    assert cells["FE [mg]"] == 0
    assert cells["LUT+ZEA [mcg]"] is None


@pytest.mark.parametrize("words", ["=1+1", "=cmd|'/C calc'!A0", "@SUM(A1)", "+1", "-1", "0012"])
def test_no_text_is_a_formula_or_a_number(words, loaded):
    FoodAlias.objects.create(phrase=words, means="egg")
    (cell,) = [cell for cell in sheet_of("food_aliases")["A"] if cell.value == words]
    assert cell.data_type == "s"


def test_the_foods_of_one_category(loaded):
    text = file_of(BY_NAME["foods"], "csv", "Eggs").decode()
    assert [line.partition(",")[0] for line in text.splitlines()] == ["fdc_id", "900"]
    wide = file_of(BY_NAME["composition"], "csv", "Eggs").decode()
    assert {line.partition(",")[0] for line in wide.splitlines()[1:]} == {"900"}
    assert load_workbook(BytesIO(file_of(BY_NAME["composition"], "xlsx", "Eggs"))).active.max_row == 3
