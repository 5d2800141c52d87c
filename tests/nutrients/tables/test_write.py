"""write_table gives the same bytes for the same rows, and refuses rows that could not be loaded."""

import pytest

from nutrients.tables.write import write_table

NUTRIENTS = [
    {"tagname": "ZN", "name": "Zinc", "unit": "mg", "kind": "mineral", "assessment": "adequacy", "decimals": "1",
     "position": 2, "in_article": True},
    {"tagname": "FE", "name": "Iron", "unit": "mg", "kind": "mineral", "assessment": "adequacy", "decimals": 1,
     "position": "1", "in_article": "no"},
]  # fmt: skip


def test_order_and_form_do_not_depend_on_how_rows_come(tmp_path):
    rows = [
        {"fdc_id": "10", "position": 1, "description": "cup", "weight [g]": "240.50"},
        {"fdc_id": 9, "position": "2", "description": "g", "weight [g]": 1},
        {"fdc_id": 9, "position": "10", "description": "a", "weight [g]": 1.0},
    ]
    assert write_table(tmp_path, "portions", rows) == 3
    assert (tmp_path / "portions.csv").read_text() == (
        "fdc_id,position,description,weight [g]\n9,2,g,1\n9,10,a,1\n10,1,cup,240.5\n"
    )


def test_composition_goes_by_tagname_and_leaves_empty_columns_out(tmp_path):
    write_table(tmp_path, "nutrients", NUTRIENTS)
    rows = [
        {"fdc_id": 2, "derivation": "calculated", "source": "x", "ZN": "1.20"},
        {"fdc_id": 1, "derivation": "calculated", "source": "x", "ZN [mg]": 0.0},
    ]
    write_table(tmp_path, "composition", rows)
    assert (tmp_path / "composition.csv").read_text() == (
        "fdc_id,derivation,source,ZN [mg]\n1,calculated,x,0\n2,calculated,x,1.2\n"
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"fdc_id": 1, "position": 1, "description": "cup", "grams": 1}, "no such column: grams"),
        ({"fdc_id": 1, "position": 1, "description": "cup"}, r"weight \[g\]: blank; a value is required"),
        ({"fdc_id": 1, "position": 1, "description": "cup", "weight [g]": "1,5"}, "'1,5' is not a number"),
        ({"fdc_id": 1, "position": 1, "description": "cup", "weight [g]": float("nan")}, "'nan' is not a number"),
        ({"fdc_id": 9, "position": 1, "description": "cup", "weight [g]": 1}, "twice the same fdc_id, description"),
    ],
)
def test_rows_that_could_not_be_loaded_are_refused(tmp_path, row, said):
    with pytest.raises(ValueError, match=said):
        write_table(tmp_path, "portions", [{"fdc_id": 9, "position": 1, "description": "cup", "weight [g]": 2}, row])
    assert not (tmp_path / "portions.csv").exists()
