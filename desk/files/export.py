"""A table as a file: CSV byte for byte as in fixtures/, or the same cells as XLSX."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from nutrients.models import Food
from nutrients.tables import dump
from nutrients.tables.columns import Table
from nutrients.tables.definitions import NUTRIENTS
from nutrients.tables.write import nutrient_columns, write_table

CSV, XLSX = "csv", "xlsx"


def file_of(table: Table, form: str, category: str = "") -> bytes:
    """category: only the rows of its foods; "" or a table that does not speak of foods: all rows."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        if table.wide:
            write_table(folder, NUTRIENTS.name, dump.rows_of(NUTRIENTS))  # the order and units of the amounts
        write_table(folder, table.name, of_category(dump.rows_of(table), category))
        if form == CSV:
            return (folder / table.file).read_bytes()
        columns = [*table.columns, *(nutrient_columns(folder) if table.wide else ())]
        from desk.files.xlsx_book import as_xlsx  # openpyxl: 10 MB that few processes ever need

        return as_xlsx(table, folder / table.file, {column.name: column for column in columns})


def of_category(rows: Iterable[dump.Row], category: str) -> Iterable[dump.Row]:
    if not category:
        return rows
    foods = set(Food.objects.filter(category=category).values_list("fdc_id", flat=True))
    return (row for row in rows if row["fdc_id"] in foods)
