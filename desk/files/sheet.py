"""A spreadsheet as it was sent: texts in lines, and what could not be read of it."""

from dataclasses import dataclass, field

# More than any table of ours needs: the largest has 22,000 rows (portions), the widest 93 columns (composition).
MOST_BYTES = 10_000_000  # of the file sent
MOST_LINES = 50_000
MOST_COLUMNS = 200
MOST_CELLS = 2_000_000  # lines times columns


class Unreadable(ValueError):
    """The file as a whole cannot be used; the message says why, and what to do."""


@dataclass(frozen=True, order=True)
class Rejected:
    """A row, or a cell of it, that is not taken over. line: as the spreadsheet counts; 0: not in the file."""

    line: int
    column: str
    text: str


@dataclass
class Sheet:
    """Texts. `problems`: what stands at (line, place in the line) cannot be a text, and why.

    reads_commas: numbers may be written 1,5 in such a file, if all of them are.
    """

    header: list[str]
    lines: list[tuple[int, list[str]]]
    problems: dict[tuple[int, int], str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    reads_commas: bool = False


def trimmed(sheet: Sheet) -> Sheet:
    """Without blank lines, and without blank columns at the right: spreadsheets keep both for their looks."""
    told = {line for line, _ in sheet.problems}
    sheet.lines = [(line, cells) for line, cells in sheet.lines if any(cells) or line in told]
    width = max([len(sheet.header), *(len(cells) for _, cells in sheet.lines)], default=0)
    filled = [sheet.header, *(cells for _, cells in sheet.lines)]
    places = {place for _, place in sheet.problems}
    while width and width - 1 not in places and not any(len(cells) >= width and cells[width - 1] for cells in filled):
        width -= 1
    sheet.header = to_width(sheet.header, width)
    sheet.lines = [(line, to_width(cells, width)) for line, cells in sheet.lines]
    return sheet


def to_width(cells: list[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]
