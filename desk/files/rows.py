"""A sheet -> rows of a table as changes tell of them: cells in the one form our files have, each with its place."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from desk.files.columns import Layout
from desk.files.progress import Progress, quietly
from desk.files.sheet import Rejected, Sheet
from nutrients.models import FoodNutrient, Nutrient
from nutrients.tables.cells import Kind, value_of
from nutrients.tables.columns import Column
from nutrients.tables.definitions import COMPOSITION, ESTIMATES
from nutrients.tables.recorded import VALUES, Cells, Key, Row, cell_of

COMMA = re.compile(r"-?[0-9]+,[0-9]+", re.ASCII)
POINT = re.compile(r"-?[0-9]*\.[0-9]+", re.ASCII)
YES_NO = {"true": "yes", "yes": "yes", "false": "no", "no": "no"}  # spreadsheets have their own
NUMBERS = {Kind.NUMBER, Kind.WHOLE}
AMOUNT = "amount per 100 g"
TOLD_EVERY = 100  # lines


@dataclass
class Told:
    """What a file says. places: where a row stands (line, column), to say so.

    statements: of composition, food -> (derivation, source) of its lines: a value of one of these that the file leaves
    blank is unknown from now on.
    """

    table: str
    rows: dict[Row, tuple[Cells, str]] = field(default_factory=dict)  # see cells()
    places: dict[Row, tuple[int, str]] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    statements: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)  # of the nutrients it has columns of

    def cells(self, row: Row) -> Cells:
        """The cells that the file has of a row. Of composition all values of a line share theirs, but the amount."""
        cells, amount = self.rows[row]
        return {AMOUNT: amount, "unit": self.units[row[1][1]], **cells} if amount else cells

    @cached_property
    def firsts(self) -> set[str]:
        """The first cells of its rows: in a table that hangs on foods, the foods it names."""
        return {key[0] for _, key in self.rows} | self.statements.keys()

    def object_to(self, line: int, column: str, text: str) -> None:
        self.rejected.append(Rejected(line, column, text))


def rows_in(layout: Layout, sheet: Sheet, progress: Progress = quietly) -> Told:
    """Every line is taken over, or rejected with the reason."""
    commas = decimal_commas(layout, sheet)
    wide, is_estimate = layout.table is COMPOSITION, layout.table is ESTIMATES
    told = Told(VALUES.name if wide or is_estimate else layout.table.name)
    told.units = {column.field: unit_of(column) for _, column in layout.amounts}
    units = dict(Nutrient.objects.values_list("tagname", "unit"))
    for number, (line, texts) in enumerate(sheet.lines):
        if number % TOLD_EVERY == 0:
            progress(number / len(sheet.lines))
        cells = read_line(layout, sheet, told, line, texts, commas)
        if cells is None:
            continue
        if wide:
            add_amounts(layout, told, line, cells)
            continue
        if is_estimate:
            cells["derivation"] = FoodNutrient.Derivation.ESTIMATED.value
        if problem := wrong_unit(layout, cells, units):
            told.object_to(line, "unit", problem)
            continue
        add(told, line, "", key_in(layout, cells), {n: c for n, c in cells.items() if n not in layout.table.key})
    return told


def decimal_commas(layout: Layout, sheet: Sheet) -> bool:
    """Whether 1,5 is one and a half throughout: the cells are not apart by commas, and no number has a point."""
    if not sheet.reads_commas:
        return False
    places = [place for place, column in enumerate(layout.places) if column.kind in NUMBERS]
    numbers = [cells[place] for _, cells in sheet.lines for place in places if cells[place]]
    if not any(COMMA.fullmatch(text) for text in numbers) or any(POINT.fullmatch(text) for text in numbers):
        return False
    sheet.notices.append(_("Its numbers are written with a comma, as 1,5; they were read as 1.5 throughout."))
    return True


def read_line(layout: Layout, sheet: Sheet, told: Told, line: int, texts: list[str], commas: bool) -> Cells | None:
    """The cells in our form; None and the reasons where one of them cannot be read."""
    cells: Cells = {}
    before = len(told.rejected)
    if len(texts) > len(layout.places):
        told.object_to(line, "", _("There are more cells than columns; check separators and quotation marks."))
    for place, (column, text) in enumerate(zip(layout.places, texts, strict=False)):
        problem = sheet.problems.get((line, place), "")
        if not problem:
            cells[column.name], problem = read_text(column, text, commas)
        if problem:
            told.object_to(line, column.name, problem)
        elif column.name in layout.table.key and not cells[column.name] and column.required:
            told.object_to(line, column.name, _("This cell tells the row from others; fill it in."))
    return cells if len(told.rejected) == before else None


def read_text(column: Column, text: str, commas: bool) -> tuple[str, str]:
    """The cell in our form and no problem, or nothing and the problem."""
    if column.kind in NUMBERS and COMMA.fullmatch(text):
        if not commas:
            return "", _("“%(text)s” is not a number here; write %(right)s.") % {
                "text": text, "right": text.replace(",", "."),
            }  # fmt: skip
        text = text.replace(",", ".")
    if column.kind is Kind.YES_NO:
        text = YES_NO.get(text.lower(), text)
    try:
        return cell_of(value_of(column.kind, text)), ""
    except ValueError as error:
        return "", str(error)


def key_in(layout: Layout, cells: Cells) -> Key:
    return tuple(cells[name] for name in layout.table.key)


def wrong_unit(layout: Layout, cells: Cells, units: dict[str, str]) -> str:
    if not any(column.is_unit for column in layout.places):
        return ""
    right = units.get(cells["tagname"])
    if right is None or cells["unit"] == right:
        return ""
    return _("%(unit)s is not the unit of %(tagname)s: convert the numbers and write %(right)s.") % {
        "unit": cells["unit"] or _("blank"), "tagname": cells["tagname"], "right": right,
    }  # fmt: skip


def add(told: Told, line: int, column: str, key: Key, cells: Cells, amount: str = "") -> None:
    row = (told.table, key)
    if not is_repeated(told, line, column, row):
        told.rows[row] = cells, amount


def is_repeated(told: Told, line: int, column: str, row: Row) -> bool:
    """Remembers where the row stands, or objects to its standing there twice."""
    first = told.places.setdefault(row, (line, column))
    if first == (line, column):
        return False
    text = _("%(key)s stands on line %(first)s already; remove one of them.") % {
        "key": ", ".join(row[1]), "first": first[0],
    }  # fmt: skip
    told.object_to(line, column, text)
    return True


def add_amounts(layout: Layout, told: Told, line: int, cells: Cells) -> None:
    """A line of composition is a row for each nutrient; a blank amount is unknown."""
    fdc_id, derivation, source = (cells.get(name, "") for name in ("fdc_id", "derivation", "source"))
    if derivation == FoodNutrient.Derivation.ESTIMATED:
        text = _("Estimates have a table of their own, with a low and a high; import them there.")
        told.object_to(line, "derivation", text)
        return
    if is_repeated(told, line, "", (COMPOSITION.name, key_in(layout, cells))):
        return
    told.statements.setdefault(fdc_id, set()).add((derivation, source))
    said = {"low per 100 g": "", "high per 100 g": "", "derivation": derivation, "source": source}
    for _place, column in layout.amounts:
        if amount := cells[column.name]:
            add(told, line, column.name, (fdc_id, column.field), said, amount)


def unit_of(column: Column) -> str:
    return column.name.rpartition("[")[2].rstrip("]")
