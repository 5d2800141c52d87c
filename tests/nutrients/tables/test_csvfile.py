"""Cells and files of the CSV dialect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrients.tables import csvfile

ONE_LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]))


WRITTEN = {
    "nothing": (None, ""),
    "yes": (True, "yes"),
    "no": (False, "no"),
    "a whole amount": (12.0, "12"),
    "none of it": (0.0, "0"),
    "a fraction": (0.1, "0.1"),
    "a trace": (1e-05, "1e-05"),
    "a negative number": (-1.0, "-1"),
    "a whole number": (7, "7"),
    "a formula": ("=1+1", "'=1+1"),
    "a formula behind a blank": (" =1+1", "' =1+1"),
    "a formula behind a line end": ("\n=1+1", "' =1+1"),
    "a formula in full width": ("＝1+1", "'＝1+1"),
    "text like a number": ("-1", "'-1"),
    "a dash": ("-", "-"),
    "two lines": ("a\nb", "a b"),
    "an apostrophe": ("it's", "it's"),
}


@pytest.mark.parametrize(("value", "cell"), WRITTEN.values(), ids=WRITTEN)
def test_how_values_are_written(value, cell):
    assert csvfile.as_text(value) == cell


@given(ONE_LINE)
def test_text_comes_back_and_no_spreadsheet_runs_it(text):
    cell = csvfile.as_text(text)
    assert csvfile.as_written(cell) == text
    start = cell.strip()[:1]
    assert start not in {"=", "+", "@", "＝", "＋", "＠"}
    assert cell.strip() in {"-", "－"} or start not in {"-", "－"}


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_reads_back_the_same(value):
    assert float(csvfile.as_text(value)) == value


def test_a_download_has_the_same_cells_as_a_file(tmp_path):
    rows = [{"a": "=1", "b": None}, {"a": 0.0, "b": "x, y"}]
    csvfile.write(tmp_path / "x.csv", ["a", "b"], rows)
    assert csvfile.as_csv(["a", "b"], rows) == (tmp_path / "x.csv").read_text() == 'a,b\n\'=1,\n0,"x, y"\n'


def test_a_failed_write_leaves_the_old_file(tmp_path):
    path = tmp_path / "x.csv"
    csvfile.write(path, ["a"], [{"a": 1}])
    with pytest.raises(KeyError):
        csvfile.write(path, ["a"], [{"a": 2}, {"b": 3}])
    assert path.read_text() == "a\n1\n"


def test_line_numbers_are_those_an_editor_shows(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b'a,b\n1,"two\nlines"\n\n3,4\n')
    header, lines = csvfile.read(path)
    assert header == ["a", "b"]
    assert [line for line, _ in lines] == [3, 5]
