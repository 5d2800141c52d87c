"""A blank amount is said to be unknown, never 0."""

import pytest

from desk.drafts.words import cell_words, column_name, side_words, table_name
from nutrients.tables.recorded import RECORDED, own_columns


@pytest.mark.parametrize(
    ("table", "column", "cells", "text", "is_unknown"),
    [
        ("values", "amount per 100 g", {"amount per 100 g": "", "unit": "mg"}, "unknown", True),
        ("values", "amount per 100 g", {"amount per 100 g": "0", "unit": "mg"}, "0 mg", False),
        ("values", "amount per 100 g", {"amount per 100 g": "1.29", "unit": "mg"}, "1.29 mg", False),
        ("values", "derivation", {"derivation": "label"}, "Label", False),
        ("foods", "usual_portion [g]", {"usual_portion [g]": ""}, "not given", True),
        ("foods", "common", {"common": "no"}, "no", False),
        ("foods", "licence", {"licence": ""}, "blank", False),
        ("reference_intakes", "UL", {"UL": ""}, "not given", True),
        ("reference_intakes", "EAR", {"EAR": "9.4", "unit": "mg"}, "9.4 mg", False),
    ],
)
def test_a_cell_in_words(table, column, cells, text, is_unknown):
    assert cell_words(table, column, cells) == (text, is_unknown)


def test_a_nutrient_without_a_row_is_unknown_and_of_other_rows_there_is_nothing():
    assert side_words("values", "amount per 100 g", None) == ("unknown", True)
    assert side_words("portions", "weight [g]", None) is None


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("usual_portion [g]", "Usual portion [g]"),
        ("description", "Official description"),
        ("no such column", "no such column"),
    ],
)
def test_a_column_is_called_as_people_call_it(column, name):
    assert column_name("foods", column) == name


def test_every_table_and_column_has_words():
    assert table_name("values") == "Composition"
    for table in RECORDED:
        assert table_name(table.name)[0].isupper()
        for column in own_columns(table.name):
            words = column_name(table.name, column.name)
            assert "_" not in words
            assert words.count("[") <= 1
