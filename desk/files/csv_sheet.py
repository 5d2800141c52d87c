"""A CSV file as spreadsheets write it: in one of several encodings, its cells apart by comma, semicolon or tab."""

import codecs
import csv
import io
from collections.abc import Collection

from django.utils.translation import gettext as _

from desk.files.sheet import MOST_COLUMNS, MOST_LINES, Sheet, Unreadable
from nutrients.tables.csvfile import as_written

SEPARATORS = (",", ";", "\t")
RUNS = ("=", "＝")  # a spreadsheet runs what begins so; ours are written with an apostrophe before it
LONGEST_CELL = 131_072  # letters; the bound of the csv module, which reading a download raises for the whole process


def read_csv(content: bytes, wanted: Collection[str]) -> Sheet:
    """wanted: names of columns, by which the separator is found. Raises Unreadable."""
    notices: list[str] = []
    text = decoded(content, notices)
    first, _newline, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) <= 5:
        text = rest  # spreadsheets are told the separator so
    separator = separator_of(text, wanted)
    header, lines, problems = split(text, separator)
    if separator != ",":
        notices.append(
            _("Its cells are apart by semicolons.") if separator == ";" else _("Its cells are apart by tabs.")
        )
    return Sheet(header, lines, problems, notices, reads_commas=separator != ",")


def decoded(content: bytes, notices: list[str]) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        notices.append(_("The file is written in UTF-16 and was read so."))
        return decoded_as(content, "utf-16")
    if b"\0" in content:
        raise Unreadable(
            _("The file holds bytes that no text has. If it comes from a spreadsheet, save it as CSV UTF-8 or as XLSX.")
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        notices.append(
            _("The file is not UTF-8 and was read as Windows-1252; look at accents and special signs before you go on.")
        )
        return decoded_as(content, "cp1252")


def decoded_as(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(_("The file’s letters cannot be read. Save it as CSV UTF-8, or as XLSX.")) from None
    if "\0" in text:
        raise Unreadable(_("The file holds bytes that no text has. Save it as CSV UTF-8, or as XLSX."))
    return text


def separator_of(text: str, wanted: Collection[str]) -> str:
    """The one that gives most of the columns we look for."""

    def found(separator: str) -> int:
        names = next(csv.reader([text.partition("\n")[0].rstrip("\r")], delimiter=separator), [])
        return len({name.strip() for name in names} & set(wanted))

    try:
        return max(SEPARATORS, key=found)
    except csv.Error:
        return ","


def split(text: str, separator: str) -> tuple[list[str], list[tuple[int, list[str]]], dict[tuple[int, int], str]]:
    """The header, the lines, and what is wrong with cells of these, by line and place."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[tuple[int, list[str]]] = []
    header: list[str] = []
    problems: dict[tuple[int, int], str] = {}
    try:
        for cells in reader:
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise Unreadable(cell_too_long(reader.line_num))
            if not header:
                header = [cell.strip() for cell in cells]
                continue
            if any(cells):
                lines.append((reader.line_num, [as_written(cell.strip()) for cell in cells]))
                for place, cell in enumerate(cells):
                    if cell.lstrip().startswith(RUNS):
                        problems[reader.line_num, place] = is_formula(cell)
            refuse_too_many(len(lines), cells)
    except csv.Error as error:
        raise Unreadable(csv_problem(error, reader.line_num)) from None
    return header, lines, problems


def is_formula(cell: str) -> str:
    return _("“%(text)s” is a formula; put its value there, or an apostrophe before it if it is a text.") % {
        "text": cell.strip()[:40],
    }  # fmt: skip


def csv_problem(error: csv.Error, line: int) -> str:
    if "field limit" in str(error):
        return cell_too_long(line)
    return _(
        "The file cannot be read as CSV near line %(line)s: a quotation mark is open, or stands within a cell. Close"
        " it, or save the file as XLSX."
    ) % {"line": line}


def cell_too_long(line: int) -> str:
    return _(
        "Line %(line)s holds a cell of more than 131,072 characters. Is a quotation mark open there, or before it?"
    ) % {"line": line}


def refuse_too_many(lines: int, cells: list[str]) -> None:
    if lines > MOST_LINES:
        raise Unreadable(
            _("The file has more than %(most)s rows, which is more than can be looked through at once. Split it.")
            % {"most": f"{MOST_LINES:,}"}
        )
    if len(cells) > MOST_COLUMNS:
        raise Unreadable(
            _("The file has more than %(most)s columns; no table has so many. Is this the right file?")
            % {"most": MOST_COLUMNS}
        )
