"""A table file -> the same cells as XLSX."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from nutrients.tables import csvfile
from nutrients.tables.cells import Kind
from nutrients.tables.columns import Column, Table

NUMBERS = {Kind.NUMBER, Kind.WHOLE}
WIDEST = 42  # characters, of a column as it is first shown


def as_xlsx(table: Table, path: Path, columns: dict[str, Column]) -> bytes:
    """One sheet, written row by row. Texts are texts, also where they begin like a formula or are all digits."""
    header, lines = csvfile.read(path)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.name)
    sheet.freeze_panes = f"{get_column_letter(len(table.key) + 1)}2"
    for place, name in enumerate(header, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = min(WIDEST, len(name) + 4)
    sheet.append([text_cell(sheet, name) for name in header])
    kinds = [columns[name].kind for name in header]
    for _line, cells in lines:
        sheet.append(list(typed(sheet, kinds, cells)))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def typed(sheet: object, kinds: list[Kind], cells: list[str]) -> Iterator[object]:
    for kind, text in zip(kinds, cells, strict=True):
        if not text:
            yield None  # blank: unknown
        elif kind in NUMBERS:
            yield int(text) if kind is Kind.WHOLE else float(text)
        else:
            yield text_cell(sheet, text)


def text_cell(sheet: object, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # never a formula
    if text.isdecimal():
        cell.number_format = "@"  # a spreadsheet keeps it as it is typed
    return cell
