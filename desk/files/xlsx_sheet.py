"""An XLSX file: its first sheet that shows, cell by cell. What a spreadsheet made of what was typed is told."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from desk.files.sheet import MOST_CELLS, MOST_COLUMNS, MOST_LINES, Sheet, Unreadable
from desk.files.zipped import merged_cells, refuse_unsafe
from nutrients.tables.csvfile import as_text

MOST_BLANK = 1_100_000  # a sheet has 1,048,576 rows; a file may claim more


def read_xlsx(content: bytes) -> Sheet:
    """Raises Unreadable."""
    refuse_unsafe(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of looks that the reader does not know
        try:
            book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        except Exception:  # what a broken file makes of the reader is without limit
            raise Unreadable(_("The file cannot be read as XLSX. Open it, and save it anew.")) from None
        try:
            return sheet_of(book)
        except Unreadable:
            raise
        except Exception:
            raise Unreadable(_("The file’s first sheet cannot be read. Open it, and save it anew.")) from None
        finally:
            book.close()


def sheet_of(book: Any) -> Sheet:
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not shown:
        raise Unreadable(_("The file has no sheet that shows. Show the one with the table, and save it."))
    first = shown[0]
    if merged := merged_cells(book._archive, first._worksheet_path):
        raise Unreadable(
            _("Cells are merged at %(where)s, so it cannot be told whose they are. Unmerge them, and fill each.")
            % {"where": ", ".join(merged[:5])}
        )
    sheet = Sheet([], [])
    if len(book.worksheets) > 1:
        sheet.notices.append(
            _("The file has %(count)s sheets; only “%(name)s”, the first that shows, was read.")
            % {"count": len(book.worksheets), "name": first.title}
        )
    read_rows(sheet, first)
    return sheet


def read_rows(sheet: Sheet, worksheet: Any) -> None:
    worksheet.reset_dimensions()  # a file may say nothing, or anything, of its size
    for line, row in rows_of(worksheet):
        cells = [text_of(sheet, line, place, cell) for place, cell in enumerate(row)]
        if not sheet.header:
            if any((line, place) in sheet.problems for place in range(len(cells))):
                raise Unreadable(_("A formula, a date or an error stands among the names of the columns; type them."))
            sheet.header = [cell.strip() for cell in cells]
        else:
            sheet.lines.append((line, cells))
        if len(sheet.lines) > MOST_LINES or len(sheet.lines) * len(sheet.header) > MOST_CELLS:
            raise Unreadable(
                _("The file has more than %(most)s rows, which is more than can be looked through at once. Split it.")
                % {"most": f"{min(MOST_LINES, MOST_CELLS // len(sheet.header)):,}"}
            )


def rows_of(worksheet: Any) -> Iterator[tuple[int, tuple]]:
    """Rows with anything in them, and their numbers."""
    for line, row in enumerate(worksheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
        if line > MOST_BLANK:
            raise Unreadable(_("The sheet claims to have more rows than a sheet can have. Save it anew as XLSX."))
        last = len(row)
        while last and row[last - 1].value is None:
            last -= 1
        if last > MOST_COLUMNS:
            raise Unreadable(
                _("The file has more than %(most)s columns; no table has so many. Is this the right file?")
                % {"most": MOST_COLUMNS}
            )
        if last:
            yield line, row[:last]


def text_of(sheet: Sheet, line: int, place: int, cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    where = f"{get_column_letter(place + 1)}{line}"
    if cell.data_type == "f":
        sheet.problems[line, place] = _("%(where)s is a formula; put its value there instead.") % {"where": where}
    elif cell.data_type == "e":
        sheet.problems[line, place] = _("%(where)s shows an error (%(value)s); correct or clear it.") % {
            "where": where, "value": value,
        }  # fmt: skip
    elif isinstance(value, datetime | date | time | timedelta):
        sheet.problems[line, place] = _(
            "The spreadsheet made a date of %(where)s; set the column’s format to text, and type it again."
        ) % {"where": where}
    elif isinstance(value, str):
        return value.strip()
    elif "%" in cell.number_format:
        sheet.problems[line, place] = _(
            "%(where)s is shown as a percentage, and holds %(value)s; set its format to number, and type what is meant."
        ) % {"where": where, "value": as_text(value)}
    else:
        return as_text(value)
    return ""
