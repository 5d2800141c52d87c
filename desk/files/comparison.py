"""What a file says against what is in force: new, changed, unchanged, rejected, and only by wish what goes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from desk.files.columns import columns_wanted, layout_of
from desk.files.progress import Progress, part_of, quietly
from desk.files.reading import read_sheet
from desk.files.rows import AMOUNT, Told, rows_in
from desk.files.sheet import MOST_LINES, Rejected, Unreadable
from nutrients.changesets.rows import labelled, read
from nutrients.models import FoodNutrient
from nutrients.tables.cells import Kind, value_of
from nutrients.tables.columns import Table, kept_in_files
from nutrients.tables.definitions import ESTIMATES
from nutrients.tables.recorded import BY_NAME, VALUES, Cells, Row, RowDifference, own_columns, touched
from nutrients.tables.sanity import Finding, findings

ESTIMATED = FoodNutrient.Derivation.ESTIMATED.value
MANY = 2000  # foods, or other first cells: above, reading the whole table is quicker than asking for each
AT_ONCE = 500  # named in one statement
MOST_CHANGES = 20_000  # in one draft: more is a new release of the tables, for load_tables
TOLD_EVERY = 1000  # rows
# Which part of the work is done when the sheet, its rows and those in force were read: measured on the composition.
SHEET_READ, ROWS_READ, COMPARED = 0.1, 0.5, 0.9
ROUNDS = 3  # of errors, each without the rows that the one before refused


@dataclass
class Comparison:
    """What would be drafted, and what stays out of it."""

    table: str
    differences: list[RowDifference] = field(default_factory=list)
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    @property
    def counts(self) -> Counter[str]:
        """added, changed, removed."""
        return Counter(kind_of(difference) for difference in self.differences)


def kind_of(difference: RowDifference) -> str:
    if difference.before is None:
        return "added"
    return "changed" if difference.after is not None else "removed"


def compared(table: Table, content: bytes, *, missing_go: bool, progress: Progress = quietly) -> Comparison:
    """missing_go: rows that are not in the file are to go; of what hangs on foods, only with the foods it names.

    progress: told now and then which part of the work is done, from 0 to 1. Raises desk.files.sheet.Unreadable.
    """
    sheet = read_sheet(content, [column.name for column in columns_wanted(table)])
    layout = layout_of(table, sheet)
    progress(SHEET_READ)
    told = rows_in(layout, sheet, part_of(progress, SHEET_READ, ROWS_READ))
    comparison = Comparison(table.name, rejected=told.rejected, notices=sheet.notices)
    if missing_go and told.rejected:
        missing_go = False
        comparison.notices.append(
            _("Rows missing from the file were left where they are: put the rejected rows right first.")
        )
    comparison.differences = list(
        differing(table, told, comparison, missing_go=missing_go, progress=part_of(progress, ROWS_READ, COMPARED))
    )
    progress(COMPARED)
    refuse_too_many(comparison)
    refuse_errors(comparison, told)
    comparison.differences = labelled(comparison.differences)
    return comparison


def differing(
    table: Table, told: Told, comparison: Comparison, *, missing_go: bool, progress: Progress = quietly
) -> Iterator[RowDifference]:
    """In the order of the file, and then what goes. The table is walked through once, not held."""
    found: dict[Row, RowDifference] = {}
    unmet, restored = set(told.rows), 0
    for number, (row, now) in enumerate(in_force(table, told, missing_go)):
        if number % TOLD_EVERY == 0:
            progress(1 - len(unmet) / (len(told.rows) or 1))
        if row in told.rows:
            unmet.discard(row)
            cells = told.cells(row)
            restored += put_zeros_back(row[0], cells, now)
            if touched(row[0], now, now | cells):
                found[row] = RowDifference(*row, "", now, now | cells)
            else:
                comparison.unchanged += 1
        elif goes(told, row, now, missing_go=missing_go):
            found[row] = RowDifference(*row, "", now, None)
    for row in unmet:
        found[row] = RowDifference(*row, "", None, filled(row[0], told.cells(row)))
    say_restored(comparison, restored)
    nowhere = (MOST_LINES + 1, "")
    yield from sorted(found.values(), key=lambda one: (told.places.get(one.row, nowhere)[0], one.key))


def refuse_too_many(comparison: Comparison) -> None:
    if len(comparison.differences) > MOST_CHANGES:
        raise Unreadable(
            _(
                "The file changes %(count)s rows, more than %(most)s, which nobody can look through. Import it in"
                " parts, or have new tables loaded on the server (manage.py load_tables)."
            )
            % {"count": f"{len(comparison.differences):,}", "most": f"{MOST_CHANGES:,}"}
        )


def in_force(table: Table, told: Told, missing_go: bool) -> Iterator[tuple[Row, Cells]]:
    """The rows there are now that the file may be about; estimates do not see other values, unless it names them."""
    is_estimates = table is ESTIMATES
    for row, cells in rows_near(BY_NAME[told.table], told, missing_go):
        if told.table != VALUES.name or row in told.rows or (cells["derivation"] == ESTIMATED) == is_estimates:
            yield row, cells


def rows_near(table: Table, told: Told, missing_go: bool) -> Iterator[tuple[Row, Cells]]:
    """The rows that begin like one of the file's (its foods), a statement each few hundred; or all there are."""
    stored, first = kept_in_files(table.model), table.columns[0]
    if len(told.firsts) > MANY or (missing_go and first.refers != "foods"):
        yield from read(table, stored)
        return
    named = sorted({value_of(first.kind, text) for text in told.firsts})
    for start in range(0, len(named), AT_ONCE):
        yield from read(table, stored.filter(**{f"{first.field}__in": named[start : start + AT_ONCE]}))


def put_zeros_back(table: str, cells: Cells, now: Cells) -> int:
    """A spreadsheet makes a number of 0012 and writes 12: where nothing else differs, it is what it was."""
    restored = 0
    for name, text in cells.items():
        old = now.get(name, "")
        if old == text or not text.isdecimal() or not old.startswith("0") or old.lstrip("0") != text:
            continue
        if BY_NAME[table].by_name[name].kind is Kind.TEXT:
            cells[name] = old
            restored += 1
    return restored


def say_restored(comparison: Comparison, restored: int) -> None:
    if restored:
        comparison.notices.append(
            _("Numbers such as 0012 had lost their zeros in the spreadsheet; they were put back (%(count)s cells).")
            % {"count": restored}
        )


def filled(table: str, cells: Cells) -> Cells:
    """Every column there is; blank where the file says nothing of it and nothing was there."""
    return {column.name: cells.get(column.name, "") for column in own_columns(table)} | cells


def goes(told: Told, row: Row, now: Cells, *, missing_go: bool) -> bool:
    """Whether a row that the file does not hold goes: a value left blank on a line of its own source, or by wish."""
    first, *rest = row[1]
    if told.units and rest[0] not in told.units:
        return False  # the file has no column of this nutrient
    if told.units and (now["derivation"], now["source"]) in told.statements.get(first, ()):
        return True
    hangs_on_food = BY_NAME[told.table].columns[0].refers == "foods"
    return missing_go and (not hangs_on_food or first in told.firsts)


def refuse_errors(comparison: Comparison, told: Told) -> None:
    """Rows with errors stay out, and then what hangs on them in the same file; the rest is warned of."""
    for _round in range(ROUNDS):
        found = findings({}, comparison.differences)
        errors = [finding for finding in found if finding.is_error]
        if not errors:
            comparison.warnings = found
            break
        refused = {row for finding in errors for row in rows_meant(finding, comparison.differences)}
        comparison.rejected.extend(as_rejected(told, finding) for finding in errors)
        comparison.differences = [one for one in comparison.differences if one.row not in refused]
    comparison.rejected.sort()


def rows_meant(finding: Finding, differences: Iterable[RowDifference]) -> set[Row]:
    """The row of the error; where that is not changed, or only together with others wrong, all changes of its food."""
    row = (finding.table, finding.key)
    rows = {difference.row for difference in differences}
    if row in rows and finding.code != "weight":
        return {row}
    return {other for other in rows if other[0] == finding.table and other[1][0] == finding.key[0]}


def as_rejected(told: Told, finding: Finding) -> Rejected:
    row = (finding.table, finding.key)
    line, column = told.places.get(row, (0, ""))
    if not line:  # a value that is not in the file: said at one of its food's
        line = next((place[0] for other, place in told.places.items() if other[1][0] == finding.key[0]), 0)
    name = column or (finding.column if finding.column != AMOUNT else finding.key[-1])
    return Rejected(line, name, finding.text)
