"""Database -> files: what load read, written back byte for byte.

Imported foods stay out: they can be imported again, and some come under a licence that the files must not carry.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import transaction

from nutrients.models import FoodNutrient
from nutrients.tables.columns import Table, kept_in_files
from nutrients.tables.definitions import COMPOSITION, ESTIMATES, TABLES
from nutrients.tables.load import Progress, Row, quietly
from nutrients.tables.write import write_table

ESTIMATED = FoodNutrient.Derivation.ESTIMATED


def dump_tables(folder: Path, progress: Progress = quietly) -> dict[str, int]:
    """Write every table into the folder, which is made if need be. Returns the number of lines of each file."""
    folder.mkdir(parents=True, exist_ok=True)
    with transaction.atomic():
        return {
            table.name: write_table(folder, table.name, rows_of(table))
            for table in progress(TABLES, "dump", len(TABLES))
        }


def rows_of(table: Table) -> Iterable[Row]:
    if table is COMPOSITION:
        return composition_rows()
    stored = kept_in_files(table.model)
    if table is ESTIMATES:
        stored = stored.filter(derivation=ESTIMATED)
    names = [column.name for column in table.columns]
    values = stored.values_list(*(column.field for column in table.columns))
    return (dict(zip(names, row, strict=True)) for row in values.iterator())


def composition_rows() -> Iterator[Row]:
    """One row for each food, derivation and source, its amounts by tagname."""
    lines: dict[tuple, dict[str, float]] = defaultdict(dict)
    stored = kept_in_files(FoodNutrient).exclude(derivation=ESTIMATED)
    fields = ("food__fdc_id", "derivation", "source", "nutrient_id", "amount")
    for fdc_id, derivation, source, tagname, amount in stored.values_list(*fields).iterator():
        lines[fdc_id, derivation, source][tagname] = amount
    for (fdc_id, derivation, source), amounts in lines.items():
        yield {"fdc_id": fdc_id, "derivation": derivation, "source": source} | amounts
