"""CSV as the tables are written: UTF-8, LF, one row a line, blank = unknown, numbers in their shortest exact form.

Text that a spreadsheet would run as a formula ("=1+1", "@x", "-x") is written with an apostrophe before it, and read
back without: the bytes are safe to open, and nothing is lost.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TextIO

Cell = str | int | float | bool | date | None

# Also behind blanks, which some spreadsheets trim, and in the full-width form that others take for the plain one.
FORMULA = re.compile(r"'*\s*([=@+＝＠＋].*|[-－].+|[\t\r].*)", re.DOTALL)


def as_text(value: Cell) -> str:
    """One cell. None is blank (unknown); 12.0 is written 12; a float is written so that it reads back the same."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, str):
        line = " ".join(value.splitlines())
        return f"'{line}" if FORMULA.fullmatch(line) else line
    return str(value)


def write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> None:
    """Write a table whole, or leave the old file as it was."""
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        write_to(file, columns, rows)
    part.replace(path)


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> str:
    """The same as text, for a download."""
    text = io.StringIO(newline="")
    write_to(text, columns, rows)
    return text.getvalue()


def write_to(
    file: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, Cell]], *, with_header: bool = True
) -> None:
    """The same into an open file, row by row, however many there are. It must not alter line ends (newline="")."""
    writer = csv.writer(file, lineterminator="\n")
    if with_header:
        writer.writerow(columns)
    for row in rows:
        writer.writerow([as_text(row[column]) for column in columns])


def read(path: Path) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The header, and the rows with their line numbers; empty lines are passed over.

    Raises FileNotFoundError, UnicodeDecodeError for a file that is not UTF-8, csv.Error for broken quotes.
    """
    return parsed(path.read_bytes())


def parsed(content: bytes) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The same of a file's bytes. Raises UnicodeDecodeError, csv.Error."""
    text = content.decode("utf-8-sig")  # spreadsheets put a mark before UTF-8
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines = [(reader.line_num, [as_written(cell) for cell in cells]) for cells in reader if cells]
    header = lines[0][1] if lines else []
    return header, iter(lines[1:])


def as_written(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and FORMULA.fullmatch(cell) else cell
