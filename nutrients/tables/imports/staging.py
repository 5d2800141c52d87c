"""The files of a FoodData Central download, brought together by food in a passing database on disk.

The files are sorted by other things than the food, and the largest has tens of millions of rows: each is read once, row
by row, and memory stays small. The database has no name and goes with the connection.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from nutrients.tables.fdc import Release
from nutrients.tables.load import Progress

TABLES = """
CREATE TABLE food (fdc_id INTEGER PRIMARY KEY, data_type, description, category, published);
CREATE TABLE label (fdc_id INTEGER PRIMARY KEY, owner, gtin, serving, unit, household, category);
CREATE TABLE amount (fdc_id INTEGER, nutrient_id, amount, derivation, line);
"""
FOOD = ("fdc_id", "data_type", "description", "food_category_id", "publication_date")
LABEL = (
    "fdc_id", "brand_owner", "gtin_upc", "serving_size", "serving_size_unit", "household_serving_fulltext",
    "branded_food_category",
)  # fmt: skip
AMOUNT = ("fdc_id", "nutrient_id", "amount", "derivation_id")


class StagedFood(NamedTuple):
    fdc_id: int
    data_type: str
    description: str
    category: str
    published: str


class Label(NamedTuple):
    """What a branded food's pack says of itself."""

    fdc_id: int
    owner: str
    gtin: str
    serving: str
    unit: str
    household: str
    category: str


class StagedAmount(NamedTuple):
    nutrient_id: str
    amount: str
    derivation: str
    line: int


class Staging:
    """One release. `wants` decides by fdc_id and data type which foods are looked at."""

    def __init__(self, release: Release, wants: Callable[[int, str], bool], progress: Progress) -> None:
        self.release = release
        self._progress = progress
        self._database = sqlite3.connect("")
        self._database.executescript(TABLES)
        self._fill("food", "food.csv", FOOD, lambda fdc_id, row: wants(fdc_id, row[1]))
        wanted = {fdc_id for (fdc_id,) in self._database.execute("SELECT fdc_id FROM food")}
        if "branded_food.csv" in release:
            self._fill("label", "branded_food.csv", LABEL, lambda fdc_id, row: fdc_id in wanted)
        self._fill("amount", "food_nutrient.csv", AMOUNT, lambda fdc_id, row: fdc_id in wanted and row[2] != "")
        self._database.execute("CREATE INDEX amount_of_food ON amount (fdc_id)")

    def _fill(self, table: str, file: str, columns: tuple[str, ...], keeps: Callable[[int, tuple], bool]) -> None:
        places = ", ".join(["?"] * (len(columns) + (table == "amount")))
        insert = f"INSERT INTO {table} VALUES ({places})"  # noqa: S608 - the names stand above
        rows = self._kept(table, file, columns, keeps)
        if table == "amount":
            self._database.executemany(insert, rows)
            return
        for *row, line in rows:
            try:
                self._database.execute(insert, row)
            except sqlite3.IntegrityError as error:
                raise ValueError(f"{self.release.name}: {file}:{line}: fdc_id {row[0]} stands there twice.") from error

    def _kept(self, table: str, file: str, columns: tuple[str, ...], keeps: Callable) -> Iterator[list[Any]]:
        lines: Iterable[Any] = self._progress(self.release.numbered_rows(file, *columns), file, 0)
        for line, row in lines:
            if not row[0].isascii() or not row[0].isdigit() or len(row[0]) > 12:
                raise ValueError(f"{self.release.name}: {file}:{line}: {row[0]!r} is no fdc_id.")
            fdc_id = int(row[0])
            if keeps(fdc_id, row):
                yield [fdc_id, *row[1:], line]

    def __len__(self) -> int:
        count: int = self._database.execute("SELECT count(*) FROM food").fetchone()[0]
        return count

    @property
    def newest(self) -> str:
        """The latest date of publication; blank when no food has one."""
        return self._database.execute("SELECT max(published) FROM food").fetchone()[0] or ""

    def foods(self) -> Iterator[tuple[StagedFood, Label | None, list[StagedAmount]]]:
        """Newest first, so that of two entries of one barcode the newer is met before the older."""
        for row in self._database.execute("SELECT * FROM food ORDER BY fdc_id DESC"):
            food = StagedFood(*row)
            label = self._database.execute("SELECT * FROM label WHERE fdc_id = ?", (food.fdc_id,)).fetchone()
            amounts = self._database.execute(
                "SELECT nutrient_id, amount, derivation, line FROM amount WHERE fdc_id = ? ORDER BY line",
                (food.fdc_id,),
            )
            yield food, Label(*label) if label else None, [StagedAmount(*amount) for amount in amounts]
