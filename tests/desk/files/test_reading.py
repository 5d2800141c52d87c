"""Bytes of every kind -> a sheet, or one sentence that says what to do."""

import csv
from datetime import date

import pytest
from openpyxl import Workbook

from desk.files import csv_sheet, sheet, xlsx_sheet, zipped
from desk.files.reading import read_sheet
from desk.files.sheet import Unreadable
from tests.desk.files.spreadsheets import member, saved, with_member, xlsx

NAMES = ("phrase", "means", "note")
TABLE = "phrase,means,note\noeuf,egg,French\n"
SHEET1 = "xl/worksheets/sheet1.xml"


def read(content):
    return read_sheet(content if isinstance(content, bytes) else content.encode(), NAMES)


def refused(content):
    with pytest.raises(Unreadable) as error:
        read(content)
    return str(error.value)


def test_csv_and_xlsx_say_the_same():
    rows = [NAMES, ("oeuf", "egg", "French"), ("ei", "egg", None)]
    text = read("phrase,means,note\noeuf,egg,French\nei,egg,\n")
    assert text.header == read(xlsx(*rows)).header == [*NAMES]
    assert text.lines == read(xlsx(*rows)).lines == [(2, ["oeuf", "egg", "French"]), (3, ["ei", "egg", ""])]
    assert text.notices == []


@pytest.mark.parametrize(
    ("content", "notice"),
    [
        (b"\xef\xbb\xbf" + TABLE.encode(), ""),
        (TABLE.encode("utf-16"), "UTF-16"),
        (TABLE.replace("French", "Café").encode("cp1252"), "Windows-1252"),
        (TABLE.replace(",", ";").encode(), "semicolons"),
        (TABLE.replace(",", "\t").encode(), "tabs"),
        (("sep=;\n" + TABLE.replace(",", ";")).encode(), "semicolons"),
        (TABLE.replace("\n", "\r\n").encode(), ""),
    ],
)
def test_the_files_of_spreadsheets_are_read_and_it_is_said_how(content, notice):
    found = read(content)
    assert found.header == [*NAMES]
    assert found.lines[0][1][:2] == ["oeuf", "egg"]
    assert found.lines[0][1][2] in {"French", "Café"}
    assert (notice in found.notices[0]) if notice else found.notices == []


def test_blank_rows_and_columns_are_left_out():
    found = read("phrase,means,note,,\n,,,,\noeuf,egg,,,\n,,,,\n")
    assert (found.header, found.lines) == ([*NAMES], [(3, ["oeuf", "egg", ""])])
    padded = xlsx((*NAMES, None), (None,), ("oeuf", "egg", None, None), (" ", None))
    assert read(padded).lines == [(3, ["oeuf", "egg", ""])]


def test_an_apostrophe_before_a_formula_is_ours():
    assert read("phrase,means\n'=1+1,egg\n").lines[0][1] == ["=1+1", "egg"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"%PDF-1.7 and so on", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", "protected by a password"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"phrase,means\noeuf\0,egg\n", "bytes that no text has"),
        (b'phrase,means\n"oeuf,egg\n', "quotation mark"),
        (b"phrase,means\n" + b"x" * 131_073 + b",egg\n", "131,072"),
        (b"x" * (sheet.MOST_BYTES + 1), "larger than 10 MB"),
        (b"phrase,means\n" + b"," * 201 + b"x\n", "columns"),
        (b"\xff\xfe\x00", "letters cannot be read"),
    ],
    ids=lambda value: repr(value[:24]),
)
def test_what_is_no_table_is_refused_in_one_sentence(content, words):
    assert words in refused(content)


def test_a_cell_stays_too_long_after_a_download_was_read():
    """Reading one raises the csv module's own bound for the whole process."""
    before = csv.field_size_limit(10**6)
    try:
        assert "131,072" in refused(b"phrase,means\n" + b"x" * 131_073 + b",egg\n")
    finally:
        csv.field_size_limit(before)


def test_too_many_rows_are_refused_with_the_number(monkeypatch):
    many = "phrase,means\n" + "a,b\n" * (sheet.MOST_LINES + 1)
    assert "more than 50,000 rows" in refused(many)
    monkeypatch.setattr(xlsx_sheet, "MOST_LINES", 3)
    assert "more than 3 rows" in refused(xlsx(("phrase",), *[(str(n),) for n in range(4)]))


def test_formulas_errors_and_dates_are_told_with_their_place():
    found = read(xlsx(NAMES, ("=1+1", "egg", None), ("oeuf", "#REF!", None), ("ei", "egg", date(2026, 11, 1))))
    assert found.problems.keys() == {(2, 0), (3, 1), (4, 2)}
    assert found.problems[2, 0] == "A2 is a formula; put its value there instead."
    assert "B3 shows an error (#REF!)" in found.problems[3, 1]
    assert "made a date of C4" in found.problems[4, 2]


def test_what_looks_like_a_formula_and_is_a_text_is_a_text():
    book = Workbook()
    book.active.append(NAMES)
    book.active.append(["x", "egg"])
    book.active["A2"].value, book.active["A2"].data_type = "=cmd|'/C calc'!A0", "s"
    assert read(saved(book)).lines == [(2, ["=cmd|'/C calc'!A0", "egg", ""])]


@pytest.mark.parametrize("cell", ["=cmd|'/C calc'!A0", " =1+1", "＝1", '"=HYPERLINK(""x"")"'])
def test_a_formula_in_a_csv_is_told_with_its_place(cell):
    sheet = read(f"{TABLE}ei,{cell},\n")
    assert list(sheet.problems) == [(3, 1)]
    assert "is a formula; put its value there" in sheet.problems[3, 1]


def test_a_percentage_is_told_with_what_the_cell_holds():
    book = Workbook()
    book.active.append([*NAMES])
    book.active.append(["ei", 0.05, 0.5])
    book.active["B2"].number_format = "0.0%"
    sheet = read(saved(book))
    assert sheet.problems == {
        (2, 1): "B2 is shown as a percentage, and holds 0.05; set its format to number, and type what is meant."
    }
    assert sheet.lines == [(2, ["ei", "", "0.5"])]


def test_a_formula_among_the_names_stops_the_file():
    assert "names of the columns" in refused(xlsx(("phrase", "=1+1"), ("oeuf", "egg")))


def test_numbers_and_ticks_are_written_as_our_files_do():
    found = read(xlsx(("a", "b", "c", "d"), (12.0, 0.1, True, False)))
    assert found.lines[0][1] == ["12", "0.1", "yes", "no"]


def test_merged_cells_stop_the_file():
    book = Workbook()
    book.active.append(NAMES)
    book.active.append(["oeuf", "egg", "French"])
    book.active.merge_cells("A2:B2")
    assert "merged at A2:B2" in refused(saved(book))


def test_the_first_sheet_that_shows_is_read_and_it_is_said():
    book = Workbook()
    book.active.title, book.active.sheet_state = "Hidden", "hidden"
    shown = book.create_sheet("Aliases")
    shown.append(NAMES)
    shown.append(["oeuf", "egg", "French"])
    found = read(saved(book))
    assert found.lines[0][1][0] == "oeuf"
    assert found.notices == ["The file has 2 sheets; only “Aliases”, the first that shows, was read."]


def test_a_zip_that_grows_is_stopped_while_it_is_read(monkeypatch):
    """The limit counts what comes out, whatever the zip says of its sizes."""
    monkeypatch.setattr(zipped, "MOST_UNZIPPED", 1_000_000)
    bomb = with_member(xlsx(NAMES), "xl/media/zeros.bin", b"0" * 2_000_000)
    assert len(bomb) < 20_000
    assert "larger than 1 MB" in refused(bomb)


def test_xml_that_declares_entities_is_stopped():
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    assert "no spreadsheet writes" in refused(with_member(xlsx(NAMES), SHEET1, laughs))
    late = b" " * 70_000 + laughs.decode().encode("utf-16")
    assert "no spreadsheet writes" in refused(with_member(xlsx(NAMES), SHEET1, late))


def test_a_zip_of_something_else():
    assert "no XLSX" in refused(with_member(b"PK\x05\x06" + b"\0" * 18, "letter.txt", b"Dear"))
    broken = with_member(xlsx(NAMES), SHEET1, b"<worksheet><sheetData><row")
    assert "cannot be read" in refused(broken)


def test_a_row_far_away_does_not_make_a_million_rows(monkeypatch):
    content = xlsx(NAMES, ("oeuf", "egg", "French"))
    far = member(content, SHEET1).replace(b'<row r="2"', b'<row r="999999999"').replace(b'"A2"', b'"A999999999"')
    monkeypatch.setattr(xlsx_sheet, "MOST_BLANK", 1000)
    assert "more rows than a sheet can have" in refused(with_member(content, SHEET1, far))


def test_the_separator_is_the_one_that_finds_columns():
    assert csv_sheet.separator_of("phrase;means, as we say;note", NAMES) == ";"
    assert csv_sheet.separator_of("nothing of ours", NAMES) == ","
