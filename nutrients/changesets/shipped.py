"""The table files as GutCheck shipped them: kept whole, so that an upgrade can tell who changed what."""

import io
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

from nutrients.changesets.merging import referred
from nutrients.models import ShippedTables, TableRelease
from nutrients.tables import csvfile
from nutrients.tables.columns import Table
from nutrients.tables.definitions import COMPOSITION, ESTIMATES, NUTRIENTS, TABLES
from nutrients.tables.load import NUTRIENT_HEADER, Reading
from nutrients.tables.recorded import BY_NAME, VALUES, Cells, Row, Rows, canonical, goes_with

Files = dict[str, bytes]  # file name -> content
Line = tuple[tuple[str, str], ...]  # (column, cell) of the cells that are not blank
MADE_ON = (1980, 1, 1, 0, 0, 0)  # the same files make the same archive


def files_of(folder: Path) -> Files:
    """The table files of a folder. Raises FileNotFoundError."""
    return {table.file: (folder / table.file).read_bytes() for table in TABLES}


def version_of(reading: Reading) -> str:
    """The newest release in files that were stored."""
    newest = TableRelease.objects.filter(pk__in=[row["version"] for row in reading.rows[TableRelease]]).first()
    return newest.version if newest else ""


def remember(files: Files, version: str) -> None:
    """These are the files this install goes by from now on; of earlier ones nothing is kept."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in sorted(files.items()):
            zipped.writestr(zipfile.ZipInfo(name, MADE_ON), content, zipfile.ZIP_DEFLATED)
    ShippedTables.objects.all().delete()
    ShippedTables.objects.create(version=version, archive=archive.getvalue())


def remembered() -> Files | None:
    """The files this install goes by; None: they were loaded before GutCheck kept them."""
    kept = ShippedTables.objects.first()
    if kept is None:
        return None
    with zipfile.ZipFile(io.BytesIO(bytes(kept.archive))) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def changed_rows(before: Files, after: Files) -> tuple[Rows, Rows]:
    """The rows on lines that are not in both, on either side; a few that are the same may be among them."""
    old: Rows = {}
    new: Rows = {}
    for table in TABLES:
        left, right = (dict.fromkeys(lines_of(files.get(table.file, b""), table)) for files in (before, after))
        units = units_of(before), units_of(after)
        for line in left.keys() - right.keys():
            old |= rows_on(table.name, dict(line), units[0])
        for line in right.keys() - left.keys():
            new |= rows_on(table.name, dict(line), units[1])
    return old, new


def rows_about(files: Files, parents: Collection[Row]) -> Rows:
    """These rows, and those that hang on them."""
    found: Rows = {}
    for table in TABLES if parents else ():
        units = units_of(files)
        for line in lines_of(files[table.file], table):
            for row, cells in rows_on(table.name, dict(line), units).items():
                if row in parents or any(
                    other in parents and goes_with(row[0], other[0]) for other in referred(row, cells)
                ):
                    found[row] = cells
    return found


def lines_of(content: bytes, table: Table) -> Iterator[Line]:
    """Cells by column. Of the wide table only those that say something, so that a new nutrient changes no line."""
    header, lines = csvfile.parsed(content)
    for _, cells in lines:
        yield tuple((name, cell) for name, cell in zip(header, cells, strict=False) if cell or not table.wide)


def units_of(files: Files) -> dict[str, str]:
    rows = (dict(line) for line in lines_of(files.get(NUTRIENTS.file, b""), NUTRIENTS))
    return {row["tagname"]: row["unit"] for row in rows}


def rows_on(name: str, line: dict[str, str], units: dict[str, str]) -> Rows:
    """The rows that a line of a file tells; of columns that are known today, those it has."""
    if name == COMPOSITION.name:
        return dict(values_on(line, units))
    if name == ESTIMATES.name:
        line = line | {"derivation": ESTIMATES.fixed["derivation"]}
    table = VALUES if name == ESTIMATES.name else BY_NAME[name]
    cells = {column.name: canonical(column, line[column.name]) for column in table.columns if column.name in line}
    key = tuple(cells.pop(part) for part in table.key)
    return {(table.name, key): cells}


def values_on(line: dict[str, str], units: dict[str, str]) -> Iterator[tuple[Row, Cells]]:
    amount = VALUES.by_name["amount per 100 g"]
    for name, cell in line.items():
        if match := NUTRIENT_HEADER.fullmatch(name):
            tagname = match[1]
            cells = {
                "unit": units.get(tagname, ""),
                amount.name: canonical(amount, cell),
                "low per 100 g": "",
                "high per 100 g": "",
                "derivation": line["derivation"],
                "source": line["source"],
            }
            yield (VALUES.name, (line["fdc_id"], tagname)), cells
