"""The project's own small inputs in fixtures/curated/, and the published tables: rows by column name."""

import csv
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from nutrients.tables.cells import Value

Row = dict[str, str]
TableRow = dict[str, Value]  # one row of a table of ours, by column name
Reword = Callable[[str], str]


def read_rows(path: Path) -> list[Row]:
    """Every row of a CSV file. Raises ValueError when it is not there."""
    if not path.is_file():
        raise ValueError(f"{path} is missing; without it the tables cannot be built.")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: cell or "" for name, cell in row.items()} for row in csv.DictReader(file)]


def decimal(text: str) -> Decimal | None:
    """A published figure exactly as printed; blank is None (not given)."""
    return Decimal(text) if text else None


def scaled(text: str, factor: Decimal) -> float | None:
    """The figure in the project's unit; None where none is given."""
    value = decimal(text)
    return None if value is None else float(value * factor)


def rewording(path: Path) -> Reword:
    """How notes of published tables are put: their own file and column names and transcribers' remarks replaced."""
    phrases = [(row["published"], row["ours"]) for row in read_rows(path)]

    def reword(text: str) -> str:
        for published, ours in phrases:
            text = text.replace(published, ours)
        return re.sub(r"\bug\b", "mcg", text).strip()

    return reword
